"""From a row of the knowledge base to what a source answers."""

from collections.abc import Iterable, Mapping
from typing import Any, Final  # Any: SQLAlchemy's rows

from omninode_bridge.intelligence.evidence import Kind, Question, SimilarNode
from omninode_bridge.node_type import NodeType

COLUMNS: Final = """
d.origin, d.key, d.kind, d.name, d.node_type, d.description, d.version, d.quality, d.path, d.choices
"""
WANTED: Final = """
d.kind = any(:kinds) and d.name not in (:name, 'node_' || :name || '_' || d.node_type)
"""
"""Of the documents `d`: what `knowledge.is_answer` says of each."""


def wanted(question: Question) -> dict[str, object]:
    """The values of the statement's parameters."""
    kinds = [kind.value for kind in question.kinds]
    return {"kinds": kinds, "name": question.name, "limit": question.limit}


def found(
    rows: Iterable[Mapping[Any, Any]], source: str, best: float, *, least: float
) -> list[SimilarNode]:
    """`best` is the highest score there can be; what is below `least` of it is no answer."""
    scored = ((min(1.0, float(row["score"]) / best) if best else 0.0, row) for row in rows)
    return [_similar(row, round(score, 3), source) for score, row in scored if score >= least]


def _similar(row: Mapping[Any, Any], similarity: float, source: str) -> SimilarNode:
    return SimilarNode(
        name=row["name"],
        node_type=NodeType(row["node_type"]),
        version=row["version"],
        similarity=similarity,
        description=row["description"],
        source=source,
        choices=tuple(row["choices"]),
        kind=Kind(row["kind"]),
        quality=row["quality"],
        path=row["path"],
        key=f"{row['origin']}:{row['key']}",
    )
