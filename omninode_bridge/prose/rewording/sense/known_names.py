"""The names that a document gives: fields, things, choices and steps, as words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from omninode_bridge.prose.rewording.mentions import members_of
from omninode_bridge.prose.rewording.sense.sense import SMALL, is_among
from omninode_bridge.prose.rewording.steps_loose import steps_in
from omninode_bridge.prose.rewording.wording import Spoken
from omninode_bridge.requirements.document import Document
from omninode_bridge.requirements.naming import snake_case
from omninode_bridge.requirements.parts.spoken_units import spoken_without_unit

type Name = tuple[str, ...]

_NUMBERED: Final = re.compile(r"\s*(?P<number>\d+)[.)]\s")


@dataclass(frozen=True, slots=True)
class Names:
    """`things` are what the data are of; `text` is the document in lower letters."""

    fields: tuple[Name, ...]
    things: tuple[Name, ...]
    others: tuple[Name, ...]
    text: str

    @property
    def all(self) -> tuple[Name, ...]:
        return (*self.fields, *self.things, *self.others)

    def number_at(self, line: int) -> int:
        """That of a list that is numbered; 0 for none."""
        lines = self.text.split("\n")
        found = _NUMBERED.match(lines[line - 1]) if line <= len(lines) else None
        return int(found["number"]) if found else 0

    def with_word(self, word: str) -> list[Name]:
        return [one for one in dict.fromkeys(self.all) if is_among(word, one)]


def names_of(spoken: Sequence[Spoken], document: Document) -> Names:
    fields = [*(document.inputs or ()), *(document.outputs or ())]
    fields += [one for each in document.entities for one in each.fields]
    choices = (one for each in fields for one in members_of(each))
    steps = (f"{each.verb} {each.noun}" for one in spoken for each in steps_in(one.text))
    return Names(
        tuple(_names(spoken_without_unit(one.name) for one in fields)),
        tuple(_names(snake_case(one.name) for one in document.entities)),
        tuple(_names((*choices, *steps))),
        document.text.lower(),
    )


def _names(spoken: Iterator[str] | tuple[str, ...]) -> Iterator[Name]:
    for one in spoken:
        words = (word for word in re.split(r"[\W_]+", one.lower()) if word and word not in SMALL)
        if name := tuple(words):
            yield name
