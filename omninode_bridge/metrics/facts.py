"""One finished generation as a fact. Readers see one row per `correlation_id`."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from omninode_bridge.node_type import NodeType


@dataclass(frozen=True, slots=True)
class GenerationFact:
    """`state` is completed, failed or cancelled; unknown values are None, never made up.

    `quality_score` is 0..1, `duration_ms` the wall time from request to final status,
    `sources` the intelligence sources that answered, `error_code` the code of a failure.
    """

    correlation_id: UUID
    occurred_at: datetime
    state: str
    node_name: str
    node_type: NodeType | None
    domain: str | None
    quality_score: float | None
    duration_ms: int
    bound: int
    unbound: int
    used_intelligence: bool
    sources: tuple[str, ...] = ()
    strategy: str = "compiled"
    error_code: str | None = None
