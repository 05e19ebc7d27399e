"""Requests to send in tests."""

from datetime import UTC, datetime
from typing import Final
from uuid import uuid4

from omninode_bridge.events.options import GenerationOptions, WorkspaceContext
from omninode_bridge.events.schemas import CodegenAnalysisRequest

NOW: Final = datetime(2026, 11, 22, 12, 30, tzinfo=UTC)


def a_request(*, prd: str = "# Price quote", generate: bool = True) -> CodegenAnalysisRequest:
    options = GenerationOptions() if generate else None
    return CodegenAnalysisRequest(
        correlation_id=uuid4(),
        session_id=uuid4(),
        prd_content=prd,
        workspace_context=WorkspaceContext(generation=options),
    )
