"""The limiter on a simulated clock."""

from datetime import UTC, datetime, timedelta

import pytest
from prometheus_client import CollectorRegistry, generate_latest

from omninode_bridge.errors import InvalidRequestError
from omninode_bridge.reliability.breaker import Breaker
from omninode_bridge.reliability.limits import Asked
from omninode_bridge.reliability.limits_text import parse_limits
from omninode_bridge.reliability.load import Comfort, Load
from resources.limits.limiter import LOGGER, LOOK_S, Limiter
from resources.limits.metrics import LimitMetrics
from resources.limits.settings import comfort_of, limiter_of
from resources.reliability.guard import Guard
from tests.fakes.buckets import FakeBuckets

START = datetime(2026, 11, 23, 12, tzinfo=UTC)
BOB, ALICE = Asked("generate", "bob"), Asked("generate", "alice")


def later(seconds: float) -> datetime:
    return START + timedelta(seconds=seconds)


@pytest.mark.requirement("R221", "R224")
def test_each_user_is_told_how_long_to_wait() -> None:
    limiter = Limiter(parse_limits("generate=2/minute"), FakeBuckets())
    waits = [limiter.admit(asked, at=START).wait_s for asked in (BOB, BOB, BOB, ALICE)]
    assert waits == [0, 0, 30, 0]
    verdict = limiter.admit(BOB, at=later(10))
    assert not verdict.allowed
    assert verdict.wait_s == pytest.approx(20)
    assert verdict.limit is not None
    assert verdict.limit.count == 2
    assert limiter.admit(BOB, at=later(30)).allowed


@pytest.mark.requirement("R225")
def test_the_longer_wait_of_two_limits_counts() -> None:
    limiter = Limiter(parse_limits("generate=1/minute, generate@all=2/hour"))
    assert limiter.admit(BOB, at=START).allowed
    assert limiter.admit(BOB, at=START).wait_s == 60
    assert limiter.admit(ALICE, at=START).allowed
    assert limiter.admit(BOB, at=START).wait_s == 1800
    assert limiter.admit(Asked("pattern", "bob"), at=START).allowed


@pytest.mark.requirement("R228")
def test_under_load_less_is_let_through_and_afterwards_as_much_as_before() -> None:
    limiter = Limiter(parse_limits("*=10/minute"), comfort=Comfort(100, 10.0))

    def minute(load: Load, second: float) -> int:
        limiter.notice(lambda: load, at=later(second))
        return sum(limiter.admit(BOB, at=later(second)).allowed for _ in range(20))

    rounds = [
        minute(Load(), 0),
        minute(Load(500), 600),
        minute(Load(500), 1200),
        minute(Load(), 1800),
    ]
    assert rounds == [10, 2, 2, 10]
    assert limiter.share == 1


def test_the_load_is_looked_at_now_and_then() -> None:
    limiter, looked = Limiter(parse_limits("*=10/minute"), comfort=Comfort()), []

    def load() -> Load:
        looked.append(1)
        return Load(400)

    for second in (0, 1, LOOK_S - 1, LOOK_S, LOOK_S + 1):
        limiter.notice(load, at=later(second))
    assert len(looked) == 2
    assert limiter.share == 0.5


@pytest.mark.parametrize(
    "limiter", [Limiter(parse_limits("off"), comfort=Comfort()), Limiter(parse_limits("*=1/day"))]
)
def test_where_nothing_follows_the_load_it_is_not_asked_for(limiter: Limiter) -> None:
    def load() -> Load:
        raise AssertionError("nobody wants to know")

    limiter.notice(load, at=START)
    assert limiter.share == 1


def test_buckets_that_do_not_answer_are_replaced_and_left_alone_for_a_while(
    caplog: pytest.LogCaptureFixture,
) -> None:
    buckets, clock = FakeBuckets(), [0.0]
    guard = Guard("Redis", Breaker(threshold=2, recovery_s=10, trials=1), clock=lambda: clock[0])
    limiter = Limiter(parse_limits("generate=2/minute"), buckets, guards=lambda *_, **__: guard)
    assert limiter.admit(BOB, at=START).allowed
    buckets.down = True
    assert [limiter.admit(BOB, at=START).allowed for _ in range(4)] == [True, True, False, False]
    assert limiter.missed == 4
    buckets.down = False
    assert not limiter.admit(BOB, at=START).allowed, "the breaker is open"
    clock[0] = 10.0
    assert limiter.admit(BOB, at=START).allowed, "they have counted one only"
    told = [each.getMessage() for each in caplog.records if each.name == LOGGER.name]
    assert len(told) == 3, "that they are silent, that they are left alone, that they are back"
    assert told[-1] == "All processes count together again"


@pytest.mark.requirement("R229")
def test_what_became_of_requests_is_told_to_prometheus() -> None:
    limiter = Limiter(parse_limits("generate=2/minute"), comfort=Comfort())
    limiter.notice(lambda: Load(400, 1.5), at=START)
    for _ in range(3):
        limiter.admit(BOB, at=START)
    limiter.admit(Asked("pattern", "bob"), at=START)
    registry = CollectorRegistry()
    registry.register(LimitMetrics(limiter))
    told = generate_latest(registry).decode().splitlines()
    assert 'omninode_rate_limit_requests_total{endpoint="generate",outcome="allowed"} 1.0' in told
    assert 'omninode_rate_limit_requests_total{endpoint="generate",outcome="limited"} 2.0' in told
    assert 'omninode_rate_limit_requests_total{endpoint="pattern",outcome="allowed"} 1.0' in told
    assert "omninode_rate_limit_share 0.5" in told
    assert "omninode_rate_limit_backlog 400.0" in told
    assert "omninode_rate_limit_gate_p95_seconds 1.5" in told
    assert "omninode_rate_limit_unshared_total 0.0" in told


def test_a_process_counts_on_for_as_long_as_its_settings_are_the_same() -> None:
    one = limiter_of("generate=1/hour")
    assert limiter_of("generate=1/hour") is one
    assert limiter_of("generate=2/hour") is not one


def test_without_settings_nobody_is_hindered_but_a_runaway() -> None:
    limiter, runaway = limiter_of(), Asked("generate", "runaway")
    assert [limiter.admit(runaway, at=START).allowed for _ in range(601)].count(True) == 600


def test_the_comfortable_load_is_read_from_a_text() -> None:
    assert comfort_of("") == Comfort()
    assert comfort_of("50/2.5") == Comfort(50, 2.5)
    assert comfort_of("off") is None


@pytest.mark.parametrize("text", ["much", "0/5", "5", "5/0", "5/nan", "5/inf", "-1/5"])
def test_a_load_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(InvalidRequestError, match="no load"):
        comfort_of(text)
