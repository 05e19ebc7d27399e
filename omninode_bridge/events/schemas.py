"""The nine codegen events, field by field as they have always been on the wire."""

from typing import Annotated
from uuid import UUID

from pydantic import Field, JsonValue

from omninode_bridge.events.base import CorrelatedEvent, Count, Event, Fraction
from omninode_bridge.events.enumerations import AnalysisType, SessionStatus, ValidationType
from omninode_bridge.events.options import WorkspaceContext
from omninode_bridge.events.progress import StatusMetadata
from omninode_bridge.node_type import NodeType

JsonObject = dict[str, JsonValue]


class CodegenAnalysisRequest(CorrelatedEvent):
    prd_content: str
    analysis_type: AnalysisType = AnalysisType.FULL
    workspace_context: WorkspaceContext = WorkspaceContext()


class CodegenAnalysisResponse(CorrelatedEvent):
    """`analysis_result` of a generation is the command line's JSON object."""

    analysis_result: JsonObject
    confidence: Fraction
    processing_time_ms: Count


class CodegenValidationRequest(CorrelatedEvent):
    code_content: str
    node_type: NodeType
    contracts: tuple[JsonObject, ...] = ()
    validation_type: ValidationType = ValidationType.FULL


class CodegenValidationResponse(CorrelatedEvent):
    validation_result: JsonObject
    quality_score: Fraction
    onex_compliance_score: Fraction
    is_valid: bool
    processing_time_ms: Count


class CodegenPatternRequest(CorrelatedEvent):
    node_description: str
    node_type: NodeType
    limit: Annotated[int, Field(ge=1, le=20)] = 5


class CodegenPatternResponse(CorrelatedEvent):
    """`total_matches` counts before `limit` was applied."""

    pattern_result: tuple[JsonObject, ...]
    total_matches: Count
    processing_time_ms: Count


class CodegenMixinRequest(CorrelatedEvent):
    requirements: tuple[str, ...]
    node_type: NodeType
    existing_mixins: tuple[str, ...] = ()


class CodegenMixinResponse(CorrelatedEvent):
    mixin_recommendations: tuple[JsonObject, ...]
    total_recommendations: Count
    processing_time_ms: Count


class CodegenStatusEvent(Event):
    """The only event without a correlation id of its own; the envelope carries it."""

    session_id: UUID
    status: SessionStatus
    progress_percentage: Annotated[float, Field(ge=0, le=100, allow_inf_nan=False)]
    message: str
    metadata: StatusMetadata = StatusMetadata()
