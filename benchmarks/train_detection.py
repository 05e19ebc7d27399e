"""Trains the weights of type detection from labelled descriptions.

Each line of the data is a JSON object with `label` (effect, compute, reducer, orchestrator),
`name`, `repo`, `raw` (the description) and, if there is one, `hard` (without names of types).
Our own documents in plain words (`plain_documents.jsonl`) are the other register.

    python benchmarks/train_detection.py --data descriptions.jsonl [--write]
"""

import argparse
import json
import math
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from omninode_bridge.requirements.detection.features import (
    features_of,
    masked,
    names_of,
)
from omninode_bridge.requirements.detection.model import REGISTERS, SCALE, TYPES, Model

WEIGHTS = Path(__file__).parent.parent / "omninode_bridge/requirements/detection/weights.json"
PLAIN_DOCUMENTS: Final = Path(__file__).parent / "plain_documents.jsonl"
PLAIN: Final = "documents in plain words"
CLASSES: Final = REGISTERS * len(TYPES)
RARE, KEEP, BALANCE, ROUNDS = 3, 2000, 0.75, 150
"""Features in fewer texts are left out; so are all but the strongest."""
TINY: Final = 1e-9
TEMPERATURES: Final = tuple(round(0.5 + 0.05 * step, 2) for step in range(31))

type Matrix = NDArray[np.float64]
type Labels = NDArray[np.int64]
type Reader = Callable[[str], frozenset[str]]


@dataclass(frozen=True, slots=True)
class Case:
    """`hidden` is the description without the names of types; `group` is the repository.

    Documents in plain words are of the group `PLAIN`.
    """

    name: str
    text: str
    hidden: str
    label: int
    group: str


@dataclass(frozen=True, slots=True)
class Settings:
    """`named`: how freely a type's name may decide. `reader` finds the features of a text.

    All settings of the grid are alike within the error of the data; the defaults are those in the
    middle that rely the least on single words.
    """

    penalty: float = 2.0
    named: float = 2.0
    reader: Reader = features_of


GRID: Final = tuple(
    Settings(penalty, named) for penalty, named in product((1.0, 2.0, 4.0), (1.0, 1.5, 2.0, 3.0))
)


def read(path: Path) -> list[Case]:
    kinds = [kind.value for kind in TYPES]
    return [
        Case(
            name=row["name"],
            text=row["raw"],
            hidden=row.get("hard") or masked(row["raw"]),
            label=kinds.index(row["label"]),
            group=row["repo"].removeprefix("history:"),
        )
        for row in map(json.loads, path.read_text(encoding="utf-8").splitlines())
    ]


@cache
def plain_documents() -> tuple[Case, ...]:
    rows = map(json.loads, PLAIN_DOCUMENTS.read_text(encoding="utf-8").splitlines())
    kinds = [kind.value for kind in TYPES]
    return tuple(
        Case("", row["text"], masked(row["text"]), kinds.index(row["label"]), PLAIN) for row in rows
    )


def labels_of(cases: Sequence[Case]) -> Labels:
    return np.array([case.label for case in cases], dtype=np.int64)


def train(cases: Sequence[Case], settings: Settings, plain: Sequence[Case] | None = None) -> Model:
    """Learns from `cases` and from our own documents, or those of them that are given.

    Every text counts twice, with and without the names of types: they are not the only clue.
    """
    everything = [*cases, *(plain_documents() if plain is None else plain)]
    found = [
        (named, settings.reader(case.text))
        for case in everything
        for named in (names_of(case.text), frozenset[str]())
    ]
    labels = np.repeat(_classes_of(everything), 2)
    counts = Counter(name for _, features in found[::2] for name in features)
    named = sorted({name for names, _ in found for name in names})
    names = [*named, *sorted(name for name, count in counts.items() if count >= RARE)]
    weights = _fit(_matrix(found, names, settings.named), labels, settings.penalty)
    strength = np.abs(weights[1:]).max(axis=1)
    strongest = {names[at] for at in np.argsort(-strength, kind="stable")[:KEEP]}
    kept = [name for name in names if name in strongest or name in named]
    weights = _fit(_matrix(found, kept, settings.named), labels, settings.penalty)
    weights[1 : len(named) + 1] *= settings.named
    rows = [tuple(round(float(weight), 3) for weight in row) for row in weights]
    return Model(rows[0], dict(zip(kept, rows[1:], strict=True)))


def _classes_of(cases: Sequence[Case]) -> Labels:
    """The type in its register."""
    is_plain = np.array([case.group == PLAIN for case in cases], dtype=np.int64)
    return labels_of(cases) + len(TYPES) * is_plain


def _matrix(
    found: Sequence[tuple[frozenset[str], frozenset[str]]], names: Sequence[str], value: float
) -> Matrix:
    columns = {name: at for at, name in enumerate(names)}
    matrix = np.zeros((len(found), len(names)))
    for row, (named, features) in enumerate(found):
        matrix[row, [columns[name] for name in named if name in columns]] = value
        known = [columns[name] for name in features if name in columns]
        if known:
            matrix[row, known] = SCALE / math.sqrt(len(known))
    return matrix


def _fit(matrix: Matrix, labels: Labels, penalty: float) -> Matrix:
    """Multinomial logistic regression with an L2 penalty; the first row of the weights is the bias.

    The penalty allows to solve it in the space of the texts, which are fewer than the features.
    """
    values, vectors = np.linalg.eigh(matrix @ matrix.T)
    kept = values > TINY
    roots = np.sqrt(values[kept])
    inner = np.hstack([np.ones((len(labels), 1)), vectors[:, kept] * roots])
    found = _descend(inner, labels, penalty)
    outer = matrix.T @ (vectors[:, kept] / roots) @ found[1:]
    return np.vstack([found[:1], outer])


def _descend(matrix: Matrix, labels: Labels, penalty: float) -> Matrix:
    """Accelerated gradient descent; the first column of the matrix is free of the penalty."""
    wanted = np.eye(CLASSES)[labels]
    counts = np.maximum(1, np.bincount(labels, minlength=CLASSES))
    share = (len(labels) / (CLASSES * counts)) ** BALANCE
    importance = share[labels][:, None]
    step = 1 / (0.5 * np.linalg.norm(matrix, 2) ** 2 * share.max() + penalty)
    penalties = np.full((matrix.shape[1], 1), penalty)
    penalties[0] = 0.0
    weights = np.zeros((matrix.shape[1], CLASSES))
    ahead, pace = weights.copy(), 1.0
    for _ in range(ROUNDS):
        slope = matrix.T @ ((softmax(matrix @ ahead) - wanted) * importance) + penalties * ahead
        following = ahead - step * slope
        faster = (1 + math.sqrt(1 + 4 * pace * pace)) / 2
        ahead = following + (pace - 1) / faster * (following - weights)
        weights, pace = following, faster
    return weights


def softmax(logits: Matrix) -> Matrix:
    powers: Matrix = np.exp(logits - logits.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def logits_of(model: Model, cases: Sequence[Case], *, hidden: bool) -> Matrix:
    return np.array([model.logits(case.hidden if hidden else case.text) for case in cases])


def folds(cases: Sequence[Case]) -> Iterator[tuple[list[int], list[int]]]:
    """Which cases to train on and which to judge, one repository at a time."""
    for group in sorted({case.group for case in cases}):
        yield (
            [at for at, case in enumerate(cases) if case.group != group],
            [at for at, case in enumerate(cases) if case.group == group],
        )


def left_out(cases: Sequence[Case], settings: Settings) -> tuple[Matrix, Matrix]:
    """Logits as written and with the names hidden, each from a model without that repository."""
    as_written, without_names = (np.zeros((len(cases), len(TYPES))) for _ in range(2))
    for others, own in folds(cases):
        model = train([cases[at] for at in others], settings)
        judged = [cases[at] for at in own]
        as_written[own] = logits_of(model, judged, hidden=False)
        without_names[own] = logits_of(model, judged, hidden=True)
    return as_written, without_names


def temperature_of(cases: Sequence[Case], settings: Settings) -> float:
    """The one under which the left-out repositories' labels are likeliest."""
    return best_temperature(left_out(cases, settings), labels_of(cases))


def best_temperature(logits: tuple[Matrix, Matrix], labels: Labels) -> float:
    both, twice = np.vstack(logits), np.tile(labels, 2)
    return max(TEMPERATURES, key=lambda each: likelihood(both / each, twice))


def likelihood(logits: Matrix, labels: Labels) -> float:
    """The logarithm of the probability of all labels."""
    return float(np.log(softmax(logits)[np.arange(len(labels)), labels]).sum())


def chosen(cases: Sequence[Case]) -> Settings:
    """The settings of the grid with the best mean accuracy on left-out repositories."""
    labels = labels_of(cases)

    def right(settings: Settings) -> float:
        return sum(
            float((each.argmax(axis=1) == labels).mean()) for each in left_out(cases, settings)
        )

    return max(GRID, key=right)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--write", action="store_true", help="replace weights.json")
    options = parser.parse_args()
    cases = read(options.data)
    settings = Settings()
    temperature = temperature_of(cases, settings)
    print(f"penalty {settings.penalty}, names {settings.named}, temperature {temperature}")
    if options.write:
        write(train(cases, settings), temperature, len(cases), settings)


def write(model: Model, temperature: float, cases: int, settings: Settings) -> None:
    origin = (
        f"Trained by benchmarks/train_detection.py on {cases} labelled descriptions of ONEX nodes "
        f"and {len(plain_documents())} documents in plain words, "
        f"penalty {settings.penalty}, names {settings.named}. "
        f"Order of the weights: {', '.join(kind.value for kind in TYPES)}, for descriptions, then "
        "for documents."
    )
    head = {"origin": origin, "temperature": temperature}
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
