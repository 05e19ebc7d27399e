"""What stands in brackets behind a field: `decimal, 0.1 to 20 m`, `paper, glass or metal`."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from omninode_bridge.requirements.parts.spoken_constraints import UNITS, spelled

_TYPE: Final = re.compile(
    r"(?:an? )?(?P<type>list of \w+|list\[\w+\]|string|text|whole number|int(?:eger)?|decimal"
    r"(?: number)?|number|money|bool(?:ean)?|yes or no|true or false|date(?: and time)?|datetime|"
    r"timestamp|uuid|email|url|duration|float)s?(?P<maybe>\?)?"
    r"(?: (?:of|with) (?P<length>.+ characters))?"
)
_CHOICES: Final = re.compile(
    r"(?:one of |either )?[\"']?\w[\w-]*[\"']?(?:(?:, (?:or )?| or )[\"']?\w[\w-]*[\"']?)+"
)
_OPENER: Final = re.compile(r"(?:one of|either) ")
_BETWEEN: Final = re.compile(r",? or |, ")
_SAME: Final = re.compile(r"(?P<who>both|all|each),?(?: of them)? ")
_SPELLINGS: Final = {
    "integer": "int", "whole number": "int", "yes or no": "bool", "true or false": "bool",
    "boolean": "bool", "decimal number": "decimal", "date and time": "datetime",
}  # fmt: skip
_MONEY: Final = re.compile(
    r"euros?|eur|dollars?|usd|pounds?|gbp|francs?|\u20ac|\$|\u00a3", re.IGNORECASE
)


@dataclass(slots=True)
class Terms:
    """`name` is that of the field, where the brackets say it; `same` is `both`, `all` or `each`."""

    type: str = ""
    limits: tuple[str, ...] = ()
    name: str = ""
    same: str = ""


def terms_of(inside: str, *, loosely: bool = False) -> Terms | None:
    """None where a part of it is neither type nor constraint, unless that is `loosely` text."""
    found = Terms()
    if same := _SAME.match(inside):
        found.same = same["who"]
        inside = inside[same.end() :]
    for part in re.split(r"\s*;\s*", inside) if inside else ():
        if not _take(part.strip(), found, loosely=loosely):
            return None
    return found if found.type or not found.name else None


@cache
def is_unit(text: str) -> bool:
    return re.fullmatch(UNITS, text, re.IGNORECASE) is not None


def type_of_unit(unit: str) -> str:
    return "money" if _MONEY.fullmatch(unit) else "decimal"


def _take(part: str, found: Terms, *, loosely: bool) -> bool:
    terms = [term for term in re.split(r",\s*", part) if term]
    for at, term in enumerate(terms):
        rest = ", ".join(terms[at:])
        is_known = _TYPE.fullmatch(rest.lower()) or spelled(rest)
        if not is_known and _is_choice(rest):
            found.type = _enum(rest)
            return True
        if not _take_term(term, found, is_first=at == 0) and not loosely:
            return False
    return True


def _take_term(term: str, found: Terms, *, is_first: bool) -> bool:
    if match := _TYPE.fullmatch(term.lower()):
        length = spelled(match["length"]) if match["length"] else ""
        found.type = _spelling(match["type"], term)
        found.limits += tuple(one for one in (length, "optional" if match["maybe"] else "") if one)
        return not match["length"] or bool(length)
    if said := spelled(term):
        found.limits += (said,)
        return True
    if is_unit(term.removeprefix("in ")):
        found.type = found.type or type_of_unit(term.removeprefix("in "))
        return True
    if is_first and re.fullmatch(r"[a-z]\w*", term):
        found.name = term
        return True
    return False


def _spelling(type_: str, written: str) -> str:
    if type_.startswith("list of "):
        return f"list[{written.rsplit(maxsplit=1)[-1]}]"
    return written if type_.startswith("list[") else _SPELLINGS.get(type_, type_)


def _is_choice(text: str) -> bool:
    """`a, b or c`, of which none is a type or a constraint."""
    words = [word.strip("\"'") for word in _BETWEEN.split(_OPENER.sub("", text))]
    is_other = any(_TYPE.fullmatch(word.lower()) or spelled(word) for word in words)
    return _CHOICES.fullmatch(text) is not None and not is_other


def _enum(text: str) -> str:
    words = (word.strip("\"' ") for word in _BETWEEN.split(_OPENER.sub("", text)))
    return f"enum({', '.join(words)})"
