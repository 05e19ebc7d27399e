"""What every outbox promises, and what executions write there; PostgreSQL and the fakes."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from omninode_bridge.errors import IllegalTransitionError, InvalidRequestError
from omninode_bridge.events.delivery import Outgoing
from omninode_bridge.events.outbox import Backlog, Entry, Outbox, Telling
from omninode_bridge.ports import Executions
from omninode_bridge.registry.records import Advance, Execution, State, StepRecord
from omninode_bridge.reliability.inbox import Turns
from resources.postgres.database import Database
from resources.postgres.executions import PostgresExecutions
from resources.postgres.inbox import PostgresInbox
from resources.postgres.outbox import PostgresOutbox
from resources.postgres.turns import PostgresTurns
from tests.fakes.executions import FakeExecutions
from tests.fakes.turns import FakeTurns
from tests.state.records import NOON, an_execution

pytest_plugins = ["tests.postgres"]

MESSAGE = Outgoing(
    "status", b"\x00\xff value", b"\xfe key", (("a", b"\x00\xff"), ("a", b""), ("ü", b"1"))
)


@dataclass(frozen=True)
class Record:
    """Of one database."""

    executions: Executions
    outbox: Outbox
    turns: Turns


@pytest.fixture(params=["fake", pytest.param("postgres", marks=pytest.mark.slow)])
def record(request: pytest.FixtureRequest) -> Iterator[Record]:
    if request.param == "fake":
        executions = FakeExecutions()
        yield Record(executions, executions.outbox, FakeTurns(executions.outbox))
        return
    with closing(Database(request.getfixturevalue("database_url"))) as database:
        outbox, turns = PostgresOutbox(database), PostgresTurns(database)
        yield Record(PostgresExecutions(database), outbox, turns)


@pytest.fixture
def outbox(record: Record) -> Outbox:
    return record.outbox


def entries(count: int) -> list[Entry]:
    return [Entry(uuid4(), UUID(int=1), MESSAGE) for _ in range(count)]


def test_entries_come_out_as_they_went_in_each_once(outbox: Outbox) -> None:
    first, second, third = entries(3)
    outbox.put([first, second])
    outbox.put([second, third])
    outbox.put([])
    assert outbox.waiting(10) == [first, second, third]
    assert outbox.waiting(2) == [first, second]


def test_what_was_sent_or_refused_waits_no_longer_and_is_not_written_again(outbox: Outbox) -> None:
    first, second, third = all_three = entries(3)
    outbox.put(all_three)
    outbox.mark_sent([first.id])
    outbox.refuse(second.id, "too large")
    outbox.put(all_three)
    assert outbox.waiting(10) == [third]
    backlog = outbox.backlog()
    assert (backlog.waiting, backlog.refused) == (1, 1)
    assert backlog.oldest is not None
    assert abs(datetime.now(UTC) - backlog.oldest) < timedelta(minutes=5)


def test_what_was_sent_long_ago_is_forgotten_and_nothing_else(outbox: Outbox) -> None:
    first, second, third = entries(3)
    outbox.put([first, second, third])
    outbox.mark_sent([first.id])
    outbox.refuse(second.id, "too large")
    now = datetime.now(UTC)
    assert outbox.forget(now - timedelta(hours=1)) == 0
    assert outbox.forget(now + timedelta(hours=1)) == 1
    assert outbox.waiting(10) == [third]
    assert outbox.backlog().refused == 1


def test_an_empty_outbox_has_no_backlog(outbox: Outbox) -> None:
    assert outbox.backlog() == Backlog(waiting=0, refused=0)


def telling_of(told: Entry) -> Telling:
    """Tells it where the change is there already, in the transaction that makes it."""

    def telling(_: Execution, __: Sequence[StepRecord]) -> Sequence[Entry]:
        return (told,)

    return telling


def test_each_change_is_told_once_with_what_it_changed(record: Record) -> None:
    execution, seen = an_execution(), list[tuple[State, int]]()

    def telling(after: Execution, steps: Sequence[StepRecord]) -> Sequence[Entry]:
        seen.append((after.state, len(steps)))
        # As ours do: an event's id follows from what it tells.
        return (Entry(UUID(int=len(seen)), after.session_id, MESSAGE),)

    step = StepRecord(execution.correlation_id, "prd", 1, "completed", NOON, 1.0, {})
    end = Advance(execution.correlation_id, State.FAILED, NOON, error=("X", "why"))
    assert record.executions.begin(execution, telling)
    assert not record.executions.begin(execution, telling)
    record.executions.record_step(step, telling)
    failed = record.executions.advance(end, telling)
    assert record.executions.advance(end, telling) == failed
    record.executions.restart(failed, at=NOON, reason="again", telling=telling)
    record.executions.restart(failed, at=NOON, reason="again", telling=telling)

    told = [(State.PENDING, 0), (State.PENDING, 1), (State.FAILED, 1), (State.PENDING, 1)]
    assert seen == told
    assert [entry.id for entry in record.outbox.waiting(10)] == [UUID(int=n) for n in (1, 2, 3, 4)]


def test_what_may_not_be_is_not_told(record: Record) -> None:
    execution, [told] = an_execution(), entries(1)
    record.executions.begin(execution)
    with pytest.raises(IllegalTransitionError):
        record.executions.advance(
            Advance(execution.correlation_id, State.COMPLETED, NOON), telling_of(told)
        )
    assert record.outbox.waiting(10) == []


@pytest.mark.slow
def test_state_and_event_are_there_together_or_not_at_all(database_url: str) -> None:
    execution = an_execution()
    change = Advance(execution.correlation_id, State.ANALYZING, NOON)

    def cannot_be_told(_: Execution, __: Sequence[StepRecord]) -> Sequence[Entry]:
        raise ZeroDivisionError

    with closing(Database(database_url)) as database:
        executions, outbox = PostgresExecutions(database), PostgresOutbox(database)
        with pytest.raises(ZeroDivisionError):
            executions.begin(execution, cannot_be_told)
        assert executions.find(execution.correlation_id) is None
        executions.begin(execution)
        with pytest.raises(ZeroDivisionError):
            executions.advance(change, cannot_be_told)
        assert executions.find(execution.correlation_id) == execution
        assert outbox.waiting(10) == []


def test_an_answer_is_told_once_and_with_it_that_it_was(record: Record) -> None:
    request, [told, later] = uuid4(), entries(2)

    def never() -> Sequence[Entry]:
        raise AssertionError

    assert record.turns.tell("answers", request, lambda: [told])
    assert not record.turns.tell("answers", request, never)
    with record.turns.take("answers", request) as is_mine:
        assert not is_mine
    assert record.turns.tell("other answers", request, lambda: [later])
    assert record.outbox.waiting(10) == [told, later]


def test_who_dies_over_an_answer_leaves_the_turn_to_others(record: Record) -> None:
    request, [told] = uuid4(), entries(1)

    def dies() -> Sequence[Entry]:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        record.turns.tell("answers", request, dies)
    assert record.outbox.waiting(10) == []
    assert record.turns.tell("answers", request, lambda: [told])


@pytest.mark.slow
def test_an_answer_that_cannot_be_written_is_not_answered(database_url: str) -> None:
    """Both lie in one transaction: it is noted first, and that is taken back."""
    request, [told] = uuid4(), entries(1)
    unwritable = replace(told, message=replace(MESSAGE, topic="\0"))
    with closing(Database(database_url)) as database:
        turns = PostgresTurns(database)
        with pytest.raises(InvalidRequestError, match="NUL"):
            turns.tell("answers", request, lambda: [unwritable])
        assert PostgresInbox(database).accepted("answers") == frozenset()
        assert turns.tell("answers", request, lambda: [told])
        assert PostgresOutbox(database).waiting(10) == [told]
