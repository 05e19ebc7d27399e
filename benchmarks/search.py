"""How well a document of the knowledge base is found, and whether the confidence says so rightly.

    python -m benchmarks.search

Two halves of one document speak of the same thing. For patterns, every other of the sentences that
each stands for is indexed, and the rest are the questions. For the nodes that ship with
omnibase-core, what the contract says is asked where only the code is indexed, and the other way
round. Only the very document that a question was taken from counts as right.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.own_postgres import own_database
from omninode_bridge.intelligence.documents import of_folder, of_pattern
from omninode_bridge.intelligence.evidence import Kind, Question, SimilarNode
from omninode_bridge.intelligence.fusion import (
    BY_RANK,
    BY_SIMILARITY,
    DEPTH,
    INTERCEPT,
    Clues,
    clues_of,
)
from omninode_bridge.intelligence.knowledge import KnownDocument, entry
from omninode_bridge.prose.catalogue import load_catalogue
from resources.intelligence.folders import onex_folders
from resources.intelligence.knowledge.base import KnowledgeBase
from resources.intelligence.knowledge.filling import core_folder
from resources.intelligence.knowledge.sources import FullText, Graph, Vectors
from resources.postgres.database import Database

ORIGIN: Final = "benchmark"
SHIPPED: Final = (INTERCEPT, BY_RANK, BY_SIMILARITY)
ECE_TARGET: Final = 0.08
BINS: Final = 10
ROUNDS: Final = 50
_OWN_NAME: Final = re.compile(r"\b\w*(?:Node[A-Z]\w*|node_\w+)\b")

type Vector = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Asked:
    kind: Kind
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Hit:
    """One answer to a question: what the sources say of it, and whether it is the document."""

    clues: Clues
    right: bool


@dataclass(frozen=True, slots=True)
class Answered:
    asked: Asked
    hits: tuple[Hit, ...]


def main() -> None:
    answered = list(_answered())
    print(f"search: {len(answered)} questions, each taken from one document")
    for kind in (Kind.PATTERN, Kind.NODE):
        own = [each for each in answered if each.asked.kind is kind]
        _found(kind, own)
    _reliability("confidence, constants as shipped", _hits(answered), SHIPPED)
    firsts = [max(each.hits, key=_surest) for each in answered if each.hits]
    _reliability("  of the first answers alone", firsts, SHIPPED)
    for kind in (Kind.PATTERN, Kind.NODE):
        others = [each for each in answered if each.asked.kind is not kind]
        own = [each for each in answered if each.asked.kind is kind]
        _reliability(f"{kind.value}s, fitted on the other kind", _hits(own), fitted(_hits(others)))
    constants = fitted(_hits(answered))
    print("  fitted on all:", ", ".join(f"{each:.2f}" for each in constants), "shipped:", SHIPPED)


def _found(kind: Kind, answered: Sequence[Answered]) -> None:
    ranks = [_rank(each) for each in answered]
    first, five = (np.mean([rank <= most for rank in ranks]) for most in (1, 5))
    reciprocal = np.mean([1 / rank for rank in ranks])
    print(
        f"  {len(ranks)} questions for {kind.value + 's':40}"
        f" first {first:.3f}  among five {five:.3f}  mean reciprocal rank {reciprocal:.3f}"
    )


def _rank(answered: Answered) -> float:
    """Infinite where it is not found."""
    ordered = sorted(answered.hits, key=_surest, reverse=True)
    return next((float(at) for at, hit in enumerate(ordered, start=1) if hit.right), float("inf"))


def _answered() -> Iterator[Answered]:
    with own_database() as (database, _):
        for half in (0, 1):
            documents, questions = _halves(half)
            entries = [entry(replace(each, origin=ORIGIN)) for each in documents]
            KnowledgeBase(database).put(ORIGIN, entries, whole=True)
            for asked in questions:
                yield Answered(asked, tuple(_hits_of(database, asked)))


def _hits_of(database: Database, asked: Asked) -> Iterator[Hit]:
    question = Question("", asked.text, DEPTH, (Kind.NODE, Kind.PATTERN))
    sources = (FullText(database), Vectors(database), Graph(database))
    found: Mapping[str, Sequence[SimilarNode]] = {
        each.name: each.similar(question) for each in sources
    }
    for node, clues in clues_of(found):
        yield Hit(clues, node.name == asked.name and node.kind is asked.kind)


def _halves(half: int) -> tuple[list[KnownDocument], list[Asked]]:
    """What is indexed, and what is asked."""
    documents, questions = [], []
    for pattern in load_catalogue():
        kept = tuple(pattern.matches[1 - half :: 2])
        documents.append(of_pattern(pattern.model_copy(update={"matches": kept})))
        questions += [Asked(Kind.PATTERN, pattern.name, each) for each in pattern.matches[half::2]]
    for node in _core_nodes():
        _, _, code = node.text.split("\n", 2)
        indexed, asked = (code, node.description) if half else (node.description, code)
        documents.append(replace(node, text=f"{node.name}\n{indexed}"))
        sentence = _OWN_NAME.sub(" ", asked).partition("\n\n")[0].partition(". ")[0].strip()
        if " " in sentence:
            questions.append(Asked(Kind.NODE, node.name, sentence))
    return documents, questions


def _core_nodes() -> Iterator[KnownDocument]:
    for folder in onex_folders(core_folder() / "nodes"):
        documents = [each.read() for each in of_folder(ORIGIN, folder)]
        yield from (each for each in documents if each.kind is Kind.NODE)


def _hits(answered: Sequence[Answered]) -> list[Hit]:
    return [hit for each in answered for hit in each.hits]


def fitted(hits: Sequence[Hit]) -> tuple[float, ...]:
    """Logistic regression by Newton's method."""
    rows = np.array([(1.0, hit.clues.by_rank, hit.clues.similarity) for hit in hits])
    right = np.array([hit.right for hit in hits], dtype=float)
    weights: Vector = np.zeros(3)
    for _ in range(ROUNDS):
        likely = 1 / (1 + np.exp(-rows @ weights))
        curve = (rows * (likely * (1 - likely))[:, None]).T @ rows + 1e-3 * np.eye(3)
        weights = weights + np.linalg.solve(curve, rows.T @ (right - likely) - 1e-3 * weights)
    return tuple(float(each) for each in weights)


def _probability(clues: Clues, constants: Sequence[float]) -> float:
    logit = constants[0] + constants[1] * clues.by_rank + constants[2] * clues.similarity
    return float(1 / (1 + np.exp(-logit)))


def _surest(hit: Hit) -> float:
    return _probability(hit.clues, SHIPPED)


def _reliability(title: str, hits: Sequence[Hit], constants: Sequence[float]) -> None:
    said: Vector = np.array([_probability(hit.clues, constants) for hit in hits])
    right: Vector = np.array([hit.right for hit in hits], dtype=float)
    bins = np.minimum((said * BINS).astype(int), BINS - 1)
    error = sum(
        float((bins == each).mean())
        * abs(float(said[bins == each].mean()) - float(right[bins == each].mean()))
        for each in np.unique(bins)
    )
    print(f"  {title:60} {len(hits)} hits  ECE {error:.3f}  target {ECE_TARGET}")
    rows = [(said[bins == each], right[bins == each]) for each in np.unique(bins)]
    shown = (f"{row.mean():.2f}: {found.mean():.2f} of {len(row)}" for row, found in rows)
    print("    said: right", "; ".join(shown))


if __name__ == "__main__":
    main()
