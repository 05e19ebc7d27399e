"""A knowledge base in a list, and the three ways to look into it."""

from collections.abc import Callable, Iterable, Sequence

from omninode_bridge.intelligence.embedding import embedding
from omninode_bridge.intelligence.evidence import Question, SimilarNode
from omninode_bridge.intelligence.knowledge import (
    Change,
    Entry,
    KnownDocument,
    difference,
    is_answer,
)
from omninode_bridge.intelligence.words import terms_of
from omninode_bridge.ports import KnowledgeSource
from tests.fakes.full_text import InMemory

type Measure = Callable[[str, KnownDocument], float]
"""How near a document is to a text, 0..1."""


class FakeKnowledgeBase:
    def __init__(self) -> None:
        self._held: dict[str, dict[str, tuple[str, KnownDocument]]] = {}

    def put(self, origin: str, entries: Iterable[Entry], *, whole: bool) -> Change:
        kept = self._held.setdefault(origin, {})
        found = difference(self.held(origin), entries, whole=whole)
        for key in found.remove:
            del kept[key]
        kept |= {each.key: (each.digest, each.read()) for each in found.write}
        return found.change

    def held(self, origin: str) -> dict[str, str]:
        return {key: digest for key, (digest, _) in self._held.get(origin, {}).items()}

    def counts(self) -> Sequence[tuple[str, str, int]]:
        kinds = [(each.origin, each.kind.value) for each in self._documents()]
        return sorted((*kind, kinds.count(kind)) for kind in set(kinds))

    def source(self, name: str) -> KnowledgeSource:
        if name == "full_text":
            return InMemory(self._documents())
        measure = _cosine if name == "vectors" else _related
        return _Measured(name, self._documents(), measure)

    def _documents(self) -> list[KnownDocument]:
        return [document for kept in self._held.values() for _, document in kept.values()]


class _Measured:
    def __init__(self, name: str, documents: list[KnownDocument], measure: Measure) -> None:
        self.name = name
        self._documents = documents
        self._measure = measure

    def similar(self, question: Question) -> list[SimilarNode]:
        scored = [
            each.as_found(self._measure(question.text, each), self.name)
            for each in self._documents
            if is_answer(each, question)
        ]
        near = [each for each in scored if each.similarity >= 0.2]
        return sorted(near, key=lambda each: (-each.similarity, each.key))[: question.limit]


def _cosine(text: str, document: KnownDocument) -> float:
    pairs = zip(embedding(text), embedding(document.text), strict=True)
    return min(1.0, sum(one * other for one, other in pairs))


def _related(text: str, document: KnownDocument) -> float:
    said = f" {' '.join(terms_of(text))} "
    return float(any(f" {each.name} " in said for each in document.relations))
