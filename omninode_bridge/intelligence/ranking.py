"""BM25: how much the words of a question say about a document."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

K1: Final = 1.2
B: Final = 0.75
MOST_TERMS: Final = 24
"""So many of a question's terms are looked up, the rarest ones: the others hardly tell."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """How many documents there are, and how long they are on average, in terms."""

    documents: int
    average_length: float


@dataclass(frozen=True, slots=True)
class Weighed:
    """The telling terms with their weights, and what the question itself would score."""

    weights: Mapping[str, float]
    best: float


def weighed(terms: Sequence[str], found_in: Mapping[str, int], corpus: Corpus) -> Weighed:
    """`found_in` is the number of documents by term; what no document says tells nothing."""
    times = Counter(terms)
    weights = {term: idf(found_in.get(term, 0), corpus.documents) for term in times}
    said = [term for term in times if found_in.get(term, 0)]
    chosen = sorted(said, key=lambda term: (-weights[term], term))[:MOST_TERMS]
    # What is not known to anybody still counts in the best possible match.
    counted = sorted(times, key=lambda term: (-weights[term], term))[:MOST_TERMS]
    length = len(terms)
    best = sum(weights[each] * saturated(times[each], length, corpus) for each in counted)
    return Weighed({term: weights[term] for term in chosen}, best)


def idf(found_in: int, documents: int) -> float:
    return math.log(1 + (documents - found_in + 0.5) / (found_in + 0.5))


def saturated(times: int, length: int, corpus: Corpus) -> float:
    """The more often the more, but ever less so; long documents repeat themselves."""
    relative = length / corpus.average_length if corpus.average_length else 1.0
    return times * (K1 + 1) / (times + K1 * (1 - B + B * relative))
