"""Names with words of arithmetic in them, each as one word: `the income per person`."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final

from omninode_bridge.prose.statements.reading import STOPS, Words
from omninode_bridge.prose.statements.terms import UNITS, Terms, said_as
from omninode_bridge.prose.tokens import Token

_JOINTS: Final = STOPS | {"of", "per"}
_ARTICLES: Final = frozenset({"the", "a", "an", "each", "every"})
_COUNTS: Final = ("number", "count")
_FEWEST: Final = 3


def with_whole_names(words: Words, terms: Terms) -> Words:
    """The longest name first; what is in quotes is none."""
    names = _split_names(tuple(terms.known) + tuple(terms.invented))
    if not names:
        return words
    found: list[Token] = []
    at = 0
    while at < len(words.all):
        name, end = _name_at(words.all, at, names)
        first = words.all[at]
        if name:
            last = words.all[end - 1]
            found.append(replace(first, kind="word", text=name, low=name, end=last.end))
        else:
            found.append(first)
        at = end
    return Words(words.text, found, words.at)


def _name_at(
    every: Sequence[Token], at: int, names: Sequence[tuple[str, tuple[str, ...]]]
) -> tuple[str, int]:
    """The name that begins here, and where what follows begins."""
    for name, parts in names:
        end = _end_of(every, at, parts)
        if end:
            return name, end
    return "", at + 1


def _end_of(every: Sequence[Token], at: int, parts: Sequence[str]) -> int:
    for number, part in enumerate(parts):
        if number and at < len(every) and every[at].low in _ARTICLES:
            at += 1
        if at >= len(every) or every[at].kind not in {"word", "code"}:
            return 0
        if every[at].low != part and said_as([every[at].low]) != said_as([part]):
            return 0
        at += 1
    return at


@lru_cache(maxsize=256)
def _split_names(names: tuple[str, ...]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Those that are read in pieces otherwise, with their words."""
    return tuple(sorted(_hard(names), key=lambda one: -len(one[1])))


def _hard(names: Sequence[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for name in names:
        parts = tuple(name.rpartition(".")[2].split("_"))
        has_joint = any(part in _JOINTS for part in parts[1:-1])
        is_open = parts[0] in UNITS or parts[0] in _COUNTS
        if len(parts) >= _FEWEST and has_joint and not is_open and "." not in name:
            yield name, parts
