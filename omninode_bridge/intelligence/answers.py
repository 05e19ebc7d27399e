"""Evidence as it is answered: for programs as JSON, for people as sentences."""

from collections.abc import Iterator, Sequence

from pydantic import JsonValue

from omninode_bridge.intelligence.evidence import Conflict, Evidence, SimilarNode, SourceAnswer
from omninode_bridge.intelligence.fusion import merit
from omninode_bridge.intelligence.operations import Search
from omninode_bridge.ports import Table


def shown(found: Evidence) -> dict[str, JsonValue]:
    return {
        "results": [_result(each) for each in found.similar],
        "sources": sources_shown(found),
        "conflicts": conflicts_shown(found),
    }


def table_of(found: Evidence, search: Search) -> Table:
    """Where the quality counts, what it makes of the confidence stands beside it."""
    columns = ["confidence", "kind", "type", "name", "found by"]
    rows = [
        [each.similarity, each.kind.value, each.node_type.value, each.name, each.source]
        for each in found.similar
    ]
    if search is Search.QUALITY:
        columns[1:1] = ["quality", "merit"]
        for row, each in zip(rows, found.similar, strict=True):
            row[1:1] = ["" if each.quality is None else each.quality, round(merit(each), 3)]
    return Table(tuple(columns), tuple(map(tuple, rows)))


def sources_shown(found: Evidence) -> list[JsonValue]:
    return [_source(each) for each in found.sources]


def conflicts_shown(found: Evidence) -> list[JsonValue]:
    return [_conflict(each) for each in found.conflicts]


def told(found: Evidence) -> Iterator[str]:
    """Which sources answered, how fast, and which did not and why; then who disagrees."""
    for each in found.sources:
        how = _found(each, found.similar) if each.answered else f"did not answer: {each.reason}"
        yield f"{each.source}: {how} ({each.duration_ms:.0f} ms)"
    for conflict in found.conflicts:
        sides = ", ".join(f"{source} says {value}" for source, value in conflict.said)
        yield f"{conflict.about}: {sides}; {conflict.resolved} is taken"


def _found(answer: SourceAnswer, similar: Sequence[SimilarNode]) -> str:
    """What the others found may be surer: not all that a source found stands in the list."""
    shown = sum(answer.source in each.source.split("+") for each in similar)
    return f"{answer.found} found" + (f", {shown} of them here" if shown < answer.found else "")


def _result(node: SimilarNode) -> dict[str, JsonValue]:
    return {
        "name": node.name,
        "kind": node.kind.value,
        "node_type": node.node_type.value,
        "confidence": node.similarity,
        "merit": round(merit(node), 3),
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
