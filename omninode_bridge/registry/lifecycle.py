"""The states of one generation, and which may follow which."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from omninode_bridge.errors import IllegalTransitionError
from omninode_bridge.registry.records import Advance, Execution, State, Transition

_STOPS: Final = frozenset({State.FAILED, State.CANCELLED})
_DONE: Final = "A completed generation cannot be executed again"
_NEW: Final = "Send the PRD as a new request: it gets a correlation id of its own."

NEXT: Final[Mapping[State, frozenset[State]]] = {
    State.PENDING: _STOPS | {State.ANALYZING},
    State.ANALYZING: _STOPS | {State.GENERATING},
    State.GENERATING: _STOPS | {State.VALIDATING},
    # A quality score below the gate sends the node back for another attempt.
    State.VALIDATING: _STOPS | {State.COMPLETED, State.GENERATING},
    State.COMPLETED: frozenset(),
    State.FAILED: frozenset(),
    State.CANCELLED: frozenset(),
}

FINAL: Final = frozenset(state for state, following in NEXT.items() if not following)


def advance(current: State, to: State) -> State:
    """Return `to`, or raise when the table does not allow it.

    The state that holds already is allowed everywhere: a redelivered step changes nothing.
    """
    if to is current or to in NEXT[current]:
        return to
    allowed = ", ".join(sorted(NEXT[current])) or "nothing, it is final"
    raise IllegalTransitionError(f"{current} -> {to}", hint=f"Open from {current}: {allowed}.")


def applied(execution: Execution, change: Advance) -> Execution:
    """The execution after the change; a redelivered change of a final one leaves it as it is."""
    state = advance(execution.state, change.to)
    if execution.state in FINAL:
        return execution
    code, message = change.error or (execution.error_code, execution.error_message)
    return replace(
        execution,
        state=state,
        updated_at=change.at,
        error_code=code,
        error_message=message,
        result=execution.result if change.result is None else change.result,
        run_id=change.run_id or execution.run_id,
    )


def reopened(execution: Execution, history: Sequence[Transition], at: datetime) -> Execution:
    """A failed or cancelled execution back in the state from which it stopped last.

    One that is under way stays as it is; where the history is gone, it is pending.
    """
    if execution.state is State.COMPLETED:
        raise IllegalTransitionError(_DONE, hint=_NEW)
    if execution.state not in _STOPS:
        return execution
    stops = [change.before for change in history if change.after in _STOPS]
    return replace(
        execution,
        state=stops[-1] if stops else State.PENDING,
        updated_at=at,
        error_code=None,
        error_message=None,
        result=None,
    )


def restarted(execution: Execution, at: datetime) -> Execution:
    """An execution that waits for another run, which begins with the first stage again."""
    if execution.state is State.COMPLETED:
        raise IllegalTransitionError(_DONE, hint=_NEW)
    return replace(
        execution,
        state=State.PENDING,
        updated_at=at,
        run_id=None,
        error_code=None,
        error_message=None,
        result=None,
    )


def attempt_of(history: Sequence[Transition]) -> int:
    """Which attempt it is, from 1: whatever goes back to pending begins another one."""
    return 1 + sum(change.after is State.PENDING for change in history)
