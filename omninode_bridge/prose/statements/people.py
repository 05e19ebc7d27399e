"""People of several kinds taken together: adults and children are the passengers."""

from collections.abc import Sequence
from typing import Final

from omninode_bridge.language.lexicon import lexicon
from omninode_bridge.prose.statements.formula import SUM, Formula
from omninode_bridge.prose.statements.terms import Terms

_ANYBODY: Final = frozenset(
    {
        *("person", "passenger", "traveller", "traveler", "visitor", "guest", "participant"),
        *("attendee", "human", "head", "individual", "people", "anybody", "anyone", "someone"),
        *("somebody", "nobody"),
    }
)
_KINDS: Final = frozenset(
    {
        *("adult", "child", "senior", "infant", "baby", "teenager", "youth", "pensioner"),
        *("toddler", "kid", "grownup", "minor", "concession"),
    }
)


def all_people(terms: Terms, named: Sequence[str]) -> Formula | None:
    """The number of all, or the sum of all kinds that the document counts; None for other nouns."""
    if len(named) != 1 or lexicon().singular(named[0]) not in _ANYBODY:
        return None
    known = lexicon()
    own = [
        one.name
        for one in terms.known.values()
        if one.type == "int" and not one.over and one.name in terms.given
        if known.singular(one.name.removeprefix("number_of_").removesuffix("_count")) in _ANYBODY
    ]
    if len(own) == 1:
        return Formula(own[0], frozenset(own))
    found = [
        one.name
        for one in terms.known.values()
        if one.type == "int" and not one.over and one.name in terms.given
        if known.singular(one.name.removeprefix("number_of_").removesuffix("_count")) in _KINDS
    ]
    if len(found) < 2:  # noqa: PLR2004 - kinds
        return None
    return Formula(" + ".join(found), frozenset(found), SUM)
