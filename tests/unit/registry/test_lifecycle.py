"""The table of states, and its laws."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from omninode_bridge.errors import IllegalTransitionError
from omninode_bridge.registry.lifecycle import FINAL, NEXT, advance, applied, reopened
from omninode_bridge.registry.records import Advance, Execution, State, Transition
from tests.state.records import NOON, an_execution

STATES = st.sampled_from(State)


def test_the_last_three_are_final() -> None:
    assert {State.COMPLETED, State.FAILED, State.CANCELLED} == FINAL
    assert NEXT.keys() == set(State)


def test_a_quality_retry_goes_back_to_generating() -> None:
    assert advance(State.VALIDATING, State.GENERATING) is State.GENERATING


@given(state=st.sampled_from(sorted(set(State) - FINAL)))
def test_whatever_runs_may_fail_or_be_cancelled(state: State) -> None:
    assert {State.FAILED, State.CANCELLED} <= NEXT[state]


@given(current=STATES, to=STATES)
def test_a_move_is_allowed_exactly_when_the_table_has_it(current: State, to: State) -> None:
    if to is current or to in NEXT[current]:
        assert advance(current, to) is to
        return
    with pytest.raises(IllegalTransitionError, match=f"{current} -> {to}") as raised:
        advance(current, to)
    assert all(state in raised.value.hint for state in NEXT[current])


@given(path=st.lists(STATES, max_size=12))
def test_no_history_leaves_a_final_state_or_skips_validation(path: list[State]) -> None:
    execution = an_execution()
    seen = [execution.state]
    for minute, to in enumerate(path):
        change = Advance(execution.correlation_id, to, NOON + timedelta(minutes=minute))
        try:
            execution = applied(execution, change)
        except IllegalTransitionError:
            continue
        if execution.state is not seen[-1]:
            seen.append(execution.state)

    assert not FINAL & set(seen[:-1])
    assert (seen[-1] is not State.COMPLETED) or seen[-2] is State.VALIDATING


@given(way=st.lists(STATES, max_size=8), stop=st.sampled_from([State.FAILED, State.CANCELLED]))
def test_reopening_undoes_exactly_the_last_stop(way: list[State], stop: State) -> None:
    execution, history = an_execution(), list[Transition]()
    for to in [*way, stop]:
        if to not in NEXT[execution.state]:
            continue
        before = execution
        execution = applied(before, Advance(before.correlation_id, to, NOON))
        history.append(Transition(before.correlation_id, before.state, to, NOON))

    if execution.state is State.COMPLETED:
        with pytest.raises(IllegalTransitionError):
            reopened(execution, history, NOON)
    else:
        assert reopened(execution, history, NOON).state is history[-1].before


def test_what_a_change_does_not_say_stays() -> None:
    execution = an_execution(run_id="run-1", result={"files": []})
    after = applied(execution, Advance(execution.correlation_id, State.ANALYZING, NOON))
    assert (after.run_id, after.result) == ("run-1", {"files": []})


def test_a_late_change_of_a_final_execution_is_ignored() -> None:
    done: Execution = an_execution(state=State.COMPLETED, result={"files": ["a"]})
    late = Advance(done.correlation_id, State.COMPLETED, NOON, result={"files": []})
    assert applied(done, late) is done
