"""One list from the lists of several sources, how sure it is, and where they disagree.

Sources measure in their own ways, so ranks are compared and not measures: reciprocal rank fusion.
"""

import math
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from omninode_bridge.intelligence.evidence import Conflict, Kind, SimilarNode
from omninode_bridge.intelligence.knowledge import called

RANK: Final = 60
"""The usual constant: so far down the list an answer counts half as much as the first."""

UNMEASURED: Final = 0.7
"""The quality of what nobody has measured: what the gate asks for at least."""

DEPTH: Final = 15
"""So many answers of each source are fused at least: what two have far down may be the best."""

WORDS: Final = "full_text"
INTERCEPT: Final = -6.7
BY_RANK: Final = 4.5
BY_SIMILARITY: Final = 6.7
"""Fitted by `benchmarks.search`, where it is known which document a sentence speaks of."""

VOTERS: Final = 3
"""So many of a source's first answers say what it holds the node for."""

type Found = Mapping[str, Sequence[SimilarNode]]
"""What each source that answered has found, best first."""


@dataclass(frozen=True, slots=True)
class Clues:
    """`by_rank` is the fused score over the highest there can be; both are 0..1."""

    by_rank: float
    similarity: float


@dataclass(frozen=True, slots=True)
class Fused:
    """`similarity` of each is its confidence, 0..1: how likely it is what is looked for."""

    similar: tuple[SimilarNode, ...]
    conflicts: tuple[Conflict, ...]


def fuse(found: Found, limit: int, *, by_quality: bool = False) -> Fused:
    """With `by_quality`, in the order of their merit."""
    nodes = [replace(node, similarity=confidence(clues)) for node, clues in clues_of(found)]

    def order(node: SimilarNode) -> tuple[float, str, str]:
        return (-merit(node) if by_quality else -node.similarity, node.name, node.key)

    similar = tuple(sorted(nodes, key=order)[:limit])
    return Fused(similar, conflicts_of(found, similar))


def clues_of(found: Found) -> list[tuple[SimilarNode, Clues]]:
    """What the sources say of each, once; it names all that found it."""
    merged: dict[tuple[str, ...], list[tuple[str, int, SimilarNode]]] = defaultdict(list)
    for source, nodes in found.items():
        for rank, same in enumerate(_each_once(nodes).items(), start=1):
            merged[same[0]].append((source, rank, same[1]))
    best = len(found) / (RANK + 1)
    return [_merged(hits, best) for hits in merged.values()]


def _each_once(nodes: Sequence[SimilarNode]) -> Mapping[tuple[str, ...], SimilarNode]:
    """By what it is: a registered node that was also read from a folder is one node.

    It stands where the first of them stands, and is the one that more is known of.
    """
    kept: dict[tuple[str, ...], SimilarNode] = {}
    for node in nodes:
        this = (node.kind, node.node_type, called(node.name, node.node_type))
        there = kept.get(this)
        if there is None or (there.quality is None and node.quality is not None):
            similarity = node.similarity if there is None else there.similarity
            kept[this] = replace(node, similarity=similarity)
    return kept


def merit(node: SimilarNode) -> float:
    """The confidence, weighed by the quality: by a half of it where the quality is nought."""
    return node.similarity * (1 + quality_of(node)) / 2


def quality_of(node: SimilarNode) -> float:
    return UNMEASURED if node.quality is None else node.quality


def confidence(clues: Clues) -> float:
    logit = INTERCEPT + BY_RANK * clues.by_rank + BY_SIMILARITY * clues.similarity
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


def _merged(hits: Sequence[tuple[str, int, SimilarNode]], best: float) -> tuple[SimilarNode, Clues]:
    """The document as the source has it that knows its quality, with all that found it."""
    node = next((each for _, _, each in hits if each.quality is not None), hits[0][2])
    # A similarity of words means the same everywhere; without words any source's counts half.
    in_words = [each.similarity for source, _, each in hits if source == WORDS]
    similarity = in_words[0] if in_words else max(each.similarity for _, _, each in hits) / 2
    named = replace(node, source="+".join(source for source, _, _ in hits))
    return named, Clues(_score(hits) / best, similarity)
