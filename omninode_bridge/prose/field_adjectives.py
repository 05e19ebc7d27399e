"""Adjectives that belong to the name of a field: a person has a `last_name`."""

from typing import Final

from omninode_bridge.prose.sentence import NounPhrase, Sentence

_TELLING: Final = frozenset(
    {"first", "last", "next", "previous", "initial", "final", "total", "public", "private"}
)
_LISTED: Final = _TELLING | frozenset(
    {"old", "latest", "daily", "weekly", "monthly", "yearly", "planned", "local", "future"}
)
"""In a list of fields these tell which one it is; of what is computed, when or over what."""
_EARLIER: Final = frozenset({"old", "previous", "former"})
_LATER: Final = frozenset({"new", "current"})
"""Beside an earlier one they are part of a name; `with a new name` is about the name."""


def telling(phrase: NounPhrase, sentence: Sentence, *, is_listed: bool) -> tuple[str, ...]:
    """Those in front of what the phrase names, where the grammar leaves them out of it."""
    known = _LISTED if is_listed else _TELLING
    if is_listed and _EARLIER & {*sentence.said}:
        known |= _LATER
    spoken = phrase.text.lower().split()[: -len(phrase.words) or None]
    return tuple(one for one in spoken if one in known)
