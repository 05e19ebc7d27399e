"""Events to send in tests: one full example of each kind, and requests that differ."""

from datetime import UTC, datetime
from typing import Final
from uuid import UUID, uuid4

from omninode_bridge.events.encoding import AnyEvent, status_event
from omninode_bridge.events.enumerations import Profile
from omninode_bridge.events.options import GenerationOptions, WorkspaceContext
from omninode_bridge.events.progress import StatusMetadata
from omninode_bridge.events.schemas import (
    CodegenAnalysisRequest,
    CodegenAnalysisResponse,
    CodegenMixinRequest,
    CodegenMixinResponse,
    CodegenPatternRequest,
    CodegenPatternResponse,
    CodegenValidationRequest,
    CodegenValidationResponse,
)
from omninode_bridge.node_type import NodeType
from omninode_bridge.registry.records import State

NOW: Final = datetime(2026, 11, 22, 12, 30, tzinfo=UTC)
EVENT_ID: Final = UUID("11111111-1111-4111-8111-111111111111")
CORRELATION_ID: Final = UUID("22222222-2222-4222-8222-222222222222")
SESSION_ID: Final = UUID("33333333-3333-4333-8333-333333333333")

OPTIONS: Final = GenerationOptions(
    node_type=NodeType.COMPUTE, domain="sales", profile=Profile.STRICT, min_coverage=0.8
)
METADATA: Final = StatusMetadata(
    state=State.VALIDATING,
    node_name="price_quote",
    node_type=NodeType.COMPUTE,
    domain="sales",
    duration_ms=1200,
    bound=4,
    unbound=1,
    sources=("registry",),
    strategy="compiled",
    current_step="quality_report",
    step_duration_ms=31.5,
    steps_completed=("prd", "intelligence", "node_spec", "generated_node"),
    steps_remaining=("quality_report", "registered_node"),
)
EXAMPLES: Final[tuple[AnyEvent, ...]] = (
    CodegenAnalysisRequest(
        correlation_id=CORRELATION_ID,
        session_id=SESSION_ID,
        prd_content="# Prix d'été\n\n- R1: `total = quantity * unit_price`\n",
        workspace_context=WorkspaceContext(generation=OPTIONS),
    ),
    CodegenAnalysisResponse(
        correlation_id=CORRELATION_ID,
        session_id=SESSION_ID,
        analysis_result={"status": "completed", "files": ["node.py"], "requirements": {"bound": 4}},
        confidence=0.93,
        processing_time_ms=1800,
    ),
    CodegenValidationRequest(
        correlation_id=CORRELATION_ID,
        session_id=SESSION_ID,
        code_content="answer = 42\n",
        node_type=NodeType.COMPUTE,
        contracts=({"name": "price_quote"},),
    ),
    CodegenValidationResponse(
        correlation_id=CORRELATION_ID,
        session_id=SESSION_ID,
        validation_result={"errors": [], "warnings": []},
        quality_score=0.9,
        onex_compliance_score=1.0,
        is_valid=True,
        processing_time_ms=300,
    ),
    CodegenPatternRequest(
        correlation_id=CORRELATION_ID,
        session_id=SESSION_ID,
        node_description="Sums prices",
        node_type=NodeType.COMPUTE,
    ),
    CodegenPatternResponse(
        correlation_id=CORRELATION_ID,
        session_id=SESSION_ID,
        pattern_result=({"node_name": "invoice", "similarity_score": 0.7},),
        total_matches=12,
        processing_time_ms=20,
    ),
    CodegenMixinRequest(
        correlation_id=CORRELATION_ID,
        session_id=SESSION_ID,
        requirements=("Store each once.",),
        node_type=NodeType.EFFECT,
        existing_mixins=("MixinHealth",),
    ),
    CodegenMixinResponse(
        correlation_id=CORRELATION_ID,
        session_id=SESSION_ID,
        mixin_recommendations=({"mixin_name": "MixinRetry", "confidence": 0.8},),
        total_recommendations=1,
        processing_time_ms=15,
    ),
    status_event(SESSION_ID, "31 checks", METADATA, now=NOW),
)


def a_request(*, prd: str = "# Price quote", generate: bool = True) -> CodegenAnalysisRequest:
    options = GenerationOptions() if generate else None
    return CodegenAnalysisRequest(
        correlation_id=uuid4(),
        session_id=uuid4(),
        prd_content=prd,
        workspace_context=WorkspaceContext(generation=options),
    )
