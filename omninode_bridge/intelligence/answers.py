"""Evidence as it is answered: for programs as JSON, for people as sentences."""

from collections.abc import Iterator

from pydantic import JsonValue

from omninode_bridge.intelligence.evidence import Conflict, Evidence, SimilarNode, SourceAnswer


def shown(found: Evidence) -> dict[str, JsonValue]:
    return {
        "results": [_result(each) for each in found.similar],
        "sources": sources_shown(found),
        "conflicts": conflicts_shown(found),
    }


def sources_shown(found: Evidence) -> list[JsonValue]:
    return [_source(each) for each in found.sources]


def conflicts_shown(found: Evidence) -> list[JsonValue]:
    return [_conflict(each) for each in found.conflicts]


def told(found: Evidence) -> Iterator[str]:
    """Which sources answered, how fast, and which did not and why; then who disagrees."""
    for each in found.sources:
        how = f"{each.found} found" if each.answered else f"did not answer: {each.reason}"
        yield f"{each.source}: {how} ({each.duration_ms:.0f} ms)"
    for conflict in found.conflicts:
        sides = ", ".join(f"{source} says {value}" for source, value in conflict.said)
        yield f"{conflict.about}: {sides}; {conflict.resolved} is taken"


def _result(node: SimilarNode) -> dict[str, JsonValue]:
    return {
        "name": node.name,
        "kind": node.kind.value,
        "node_type": node.node_type.value,
        "confidence": node.similarity,
        "quality_score": node.quality,
        "version": node.version,
        "description": node.description,
        "file_path": node.path,
        "found_by": list(node.source.split("+")),
    }


def _source(answer: SourceAnswer) -> dict[str, JsonValue]:
    return {
        "source": answer.source,
        "answered": answer.answered,
        "found": answer.found,
        "duration_ms": round(answer.duration_ms, 1),
        "reason": answer.reason,
    }


def _conflict(conflict: Conflict) -> dict[str, JsonValue]:
    return {
        "about": conflict.about,
        "said": dict(conflict.said),
        "resolved": conflict.resolved,
    }
