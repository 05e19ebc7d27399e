"""What stood in the place of a line when its file was generated."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Final

from omninode_bridge.generation.symbols import Range, top_level

# From this share of common lines on, a function with a new name is one that was renamed.
_SAME: Final = 0.5


class Change(StrEnum):
    EDITED = "edited"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Stood:
    """`line` of the generated file, None where what the line stands in was added as a whole.

    `before` are the lines in whose place it stands; `now` is what its function is called today,
    where it was generated under another name.
    """

    line: int | None
    change: Change | None = None
    before: tuple[str, ...] = ()
    now: str = ""


def stood(path: str, generated: str, current: str, line: int) -> Stood:
    """A line counts from 1. Functions are found by name, or by what they hold."""
    old, new = generated.splitlines(), current.splitlines()
    before, after = (0, len(old)), (0, len(new))
    now = ""
    if path.endswith(".py"):
        were, are = dict(top_level(generated)), dict(top_level(current))
        name = next((name for name, (first, last) in are.items() if first <= line <= last), None)
        if name is not None:
            was = name if name in were else _renamed(name, were, are, (old, new))
            if was is None:
                return Stood(None, Change.ADDED)
            before, after = _slice(were[was]), _slice(are[name])
            now = name if name != was else ""
    return _compared((old, before), (new, after), line, now)


def _compared(
    was: tuple[list[str], Range], now: tuple[list[str], Range], line: int, name: str
) -> Stood:
    (old, (old_first, old_last)), (new, (new_first, new_last)) = was, now
    at = line - 1 - new_first
    matcher = SequenceMatcher(
        None, old[old_first:old_last], new[new_first:new_last], autojunk=False
    )
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        if not j1 <= at < j2:
            continue
        if kind == "equal":
            return Stood(old_first + i1 + at - j1 + 1, now=name)
        if kind == "replace":
            stood_at = old_first + min(i1 + at - j1, i2 - 1) + 1
            lines = tuple(old[old_first + i1 : old_first + i2])
            return Stood(stood_at, Change.EDITED, lines, name)
        # Added within something that was generated: its neighbour says what that is.
        return Stood(max(1, min(old_first + i1, old_last)), Change.ADDED, now=name)
    return Stood(None, Change.ADDED)


def _renamed(
    name: str,
    were: Mapping[str, Range],
    are: Mapping[str, Range],
    texts: tuple[Sequence[str], Sequence[str]],
) -> str | None:
    """The most similar of those whose names are gone."""
    old, new = texts

    def likeness(gone: str) -> float:
        sides = (old[slice(*_slice(were[gone]))], new[slice(*_slice(are[name]))])
        return SequenceMatcher(None, *sides, autojunk=False).ratio()

    found = max((gone for gone in were if gone not in are), key=likeness, default=None)
    return found if found is not None and likeness(found) >= _SAME else None


def _slice(lines: Range) -> Range:
    first, last = lines
    return first - 1, last
