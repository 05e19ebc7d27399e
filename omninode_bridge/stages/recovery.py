"""What becomes of a generation whose run has gone: it is finished, or failed, honestly."""

from omninode_bridge.ports import Registry
from omninode_bridge.registry.records import Execution, State
from omninode_bridge.registry.results import ErrorDetail
from omninode_bridge.stages.recorder import Recorder


def settle(
    execution: Execution,
    to: State,
    error: ErrorDetail,
    *,
    registry: Registry,
    recorder: Recorder,
) -> None:
    """Complete it where its node is registered already, else end it as `to` with the error."""
    if is_registered(execution, registry):
        recorder.complete(execution.correlation_id)
    else:
        recorder.stop(execution.correlation_id, to, error)


def is_registered(execution: Execution, registry: Registry) -> bool:
    """The promised result names the path; the path holds the digest of the content."""
    promised = execution.result or {}
    if promised.get("status") != State.COMPLETED.value:
        return False
    path = promised.get("output_path")
    return any(version.path == path for version in registry.versions(execution.node_name))
