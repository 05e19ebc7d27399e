"""What is answered to who asks for an analysis only."""

from dataclasses import dataclass

from pydantic import JsonValue

from omninode_bridge.diagnostics import Diagnostic
from omninode_bridge.requirements.detection.detect import Detection
from omninode_bridge.stages.values import Informed


@dataclass(frozen=True, slots=True)
class Analysis:
    """`confidence` is that of the node type."""

    result: dict[str, JsonValue]
    confidence: float


def analysed(informed: Informed, detection: Detection) -> Analysis:
    """Requirements, architecture and what is wrong; complexity as counts, not as a judgement."""
    document = informed.submission.document
    found = (*informed.submission.diagnostics, *detection.diagnostics)
    result: dict[str, JsonValue] = {
        "node_name": document.name,
        "requirements": [
            {"id": each.id, "text": each.text, "class": each.classification.value}
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
        "similar_nodes": [
            {"node_name": node.name, "similarity_score": node.similarity, "source": node.source}
            for node in informed.evidence.similar
        ],
        "diagnostics": [_finding(each) for each in found],
    }
    return Analysis(result, detection.confidence)


def _finding(found: Diagnostic) -> dict[str, JsonValue]:
    return {
        "code": found.code,
        "severity": found.severity.value,
        "line": found.place.line,
        "column": found.place.column,
        "message": found.message,
        "fix": found.fix,
    }
