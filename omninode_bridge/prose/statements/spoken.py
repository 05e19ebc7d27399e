"""Fees and the like that a sentence gives a name, and of which others speak: `a lift fee of 25`."""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from omninode_bridge.prose.statements.statement import NAMED, Statement
from omninode_bridge.prose.statements.terms import Terms, said_as

_NAME: Final = re.compile(
    r"\b(?:an?|the|plus|minus|and|of) (?P<name>(?:[a-z-]+ ){1,2}(?:fee|charge|surcharge|"
    r"supplement|discount|rebate|reduction|deduction|allowance|penalty|bonus|premium|tax|duty|commission))\b",
    re.IGNORECASE,
)


def spoken_of(texts: Iterable[str]) -> frozenset[tuple[str, ...]]:
    """The names that occur in two sentences or more."""
    seen: dict[tuple[str, ...], int] = {}
    for text in texts:
        for name in {said_as(one["name"].lower().split()) for one in _NAME.finditer(text)}:
            seen[name] = seen.get(name, 0) + 1
    return frozenset(name for name, count in seen.items() if count > 1)


def unread_names(statements: Mapping[int, Statement], terms: Terms) -> dict[int, str]:
    """Sentences that give such a name a value of which no other makes anything."""
    found = {}
    for at, one in statements.items():
        if one.reason != NAMED or one.target is None:
            continue
        name = one.target.name
        is_read = any(name in other.reads for each, other in statements.items() if each != at)
        if not is_read and name not in terms.ruled:
            found[at] = f"`{name}`, of which nothing is made"
    return found
