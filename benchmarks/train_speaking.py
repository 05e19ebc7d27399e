"""Learns which words speak for which pattern, and for none: a part of `train_recognition`."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Final, TypedDict

import numpy as np
from numpy.typing import NDArray

from omninode_bridge.prose.recognition.features import features
from omninode_bridge.prose.recognition.speaking import NONE
from omninode_bridge.prose.recognition.words import wording_of

SPEAKS: Final = Path(__file__).parent.parent / "omninode_bridge/prose/recognition/speaks.json"
SEEN: Final = 2
"""A feature of fewer sentences says nothing."""
PENALTY: Final = 0.05
ROUNDS: Final = 80
KEPT: Final = 0.15
"""Smaller weights are left out of the file."""

type Matrix = NDArray[np.float32]


class Table(TypedDict):
    """`base` is the weight of each answer without any word, `weights` what each feature adds."""

    base: dict[str, float]
    weights: dict[str, dict[str, float]]


class Words:
    """Sentences as rows of features, most of which are none: what is there, and how much."""

    def __init__(self, texts: Sequence[str]) -> None:
        found = [features(wording_of(text)) for text in texts]
        counts = Counter(chain.from_iterable(found))
        self.names = sorted(name for name, count in counts.items() if count >= SEEN)
        places = {name: at for at, name in enumerate(self.names)}
        # Each row has `change=`, so that no row is without a cell.
        cells = [
            (row, places[name], by)
            for row, one in enumerate(found)
            for name, by in one.items()
            if name in places
        ]
        self._rows = np.array([row for row, _, _ in cells])
        self._columns = np.array([column for _, column, _ in cells])
        self._values = np.array([value for _, _, value in cells], np.float32)[:, None]
        self._starts = np.searchsorted(self._rows, np.arange(len(texts)))
        self._order = np.argsort(self._columns, kind="stable")
        self._parts = np.searchsorted(self._columns[self._order], np.arange(len(self.names)))

    def times(self, weights: Matrix) -> Matrix:
        cells = self._values * weights[self._columns]
        product: Matrix = np.add.reduceat(cells, self._starts, axis=0)
        return product

    def back(self, errors: Matrix) -> Matrix:
        cells = (self._values * errors[self._rows])[self._order]
        product: Matrix = np.add.reduceat(cells, self._parts, axis=0)
        return product


class Speakers:
    """Logistic regression with an answer for each pattern and one for none."""

    def __init__(self, words: Words, labels: Sequence[str], shares: Matrix) -> None:
        self.answers = sorted({NONE, *labels})
        places = {name: at for at, name in enumerate(self.answers)}
        wanted = np.eye(len(self.answers), dtype=np.float32)[[places[one] for one in labels]]
        self._words = words
        self.base, self.weights = self._fitted(wanted, shares.astype(np.float32))

    def likelihoods(self) -> Matrix:
        return _shares(self._words.times(self.weights) + self.base)

    def _fitted(self, wanted: Matrix, shares: Matrix) -> tuple[Matrix, Matrix]:
        """By accelerated gradients; each feature has a step of its own, as rare ones need."""
        words = self._words
        each: Matrix = np.ones((len(words.names), 1), np.float32)
        whole: Matrix = (words.times(each) + 1) * shares[:, None]
        steps: Matrix = (1 / (0.5 * words.back(whole) + PENALTY)).astype(np.float32)
        weights: Matrix = np.zeros((len(words.names), len(self.answers)), np.float32)
        base: Matrix = np.zeros(len(self.answers), np.float32)
        ahead, base_ahead = weights, base
        pace = 1.0
        for _ in range(ROUNDS):
            errors = (_shares(words.times(ahead) + base_ahead) - wanted) * shares[:, None]
            slope: Matrix = (words.back(errors) + PENALTY * ahead).astype(np.float32)
            stepped: Matrix = ahead - slope * steps
            based: Matrix = base_ahead - errors.sum(0) / (0.5 * whole.sum())
            faster = (1 + (1 + 4 * pace * pace) ** 0.5) / 2
            by = np.float32((pace - 1) / faster)
            ahead, base_ahead = stepped + by * (stepped - weights), based + by * (based - base)
            weights, base, pace = stepped, based, faster
        return base, weights


def _shares(totals: Matrix) -> Matrix:
    raised: Matrix = np.exp(totals - totals.max(1, keepdims=True)).astype(np.float32)
    shares: Matrix = raised / raised.sum(1, keepdims=True)
    return shares


def crossed(
    words: Words, labels: Sequence[str], shares: Matrix, folds: NDArray[np.int64]
) -> list[Mapping[str, float]]:
    """For each sentence what the words of the other folds make of it."""
    found: list[Mapping[str, float]] = [{}] * len(labels)
    for fold in sorted(set(folds.tolist())):
        speakers = Speakers(words, labels, np.where(folds == fold, 0.0, shares))
        rows = speakers.likelihoods()
        for row in np.flatnonzero(folds == fold).tolist():
            found[row] = dict(zip(speakers.answers, rows[row].tolist(), strict=True))
    return found


def learned(words: Words, labels: Sequence[str], shares: Matrix) -> Table:
    speakers = Speakers(words, labels, shares)
    base = _named(speakers.answers, speakers.base, 0.0)
    rows = zip(words.names, speakers.weights, strict=True)
    kept = {name: _named(speakers.answers, row, KEPT) for name, row in rows}
    return {"base": base, "weights": {name: row for name, row in kept.items() if row}}


def write(table: Table) -> None:
    lines = [f"  {json.dumps(name)}: {json.dumps(row)}" for name, row in table["weights"].items()]
    base = json.dumps(table["base"])
    text = f'{{"base": {base},\n "weights": {{\n' + ",\n".join(lines) + "\n}}\n"
    SPEAKS.write_text(text, encoding="utf-8")


def _named(answers: Sequence[str], row: Matrix, least: float) -> dict[str, float]:
    pairs = zip(answers, row.tolist(), strict=True)
    return {name: round(one, 2) for name, one in pairs if abs(one) >= least}
