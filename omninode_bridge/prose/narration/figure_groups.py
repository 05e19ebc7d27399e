"""By what figures are told apart: `for each street and hour`, `daily`."""

import re
from collections.abc import Callable
from typing import Final

from omninode_bridge.language.lexicon import lexicon
from omninode_bridge.prose.narration.plain_words import without_article
from omninode_bridge.prose.narration.story import UntoldError

_GROUPS: Final = re.compile(
    r"(?: ,)? (?:per|by|(?:for|of|in|on|at|from) (?:each|every)|grouped by|each|every)"
    r" (?P<keys>.+)$"
)
_ALSO_BY: Final = re.compile(
    r" , (?:and )?(?:per |by |each )?| and (?:per |by |each |for each )?| (?:per|by|for each) "
)
_RECORDS: Final = frozenset({"record", "entry", "event", "row", "item", "log", "line", "message"})
_WINDOWS: Final = {"minute": 60, "hour": 3600, "day": 86_400, "week": 604_800}
_ADVERBS: Final = {"hourly": "hour", "daily": "day", "weekly": "week"}


def names_of(thing: str) -> tuple[str, ...]:
    """What a thing is called: a `play record` also `play`, a `parking ticket` also `ticket`."""
    *words, last = thing.split()
    first = " ".join(words)
    return (thing, last, first) if first and last in _RECORDS else (thing, last)


def grouped(text: str, thing: str, field: Callable[[str], str]) -> tuple[str, tuple[str, ...], int]:
    """What is left of the text, the fields and the window in seconds.

    Where nothing is a field it is no grouping. Raises `UntoldError` where only a part is.
    """
    text, window = _without_adverb(text)
    found = _GROUPS.search(text)
    if found is None:
        return text, (), window
    listed, measured = found["keys"], ""
    if unit_behind := re.search(r" in [a-z]+$", listed):
        listed, measured = listed[: unit_behind.start()].strip(" ,"), unit_behind[0]
    keys: list[str] = []
    unknown: list[str] = []
    for item in _ALSO_BY.split(listed):
        plain = without_article(item)
        if unit := _WINDOWS.get(lexicon().singular(plain)):
            window = unit
        elif plain in names_of(thing):
            continue  # Of each record is of all of them.
        elif key := field(plain):
            keys.append(key)
        else:
            unknown.append(item)
    if unknown:
        raise UntoldError(f"`{unknown[0]}` is no field of {thing}")
    return text[: found.start()] + measured, tuple(keys), window


def _without_adverb(text: str) -> tuple[str, int]:
    for adverb, unit in _ADVERBS.items():
        if f" {adverb} " in f" {text} ":
            return " ".join(f" {text} ".replace(f" {adverb} ", " ").split()), _WINDOWS[unit]
    return text, 0
