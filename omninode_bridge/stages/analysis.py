"""What is answered to who asks for an analysis only."""

from dataclasses import dataclass
from typing import Final

from pydantic import JsonValue

from omninode_bridge.diagnostics import Diagnostic
from omninode_bridge.intelligence.answers import conflicts_shown, sources_shown
from omninode_bridge.intelligence.evidence import SimilarNode
from omninode_bridge.ports import Intelligence
from omninode_bridge.requirements.detection.detect import Detection, detect_type
from omninode_bridge.stages.node_spec import inform
from omninode_bridge.stages.prd import read_for_analysis
from omninode_bridge.stages.values import Informed, Request


@dataclass(frozen=True, slots=True)
class Analysis:
    """`confidence` is that of the node type."""

    result: dict[str, JsonValue]
    confidence: float


ANSWERS: Final = "analysis answers"
"""Whose turn it is to answer a request: the service's or the job's."""


def analysis_of(content: bytes, request: Request, knowledge: Intelligence) -> Analysis:
    """Raises `InvalidRequestError` and `LimitExceededError` for what is no text."""
    informed = inform(read_for_analysis(content, request), knowledge)
    submission, evidence = informed.submission, informed.evidence
    return analysed(informed, detect_type(submission.document, evidence=evidence.similar))


def analysed(informed: Informed, detection: Detection) -> Analysis:
    """Requirements, architecture and what is wrong; complexity as counts, not as a judgement."""
    document = informed.submission.document
    found = (*informed.submission.diagnostics, *detection.diagnostics)
    result: dict[str, JsonValue] = {
        "node_name": document.name,
        "requirements": [
            {"id": each.id, "text": each.shown, "class": each.classification.value}
            for each in document.requirements
        ],
        "architecture": {
            "node_type": detection.node_type.value,
            "mixins": [],
            "dependencies": [each.name for each in document.dependencies],
            "why": [cue.what for cue in detection.cues],
        },
        "complexity": {
            "requirements": len(document.requirements),
            "entities": len(document.entities),
            "rules": len(document.rules),
            "operations": len(document.operations),
            "examples": len(document.examples),
        },
        "similar_nodes": [_similar(each) for each in informed.evidence.similar],
        "sources": sources_shown(informed.evidence),
        "conflicts": conflicts_shown(informed.evidence),
        "diagnostics": [_finding(each) for each in found],
    }
    return Analysis(result, detection.confidence)


def _similar(node: SimilarNode) -> dict[str, JsonValue]:
    return {
        "node_name": node.name,
        "node_type": node.node_type.value,
        "version": node.version,
        "similarity_score": node.similarity,
        "quality_score": node.quality,
        "description": node.description,
        "source": node.source,
        "choices": list(node.choices),
    }


def _finding(found: Diagnostic) -> dict[str, JsonValue]:
    return {
        "code": found.code,
        "severity": found.severity.value,
        "line": found.place.line,
        "column": found.place.column,
        "message": found.message,
        "fix": found.fix,
    }
