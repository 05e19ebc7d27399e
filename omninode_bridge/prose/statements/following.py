"""Sentences that are left out only because of another: which one has to be mended first."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from omninode_bridge.prose.statements.sentences import subject_of
from omninode_bridge.prose.statements.terms import said_as
from omninode_bridge.requirements.document import Requirement
from omninode_bridge.requirements.naming import words

FOLLOWS: Final = "follows from line "
_WITHOUT: Final = re.compile(
    r"Nothing is called `(?P<a>\w+)`|`(?P<b>\w+)` has no value that could be changed|"
    r"`(?P<c>[\w ]+)`, which a sentence defines that is not understood"
)
_MOST: Final = 50


def with_roots(requirements: Sequence[Requirement], reasons: Mapping[str, str]) -> dict[str, str]:
    """The reasons; of what waits for another sentence, the line of that."""
    left = {one.id: one for one in requirements if one.id in reasons}
    found = dict(reasons)
    for one in left.values():
        root = _root(one, left, reasons)
        if root is not one:
            name = _missing(reasons[one.id])
            line = root.place.line
            found[one.id] = f"{FOLLOWS}{line}: nothing else tells what `{name}` is"
    return found


def _root(
    one: Requirement, left: Mapping[str, Requirement], reasons: Mapping[str, str]
) -> Requirement:
    """The last of the chain; itself where nothing that is left out gives the name."""
    seen = [one]
    for _ in range(_MOST):
        name = _missing(reasons[seen[-1].id])
        giving = [
            each
            for each in left.values()
            if each not in seen and name and _missing(reasons[each.id]) != name
        ]
        before = _defining(name, giving)
        if before is None:
            break
        seen.append(before)
    return seen[-1]


def _missing(reason: str) -> str:
    match = _WITHOUT.search(reason)
    return next((one for one in match.groups() if one), "") if match is not None else ""


def _defining(name: str, giving: Sequence[Requirement]) -> Requirement | None:
    """The sentence that begins with the name, or else the first that has it at all."""
    spoken = said_as(re.split(r"[_ ]", name))
    for one in giving:
        if any(said_as(said) == spoken for said in subject_of(one.text)):
            return one
    return next((one for one in giving if {*spoken} <= {*said_as(words(one.text))}), None)
