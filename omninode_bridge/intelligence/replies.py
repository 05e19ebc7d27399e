"""What the intelligence service answers to each kind of request."""

import re
from collections.abc import Mapping
from typing import Final

from pydantic import JsonValue

from omninode_bridge.events.schemas import (
    CodegenMixinRequest,
    CodegenMixinResponse,
    CodegenPatternRequest,
    CodegenPatternResponse,
    CodegenValidationRequest,
    CodegenValidationResponse,
)
from omninode_bridge.intelligence.evidence import Evidence, Kind, Question, SimilarNode
from omninode_bridge.intelligence.judging import is_valid, validation_result
from omninode_bridge.intelligence.mixins import recommended
from omninode_bridge.quality.report import Part, QualityReport

CONSIDERED: Final = 50
"""So many are looked at before those of another type are left out and the limit is applied."""

_PATTERN: Final = re.compile(r"pattern ([a-z][a-z0-9_]{2,39}):")


def pattern_question(request: CodegenPatternRequest) -> Question:
    kinds = (Kind.PATTERN, Kind.NODE)
    return Question("", request.node_description, CONSIDERED, kinds, by_quality=True)


def pattern_reply(
    request: CodegenPatternRequest, found: Evidence, *, took_ms: int
) -> CodegenPatternResponse:
    """Patterns and nodes of the type that was asked for, surest first."""
    of_type = [each for each in found.similar if each.node_type is request.node_type]
    return CodegenPatternResponse(
        correlation_id=request.correlation_id,
        session_id=request.session_id,
        pattern_result=tuple(_match(each) for each in of_type[: request.limit]),
        total_matches=len(of_type),
        processing_time_ms=took_ms,
    )


def _match(node: SimilarNode) -> dict[str, JsonValue]:
    patterns = [name for choice in node.choices for name in _PATTERN.findall(choice)]
    return {
        "node_name": node.name,
        "kind": node.kind.value,
        "similarity_score": node.similarity,
        "file_path": node.path,
        "implementation_summary": node.description,
        "key_patterns": [node.name] if node.kind is Kind.PATTERN else [*dict.fromkeys(patterns)],
        "quality_score": node.quality,
        "found_by": [*node.source.split("+")],
    }


def mixin_reply(
    request: CodegenMixinRequest, answers: Mapping[str, Evidence], *, took_ms: int
) -> CodegenMixinResponse:
    found = recommended(answers, request.existing_mixins)
    return CodegenMixinResponse(
        correlation_id=request.correlation_id,
        session_id=request.session_id,
        mixin_recommendations=tuple(found),
        total_recommendations=len(found),
        processing_time_ms=took_ms,
    )


def validation_reply(
    request: CodegenValidationRequest, report: QualityReport, *, took_ms: int
) -> CodegenValidationResponse:
    """The scores are the gate's own, whatever the request is about."""
    return CodegenValidationResponse(
        correlation_id=request.correlation_id,
        session_id=request.session_id,
        validation_result=validation_result(report, request.validation_type),
        quality_score=report.score,
        onex_compliance_score=report.parts[Part.ONEX],
        is_valid=is_valid(report, request.validation_type),
        processing_time_ms=took_ms,
    )
