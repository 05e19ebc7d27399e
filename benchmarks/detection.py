"""How well the type of a node is told from its description.

Descriptions of real nodes are no part of the project; with `--data` each repository is judged by a
model trained on the others. Without it, only our own descriptions in plain words are judged.

    python benchmarks/detection.py [--data descriptions.jsonl] [--nested]
"""

import argparse
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Final

import numpy as np

from benchmarks.neighbours import Neighbours
from benchmarks.train_detection import (
    GRID,
    Case,
    Labels,
    Matrix,
    Settings,
    best_temperature,
    chosen,
    folds,
    labels_of,
    left_out,
    likelihood,
    logits_of,
    plain_documents,
    read,
    softmax,
    train,
)
from omninode_bridge.requirements.detection.features import meaning_of
from omninode_bridge.requirements.detection.model import TYPES, model

PLAIN: Final = Path(__file__).parent / "plain_descriptions.jsonl"
TARGETS: Final = {False: (0.88, 0.83), True: (0.77, 0.67)}
ECE_TARGET: Final = 0.08
BINS: Final = 10
PARTS: Final = 6
WEIGHTS: Final = (0.0, 0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0)
TITLES: Final = {False: "as written", True: "names of types masked"}


@dataclass(frozen=True, slots=True)
class Fold:
    """A repository, by the numbers of its cases, judged by what was trained on the `others`.

    `within` are the others' own logits, each repository judged by the rest of them. Logits are
    calibrated, and by whether the names of types are hidden.
    """

    others: Sequence[int]
    own: Sequence[int]
    within: Mapping[bool, Matrix]
    outside: Mapping[bool, Matrix]


def judged(cases: Sequence[Case], settings_for: Callable[[Sequence[Case]], Settings]) -> list[Fold]:
    """Settings and temperature come from the other repositories alone."""
    found = []
    for others, own in folds(cases):
        known = [cases[at] for at in others]
        settings = settings_for(known)
        inner = left_out(known, settings)
        warmth = best_temperature(inner, labels_of(known))
        model = replace(train(known, settings), temperature=warmth)
        mine = [cases[at] for at in own]
        within = {hidden: inner[hidden] / warmth for hidden in TITLES}
        outside = {hidden: logits_of(model, mine, hidden=hidden) for hidden in TITLES}
        found.append(Fold(others, own, within, outside))
    return found


def logits_in(found: Sequence[Fold], *, hidden: bool) -> Matrix:
    logits = np.zeros((sum(len(fold.own) for fold in found), len(TYPES)))
    for fold in found:
        logits[fold.own] = fold.outside[hidden]
    return logits


def main(data: Path | None = None, *, nested: bool = False) -> None:
    print("type detection")
    plain()
    if data is None:
        print("  figures on real descriptions need --data")
        return
    cases = read(data)
    print(f"  {len(cases)} descriptions, one repository left out at a time")
    documents(cases)
    results = judged(cases, lambda _: Settings())
    _reports("", results, cases, TARGETS)
    meaning = judged(cases, lambda _: Settings(reader=meaning_of))
    _reports(", features of meaning alone", meaning, cases)
    with_evidence(results, cases)
    if nested:
        _reports(f", best of {len(GRID)} settings within", judged(cases, chosen), cases)


def _reports(
    what: str,
    results: Sequence[Fold],
    cases: Sequence[Case],
    targets: Mapping[bool, tuple[float, float]] = MappingProxyType({}),
) -> None:
    for hidden, title in TITLES.items():
        report(title + what, logits_in(results, hidden=hidden), cases, targets.get(hidden))


def with_evidence(results: Sequence[Fold], cases: Sequence[Case]) -> None:
    """What known nodes add, as it is, and weighed as it is best on the other repositories."""
    known = Neighbours(cases)
    for own, whose in ((False, "others'"), (True, "all other")):
        for hidden, title in TITLES.items():
            logits = logits_in(results, hidden=hidden)
            votes = known.votes(range(len(cases)), hidden=hidden, own=own)
            what = f"{title}, with {whose} nodes as evidence"
            report(what, logits + votes, cases, TARGETS[hidden])
            weights = [weight_within(fold, cases, known) for fold in results]
            for fold, weight in zip(results, weights, strict=True):
                logits[fold.own] += weight * votes[fold.own]
            report(
                f"  weighed {min(weights):g} to {max(weights):g}, fitted on the rest", logits, cases
            )


def weight_within(fold: Fold, cases: Sequence[Case], known: Neighbours) -> float:
    """Under which the others' labels are likeliest, without this repository's nodes."""
    hide = cases[fold.own[0]].group
    rows = [
        (fold.within[hidden], known.votes(fold.others, hidden=hidden, own=own, without=hide))
        for hidden in TITLES
        for own in (False, True)
    ]
    labels = np.tile(labels_of([cases[at] for at in fold.others]), len(rows))
    logits, votes = (np.vstack(part) for part in zip(*rows, strict=True))
    return max(WEIGHTS, key=lambda weight: likelihood(logits + weight * votes, labels))


def documents(cases: Sequence[Case]) -> None:
    """Our own documents, judged by what was trained on all descriptions and the other documents."""
    every = plain_documents()
    logits = np.zeros((len(every), len(TYPES)))
    for part in range(PARTS):
        own, others = every[part::PARTS], [c for at, c in enumerate(every) if at % PARTS != part]
        logits[part::PARTS] = logits_of(train(cases, Settings(), others), own, hidden=False)
    report(f"{len(every)} documents in plain words, {PARTS} parts left out in turn", logits, every)


def plain() -> None:
    """Our own descriptions in plain words, by the weights that ship."""
    rows = [json.loads(line) for line in PLAIN.read_text(encoding="utf-8").splitlines()]
    kinds = [kind.value for kind in TYPES]
    for seen, title in ((True, "while the concepts were written"), (False, "afterwards")):
        chosen_rows = [row for row in rows if row["seen"] is seen]
        cases = [
            Case("", row["text"], row["text"], kinds.index(row["label"]), "") for row in chosen_rows
        ]
        logits = logits_of(model(), cases, hidden=False)
        report(f"{len(cases)} plain sentences, written {title}", logits, cases)


def report(
    title: str,
    logits: Matrix,
    cases: Sequence[Case],
    targets: tuple[float, float] | None = None,
) -> None:
    labels = labels_of(cases)
    accuracy, f1 = accuracy_and_f1(labels, logits.argmax(axis=1))
    line = f"  {title:58} accuracy {accuracy:.3f}  macro F1 {f1:.3f}"
    line += f"  ECE {calibration_error(softmax(logits), labels):.3f}"
    if targets is not None:
        line += f"  targets {targets[0]:.2f}, {targets[1]:.2f}, {ECE_TARGET:.2f}"
    print(line)


def accuracy_and_f1(labels: Labels, predicted: Labels) -> tuple[float, float]:
    """Accuracy and macro F1."""
    scores = []
    for kind in range(len(TYPES)):
        both = int(((labels == kind) & (predicted == kind)).sum())
        either = int((labels == kind).sum() + (predicted == kind).sum())
        scores.append(2 * both / either if either else 0.0)
    return float((labels == predicted).mean()), float(np.mean(scores))


def calibration_error(shares: Matrix, labels: Labels) -> float:
    """Expected calibration error over bins of equal width."""
    confidence, right = shares.max(axis=1), shares.argmax(axis=1) == labels
    bins = np.minimum((confidence * BINS).astype(int), BINS - 1)
    return sum(
        float((bins == each).mean())
        * abs(float(confidence[bins == each].mean()) - float(right[bins == each].mean()))
        for each in np.unique(bins)
    )


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--nested", action="store_true", help="choose the settings within (slow)")
    return parser.parse_args()


if __name__ == "__main__":
    options = arguments()
    main(options.data, nested=options.nested)
