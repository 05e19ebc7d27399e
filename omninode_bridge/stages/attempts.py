"""How often a generation is tried that the installation let down, and when one may begin."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from omninode_bridge.registry.lifecycle import attempt_of
from omninode_bridge.registry.records import Execution, State, Transition
from omninode_bridge.stages.waiting import not_before

PAUSES: Final = (timedelta(0), timedelta(minutes=1))
"""Before the second and the third attempt; a fourth is for a person to ask for."""

LAST_ATTEMPT: Final = 1 + len(PAUSES)

BLAMELESS: Final = "installation_died"
"""The reason of an attempt after the launcher or the machine died, which no single run does."""

MOST_BLAMELESS: Final = 10
"""So many of these there are: an installation that dies for ever is not waited for."""

ASKED: Final = "retry_requested"
"""The reason of an attempt that a person asked for: it waits for nothing."""


def has_another(history: Sequence[Transition]) -> bool:
    """Whether one more attempt may begin without being asked for."""
    blameless = _blameless(history)
    return attempt_of(history) - blameless < LAST_ATTEMPT and blameless < MOST_BLAMELESS


def can_be_repeated(execution: Execution) -> bool:
    """Whether the record holds all that a run needs."""
    return bool(execution.request and "document_digest" in execution.request)


def waits_for_run(execution: Execution) -> bool:
    """No run works on it yet, and one may."""
    untouched = execution.state is State.PENDING and execution.run_id is None
    return untouched and can_be_repeated(execution)


def is_due(execution: Execution, history: Sequence[Transition], now: datetime) -> bool:
    """Whether the run of a waiting execution may begin."""
    if (earliest := not_before(execution)) and now < earliest:
        return False
    if not history or history[-1].reason in {ASKED, BLAMELESS}:
        return True
    counted = attempt_of(history) - _blameless(history)
    pause = PAUSES[min(counted, LAST_ATTEMPT) - 2]
    return now - execution.updated_at >= pause


def _blameless(history: Sequence[Transition]) -> int:
    return sum(each.after is State.PENDING and each.reason == BLAMELESS for each in history)
