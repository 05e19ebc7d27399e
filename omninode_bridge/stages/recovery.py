"""What becomes of a generation whose run has gone: finished, tried again, or failed, honestly."""

from dataclasses import dataclass

from omninode_bridge.ports import Registry
from omninode_bridge.registry.records import Execution, State
from omninode_bridge.registry.results import ErrorDetail
from omninode_bridge.stages.recorder import Recorder


@dataclass(frozen=True, slots=True)
class Loss:
    """How a run was lost. `by_installation`: the same document may well come out another time."""

    state: State
    error: ErrorDetail
    by_installation: bool = False


def settle(execution: Execution, loss: Loss, *, registry: Registry, recorder: Recorder) -> None:
    """Complete it where its node is registered already, else try again where that makes sense.

    Nothing happens to an execution that has changed since it was read.
    """
    if is_registered(execution, registry):
        recorder.complete(execution.correlation_id)
    elif not (loss.by_installation and recorder.retry(execution, loss.error)):
        recorder.stop(execution.correlation_id, loss.state, loss.error)


def is_registered(execution: Execution, registry: Registry) -> bool:
    """The promised result names the path; the path holds the digest of the content."""
    promised = execution.result or {}
    if promised.get("status") != State.COMPLETED.value:
        return False
    path = promised.get("output_path")
    return any(version.path == path for version in registry.versions(execution.node_name))
