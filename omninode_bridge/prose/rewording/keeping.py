"""A wording says what its sentence says: no figure and no quoted words are left out or added."""

import re
from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from typing import Final

_NUMBER: Final = re.compile(r"(?<![\w.])\d+(?:[.,]\d+)*")
_CENTS: Final = re.compile(r"(\d+) ?(?:cents?|ct)\b", re.IGNORECASE)
_QUOTED: Final = re.compile(r"[\"\u201c]([^\"\u201d]+)[\"\u201d]")
_ARITHMETIC: Final = re.compile(r"\b(?:plus|minus|per|every|each|times)\b")
_WORKED: Final = re.compile(
    r"\b(?:plus|minus|per|every|each|times|increased|reduced|multiplied|divided)\b"
)
_SHARES: Final = re.compile(r"(\d+(?:[.,]\d+)?) ?(?:%|percent|per cent)")
_SAID: Final[Mapping[str, Decimal | int]] = {
    "zero": 0, "nothing": 0, "free": 0, "waived": 0, "nobody": 0, "half": Decimal("0.5"),
    "one": 1, "two": 2, "twice": 2, "double": 2, "doubles": 2, "doubled": 2, "three": 3,
    "triple": 3, "triples": 3, "tripled": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "first": 1, "today": 0, "tomorrow": 1,
}  # fmt: skip


def figures_of(text: str) -> frozenset[Decimal]:
    """Different ones, cents as parts of a whole; quoted words have none."""
    plain = _CENTS.sub(lambda found: str(Decimal(found[1]) / 100), _QUOTED.sub(" ", text))
    return frozenset(_value(one[0]) for one in _NUMBER.finditer(plain))


def quotes_of(text: str) -> Counter[str]:
    return Counter(_QUOTED.findall(text))


def keeps_figures(text: str, instead: str) -> bool:
    """Each figure of the one stands in the other, and quoted words are the same."""
    own = figures_of(text)
    said = {Decimal(_SAID[word]) for word in re.findall(r"[a-z]+", text.lower()) if word in _SAID}
    new = figures_of(instead)
    if _ARITHMETIC.search(text.lower()) and not _WORKED.search(instead):
        return False
    is_share = {*_SHARES.findall(text)} == {*_SHARES.findall(instead)}
    return own <= new and new <= own | said and is_share and quotes_of(text) == quotes_of(instead)


def _value(text: str) -> Decimal:
    is_thousands = re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", text)
    plain = text.replace(",", "") if is_thousands else text.replace(",", ".")
    try:
        return Decimal(plain).normalize()
    except ArithmeticError:
        return Decimal(-1)
