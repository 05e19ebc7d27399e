"""The pipeline's question to the intelligence service, and the evidence in its answer."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Annotated, Final
from uuid import UUID

from pydantic import BaseModel, Field, JsonValue, ValidationError

from omninode_bridge.events.options import WorkspaceContext
from omninode_bridge.events.schemas import CodegenAnalysisRequest, CodegenAnalysisResponse
from omninode_bridge.intelligence.evidence import (
    Conflict,
    Evidence,
    Question,
    SimilarNode,
    SourceAnswer,
)
from omninode_bridge.node_type import NodeType

SERVICE: Final = "service"
"""How the service is called among the sources."""

MARK: Final = "asked_by_pipeline"
MOST: Final = 100

Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]


def request_for(question: Question, correlation_id: UUID) -> CodegenAnalysisRequest:
    """With an id of its own. It asks for no node, and is marked: no job answers it."""
    return CodegenAnalysisRequest(
        correlation_id=correlation_id,
        session_id=question.asked_by or correlation_id,
        prd_content=question.document,
        workspace_context=WorkspaceContext.model_validate({MARK: str(question.asked_by)}),
    )


def is_of_pipeline(request: CodegenAnalysisRequest) -> bool:
    context = request.workspace_context
    return context.generation is None and MARK in (context.model_extra or {})


class _Similar(BaseModel):
    node_name: str
    node_type: NodeType
    similarity_score: Share
    version: str = ""
    quality_score: Share | None = None
    description: str = ""
    source: str = SERVICE
    choices: tuple[str, ...] = ()


class _Source(BaseModel):
    source: str
    answered: bool
    duration_ms: float = 0.0
    found: int = 0
    reason: str = ""


class _Conflict(BaseModel):
    about: str
    said: dict[str, str]
    resolved: str


def evidence_in(answer: CodegenAnalysisResponse, question: Question, took_ms: float) -> Evidence:
    """As much as can be understood: another service may know less, or say more."""
    result = answer.analysis_result
    similar = tuple(
        SimilarNode(
            each.node_name,
            each.node_type,
            each.version,
            each.similarity_score,
            each.description,
            each.source,
            each.choices,
            quality=each.quality_score,
        )
        for each in _all(result, "similar_nodes", _Similar)
        if each.node_name != question.name
    )
    own = SourceAnswer(SERVICE, answered=True, duration_ms=took_ms, found=len(similar))
    told = (SourceAnswer(**each.model_dump()) for each in _all(result, "sources", _Source))
    conflicts = tuple(
        Conflict(each.about, tuple(each.said.items()), each.resolved)
        for each in _all(result, "conflicts", _Conflict)
    )
    return Evidence(similar[: question.limit], (own, *told), conflicts)


def without_service(found: Evidence, reason: str, took_ms: float) -> Evidence:
    """What the sources in the process say, and why the service does not."""
    silent = SourceAnswer(SERVICE, answered=False, duration_ms=took_ms, reason=reason)
    return replace(found, sources=(silent, *found.sources))


def _all[M: BaseModel](result: dict[str, JsonValue], key: str, schema: type[M]) -> Iterator[M]:
    held = result.get(key)
    for each in held[:MOST] if isinstance(held, list) else ():
        try:
            yield schema.model_validate(each)
        except ValidationError:
            continue
