"""The registry's own nodes as a source of knowledge, compared by BM25."""

from typing import Final

import bm25s
import numpy as np
from bm25s.stopwords import STOPWORDS_EN

from omninode_bridge.intelligence.evidence import Question, SimilarNode
from omninode_bridge.intelligence.words import text_of, words_of
from omninode_bridge.ports import Registry
from omninode_bridge.registry.records import NodeQuery, NodeVersion

CANDIDATES: Final = 1_000
"""So many nodes are compared, best scored first: the index is built for each question."""

SIMILAR_FROM: Final = 0.1
_STOPWORDS: Final = frozenset(STOPWORDS_EN) | {"must", "shall", "should", "can", "node"}


class RegistrySource:
    name = "registry"

    def __init__(self, registry: Registry) -> None:
        self._registry = registry

    def similar(self, question: Question) -> list[SimilarNode]:
        found = self._registry.search(NodeQuery(limit=CANDIDATES))
        nodes = [node for node in found if node.name != question.name]
        ranked = sorted(
            zip(similarities(question.text, nodes), nodes, strict=True),
            key=lambda pair: (-pair[0], pair[1].name),
        )
        return [
            self._found(node, score)
            for score, node in ranked[: question.limit]
            if score >= SIMILAR_FROM
        ]

    def _found(self, node: NodeVersion, score: float) -> SimilarNode:
        return SimilarNode(
            name=node.name,
            node_type=node.node_type,
            version=node.version,
            similarity=score,
            description=node.description,
            source=self.name,
            choices=tuple(str(each["how"]) for each in node.requirements if each.get("how")),
        )


def similarities(text: str, nodes: list[NodeVersion]) -> list[float]:
    """BM25 scores over that of the question itself, which is the best possible match: 0..1."""
    asked = _telling(text)
    if not nodes or not asked:
        return [0.0] * len(nodes)
    texts = [_telling(text_of(node)) for node in nodes]
    index = bm25s.BM25()
    # The question is the first document: its own score is the measure of the others.
    index.index([asked, *texts], show_progress=False)
    known = sorted(set(asked))
    scores = np.asarray(index.get_scores(known), dtype=float)
    best = float(scores[0])
    return [round(min(1.0, float(score) / best), 3) if best > 0 else 0.0 for score in scores[1:]]


def _telling(text: str) -> list[str]:
    return [word for word in words_of(text) if word not in _STOPWORDS]
