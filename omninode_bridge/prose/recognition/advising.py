"""What a person is told of a requirement that is not bound: what it seems to ask for, what to say.

Nothing is bound by it: it is a question, not an answer.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from omninode_bridge.prose.catalogue import load_catalogue
from omninode_bridge.prose.filling import Known, fill
from omninode_bridge.prose.parsing import parse_sentence
from omninode_bridge.prose.pattern import TEMPLATES, Pattern, Slot, SlotKind
from omninode_bridge.prose.recognition.recognising import Recognised, recognise
from omninode_bridge.prose.slots import Noun, Origin, Value

MOST: Final = 3
"""So many questions are asked at once."""

_IT: Final = "it"
_DOUBLED: Final = re.compile(r"\b(?:the|an?|each|every) it\b")

LACKING: Final = {
    "hash_and_compare": "comparing hashes",
    "parse_json_lines": "reading lines of JSON",
}
"""What can be asked for and the catalogue has no pattern of: see its README."""


@dataclass(frozen=True, slots=True)
class Advice:
    """`questions` ask for slots that the sentence leaves open; `example` would be bound.

    `title` is what is asked for, in words; `pattern` is empty where the catalogue has none.
    """

    found: Recognised
    title: str
    pattern: str
    node_type: str = ""
    questions: tuple[str, ...] = ()
    example: str = ""

    @property
    def reason(self) -> str:
        words = ", ".join(f"`{one}`" for one in self.found.evidence)
        sure = f"{self.found.confidence:.2f}"
        if not self.pattern:
            return f"it seems to ask for {self.title} ({words}; {sure}), and no pattern does that"
        seems = f'it seems to ask for "{self.title}"'
        of = f"pattern {self.pattern} of {self.node_type} nodes"
        return f"{seems} ({of}, because of {words}; {sure})"

    @property
    def question(self) -> str:
        """What to say, and a sentence that says enough."""
        if not self.pattern:
            return "Write it as a structured section, or say that it is out of scope."
        asked = " ".join(self.questions)
        return f'{asked} Write it as in "{self.example}".'.strip()


@lru_cache(maxsize=512)
def advice_on(text: str) -> Advice | None:
    """None where the sentence seems to ask for nothing that is known."""
    found = recognise(text)
    if found is None:
        return None
    pattern = _patterns().get(found.pattern)
    if pattern is None:
        return Advice(found, LACKING.get(found.pattern, found.pattern.replace("_", " ")), "")
    questions = tuple(_questions(pattern, text))[:MOST]
    return Advice(
        found, pattern.title, pattern.name, pattern.node_type.value, questions, pattern.matches[0]
    )


@cache
def _patterns() -> dict[str, Pattern]:
    return {one.name: one for one in load_catalogue()}


def _questions(pattern: Pattern, text: str) -> Iterator[str]:
    """First what no default stands for, then what a default would answer."""
    said = _said(pattern, text)
    open_ = [name for name in pattern.slots if name not in said]
    for name in open_:
        if pattern.slots[name].is_required and pattern.slots[name].kind is not SlotKind.RULES:
            yield f"Which {name.replace('_', ' ')}?"
    values = {name: _stand_in(slot) for name, slot in pattern.slots.items()}
    values.update(said)
    for name in open_:
        if not pattern.slots[name].is_required:
            asked = TEMPLATES.from_string(pattern.questions[name]).render(**values)
            yield _DOUBLED.sub(_IT, asked)


def _said(pattern: Pattern, text: str) -> Mapping[str, Value]:
    """Each slot by itself: what one lacks does not hide what another has."""
    sentence = parse_sentence(text)
    found = dict[str, Value]()
    for name, slot in pattern.slots.items() if sentence.clauses else ():
        alone = pattern.model_copy(update={"slots": {name: slot}})
        filled = fill(alone, sentence, sentence.clauses[0], Known())
        found |= {one.slot: one.value for one in filled or () if one.origin is Origin.SENTENCE}
    return found


def _stand_in(slot: Slot) -> Value:
    """What a question calls a thing that the sentence does not name."""
    it = _It(_IT, _IT)
    return (it,) if slot.kind is SlotKind.NAMES else it


class _It(Noun):
    @property
    def one(self) -> str:
        return _IT

    @property
    def plural(self) -> str:
        return _IT
