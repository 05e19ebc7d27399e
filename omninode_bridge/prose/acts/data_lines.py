"""Sentences that tell what a thing consists of: they limit nothing."""

import re

from omninode_bridge.prose.narration.story import Line
from omninode_bridge.requirements.document import Document, Entity
from omninode_bridge.requirements.naming import snake_case


def is_data(line: Line, made: Document) -> bool:
    """`A member has a name, ...`."""
    if any(one.place.line == line.requirement.place.line for one in made.entities):
        return True
    names = "|".join(re.escape(spoken(one)) for one in made.entities)
    return bool(
        re.match(
            rf"(?:an?|the|each|every) (?:{names}) (?:has|have|consists? of|is made|contains?)\b",
            line.said,
        )
    )


def spoken(entity: Entity) -> str:
    return snake_case(entity.name).replace("_", " ")
