"""Changes of a value in one wording: `add the amount to the balance` increases it by the amount."""

import re
from typing import Final

from omninode_bridge.prose.limits import WRITTEN

_WHEN: Final = r"(?:when|whenever|once|if|after|as soon as|upon)"
_LED: Final = re.compile(rf"{_WHEN} (?P<when>.+?) , (?:then )?(?P<main>.+)")
_TRAILED: Final = re.compile(rf"(?P<main>.+?) (?:, )?{_WHEN} (?P<when>.+)")
_ONLY: Final = re.compile(r"(?: ,)? (?:provided that|only if|only when|as long as|unless) .+$")
_UP: Final = r"(?:increase|raise|grow|rise)"
_DOWN: Final = r"(?:decrease|reduce|lower|diminish|fall|drop)"
_TAKE: Final = r"(?:take|deduct|subtract|remove)"
_TAKEN: Final = r"(?:taken|deducted|subtracted|removed)"
_FORMS: Final = (
    (rf"(?:shall )?{_UP} (?P<field>.+?) by (?P<by>.+)", "increased"),
    (rf"(?:shall )?{_DOWN} (?P<field>.+?) by (?P<by>.+)", "decreased"),
    (r"(?P<field>.+?) is (?:increased|raised) by (?P<by>.+)", "increased"),
    (r"(?P<field>.+?) is (?:decreased|reduced|lowered) by (?P<by>.+)", "decreased"),
    (rf"(?P<field>.+?) (?:shall )?(?:{_UP}s?|goes? up) by (?P<by>.+)", "increased"),
    (rf"(?P<field>.+?) (?:shall )?(?:{_DOWN}s?|goes? down) by (?P<by>.+)", "decreased"),
    (r"(?:shall )?(?:add|credit|book) (?P<by>.+?) to (?P<field>.+)", "increased"),
    (r"(?P<by>.+?) is (?:added|credited|booked) to (?P<field>.+)", "increased"),
    (rf"(?:shall )?{_TAKE} (?P<by>.+?) (?:off )?from (?P<field>.+)", "decreased"),
    (rf"(?P<by>.+?) is {_TAKEN} (?:off )?from (?P<field>.+)", "decreased"),
)  # fmt: skip
_TOLD: Final = tuple((re.compile(pattern), done) for pattern, done in _FORMS)
_NOUN: Final = re.compile(r"[a-z][a-z -]*|\d[\d.]*")
_OTHER: Final = re.compile(
    r"\b(?:and|or|but|not|never|no|only|is|shall|may|it|them|then|when|if|to|by|from)\b"
)


def as_increase(said: str) -> str:
    """`when ... , the balance is increased by the amount`; the same words where it is no change."""
    only = _ONLY.search(said)
    told = said[: only.start()] if only else said
    found = _LED.fullmatch(told) or _TRAILED.fullmatch(told)
    change = _changed(found["main"]) if found else ""
    return f"when {found['when']} , {change}{only[0] if only else ''}" if found and change else said


def _changed(main: str) -> str:
    for pattern, done in _TOLD:
        found = pattern.fullmatch(main.strip(" ,"))
        if found is None:
            continue
        by, name = found["by"], found["field"]
        if all(_NOUN.fullmatch(one) and not _OTHER.search(one) for one in (by, name)):
            return f"{name} is {done} by {WRITTEN.get(by, by)}"
    return ""
