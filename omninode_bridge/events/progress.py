"""How far a generation is, as the metadata of a status event tells it."""

from typing import Annotated, Final

from pydantic import Field

from omninode_bridge.events.base import Count, Fraction, UtcDatetime, Wire
from omninode_bridge.events.enumerations import SessionStatus
from omninode_bridge.node_type import NodeType
from omninode_bridge.registry.records import State

SESSION_STATUS: Final = {
    State.PENDING: SessionStatus.PENDING,
    State.ANALYZING: SessionStatus.PROCESSING,
    State.GENERATING: SessionStatus.PROCESSING,
    State.VALIDATING: SessionStatus.PROCESSING,
    State.COMPLETED: SessionStatus.COMPLETED,
    State.FAILED: SessionStatus.FAILED,
    State.CANCELLED: SessionStatus.CANCELLED,
}

STEP_EVENTS: Final = {
    "prd": "PRDValidatedEvent",
    "intelligence": "IntelligenceGatheredEvent",
    "node_spec": "NodeTypeDetectedEvent",
    "generated_node": "CodeGeneratedEvent",
    "quality_report": "QualityValidatedEvent",
    "registered_node": "PersistenceCompletedEvent",
}
"""What a workflow engine would send at the end of each step; here the status event tells it."""


class StatusMetadata(Wire):
    """Fixed keys, because metrics are made from them. What is not known is null, never invented.

    `duration_ms` is the time since the request, `step_duration_ms` that of the last finished step,
    `sources` the intelligence sources that answered, `error_code` the code of a failure. `event`
    names what the end of a step is, and is null in every other status: see `STEP_EVENTS`.
    `attempts` holds `strategy: result` for each strategy, in order; `used_intelligence` is whether
    something alike was known. `not_before` is when a request may begin, or be sent again, that came
    above a limit.
    """

    state: State | None = None
    node_name: str | None = None
    node_type: NodeType | None = None
    domain: str | None = None
    quality_score: Fraction | None = None
    duration_ms: Count | None = None
    bound: Count | None = None
    unbound: Count | None = None
    sources: tuple[str, ...] = ()
    strategy: str | None = None
    attempts: tuple[str, ...] = ()
    used_intelligence: bool | None = None
    error_code: str | None = None
    not_before: UtcDatetime | None = None
    current_step: str | None = None
    step_duration_ms: Annotated[float, Field(ge=0, allow_inf_nan=False)] | None = None
    steps_completed: tuple[str, ...] = ()
    steps_remaining: tuple[str, ...] = ()
    event: str | None = None


def progress_percentage(metadata: StatusMetadata) -> float:
    """The share of steps that are done; a completed generation is at 100 by definition."""
    if metadata.state is State.COMPLETED:
        return 100.0
    done, remaining = len(metadata.steps_completed), len(metadata.steps_remaining)
    return round(100 * done / (done + remaining), 1) if done + remaining else 0.0
