"""Sentences that tell what a thing consists of: they limit nothing."""

import re
from collections.abc import Iterable, Iterator

from omninode_bridge.language.lexicon import lexicon
from omninode_bridge.prose.narration.story import Line
from omninode_bridge.requirements.document import Document, Entity
from omninode_bridge.requirements.naming import snake_case


def is_data(line: Line, made: Document) -> bool:
    """`A member has a name, ...`."""
    if any(_holds(line, one) for one in made.entities):
        return True
    names = "|".join(re.escape(spoken(one)) for one in made.entities)
    return bool(
        re.match(
            rf"(?:an?|the|each|every) (?:{names}) (?:has|have|consists? of|is made|contains?)\b",
            line.said,
        )
    )


def _holds(line: Line, entity: Entity) -> bool:
    """Whether the entity is told of there; a line may hold other sentences, too."""
    place = line.requirement.place
    end = place.column + max(len(line.requirement.text), len(line.text))
    is_same = entity.place.line == place.line
    return is_same and place.column <= entity.place.column <= end


def spoken(entity: Entity) -> str:
    return snake_case(entity.name).replace("_", " ")


def fields_said(entity: Entity, said: str) -> Iterator[str]:
    for one in entity.fields:
        if re.search(rf"\b{re.escape(one.name.replace('_', ' '))}\b", said.replace("_", " ")):
            yield one.name


def nouns_of(entities: Iterable[Entity]) -> str:
    """The names of things, one and many, as alternatives of an expression."""
    names = [spoken(one) for one in entities]
    nouns = (re.escape(one) for name in names for one in (name, lexicon().plural(name)))
    return "|".join(nouns) or "(?!)"
