"""How a run was lost, from what Dagster has recorded of it."""

from collections.abc import Iterator, Sequence
from typing import Final

import dagster as dg
from dagster_shared.error import SerializableErrorInfo

from omninode_bridge.registry.records import State
from omninode_bridge.registry.results import ErrorDetail
from omninode_bridge.stages.attempts import BLAMELESS
from omninode_bridge.stages.recovery import Loss
from resources.launcher.ledger import LAUNCHER_DIED

CRASHED: Final = "run_failed"
CANCELLED: Final = "cancelled"
GONE: Final = "run_lost"

_EVENTS: Final = {dg.DagsterEventType.STEP_FAILURE, dg.DagsterEventType.RUN_FAILURE}
_AGAIN: Final = "Execute it again: omninode requests retry {id}"

# By name: an event keeps no more of an exception. Every other one is a mistake in a document, which
# its stage has recorded, or one of ours, which another attempt would make again.
_OF_INSTALLATION: Final = {
    "UnavailableError",
    "WriteFailedError",
    *("OSError", "ConnectionError", "ConnectionRefusedError", "ConnectionResetError"),
    *("BrokenPipeError", "TimeoutError", "MemoryError"),
    *("OperationalError", "InterfaceError", "DatabaseError", "DagsterPostgresException"),
    "DagsterExecutionInterruptedError",
}


def failed(request_id: str, events: Sequence[dg.DagsterEvent]) -> Loss:
    """`events` are the failures of the run and its steps, in their order.

    A run that ended without an exception was killed, or never began: the installation let it down.
    """
    errors = [error for event in events for error in _errors_of(event)]
    code = BLAMELESS if not errors and any(map(_launcher_died, events)) else CRASHED
    return Loss(
        State.FAILED,
        ErrorDetail(code, _reason(events), _AGAIN.format(id=request_id)),
        by_installation=all(_by_installation(error) for error in errors),
    )


def cancelled(request_id: str) -> Loss:
    return Loss(
        State.CANCELLED,
        ErrorDetail(CANCELLED, "The run was terminated", _AGAIN.format(id=request_id)),
    )


def looked_up(request_id: str, run: dg.DagsterRun | None, instance: dg.DagsterInstance) -> Loss:
    """The same for a run that nobody has told of; None is one that has been deleted."""
    if run is not None and run.status is dg.DagsterRunStatus.CANCELED:
        return cancelled(request_id)
    if run is not None and run.status is dg.DagsterRunStatus.FAILURE:
        entries = instance.all_logs(run.run_id, of_type=_EVENTS)
        return failed(request_id, [e.dagster_event for e in entries if e.dagster_event])
    error = ErrorDetail(GONE, "The run ended without a result", _AGAIN.format(id=request_id))
    return Loss(State.FAILED, error, by_installation=True)


def _launcher_died(event: dg.DagsterEvent) -> bool:
    return LAUNCHER_DIED in (event.message or "")


def _errors_of(event: dg.DagsterEvent) -> Iterator[SerializableErrorInfo]:
    if event.is_step_failure:
        error = event.step_failure_data.error
    elif event.event_type is dg.DagsterEventType.RUN_FAILURE and event.event_specific_data:
        error = event.job_failure_data.error
    else:
        return
    if error:
        yield error


def _by_installation(error: SerializableErrorInfo) -> bool:
    found: SerializableErrorInfo | None = error
    while found is not None:
        if found.cls_name in _OF_INSTALLATION:
            return True
        found = found.cause or found.context
    return False


def _reason(events: Sequence[dg.DagsterEvent]) -> str:
    """The first failed step's own words, one line."""
    for event in events:
        for error in _errors_of(event):
            cause = error.cause or error
            where = f"{event.step_key}: " if event.is_step_failure else ""
            return f"{where}{cause.message.strip().splitlines()[0]}"[:500]
    messages = [event.message for event in events if event.message]
    return (messages or ["The run failed without a word"])[0].strip().splitlines()[0][:500]
