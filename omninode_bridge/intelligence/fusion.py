"""One list from the lists of several sources, how sure it is, and where they disagree.

Sources measure in their own ways, so ranks are compared and not measures: reciprocal rank fusion.
"""

import math
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from omninode_bridge.intelligence.evidence import Conflict, Kind, SimilarNode

RANK: Final = 60
"""The usual constant: so far down the list an answer counts half as much as the first."""

UNMEASURED: Final = 0.7
"""The quality of what nobody has measured: what the gate asks for at least."""

WORDS: Final = "full_text"
INTERCEPT: Final = -1.4
BY_RANK: Final = 1.6
BY_SIMILARITY: Final = 2.6
"""Set by hand, fitted to nothing: they order what was found, and are no measured probability."""

VOTERS: Final = 3
"""So many of a source's first answers say what it holds the node for."""

type Found = Mapping[str, Sequence[SimilarNode]]
"""What each source that answered has found, best first."""


@dataclass(frozen=True, slots=True)
class Fused:
    """`similarity` of each is its confidence, 0..1."""

    similar: tuple[SimilarNode, ...]
    conflicts: tuple[Conflict, ...]


def fuse(found: Found, limit: int, *, by_quality: bool = False) -> Fused:
    merged: dict[str, list[tuple[str, int, SimilarNode]]] = defaultdict(list)
    for source, nodes in found.items():
        for rank, node in enumerate(nodes, start=1):
            merged[node.key or f"{node.kind} {node.name}"].append((source, rank, node))
    best = len(found) / (RANK + 1)
    nodes = [_merged(hits, best) for hits in merged.values()]

    def merit(node: SimilarNode) -> float:
        return node.similarity * ((1 + quality_of(node)) / 2 if by_quality else 1)

    similar = tuple(sorted(nodes, key=lambda node: (-merit(node), node.name, node.key))[:limit])
    return Fused(similar, conflicts_of(found, similar))


def quality_of(node: SimilarNode) -> float:
    return UNMEASURED if node.quality is None else node.quality


def confidence(by_rank: float, similarity: float) -> float:
    """`by_rank` is the fused score over the highest there can be, both 0..1."""
    logit = INTERCEPT + BY_RANK * by_rank + BY_SIMILARITY * similarity
    return round(1 / (1 + math.exp(-logit)), 3)


def conflicts_of(found: Found, similar: Sequence[SimilarNode]) -> tuple[Conflict, ...]:
    """The side with the larger sum of confidences wins; of equals the one that is named first."""
    about: Sequence[tuple[str, Kind, Callable[[SimilarNode], str]]] = (
        ("node_type", Kind.NODE, lambda node: node.node_type.value),
        ("pattern", Kind.PATTERN, lambda node: node.name),
    )
    conflicts = (_conflict(name, kind, value, found, similar) for name, kind, value in about)
    return tuple(each for each in conflicts if each is not None)


def _conflict(
    about: str,
    kind: Kind,
    value: Callable[[SimilarNode], str],
    found: Found,
    similar: Sequence[SimilarNode],
) -> Conflict | None:
    said = {}
    for source, nodes in found.items():
        voters = [node for node in nodes if node.kind is kind][:VOTERS]
        if voters:
            said[source] = _heaviest([(value(node), node.similarity) for node in voters])
    if len(set(said.values())) < 2:  # noqa: PLR2004  two are needed to disagree
        return None
    sides = set(said.values())
    votes = [(value(node), node.similarity) for node in similar if node.kind is kind]
    of_sides = [(side, weight) for side, weight in votes if side in sides]
    resolved = _heaviest(of_sides) if of_sides else min(sides)
    return Conflict(about, tuple(said.items()), resolved)


def _heaviest(votes: Sequence[tuple[str, float]]) -> str:
    totals: dict[str, float] = {}
    for value, weight in votes:
        totals[value] = totals.get(value, 0.0) + weight
    return max(totals, key=lambda value: totals[value])


def _score(hits: Sequence[tuple[str, int, SimilarNode]]) -> float:
    return sum(1 / (RANK + rank) for _, rank, _ in hits)


def _merged(hits: Sequence[tuple[str, int, SimilarNode]], best: float) -> SimilarNode:
    """The document as the first source has it, with the names of all that found it."""
    node = hits[0][2]
    # A similarity of words means the same everywhere; without words any source's counts half.
    in_words = [each.similarity for source, _, each in hits if source == WORDS]
    similarity = in_words[0] if in_words else max(each.similarity for _, _, each in hits) / 2
    return replace(
        node,
        similarity=confidence(_score(hits) / best, similarity),
        source="+".join(source for source, _, _ in hits),
    )
