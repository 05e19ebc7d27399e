"""Documents in memory, compared by a BM25 that is not ours: what the one in SQL is held against."""

from collections.abc import Iterable, Sequence
from typing import Final

import bm25s
import numpy as np

from omninode_bridge.intelligence.evidence import Question, SimilarNode
from omninode_bridge.intelligence.knowledge import KnownDocument, is_answer
from omninode_bridge.intelligence.words import terms_of

SIMILAR_FROM: Final = 0.1


class InMemory:
    name = "full_text"

    def __init__(self, documents: Iterable[KnownDocument]) -> None:
        self._documents = list(documents)

    def similar(self, question: Question) -> list[SimilarNode]:
        found = [each for each in self._documents if is_answer(each, question)]
        scores = similarities(question.text, [each.text for each in found])
        ranked = sorted(zip(scores, found, strict=True), key=lambda pair: (-pair[0], pair[1].key))
        return [
            each.as_found(score, self.name)
            for score, each in ranked[: question.limit]
            if score >= SIMILAR_FROM
        ]


def similarities(text: str, texts: Sequence[str]) -> list[float]:
    """BM25 scores over that of the question itself, which is the best possible match: 0..1."""
    asked = terms_of(text)
    if not texts or not asked:
        return [0.0] * len(texts)
    index = bm25s.BM25()
    # The question is the first document: its own score is the measure of the others.
    index.index([asked, *map(terms_of, texts)], show_progress=False)
    known = sorted(set(asked))
    scores = np.asarray(index.get_scores(known), dtype=float)
    best = float(scores[0])
    return [round(min(1.0, float(score) / best), 3) if best > 0 else 0.0 for score in scores[1:]]
