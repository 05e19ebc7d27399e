"""What only says the rest of the sentence before it: `no other letter can be burnt`."""

import re
from collections.abc import Sequence
from typing import Final

from omninode_bridge.prose.acts.act import Act, Described, Guard, Said
from omninode_bridge.prose.acts.model import Model
from omninode_bridge.prose.acts.stating import participles
from omninode_bridge.prose.acts.verbs import PLAIN

_NO_OTHER: Final = re.compile(
    r"no other (?P<noun>[a-z]+(?: [a-z]+)?) (?:may be|is|shall be|may ever be) (?P<done>[a-z]+"
    r"(?: (?:out|up|in|back|off))?)"
)
_NO_CHANGE: Final = re.compile(
    r"(?:after that|afterwards|then|from then on|later|otherwise|in (?:all|any) other (?:states|"
    r"cases)) ?,? (?:no (?:more |further )?changes? (?:is|may be) (?:allowed|possible|"
    r"permitted|made)|(?:it|they|nothing) (?:is|may) (?:never (?:be )?)?changed)"
)


def repeats(model: Model, said: str, last: Sequence[Said]) -> tuple[Said, ...]:
    """`last` is what the sentence before it says."""
    guarded = {one.verb for one in last if isinstance(one, Guard)}
    guarded |= {one.verb for one in last if isinstance(one, Act) and one.wanted is not None}
    entities = {one.entity.name for one in last if isinstance(one, Act | Guard)}
    if len(entities) != 1:
        return ()
    [name] = entities
    if match := _NO_OTHER.fullmatch(said):
        words = tuple(match["noun"].split())
        entity, end = model.entity_at(words, 0)
        is_own = entity is not None and entity.name == name and end == len(words)
        if is_own and {*participles(match["done"])} & guarded:
            return (Described(name, f"no other {name} is {match['done']}"),)
    if _NO_CHANGE.fullmatch(said) and guarded & PLAIN:
        return (Described(name, f"a {name} is changed in no other state"),)
    return ()
