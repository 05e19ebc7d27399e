"""What every record of executions promises; PostgreSQL and the fake."""

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from typing import Protocol
from uuid import uuid4

import pytest

from omninode_bridge.errors import IllegalTransitionError
from omninode_bridge.ports import Executions as Port
from omninode_bridge.registry.lifecycle import attempt_of
from omninode_bridge.registry.records import Advance, Execution, State, StepRecord
from omninode_bridge.reliability.load import Durations
from resources.postgres.database import Database
from resources.postgres.executions import PostgresExecutions
from tests.fakes.executions import FakeExecutions
from tests.state.records import NOON, an_execution

pytest_plugins = ["tests.postgres"]

WAY = (State.ANALYZING, State.GENERATING, State.VALIDATING, State.COMPLETED)


class Executions(Port, Durations, Protocol):
    """Both ports, which one adapter serves."""


@pytest.fixture(params=["fake", pytest.param("postgres", marks=pytest.mark.slow)])
def executions(request: pytest.FixtureRequest) -> Iterator[Executions]:
    if request.param == "fake":
        yield FakeExecutions()
        return
    with closing(Database(request.getfixturevalue("database_url"))) as database:
        yield PostgresExecutions(database)


def begun(executions: Executions, *way: State) -> Execution:
    execution = an_execution()
    assert executions.begin(execution)
    for minute, state in enumerate(way, start=1):
        execution = executions.advance(
            Advance(execution.correlation_id, state, NOON + timedelta(minutes=minute), "next")
        )
    return execution


def test_a_request_begins_once(executions: Executions) -> None:
    execution = an_execution()
    assert executions.begin(execution)
    assert not executions.begin(execution)
    assert executions.find(execution.correlation_id) == execution
    assert executions.find(uuid4()) is None


@pytest.mark.requirement("R040", "R042")
def test_the_whole_way_with_its_history(executions: Executions) -> None:
    done = begun(executions, *WAY)

    assert done.state is State.COMPLETED
    assert done.updated_at == NOON + timedelta(minutes=4)
    assert executions.find(done.correlation_id) == done
    history = executions.history(done.correlation_id)
    assert [change.after for change in history] == list(WAY)
    assert [change.before for change in history] == [State.PENDING, *WAY[:-1]]
    assert {change.reason for change in history} == {"next"}


@pytest.mark.requirement("R037")
def test_an_illegal_move_names_what_is_open_and_changes_nothing(executions: Executions) -> None:
    execution = begun(executions, State.ANALYZING)

    with pytest.raises(IllegalTransitionError, match="analyzing -> completed") as raised:
        executions.advance(Advance(execution.correlation_id, State.COMPLETED, NOON))

    assert raised.value.hint == "Open from analyzing: cancelled, failed, generating."
    assert executions.find(execution.correlation_id) == execution
    assert len(executions.history(execution.correlation_id)) == 1


def test_nothing_advances_that_has_not_begun(executions: Executions) -> None:
    step = StepRecord(uuid4(), "prd", 1, "completed", NOON, 1.0, {})
    with pytest.raises(IllegalTransitionError, match="No execution"):
        executions.advance(Advance(uuid4(), State.ANALYZING, NOON))
    with pytest.raises(IllegalTransitionError, match="No execution"):
        executions.record_step(step)


@pytest.mark.requirement("R042")
def test_a_failure_keeps_its_error_and_its_result(executions: Executions) -> None:
    execution = begun(executions, State.ANALYZING)
    change = Advance(
        execution.correlation_id,
        State.FAILED,
        NOON,
        error=("P001", "No title"),
        result={"status": "failed", "files": []},
        run_id="run-1",
    )

    failed = executions.advance(change)

    assert (failed.error_code, failed.error_message) == ("P001", "No title")
    assert failed.result == {"status": "failed", "files": []}
    assert failed.run_id == "run-1"
    assert executions.advance(change) == failed, "a redelivered end changes nothing"
    assert len(executions.history(execution.correlation_id)) == 2


def test_the_run_may_become_known_later(executions: Executions) -> None:
    execution = begun(executions)
    change = Advance(execution.correlation_id, State.PENDING, NOON, run_id="run-2")
    assert executions.advance(change).run_id == "run-2"
    assert executions.history(execution.correlation_id) == []


@pytest.mark.parametrize("stop", [State.FAILED, State.CANCELLED])
def test_a_stopped_execution_goes_on_where_it_stopped(executions: Executions, stop: State) -> None:
    execution = begun(executions, State.ANALYZING, State.GENERATING)
    executions.advance(
        Advance(execution.correlation_id, stop, NOON, error=("X", "why"), result={"a": 1})
    )

    again = executions.reopen(execution.correlation_id, at=NOON, reason="executed again")

    assert again.state is State.GENERATING
    assert (again.error_code, again.error_message, again.result) == (None, None, None)
    assert executions.reopen(execution.correlation_id, at=NOON, reason="twice") == again
    *_, last = executions.history(execution.correlation_id)
    assert (last.before, last.after, last.reason) == (stop, State.GENERATING, "executed again")


def test_a_completed_execution_is_not_executed_again(executions: Executions) -> None:
    done = begun(executions, *WAY)
    with pytest.raises(IllegalTransitionError, match="completed"):
        executions.reopen(done.correlation_id, at=NOON, reason="no")


@pytest.mark.parametrize(
    "way",
    [(), (State.ANALYZING, State.GENERATING), (State.ANALYZING, State.FAILED), (State.CANCELLED,)],
)
def test_another_attempt_begins_at_the_beginning(
    executions: Executions, way: tuple[State, ...]
) -> None:
    begun_first = begun(executions, *way)
    change = Advance(begun_first.correlation_id, begun_first.state, NOON, run_id="run-1")
    execution = executions.advance(change)

    again = executions.restart(execution, at=NOON + timedelta(hours=1), reason="run_failed")

    assert (again.state, again.run_id, again.result) == (State.PENDING, None, None)
    assert (again.error_code, again.error_message) == (None, None)
    assert executions.find(execution.correlation_id) == again
    history = executions.history(execution.correlation_id)
    assert (history[-1].before, history[-1].after) == (execution.state, State.PENDING)
    assert attempt_of(history) == 2
    assert executions.restart(execution, at=NOON + timedelta(hours=2), reason="too late") == again
    assert executions.history(execution.correlation_id) == history
    executions.restart(again, at=NOON + timedelta(hours=2), reason="died before it began")
    assert attempt_of(executions.history(execution.correlation_id)) == 3


def test_a_completed_execution_has_no_other_attempt(executions: Executions) -> None:
    done = begun(executions, *WAY)
    with pytest.raises(IllegalTransitionError, match="completed"):
        executions.restart(done, at=NOON, reason="no")


@pytest.mark.requirement("R266")
def test_states_of_what_ended_are_forgotten_and_how_it_ended_is_not(executions: Executions) -> None:
    old, running = begun(executions, *WAY), begun(executions, *WAY[:2])
    stopped = begun(executions, State.ANALYZING, State.FAILED)
    young = begun(executions, *WAY[:3])
    late = NOON + timedelta(hours=25)
    executions.advance(Advance(young.correlation_id, State.COMPLETED, late))

    assert executions.forget_histories(NOON + timedelta(hours=24)) == len(WAY) + 2

    assert executions.history(old.correlation_id) == []
    assert executions.find(old.correlation_id) == old
    assert len(executions.history(running.correlation_id)) == 2
    assert len(executions.history(young.correlation_id)) == len(WAY)
    assert executions.forget_histories(NOON + timedelta(hours=24)) == 0
    again = executions.reopen(stopped.correlation_id, at=late, reason="executed again")
    assert again.state is State.PENDING


def test_steps_come_in_their_order_and_a_repeated_one_replaces(executions: Executions) -> None:
    key = begun(executions).correlation_id
    first = StepRecord(key, "prd", 1, "failed", NOON, 12.5, {"lines": 3})
    second = StepRecord(key, "node_spec", 2, "completed", NOON, 1.0, {})
    executions.record_step(second)
    executions.record_step(first)
    better = StepRecord(key, "prd", 1, "completed", NOON, 13.5, {"lines": 4})
    executions.record_step(better)

    assert executions.steps(key) == [better, second]
    assert executions.steps(uuid4()) == []


def test_recent_and_unfinished(executions: Executions) -> None:
    early = an_execution()
    late = an_execution(started_at=NOON + timedelta(hours=1))
    executions.begin(early)
    executions.begin(late)
    assert executions.recent(10) == [late, early]
    assert executions.recent(1) == [late]
    assert executions.unfinished() == [early, late]

    executions.advance(Advance(early.correlation_id, State.CANCELLED, NOON))
    assert executions.unfinished() == [late]


def test_how_long_a_step_took_lately(executions: Executions) -> None:
    for hour in range(3):
        began = NOON + timedelta(hours=hour)
        execution = an_execution(started_at=began)
        executions.begin(execution)
        key = execution.correlation_id
        executions.record_step(StepRecord(key, "prd", 1, "completed", began, 1.0, {}))
        executions.record_step(StepRecord(key, "gate", 2, "failed", began, 10.0 + hour, {}))
    executions.begin(an_execution(started_at=NOON + timedelta(hours=3)))
    assert sorted(executions.durations("gate", NOON - timedelta(hours=1), 10)) == [10, 11, 12]
    assert sorted(executions.durations("gate", NOON, 10)) == [11, 12]
    assert sorted(executions.durations("gate", NOON, 2)) == [12], "the latest has none"
    assert executions.durations("nothing", NOON, 10) == []


def test_what_has_finished_since_a_moment_comes_oldest_first(executions: Executions) -> None:
    begun(executions, State.ANALYZING)
    first = begun(executions, State.FAILED)
    second = begun(executions, *WAY)

    assert executions.finished_since(NOON, 10) == [first, second]
    assert executions.finished_since(NOON, 1) == [first]
    assert executions.finished_since(first.updated_at, 10) == [second]
    assert executions.finished_since(second.updated_at, 10) == []
