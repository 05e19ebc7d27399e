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
    "greater|higher|larger|bigger|older|longer|heavier|later|taller|wider|farther|dearer|stronger|"
    "faster|deeper|thicker|hotter|warmer"
)
_SMALL: Final = (
    "smaller|lower|younger|shorter|lighter|earlier|cheaper|narrower|nearer|weaker|slower|thinner|"
    "shallower|colder|cooler"
)
_BEFORE: Final = (
    ("<=", rf"(?:no|not) (?:more|{_LARGE}) than|(?:a |the )?maximum of|at (?:the )?most|up to"),
    ("<=", r"(?:is |are |be )?(?:limited|restricted) to"),
    ("<=", r"not (?:to )?(?:exceed(?:ing)?|above|over)|never exceeds?"),
    (">=", rf"(?:no|not) (?:less|fewer|{_SMALL}) than|(?:a |the )?minimum of|at (?:the )?least"),
    (">=", r"not (?:below|under)"),
    ("!=", r"(?:is |are )?(?:not|other than|different from)"),
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
_ORDINALS: Final = {
    "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
    "ninth": 9, "tenth": 10,
}  # fmt: skip
_NTH: Final = re.compile(
    rf"\b(?:the |an? )?(?P<nth>{'|'.join(_ORDINALS)}|\d+(?:th|rd|nd)) (?P<noun>[a-z]+)",
    re.IGNORECASE,
)
_DONE: Final = re.compile(
    rf"\b(?:after|once) (?:the )?(?P<number>{_NUMBER}) (?P<noun>[a-z]+)", re.IGNORECASE
)
_ANOTHER: Final = re.compile(r"\b(?:another(?: one)?|any further|a further|again)\b", re.IGNORECASE)
_REFUSING: Final = re.compile(
    r"\b(?:not|no|never|cannot|nobody|refuse[sd]?|reject(?:s|ed)?|denied|impossible)\b",
    re.IGNORECASE,
)
_NOT_NEGATIVE: Final = re.compile(
    r"\b(?:not be|never be|never|not|non)[ -]negative\b", re.IGNORECASE
)
_ANY_MORE: Final = re.compile(r"\b(?:any ?more|any longer|again)\b", re.IGNORECASE)
_POSITIVE: Final = re.compile(r"(?<!not )\bpositive\b", re.IGNORECASE)
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
    rest = _exceeding(_signed(" ".join(text.split())), found)
    while (between := _RANGE.search(rest)) is not None:
        noun = _noun(rest, between.end())
        found += [_limit(">=", between["low"], noun), _limit("<=", between["high"], noun)]
        rest = f"{rest[: between.start()]} {rest[between.end() :]}"
    for sign, pattern in (*_AFTER, *_AHEAD, ("=", _BARE)):
        rest = _taken(rest, sign, pattern, found)
    if _ANOTHER.search(rest) and _REFUSING.search(rest):
        # "When it has been repaired four times, another repair is rejected."
        found = [replace(one, sign=">") if one.sign == "=" else one for one in found]
        rest = _ANOTHER.sub(" ", rest)
    # "Three more times" and "twice" count; the word is accounted for by that.
    return re.sub(r"\b(?:more )?times?\b", " ", rest) if _counting(found) else rest, tuple(found)


def _signed(text: str) -> str:
    """`Positive` and `never negative` as the limits that they are."""
    return _POSITIVE.sub("greater than 0", _NOT_NEGATIVE.sub("at least 0", text))


def _exceeding(text: str, into: list[Limit]) -> str:
    """`A fifth repair is refused`, `after four repairs no more`: more than four are not allowed."""
    if not _REFUSING.search(text):
        return text
    if nth := _NTH.search(text):
        count = _ORDINALS.get(nth["nth"].lower()) or int(re.sub(r"\D", "", nth["nth"]))
        into.append(Limit(">", Decimal(count - 1), nth["noun"].lower()))
        return f"{text[: nth.start()]} {nth['noun']} {text[nth.end() :]}"
    if done := _DONE.search(text):
        into.append(Limit(">", _value(done["number"].lower()), done["noun"].lower()))
        rest = f"{text[: done.start()]} {done['noun']} {text[done.end() :]}"
        return re.sub(r"\bno more\b", "not", _ANY_MORE.sub("", rest))
    return text


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
