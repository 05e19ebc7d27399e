"""Amounts for each of something, said so that they may mean two things: none of them is taken."""

import re
from typing import Final

_MEASURES: Final = (
    r"(?:minutes?|hours?|days?|weeks?|months?|nights?|years?|kg|g|kilograms?|grams?|tons?|tonnes?|"
    r"km|kilomet(?:re|er)s?|m|met(?:re|er)s?|litres?|liters?|kwh|m2|m3)"
)
_EACH: Final = r"(?:per|for each|for every|each|every)"
_MORE: Final = r"\b(?:above|beyond|over|more)(?: that| it| this)?"
_NEXT: Final = r"(?:the |a )?(?:next |nearest )?"
_ELSE: Final = r"(?:and )?(?:otherwise|else) (?:it is |they are )?"
_PLAIN: Final = r"(?!0\b(?!\.))[\d.,]*\d(?: \w+)?"
_TURNS: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # Of what is above, or of all: "5 euros per hour up to 3 hours and 4 euros per hour above".
        rf"\b{_EACH} \w+ (?:up to|for up to) [\d.,]+ {_MEASURES},? (?:and|then) .*{_MORE}\W*$",
        # The hours or the euros: "10 euros per hour, rounded up to the next full hour".
        rf"\b{_EACH} (\w+)\b.*\brounded (?:up |down )?to {_NEXT}(?:full |whole )?\1s?\b",
        # For each, or in all: "4 euros per guest for more than 6 guests, otherwise 5 euros".
        rf"\b{_EACH} (?:started )?\w+ (?:for|if|when) [^,;]+[,;] {_ELSE}{_PLAIN}\W*$",
        rf"\b{_EACH} (?:started )?\w+ for \w+, {_PLAIN} for \w+(?:,? and [\d.,]*\d|\W*$)",
        # No hours are taken off euros.
        rf"\b{_EACH} \w+,? (?:minus|less|plus) [\d.,]*\d {_MEASURES}\b",
    )
)


def doubtful(text: str) -> str:
    """The words that may mean two things; empty where there are none."""
    return next((found[0] for turn in _TURNS if (found := turn.search(text))), "")
