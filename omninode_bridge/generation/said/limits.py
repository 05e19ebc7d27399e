"""Limits that a sentence states: `at most twice`, `under 18`, `from 4 on`, `10 or more`."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import Final

from omninode_bridge.prose.limits import WRITTEN

OPPOSITE: Final = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "=": "!=", "!=": "="}
TIMES: Final = frozenset({"time", "times"})

_WRITTEN: Final = WRITTEN | {"one": "1"}
_NUMBER: Final = rf"(?<![\w.-])(?:\d[\d,]*(?:\.\d+)?|{'|'.join(_WRITTEN)})(?![\w-]|\.\d)(?:\s?%)?"
_LARGE: Final = (
    "greater|higher|larger|bigger|older|longer|heavier|later|taller|wider|farther|dearer"
)
_SMALL: Final = "smaller|lower|younger|shorter|lighter|earlier|cheaper|narrower|nearer"
_BEFORE: Final = (
    ("<=", rf"(?:no|not) (?:more|{_LARGE}) than|(?:a |the )?maximum of|at (?:the )?most|up to"),
    ("<=", r"not (?:to )?(?:exceed(?:ing)?|above|over)|never exceeds?"),
    (">=", rf"(?:no|not) (?:less|fewer|{_SMALL}) than|(?:a |the )?minimum of|at (?:the )?least"),
    (">=", r"not (?:below|under)"),
    (">", rf"(?:more|{_LARGE}) than|above|over|exceed(?:s|ing)?|beyond"),
    ("<", rf"(?:less|fewer|{_SMALL}) than|below|under"),
)
_BEHIND: Final = (
    ("<=", rf"at (?:the )?most|or (?:less|fewer|below|under|{_SMALL})|and (?:less|below)|maximum"),
    (">=", rf"at (?:the )?least|(?:or|and) (?:more|above|over|{_LARGE})|minimum|on(?:wards)?"),
)
_OF: Final = r"(?:(?:(?:the|an?|its|their) )?(?P<of>[a-z_]+) of )?"
_RANGE: Final = re.compile(rf"\bbetween (?P<low>{_NUMBER}) and (?P<high>{_NUMBER})", re.IGNORECASE)
_AHEAD: Final = tuple(
    (sign, re.compile(rf"\b(?:{words}) {_OF}(?P<number>{_NUMBER})", re.IGNORECASE))
    for sign, words in _BEFORE
)
_AFTER: Final = tuple(
    (
        sign,
        re.compile(
            rf"(?:\bfrom )?(?P<number>{_NUMBER})(?P<unit>(?: (?!and\b|or\b)[a-z]+){{0,2}}?)"
            rf" (?:{words})(?!\w)",
            re.IGNORECASE,
        ),
    )
    for sign, words in _BEHIND
)
_BARE: Final = re.compile(rf"(?P<number>{_NUMBER})", re.IGNORECASE)
_NEXT: Final = re.compile(r"\s*(?:more )?(?P<word>[a-z]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Limit:
    """What is meant lies on that side of the number; `=` where only the number is said.

    `noun` is the word behind the number, `times` of twice; empty where the sentence ends there.
    """

    sign: str
    number: Decimal
    noun: str = ""

    @property
    def counts(self) -> bool:
        """Whether it is said how often."""
        return self.noun in TIMES


def limits_of(text: str) -> tuple[str, tuple[Limit, ...]]:
    """The sentence without its limits, and these; words for units stay in the sentence."""
    found: list[Limit] = []
    rest = " ".join(text.split())
    while (between := _RANGE.search(rest)) is not None:
        noun = _noun(rest, between.end())
        found += [_limit(">=", between["low"], noun), _limit("<=", between["high"], noun)]
        rest = f"{rest[: between.start()]} {rest[between.end() :]}"
    for sign, pattern in (*_AFTER, *_AHEAD, ("=", _BARE)):
        rest = _taken(rest, sign, pattern, found)
    # "Three more times" and "twice" count; the word is accounted for by that.
    return re.sub(r"\b(?:more )?times?\b", " ", rest) if _counting(found) else rest, tuple(found)


def _taken(rest: str, sign: str, pattern: re.Pattern[str], into: list[Limit]) -> str:
    while (found := pattern.search(rest)) is not None:
        groups = found.groupdict()
        kept = f"{groups.get('of') or ''} {groups.get('unit') or ''}"
        noun = _noun(groups.get("unit") or "", 0) or _noun(rest, found.end())
        into.append(_limit(sign, found["number"], noun))
        rest = f"{rest[: found.start()]} {kept} {rest[found.end() :]}"
    return rest


def _noun(text: str, at: int) -> str:
    found = _NEXT.match(text, at)
    return "" if found is None else found["word"].lower()


def _limit(sign: str, number: str, noun: str) -> Limit:
    written = number.lower()
    made = Limit(sign, _value(written), noun)
    return replace(made, noun="times") if written in ("once", "twice", "thrice") else made


def _value(written: str) -> Decimal:
    plain = written.replace("%", "").replace(",", "").strip()
    try:
        value = Decimal(_WRITTEN.get(plain, plain))
    except InvalidOperation:
        return Decimal("NaN")
    return value / 100 if "%" in written else value


def _counting(found: list[Limit]) -> bool:
    return any(limit.counts for limit in found)
