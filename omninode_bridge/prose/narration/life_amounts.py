"""What happens to a remembered value: `the coins are added to the credit`."""

import re
from collections.abc import Collection
from typing import Final

from omninode_bridge.prose.narration.plain_words import ARTICLE, identifier, without_article

_AMOUNT: Final = r"(?P<by>[a-z][a-z -]*?|\d[\d.]*)"
_FIELD: Final = rf"(?P<field>(?:{ARTICLE} )?[a-z][a-z -]*?)"
_UP: Final = (
    r"(?:shall )?(?:go(?:es)? up|rises?|grows?|increases?|"
    r"is (?:increased|raised|incremented|counted up))"
)
_DOWN: Final = (
    r"(?:shall )?(?:go(?:es)? down|falls?|drops?|decreases?|is (?:decreased|reduced|lowered))"
)
_CHANGES: Final = (
    ("+", rf"{_AMOUNT} is (?:added|credited|paid) (?:to|in|into|onto) {_FIELD}"),
    ("-", rf"{_AMOUNT} is (?:taken|subtracted|deducted|removed|debited) (?:from|off) {_FIELD}"),
    ("+", rf"{_FIELD} {_UP}(?: by {_AMOUNT})?"),
    ("-", rf"{_FIELD} {_DOWN}(?: by {_AMOUNT})?"),
    ("=", rf"{_FIELD} is (?:set|reset) to {_AMOUNT}"),
)


def amount_change(text: str, remembered: Collection[str]) -> tuple[str, str, str] | None:
    """The value, how it changes (`+`, `-` or `=`) and by what, in words; None for other texts."""
    for sign, pattern in _CHANGES:
        found = re.fullmatch(pattern, text)
        words = without_article(found["field"]).removeprefix("number of ") if found else ""
        if found and (name := identifier(words)) in remembered:
            return name, sign, found.groupdict().get("by") or "1"
    return None
