"""How well the type of a node is told from its description.

Descriptions of real nodes are no part of the project; with `--data` each repository is judged by a
model trained on the others. Without it, only our own descriptions in plain words are judged.

    python benchmarks/detection.py [--data descriptions.jsonl] [--nested]
"""

import argparse
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from uuid import UUID

import numpy as np

from benchmarks.train_detection import (
    GRID,
    Case,
    Labels,
    Matrix,
    Settings,
    chosen,
    folds,
    labels_of,
    logits_of,
    read,
    softmax,
    temperature_of,
    train,
)
from omninode_bridge.intelligence.evidence import SimilarNode
from omninode_bridge.intelligence.words import text_of
from omninode_bridge.registry.records import NodeVersion
from omninode_bridge.requirements.detection.detect import closeness
from omninode_bridge.requirements.detection.features import meaning_of
from omninode_bridge.requirements.detection.model import TYPES, model
from resources.intelligence.memory import SIMILAR_FROM, similarities

PLAIN: Final = Path(__file__).parent / "plain_descriptions.jsonl"
TARGETS: Final = {False: (0.88, 0.83), True: (0.77, 0.67)}
ECE_TARGET: Final = 0.08
BINS: Final = 10
SIMILAR: Final = 5
TITLES: Final = {False: "as written", True: "names of types masked"}


def main(data: Path | None = None, *, nested: bool = False) -> None:
    print("type detection")
    plain()
    if data is None:
        print("  figures on real descriptions need --data")
        return
    cases = read(data)
    print(f"  {len(cases)} descriptions, one repository left out at a time")
    results = judged(cases, lambda _: Settings())
    for hidden, logits in results.items():
        report(TITLES[hidden], logits, cases, TARGETS[hidden])
    meaning = judged(cases, lambda _: Settings(reader=meaning_of))
    for hidden, logits in meaning.items():
        report(f"{TITLES[hidden]}, features of meaning alone", logits, cases)
    for hidden, logits in results.items():
        with_others = logits + np.array([*_votes(cases, hidden=hidden, own=False)])
        report(f"{TITLES[hidden]}, with the others' nodes as evidence", with_others, cases)
        with_all = logits + np.array([*_votes(cases, hidden=hidden, own=True)])
        report(f"{TITLES[hidden]}, with all other nodes as evidence", with_all, cases)
    if nested:
        for hidden, logits in judged(cases, chosen).items():
            report(f"{TITLES[hidden]}, best of {len(GRID)} settings within", logits, cases)


def judged(
    cases: Sequence[Case], settings_for: Callable[[Sequence[Case]], Settings]
) -> dict[bool, Matrix]:
    """Calibrated logits; settings and temperature come from the other repositories alone."""
    found = {hidden: np.zeros((len(cases), len(TYPES))) for hidden in TITLES}
    for others, own in folds(cases):
        known = [cases[at] for at in others]
        settings = settings_for(known)
        calibrated = replace(train(known, settings), temperature=temperature_of(known, settings))
        for hidden, logits in found.items():
            logits[own] = logits_of(calibrated, [cases[at] for at in own], hidden=hidden)
    return found


def _votes(cases: Sequence[Case], *, hidden: bool, own: bool) -> Iterator[list[float]]:
    """What the registry's nodes add to the logits; with `own`, those of the same repository too."""
    nodes = [_registered(case) for case in cases]
    for case in cases:
        others = [
            node
            for node, other in zip(nodes, cases, strict=True)
            if other.name != case.name and (own or other.group != case.group)
        ]
        scores = similarities(
            case.hidden if hidden else case.text, [text_of(node) for node in others]
        )
        closest = sorted(zip(scores, others, strict=True), key=lambda pair: -pair[0])[:SIMILAR]
        row = [0.0] * len(TYPES)
        for score, node in closest:
            if score >= SIMILAR_FROM:
                similar = SimilarNode(node.name, node.node_type, "1.0.0", score, "", "registry")
                row[TYPES.index(node.node_type)] += closeness(similar)
        yield row


def _registered(case: Case) -> NodeVersion:
    return NodeVersion(
        name=case.name,
        node_type=TYPES[case.label],
        domain="general",
        version="1.0.0",
        digest="0" * 64,
        quality_score=1.0,
        description=case.text,
        path="",
        contract={},
        checks=(),
        requirements=(),
        prd="",
        provenance={},
        correlation_id=UUID(int=1),
        registered_at=datetime(2026, 1, 1, tzinfo=UTC),
    )


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
