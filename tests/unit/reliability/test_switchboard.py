"""Changes of breakers wait for a record that may be the one that is broken."""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime
from time import monotonic, sleep
from uuid import uuid4

import pytest

from omninode_bridge.errors import UnavailableError
from omninode_bridge.reliability.breaker import Breaker, BreakerState
from omninode_bridge.reliability.changes import Order, Process
from resources.reliability import switchboard
from resources.reliability.guard import Guard
from resources.reliability.switchboard import KEPT, Switchboard
from tests.fakes.breakers import FakeBreakerLog

LOOK_S = 0.02


@pytest.fixture
def log() -> FakeBreakerLog:
    return FakeBreakerLog()


@pytest.fixture
def board(log: FakeBreakerLog) -> Iterator[Switchboard]:
    """Its thread ends as soon as all its guards are closed."""

    @contextmanager
    def record(process: Process) -> Iterator[FakeBreakerLog]:
        log.living.add(process.id)
        yield log
        log.living.discard(process.id)

    made = Switchboard(record, look_s=LOOK_S)
    yield made
    for guard in made.guards:
        guard.obey(None)
    log.down = False
    made.settle()


def eventually(holds: Callable[[], bool]) -> bool:
    until = monotonic() + 30
    while not holds() and monotonic() < until:
        sleep(0.005)
    return holds()


def fail(guard: Guard) -> None:
    with pytest.raises(UnavailableError), guard.attempt():
        raise UnavailableError("down")


def states(log: FakeBreakerLog) -> list[tuple[str, BreakerState]]:
    return [(each.name, each.after) for each in reversed(log.recent(10))]


def test_every_change_is_stored_once_the_record_answers_again(
    board: Switchboard, log: FakeBreakerLog
) -> None:
    log.down = True
    guard = board.guard("PostgreSQL", Breaker(threshold=1, recovery_s=0, trials=1))
    fail(guard)
    with guard.attempt():
        pass
    log.down = False
    board.settle(30)
    expected = [BreakerState.OPEN, BreakerState.HALF_OPEN, BreakerState.CLOSED]
    assert states(log) == [("PostgreSQL", state) for state in expected]


def test_who_calls_never_waits_for_a_record_that_hangs(
    log: FakeBreakerLog, caplog: pytest.LogCaptureFixture
) -> None:
    answer = threading.Event()

    @contextmanager
    def hanging(_: Process) -> Iterator[FakeBreakerLog]:
        answer.wait(30)
        yield log

    board = Switchboard(hanging, look_s=LOOK_S)
    fail(board.guard("Kafka", Breaker(threshold=1)))
    assert log.recent(1) == []
    board.settle(0)
    assert "Not stored, the record does not answer: Kafka open at" in caplog.text
    answer.set()
    board.guard("Kafka").obey(None)


class Faulty(FakeBreakerLog):
    """As one that its author has not thought of."""

    looks, faulty = 0, True

    def orders(self) -> Sequence[Order]:
        self.looks += 1
        if self.faulty:
            message = "the record is not what it was"
            raise RuntimeError(message)
        return super().orders()


def test_an_error_that_nobody_has_foreseen_is_traced_once(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(switchboard, "AGAIN_S", LOOK_S)
    log = Faulty()
    board = Switchboard(lambda _: nullcontext(log), look_s=LOOK_S)
    fail(board.guard("Kafka", Breaker(threshold=1)))
    assert eventually(lambda: log.looks > 2)
    assert caplog.text.count("could not be brought together") == 1
    log.faulty = False
    board.guard("Kafka").obey(None)
    board.settle()


def test_only_the_latest_are_kept_while_the_record_is_silent_and_the_others_are_told(
    board: Switchboard, log: FakeBreakerLog, caplog: pytest.LogCaptureFixture
) -> None:
    log.down = True
    for number in range(KEPT + 5):
        board.changed(str(number), BreakerState.CLOSED, BreakerState.OPEN)
    log.down = False
    board.settle(30)
    assert eventually(lambda: len(log.recent(2 * KEPT)) == KEPT)
    assert {each.name for each in log.recent(2 * KEPT)} == {str(n) for n in range(5, KEPT + 5)}
    assert "5 changes of breakers were too many to keep" in caplog.text


def test_a_process_has_one_breaker_for_a_name_and_lives_while_one_is_not_closed(
    board: Switchboard, log: FakeBreakerLog
) -> None:
    guard = board.guard("Redis", Breaker(threshold=1))
    assert board.guard("Redis") is guard
    fail(guard)
    assert eventually(lambda: [each.after for each in log.current()] == [BreakerState.OPEN])
    guard.obey(None)
    assert eventually(lambda: not log.living)
    assert states(log)[-1] == ("Redis", BreakerState.CLOSED)


@pytest.mark.requirement("R213")
def test_orders_hold_breakers_open_or_closed_until_they_are_reset(
    board: Switchboard, log: FakeBreakerLog
) -> None:
    kafka, redis = (board.guard(name, Breaker(threshold=1)) for name in ("Kafka at a:1", "Redis"))

    def give(name: str, state: BreakerState | None) -> None:
        log.order(Order(uuid4(), name, state, datetime.now(UTC)))

    def used(guard: Guard, state: BreakerState) -> bool:
        def looked() -> bool:
            board.used()
            return guard.state is state

        return eventually(looked)

    give("Kafka", BreakerState.OPEN)
    assert used(kafka, BreakerState.OPEN)
    with pytest.raises(UnavailableError, match="opened by hand"), kafka.attempt():
        pytest.fail("was let through")
    assert redis.state is BreakerState.CLOSED
    late = board.guard("Kafka at b:2")
    assert late.state is BreakerState.OPEN, "it is told at once"

    give("Kafka", BreakerState.CLOSED)
    assert used(kafka, BreakerState.CLOSED)
    for _ in range(3):
        fail(kafka)
    assert kafka.state is BreakerState.CLOSED

    def opens_by_itself() -> bool:
        board.used()
        fail(kafka)
        return kafka.state is BreakerState.OPEN

    give("Kafka", None)
    assert eventually(opens_by_itself)
    give("Kafka", None)
    assert used(kafka, BreakerState.CLOSED), "also one that has opened by itself"
