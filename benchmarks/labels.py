"""Requirement sentences that people labelled with a pattern, or with `none`.

Labels hold a sentence's digest (SHA-256 of its stripped text), not the sentence. One half of them
was used for tuning, the other was held back: it is for measuring only. Those added later are for
tuning, too.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from omninode_bridge.node_type import NodeType
from omninode_bridge.requirements.detection.detect import detect_type
from omninode_bridge.requirements.reading import read_prd

LABELS: Final = Path(__file__).parent / "pattern_labels.json"
SECOND: Final = Path(__file__).parent / "second_labels.json"
"""Labels of the held half by another person, who had not seen the first ones."""

NONE: Final = "none"
TUNING, HELD, ADDED = "tuning", "held", "added"


@dataclass(frozen=True, slots=True)
class Labelled:
    """`kind` is the type of the `document` in which the sentence stands first."""

    text: str
    label: str
    half: str
    kind: NodeType
    document: str


def rows_of(data: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in data.read_text(encoding="utf-8").splitlines()]


def labelled_texts(data: Path, *halves: str) -> Iterator[Labelled]:
    """Each labelled sentence once, of the halves that are asked for."""
    labels = {one["digest"]: one for one in json.loads(LABELS.read_text(encoding="utf-8"))}
    for row in rows_of(data):
        document = read_prd(row["text"]).document
        kind = detect_type(document).node_type
        for requirement in document.requirements:
            said = requirement.text.strip()
            label = labels.pop(digest_of(said), None)
            if label is not None and label["half"] in halves:
                yield Labelled(said, label["pattern"], label["half"], kind, row["id"])
    if labels:
        print(f"  {len(labels)} labels belong to no sentence of the data")


def second_opinion() -> dict[str, str]:
    """What another person called the sentences of the held half, by their digest."""
    return {one["digest"]: one["pattern"] for one in json.loads(SECOND.read_text(encoding="utf-8"))}


def is_held(text: str) -> bool:
    """Whether the sentence may not be shown."""
    return digest_of(text.strip()) in _held()


@cache
def _held() -> frozenset[str]:
    labels = json.loads(LABELS.read_text(encoding="utf-8"))
    return frozenset(one["digest"] for one in labels if one["half"] == HELD)


def digest_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
