"""Learns by which words a sentence asks for behaviour at all: a part of `train_recognition`."""

import json
from collections import Counter
from collections.abc import Sequence
from itertools import chain
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from omninode_bridge.prose.recognition.asking import features, share
from omninode_bridge.prose.recognition.words import wording_of

ASKS: Final = Path(__file__).parent.parent / "omninode_bridge/prose/recognition/asks.json"
SEEN: Final = 3
"""A word of fewer sentences says nothing."""
PENALTY: Final = 0.1
ROUNDS: Final = 200
KEPT: Final = 0.05
"""Smaller weights are left out of the file."""

type Vector = NDArray[np.float64]


class Words:
    """Sentences as rows of features, most of which are none: what is there, and where."""

    def __init__(self, texts: Sequence[str]) -> None:
        wordings = [wording_of(text) for text in texts]
        counts = Counter(chain.from_iterable(features(one) for one in wordings))
        self.names = sorted(name for name, count in counts.items() if count >= SEEN)
        places = {name: at for at, name in enumerate(self.names)}
        cells = [
            (row, places[name], by)
            for row, one in enumerate(wordings)
            for name, by in share(one)
            if name in places
        ]
        self._rows = np.array([row for row, _, _ in cells])
        self._columns = np.array([column for _, column, _ in cells])
        self._values = np.array([value for _, _, value in cells])
        self._size = len(texts)

    def times(self, weights: Vector) -> Vector:
        product: Vector = np.bincount(
            self._rows, self._values * weights[self._columns], self._size
        ).astype(np.float64)
        return product

    def back(self, errors: Vector) -> Vector:
        product: Vector = np.bincount(
            self._columns, self._values * errors[self._rows], len(self.names)
        ).astype(np.float64)
        return product


def fitted(words: Words, asks: Vector, shares: Vector) -> tuple[Vector, float]:
    """Logistic regression by accelerated gradients; a share of 0 leaves a sentence out."""
    direction: Vector = np.ones(len(words.names))
    for _ in range(12):
        direction = words.back(shares * words.times(direction))
        direction /= np.linalg.norm(direction)
    steep = 0.3 * float(direction @ words.back(shares * words.times(direction))) + PENALTY
    weights: Vector = np.zeros(len(words.names))
    ahead, base, pace = weights, 0.0, 1.0
    for _ in range(ROUNDS):
        errors = shares * (1 / (1 + np.exp(-(words.times(ahead) + base))) - asks)
        stepped: Vector = ahead - (words.back(errors) + PENALTY * ahead) / steep
        base -= float(errors.sum()) / (0.25 * float(shares.sum()))
        faster = (1 + (1 + 4 * pace * pace) ** 0.5) / 2
        ahead = stepped + (pace - 1) / faster * (stepped - weights)
        weights, pace = stepped, faster
    return weights, base


def crossed(words: Words, asks: Vector, shares: Vector, folds: NDArray[np.int64]) -> Vector:
    """For each sentence what the words of the other folds make of it."""
    found: Vector = np.zeros(len(asks))
    for fold in set(folds.tolist()):
        left = folds == fold
        weights, base = fitted(words, asks, np.where(left, 0.0, shares))
        found[left] = (words.times(weights) + base)[left]
    return found


def write(words: Words, asks: Vector, shares: Vector) -> None:
    weights, base = fitted(words, asks, shares)
    pairs = zip(words.names, weights.tolist(), strict=True)
    kept = {name: round(one, 2) for name, one in pairs if abs(one) >= KEPT}
    table = {"base": round(base, 3), "weights": kept}
    ASKS.write_text(json.dumps(table, indent=1, ensure_ascii=True) + "\n", encoding="utf-8")
