"""Trains the weights of type detection from labelled descriptions, and cross-validates them.

Each line of the data is a JSON object with `label` (effect, compute, reducer, orchestrator), `name`
and `raw` (the description). Near-copies share a name and stay in one fold.

    python benchmarks/train_detection.py --data descriptions.jsonl [--write]
"""

import argparse
import json
import math
import random
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from omninode_bridge.requirements.detection.features import features_of, masked, names_of
from omninode_bridge.requirements.detection.model import SCALE, TYPES, Model

WEIGHTS = Path(__file__).parent.parent / "omninode_bridge/requirements/detection/weights.json"
# Features in fewer texts are left out; so are all but the strongest. The rest was cross-validated.
RARE, KEEP, PENALTY, BALANCE, ROUNDS = 3, 500, 2.0, 0.75, 400
FOLDS, SEEDS = 10, (0, 1, 2)

type Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Case:
    text: str
    label: int
    group: str


def read(path: Path) -> list[Case]:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    names = [kind.value for kind in TYPES]
    return [Case(row["raw"], names.index(row["label"]), _group(row["name"])) for row in rows]


def _group(name: str) -> str:
    snake = re.sub(r"([a-z])([A-Z])", r"\1_\2", name).lower()
    return re.sub(r"^node_|_(effect|compute|reducer|orchestrator)$", "", snake)


def train(cases: Sequence[Case]) -> Model:
    """Every text counts twice, with and without the names of types: they are not the only clue."""
    words = [features_of(case.text) for case in cases]
    found = [
        (named, features)
        for case, features in zip(cases, words, strict=True)
        for named in (names_of(case.text), frozenset[str]())
    ]
    labels = np.repeat(np.array([case.label for case in cases]), 2)
    counts = Counter(name for features in words for name in features)
    named = sorted({name for names, _ in found for name in names})
    names = [*named, *sorted(name for name, count in counts.items() if count >= RARE)]
    weights = _fit(_matrix(found, names), labels)
    strength = np.abs(weights[1:]).max(axis=1)
    strongest = {names[at] for at in np.argsort(-strength, kind="stable")[:KEEP]}
    kept = [name for name in names if name in strongest or name in named]
    weights = _fit(_matrix(found, kept), labels)
    rows = [tuple(round(float(weight), 3) for weight in row) for row in weights]
    return Model(rows[0], dict(zip(kept, rows[1:], strict=True)))


def _matrix(found: Sequence[tuple[frozenset[str], frozenset[str]]], names: Sequence[str]) -> Matrix:
    columns = {name: at + 1 for at, name in enumerate(names)}
    matrix = np.zeros((len(found), len(names) + 1))
    matrix[:, 0] = 1.0
    for row, (named, features) in enumerate(found):
        matrix[row, [columns[name] for name in named if name in columns]] = 1.0
        known = [columns[name] for name in features if name in columns]
        if known:
            matrix[row, known] = SCALE / math.sqrt(len(known))
    return matrix


def _fit(matrix: Matrix, labels: NDArray[np.int64]) -> Matrix:
    """Multinomial logistic regression with an L2 penalty, by accelerated gradient descent."""
    kinds = len(TYPES)
    wanted = np.eye(kinds)[labels]
    share = (len(labels) / (kinds * np.bincount(labels, minlength=kinds))) ** BALANCE
    importance = share[labels][:, None]
    step = 1 / (0.25 * np.linalg.norm(matrix, 2) ** 2 * share.max() + PENALTY)
    weights = np.zeros((matrix.shape[1], kinds))
    ahead, pace = weights.copy(), 1.0
    for _ in range(ROUNDS):
        scores = np.exp(matrix @ ahead - (matrix @ ahead).max(axis=1, keepdims=True))
        scores /= scores.sum(axis=1, keepdims=True)
        penalty = PENALTY * np.vstack([np.zeros((1, kinds)), ahead[1:]])
        following = ahead - step * (matrix.T @ ((scores - wanted) * importance) + penalty)
        faster = (1 + math.sqrt(1 + 4 * pace * pace)) / 2
        ahead = following + (pace - 1) / faster * (following - weights)
        weights, pace = following, faster
    return weights


def cross_validate(cases: Sequence[Case], *, seed: int, hide_names: bool) -> NDArray[np.int64]:
    """Predicted labels, each from a model that has not seen the case's group."""
    groups = sorted({case.group for case in cases})
    random.Random(seed).shuffle(groups)
    fold_of = {group: at % FOLDS for at, group in enumerate(groups)}
    predicted = np.zeros(len(cases), dtype=np.int64)
    for fold in range(FOLDS):
        model = train([case for case in cases if fold_of[case.group] != fold])
        for at, case in enumerate(cases):
            if fold_of[case.group] == fold:
                text = masked(case.text) if hide_names else case.text
                predicted[at] = int(np.argmax(model.logits(text)))
    return predicted


def accuracy_and_f1(labels: NDArray[np.int64], predicted: NDArray[np.int64]) -> tuple[float, float]:
    """Accuracy and macro F1."""
    scores = []
    for kind in range(len(TYPES)):
        both = int(((labels == kind) & (predicted == kind)).sum())
        either = int((labels == kind).sum() + (predicted == kind).sum())
        scores.append(2 * both / either if either else 0.0)
    return float((labels == predicted).mean()), float(np.mean(scores))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--write", action="store_true", help="replace weights.json")
    options = parser.parse_args()
    cases = read(options.data)
    labels = np.array([case.label for case in cases])
    figures = {}
    for title, hide in (("as written", False), ("names of types masked", True)):
        runs = [
            accuracy_and_f1(labels, cross_validate(cases, seed=seed, hide_names=hide))
            for seed in SEEDS
        ]
        accuracy, f1 = np.mean(runs, axis=0)
        figures[title] = {"accuracy": round(float(accuracy), 3), "macro_f1": round(float(f1), 3)}
        print(f"{title}: accuracy {accuracy:.3f}, macro F1 {f1:.3f}")
    if options.write:
        write(train(cases), len(cases), figures)


def write(model: Model, cases: int, figures: dict[str, dict[str, float]]) -> None:
    origin = (
        f"Trained by benchmarks/train_detection.py on {cases} labelled descriptions of ONEX nodes. "
        f"Order of the weights: {', '.join(kind.value for kind in TYPES)}."
    )
    head = {"origin": origin, f"cross-validation, {FOLDS} folds, {len(SEEDS)} seeds": figures}
    rows = ",\n".join(
        f"    {json.dumps(name)}: {json.dumps(list(weights))}"
        for name, weights in model.features.items()
    )
    text = json.dumps(head, indent=2)[:-2] + (
        f',\n  "bias": {json.dumps(list(model.bias))},\n  "features": {{\n{rows}\n  }}\n}}\n'
    )
    WEIGHTS.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
