"""What goes into a calculation, where a document only tells what the thing has that it is about."""

import re
from collections.abc import Sequence

from omninode_bridge.requirements.document import Entity, Field
from omninode_bridge.requirements.naming import snake_case
from omninode_bridge.requirements.types import EntityRef, ListOf

_SEVERAL = (
    r"(?:(?:list|set|batch|collection|series|sum|total|number|count|average|order) of (?:all )?"
    r"(?:the )?(?:[a-z]+ )?|all (?:of )?(?:the )?|several |many |two |three |(?:any|one) of the |"
    r"(?:each|every|any|no) [a-z]+ of (?:the |all )?|the |these |those )"
)


def given_of(things: Sequence[Entity], text: str) -> tuple[Field, ...]:
    """The fields of the one thing, or a list of things; nothing where there are several.

    `For each ride we know the distance ...` is told of one ride, unless the document speaks of all.
    """
    if len(things) != 1:
        return ()
    (thing,) = things
    noun = snake_case(thing.name).replace("_", " ")
    plural = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}(?:es|s)"
    found = re.search(rf"\b{_SEVERAL}(?P<name>{plural})\b", text.lower())
    if found is None:
        return thing.fields
    name = found["name"].replace(" ", "_")
    return (Field(name, ListOf(EntityRef(thing.name)), thing.place),)
