"""What all buckets promise: in memory, on a real Redis, and the fake."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from omninode_bridge.errors import InvalidRequestError, UnavailableError
from omninode_bridge.reliability.limits import Buckets, Charge, Limit, Shape
from resources.limits.memory import MemoryBuckets
from resources.limits.redis import RedisBuckets
from tests.fakes.buckets import FakeBuckets
from tests.redis_server import RedisServer, running_redis

pytest_plugins = ["tests.redis"]

# The server forgets keys by its own clock.
START = datetime.now(UTC)
TEN = Limit(10, 60.0, 10)
EVENLY = Limit(10, 60.0, 1, Shape.LEAKY)


@pytest.fixture(params=["fake", "memory", pytest.param("redis", marks=pytest.mark.slow)])
def buckets(request: pytest.FixtureRequest) -> Iterator[Buckets]:
    if request.param == "redis":
        server: RedisServer = request.getfixturevalue("redis_server")
        with closing(RedisBuckets(server.url)) as opened:
            yield opened
    else:
        yield FakeBuckets() if request.param == "fake" else MemoryBuckets()


def taken(buckets: Buckets, *charges: Charge, after_s: float = 0.0) -> list[float]:
    waits = buckets.take(charges, at=START + timedelta(seconds=after_s))
    return [round(wait, 2) for wait in waits]


@pytest.mark.requirement("R222")
def test_a_token_bucket_lets_a_burst_through_and_refills_evenly(buckets: Buckets) -> None:
    alice = Charge("generate:alice", TEN)
    assert [taken(buckets, alice) for _ in range(12)] == [[0.0]] * 10 + [[6.0]] * 2
    assert taken(buckets, alice, after_s=5.9) == [0.1]
    assert taken(buckets, alice, after_s=6) == [0.0]
    assert taken(buckets, alice, after_s=6) == [6.0]
    assert [taken(buckets, alice, after_s=100) for _ in range(11)] == [[0.0]] * 10 + [[6.0]]


@pytest.mark.requirement("R223")
def test_a_leaky_bucket_lets_one_through_after_the_other(buckets: Buckets) -> None:
    alice = Charge("generate:alice", EVENLY)
    seen = [taken(buckets, alice, after_s=second) for second in (0, 0, 3, 6, 6, 12, 60, 60)]
    assert seen == [[0.0], [6.0], [3.0], [0.0], [6.0], [0.0], [0.0], [6.0]]


def test_each_key_counts_for_itself(buckets: Buckets) -> None:
    alice, bob = Charge("generate:alice", EVENLY), Charge("generate:bob", EVENLY)
    assert [taken(buckets, each) for each in (alice, alice, bob)] == [[0.0], [6.0], [0.0]]


def test_several_are_taken_together_or_not_at_all(buckets: Buckets) -> None:
    total, alice = Charge("generate@all", EVENLY), Charge("generate:alice", TEN)
    assert taken(buckets, total, alice) == [0.0, 0.0]
    assert [taken(buckets, total, alice) for _ in range(20)] == [[6.0, 0.0]] * 20
    assert [taken(buckets, alice) for _ in range(10)] == [[0.0]] * 9 + [[6.0]], (
        "what the other bucket refused was not counted"
    )


def test_nothing_to_count_is_allowed(buckets: Buckets) -> None:
    assert taken(buckets) == []


def test_a_share_of_a_limit_takes_longer_and_is_given_back(buckets: Buckets) -> None:
    half, whole = Charge("generate:alice", TEN, 0.5), Charge("generate:alice", TEN)
    assert [taken(buckets, half) for _ in range(6)] == [[0.0]] * 5 + [[12.0]]
    assert taken(buckets, half, after_s=12) == [0.0]
    assert taken(buckets, half, after_s=12) == [12.0]
    assert [taken(buckets, whole, after_s=300) for _ in range(11)] == [[0.0]] * 10 + [[6.0]]


def test_many_at_the_same_time_get_no_more_than_there_is(buckets: Buckets) -> None:
    alice = Charge("generate:alice", TEN)
    with ThreadPoolExecutor(8) as threads:
        waits = list(threads.map(lambda _: taken(buckets, alice), range(64)))
    if not isinstance(buckets, FakeBuckets):
        assert waits.count([0.0]) == 10


@pytest.mark.slow
@pytest.mark.requirement("R226")
def test_instances_that_share_a_redis_share_a_limit(redis_server: RedisServer) -> None:
    alice = Charge("generate:alice", TEN)
    with (
        closing(RedisBuckets(redis_server.url)) as one,
        closing(RedisBuckets(redis_server.url)) as other,
    ):
        with ThreadPoolExecutor(8) as threads:
            asked = [threads.submit(taken, each, alice) for each in (one, other) * 20]
        assert [each.result() for each in asked].count([0.0]) == 10
    with closing(RedisBuckets(redis_server.url)) as later:
        assert taken(later, alice) == [6.0], "a process that begins anew finds the counts"


@pytest.mark.slow
def test_a_redis_that_has_gone_is_told_and_one_that_is_back_is_used(tmp_path: Path) -> None:
    alice = Charge("generate:alice", EVENLY)
    with running_redis(tmp_path) as server, closing(RedisBuckets(server.url)) as buckets:
        assert taken(buckets, alice) == [0.0]
        server.kill()
        with pytest.raises(UnavailableError, match="does not answer"):
            taken(buckets, alice)
        server.start()
        assert taken(buckets, alice) == [0.0], "it has forgotten"


def test_an_address_that_is_none_is_said_and_a_password_is_not() -> None:
    with pytest.raises(InvalidRequestError, match="OMNINODE_REDIS_URL"):
        RedisBuckets("localhost:6379")
    nobody = RedisBuckets("redis://:secret@127.0.0.1:1/0")
    with pytest.raises(UnavailableError) as raised:
        taken(nobody, Charge("a", TEN))
    assert "127.0.0.1:1" in str(raised.value)
    assert "secret" not in str(raised.value)


def test_whoever_invents_users_does_not_fill_the_memory() -> None:
    buckets = MemoryBuckets(most=3)
    first = Charge("0", EVENLY)
    assert [taken(buckets, Charge(str(user), EVENLY)) for user in range(3)] == [[0.0]] * 3
    assert taken(buckets, first) == [6.0]
    assert [taken(buckets, Charge(str(user), EVENLY)) for user in range(3, 5)] == [[0.0]] * 2
    assert taken(buckets, first) == [6.0], "whoever asks is remembered"
    assert taken(buckets, Charge("1", EVENLY)) == [0.0], "whoever was silent is not"
