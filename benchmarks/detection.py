"""Accuracy and macro F1 of type detection as it ships, with and without the names of types.

On the data that the weights were trained on the figures flatter; `train_detection.py` prints those
of the cross-validation. Each line of the data is a JSON object with `label` and `raw`.

    python benchmarks/detection.py --data descriptions.jsonl
"""

import argparse
import json
from collections import Counter
from pathlib import Path

from omninode_bridge.node_type import NodeType
from omninode_bridge.requirements.detection.detect import detect_type
from omninode_bridge.requirements.detection.features import masked
from omninode_bridge.requirements.document import Document


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    rows = [json.loads(line) for line in parser.parse_args().data.read_text().splitlines()]
    for title, hide in (("as written", False), ("names of types masked", True)):
        pairs = Counter[tuple[NodeType, NodeType]]()
        for row in rows:
            text = masked(row["raw"]) if hide else row["raw"]
            detection = detect_type(Document(name="node", description=text))
            pairs[NodeType(row["label"]), detection.node_type] += 1
        report(title, pairs)


def report(title: str, pairs: Counter[tuple[NodeType, NodeType]]) -> None:
    right = {kind: pairs[kind, kind] for kind in NodeType}
    scores = []
    for kind in NodeType:
        either = sum(n * ((a is kind) + (b is kind)) for (a, b), n in pairs.items())
        scores.append(2 * right[kind] / either if either else 0.0)
    accuracy = sum(right.values()) / pairs.total()
    print(f"{title}: accuracy {accuracy:.3f}, macro F1 {sum(scores) / len(scores):.3f}")
    for kind in NodeType:
        row = "  ".join(f"{other.value} {pairs[kind, other]:3}" for other in NodeType)
        print(f"  {kind.value:12}  taken for  {row}")


if __name__ == "__main__":
    main()
