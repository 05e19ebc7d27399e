"""Trains how sure the recognition of prose may be, from labelled sentences of this repository.

These are our own in `recognition_sentences.txt` (wordings) and `recognition_registers.txt` (as they
stand in documents), and those of the catalogue. Sentences of other people are measured with, and
nothing is learned from them: those that `pattern_labels.json` labels (never the half that is held
back), and labelled sentences of other projects, which are no part of this one: lines of
`pattern | sentence`, several patterns that are right joined by `/`, below a line of `# source`.

    python -m benchmarks.train_recognition [--write] [--data documents.jsonl] [--other FILE]...
        [--errors]
"""

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import product
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from benchmarks import train_speaking
from benchmarks.labels import ADDED, NONE, TUNING, labelled_texts
from omninode_bridge.prose.catalogue import load_catalogue
from omninode_bridge.prose.recognition.confidence import Weights
from omninode_bridge.prose.recognition.recognising import candidates
from omninode_bridge.prose.recognition.speaking import Speaking
from omninode_bridge.prose.recognition.traits import FOR, TRAITS
from omninode_bridge.prose.recognition.words import wording_of

OWN: Final = Path(__file__).parent / "recognition_sentences.txt"
REGISTERS: Final = Path(__file__).parent / "recognition_registers.txt"
WEIGHTS: Final = Path(__file__).parent.parent / "omninode_bridge/prose/recognition/weights.json"
SPEAKING: Final = {"registers": 1.0, "own": 0.7, "catalogue": 0.3}
"""What a sentence counts for what words say."""

TRUSTING: Final = {"registers": 1.0, "own": 0.05, "catalogue": 0.02}
"""What it counts for how far to trust the signs: these were made in view of the other two."""

THRESHOLD: Final = 0.8
"""The lowest with which four of five names are right on the sentences of other projects."""

FOLDS: Final = 5
PENALTY: Final = 1.0
ROUNDS: Final = 4000
STEP: Final = 1 / 60
TRIED: Final = tuple(round(0.95 - 0.05 * step, 2) for step in range(8))

type Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Case:
    """`labels` are the patterns that are right, the best first."""

    source: str
    labels: tuple[str, ...]
    text: str

    @property
    def label(self) -> str:
        return self.labels[0]


@dataclass(frozen=True, slots=True)
class Weighed:
    """A pattern that may be that of a case, with its traits as a row."""

    case: int
    pattern: str
    row: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Named:
    case: Case
    pattern: str
    confidence: float

    @property
    def is_right(self) -> bool:
        return self.pattern in self.case.labels


@dataclass(frozen=True, slots=True)
class Learned:
    """What is written: `speaks` says what words speak for, `weights` how far to trust it."""

    speaks: train_speaking.Table
    weights: Weights
    crossed: Sequence[Named]
    """The sentences that were learned from, each by what never saw it."""


def learned_cases() -> list[Case]:
    rows = [Case("registers", *row) for row in sentences_in(REGISTERS)]
    rows += [Case("own", *row) for row in sentences_in(OWN)]
    matches = ((one.name, text) for one in load_catalogue() for text in one.matches)
    return [*rows, *(Case("catalogue", (name,), text) for name, text in matches)]


def measured_cases(data: Path | None, others: Sequence[Path]) -> Iterator[Case]:
    for one in labelled_texts(data, TUNING, ADDED) if data else ():
        yield Case(one.half, (one.label,), one.text)
    for place in others:
        yield from (Case(place.stem, *row) for row in sentences_in(place))


def sentences_in(place: Path) -> Iterator[tuple[tuple[str, ...], str]]:
    """Patterns (or `none`) and sentence."""
    for line in place.read_text(encoding="utf-8").splitlines():
        labels, mark, text = line.partition(" | ")
        if mark and not line.startswith("#"):
            yield tuple(labels.split("/")), text


class Fitted:
    """Logistic regression with a sign for each trait: what speaks against never speaks for."""

    def __init__(self, values: Matrix, right: Matrix, shares: Matrix) -> None:
        self._mean, self._spread = values.mean(0), values.std(0) + 1e-6
        scaled = self._scaled(values)
        weights = ahead = np.zeros(scaled.shape[1])
        penalty = np.full(scaled.shape[1], PENALTY)
        penalty[0] = 0
        low = np.array([-np.inf, *(0.0 if name in FOR else -np.inf for name in TRAITS)])
        high = np.array([np.inf, *(np.inf if name in FOR else 0.0 for name in TRAITS)])
        steep = 0.25 * float(np.linalg.norm(scaled.T @ (scaled * shares[:, None]), 2)) + PENALTY
        pace = 1.0
        for _ in range(ROUNDS):
            likely = 1 / (1 + np.exp(-scaled @ ahead))
            slope = scaled.T @ (shares * (likely - right)) + penalty * ahead
            stepped = np.clip(ahead - slope / steep, low, high)
            faster = (1 + (1 + 4 * pace * pace) ** 0.5) / 2
            ahead = stepped + (pace - 1) / faster * (stepped - weights)
            weights, pace = stepped, faster
        self._weights = weights

    def confidence(self, values: Matrix) -> Matrix:
        likely: Matrix = 1 / (1 + np.exp(-self._scaled(values) @ self._weights))
        return likely

    def table(self) -> Weights:
        plain = self._weights[1:] / self._spread
        base = float(self._weights[0] - (plain * self._mean).sum())
        traits = {name: round(float(one), 3) for name, one in zip(TRAITS, plain, strict=True)}
        return Weights(round(base, 3), THRESHOLD, traits)

    def _scaled(self, values: Matrix) -> Matrix:
        scaled: Matrix = np.c_[np.ones(len(values)), (values - self._mean) / self._spread]
        return scaled


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--other", type=Path, action="append", default=[])
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    own = learned_cases()
    learned = learn(own)
    if options.write:
        train_speaking.write(learned.speaks)
        text = json.dumps(asdict(learned.weights), indent=2)
        WEIGHTS.write_text(text + "\n", encoding="utf-8")
    others = list(measured_cases(options.data, options.other))
    named = [*learned.crossed, *named_by(learned, others)]
    show([*own, *others], named)
    if options.errors:
        errors(named)


def learn(every: Sequence[Case]) -> Learned:
    words = train_speaking.Words([case.text for case in every])
    labels = [case.label for case in every]
    speaking = np.array([SPEAKING[case.source] for case in every], np.float32)
    folds = np.random.default_rng(1).integers(FOLDS, size=len(every))
    weighed = weigh(every, train_speaking.crossed(words, labels, speaking, folds))
    values = np.array([one.row for one in weighed])
    right = np.array([float(is_right(every[one.case], one.pattern)) for one in weighed])
    shares = np.array([TRUSTING[every[one.case].source] for one in weighed])
    own = folds[[one.case for one in weighed]]
    crossed = best_of(every, weighed, crossed_over(values, right, shares, own))
    speaks = train_speaking.learned(words, labels, speaking)
    return Learned(speaks, Fitted(values, right, shares).table(), crossed)


def named_by(learned: Learned, every: Sequence[Case]) -> list[Named]:
    """What is named of sentences that nothing was learned from."""
    speaking = Speaking(learned.speaks["base"], learned.speaks["weights"])
    weighed = weigh(every, [speaking.of(wording_of(case.text)) for case in every])
    rows = (dict(zip(TRAITS, one.row, strict=True)) for one in weighed)
    sure = np.array([learned.weights.confidence(row) for row in rows])
    return best_of(every, weighed, sure)


def is_right(case: Case, pattern: str) -> bool:
    return case.label != NONE and pattern in case.labels


def weigh(every: Sequence[Case], likelihoods: Sequence[Mapping[str, float]]) -> list[Weighed]:
    """What words say of a sentence is told by words that never saw it."""
    return [
        Weighed(at, one.pattern, tuple(one.traits[name] for name in TRAITS))
        for at, (case, likely) in enumerate(zip(every, likelihoods, strict=True))
        for one in candidates(wording_of(case.text), likely)
    ]


def crossed_over(values: Matrix, right: Matrix, shares: Matrix, folds: NDArray[np.int64]) -> Matrix:
    """Each confidence by weights that never saw the sentence."""
    crossed = np.zeros(len(right))
    for fold in range(FOLDS):
        seen, left = folds != fold, folds == fold
        crossed[left] = Fitted(values[seen], right[seen], shares[seen]).confidence(values[left])
    return crossed


def best_of(every: Sequence[Case], weighed: Sequence[Weighed], sure: Matrix) -> list[Named]:
    best = dict[int, Named]()
    for one, confidence in zip(weighed, sure.tolist(), strict=True):
        if one.case not in best or confidence > best[one.case].confidence:
            best[one.case] = Named(every[one.case], one.pattern, confidence)
    return list(best.values())


def show(every: Sequence[Case], named: Sequence[Named]) -> None:
    sources = [one for one in dict.fromkeys(case.source for case in every) if one != "catalogue"]
    for threshold, source in product(TRIED, sources):
        wanted = sum(case.source == source and case.label != NONE for case in every)
        taken = [one for one in named if one.case.source == source]
        taken = [one for one in taken if one.confidence >= threshold and not is_open(one)]
        good = sum(one.is_right for one in taken)
        precision, recall = good / max(len(taken), 1), good / max(wanted, 1)
        print(
            f"from {threshold:.2f} {source:9}: {len(taken)} named, {good} rightly, "
            f"of {wanted}: precision {precision:.3f}, recall {recall:.3f}"
        )


def is_open(one: Named) -> bool:
    """Whether the sentence may be read as asking for the pattern, and as asking for none."""
    return one.case.label == NONE and one.is_right


def errors(named: Sequence[Named]) -> None:
    for one in sorted(named, key=lambda one: -one.confidence):
        if one.is_right != (one.confidence >= THRESHOLD) and (one.is_right or not is_open(one)):
            labels = "/".join(one.case.labels)
            shown = f"{labels} taken for {one.pattern}"
            print(f"{one.confidence:.2f} {one.case.source:9} {shown} | {one.case.text[:150]}")


if __name__ == "__main__":
    main()
