"""What similar nodes chose for their slots, read from what their bindings say."""

import re
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from omninode_bridge.intelligence.evidence import SimilarNode

LONGEST: Final = 2000

_PATTERN: Final = re.compile(r"pattern ([a-z][a-z0-9_]{2,39}): ([^;]*)")
_SLOT: Final = re.compile(r"(?:^|, )([a-z][a-z0-9_]{0,39}) = ")
_ORIGIN: Final = re.compile(r" \((default|data model|similar nodes)\)$")


class Choice(NamedTuple):
    """A slot of a pattern that is about one thing: `fields` of `create_entity` for `customer`."""

    pattern: str
    subject: str
    slot: str


class Chosen(NamedTuple):
    """The values of a slot, and the name of the node that has them."""

    values: tuple[str, ...]
    node: str


type Choices = Mapping[Choice, Chosen]
"""Defaults are no choice.

Only what was chosen for the same pattern and the same thing: across things or across patterns most
choices are wrong (`benchmarks.slots`).
"""


def choices_of(similar: Iterable[SimilarNode]) -> Choices:
    """The most similar node comes first, and its choices win."""
    found: dict[Choice, Chosen] = {}
    for node in similar:
        for how in node.choices:
            for pattern, slots in _PATTERN.findall(how[:LONGEST]):
                for choice, values in _chosen(pattern, slots):
                    found.setdefault(choice, Chosen(values, node.name))
    return found


def _chosen(pattern: str, slots: str) -> Iterable[tuple[Choice, tuple[str, ...]]]:
    _, *parts = _SLOT.split(slots)
    subject = ""
    for name, text in zip(parts[::2], parts[1::2], strict=True):
        origin = _ORIGIN.search(text)
        values = tuple(_ORIGIN.sub("", text).split(", "))
        is_choice = origin is None or origin[1] == "data model"
        if subject and is_choice and values != ("none",):
            yield Choice(pattern, subject, name), values
        subject = subject or text
