"""What stands before a sentence and a colon, and says only what the sentence is about."""

import re
from typing import Final

_LABELLED: Final = re.compile(
    r"(?P<label>[*_`]{0,3}[A-Za-z][\w'-]*(?: [\w'&/-]+){0,4}?[*_`]{0,3}"
    r"(?:\s?:[*_`]{0,3}|\s[-\u2013\u2014]))\s+"
    r"(?P<rest>(?!https?://)\S.*)",
    re.DOTALL,
)
_WORD: Final = re.compile(r"[a-z0-9]+(?:[-'][a-z0-9]+)*")
_EMPTY: Final = frozenset({"the", "a", "an", "of", "and", "its", "their", "our"})
_TOPICS: Final = frozenset(
    {
        *("rule", "rules", "general", "base", "basic", "total", "price", "prices", "fee", "fees"),
        *("cost", "costs", "amount", "rounding", "limit", "limits", "cap", "maximum", "minimum"),
        *("formula", "calculation", "computation", "validation", "discount", "surcharge", "tax"),
        *("vat", "sorting", "naming", "note", "notes", "remark", "requirement", "important"),
        *("basics", "story", "case", "behaviour", "behavior", "volume", "distance", "weight"),
        *("length", "width", "height", "area", "duration", "quantity", "mileage"),
    }
)
"""Kinds of statements and what is measured: no condition (`Night`, `Members`) and no event."""

_MARK: Final = re.compile(r":|\s[-\u2013\u2014]\s")
_LONGEST: Final = 80
_FEWEST: Final = 3
_ALIKE: Final = 4
"""So many letters at the beginning make two words forms of one, where few follow."""

_ENDING: Final = 4


def without_label(text: str) -> str:
    """The sentence alone, where all words of its label are its own or name a kind of statement.

    `Rounding: the fee is rounded` loses its label; `Members: the fee is 5.00` needs it.
    """
    found = _LABELLED.match(text) if _MARK.search(text, 0, _LONGEST) else None
    if found is None:
        return text
    said = _WORD.findall(found["rest"].lower())
    label = [word for word in _WORD.findall(found["label"].lower()) if word not in _EMPTY]
    is_silent = all(word in _TOPICS or any(_alike(word, one) for one in said) for word in label)
    if not label or len(said) < _FEWEST or not is_silent:
        return text
    return found["rest"][0].upper() + found["rest"][1:]


def _alike(one: str, other: str) -> bool:
    """`rounding` and `rounded`; short words are the same or not."""
    if one == other:
        return True
    shared = next(
        (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
        min(len(one), len(other)),
    )
    return shared >= _ALIKE and max(len(one), len(other)) - shared <= _ENDING
