"""Types in words: `whole number`, `amount of money`, `text of 3 to 20 letters`, `yes or no`."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from omninode_bridge.requirements.naming import pascal_case
from omninode_bridge.requirements.parts.spoken_constraints import UNITS, spelled

_WORDS: Final = {
    "string": (
        r"strings?|(?:free |short |long |plain )?texts?|line of text|words?|varchar|characters?"
    ),
    "int": (
        r"(?:whole|full|integer|natural)[ -]numbers?|number without (?:decimals|places)|"
        r"int(?:eger)?s?|whole|counts?"
    ),
    "float": r"floats?|floating[ -]point numbers?|doubles?",
    "decimal": (
        r"(?:decimals?|fractions?|decimal places) (?:(?:are|is) )?(?:allowed|possible|permitted)|"
        r"(?:decimal|real|fractional|any|exact) numbers?|"
        r"numbers? with (?:decimals|places|a fraction)|decimals?|numbers?|fractions?|"
        r"may have (?:decimals|fractions)|not (?:necessarily|always) (?:a )?whole"
    ),
    "money": r"money|(?:amounts?|sums?) of money|amounts?|sums? in (?:euros?|dollars?|pounds?)",
    "bool": (
        r"bool(?:ean)?s?|(?:a )?(?:yes or no|yes ?/ ?no|true or false|true ?/ ?false|no or yes)|"
        r"flags?|y/n|yes-no(?: question)?|either yes or no"
    ),
    "datetime": (
        r"date ?times?|date and time|dates? with time|timestamps?|points? in time|moments?|time|"
        r"date[- ]time"
    ),
    "date": r"dates?|calendar (?:dates?|days?)|days?",
    "uuid": r"uuids?|guids?",
    "email": r"e-?mails?(?: address(?:es)?)?",
    "url": r"urls?|web address(?:es)?|(?:web )?links?|uris?|internet address(?:es)?",
    "duration": r"durations?|lengths? of time|time ?spans?",
    "json": r"json",
    "bytes": r"bytes",
}
_LIST_OF: Final = r"(?:lists?|arrays?|several|sets?) ?(?:of (?:the )?|\[)"
_LISTS: Final = tuple(
    re.compile(rf"{_LIST_OF}(?P<item>{item})\]?(?P<rest>,? .*)?", re.IGNORECASE | re.DOTALL)
    for item in (r"\w+(?: \w+){0,2}?", r"\w+(?: \w+){0,2}")
)
"""The shortest name of an item, and the longest."""
_LEADING: Final = re.compile(
    r"(?:is |must be |has to be |as )?(?:an? |the |any )?"
    r"(?P<how>(?:(?:optional|unique|mandatory|required|positive|non-negative|valid|single|simple) "
    r")*)",
    re.IGNORECASE,
)
_JOINT: Final = re.compile(
    r",? ?(?:(?:of|with|that is|which is|which must be|being|and|but|but not|not) )?(?=\S)",
    re.IGNORECASE,
)
_MONEY: Final = re.compile(
    r"euros?|eur|dollars?|usd|pounds?|gbp|francs?|cents?|\u20ac|\$|\u00a3", re.IGNORECASE
)
_WHOSE: Final = frozenset({"email", "url", "date", "datetime", "uuid"})
_OWNER: Final = re.compile(
    r" (?:of|when|on which) (?:the|its|his|her|their|an?) [a-z]+(?: [a-z]+)?"
)
"""`email of the owner`: what a field with such a type is about."""

_NUMBERS: Final = re.compile(r"int|decimal|money|float")
_OF_ITEMS: Final = re.compile(r"from |between |of (?:at|up)|above|below|over|under|-?\d+ ?(?:to|-)")
"""`a list of numbers from 0 to 100`: that is said of each number."""

_NO_ITEM: Final = frozenset({"the", "all", "them", "those", "these", "what", "which"})


@dataclass(frozen=True, slots=True)
class Typed:
    """A type as a PRD spells it, and the limits that stand with it."""

    type: str
    limits: tuple[str, ...] = ()


@cache
def _compiled() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (spelling, re.compile(rf"(?:{words})(?P<maybe>\?)?(?![\w-])", re.IGNORECASE))
        for spelling, words in _WORDS.items()
    )


@cache
def typed(text: str) -> Typed | None:
    """The type that a text spells as a whole, with the limits behind it."""
    leading = _LEADING.match(text)
    rest = text[leading.end() :] if leading else text
    limits = tuple((leading["how"] if leading else "").lower().split())
    limits = tuple(spelled(one) for one in limits if one not in {"valid", "single", "simple"})
    for pattern in _LISTS:
        if (many := pattern.fullmatch(rest)) and (found_list := _list(many, limits)):
            return found_list
    found = [(spelling, match) for spelling, one in _compiled() if (match := one.match(rest))]
    for spelling, match in sorted(found, key=lambda each: -each[1].end()):
        behind = _behind(rest[match.end() :], spelling)
        if behind is not None:
            maybe = ("optional",) if match["maybe"] else ()
            return Typed(behind.type, (*limits, *maybe, *behind.limits))
    return None


def _behind(rest: str, spelling: str) -> Typed | None:
    """What follows a type: nothing, a limit, or a unit."""
    joint = _JOINT.match(rest)
    said = rest[joint.end() :].strip() if joint and joint.end() else rest.strip()
    if not said:
        return Typed(spelling)
    if said.startswith("in ") and is_unit(unit := said.removeprefix("in ").strip()):
        is_money = spelling in {"decimal", "money"} and _MONEY.fullmatch(unit) is not None
        return Typed("money" if is_money else spelling)
    if spelling in _WHOSE and _OWNER.fullmatch(rest):
        return Typed(spelling)
    limit = spelled(said)
    return Typed(spelling, tuple(limit.split(", "))) if limit else None


def _list(match: re.Match[str], limits: tuple[str, ...]) -> Typed | None:
    item = match["item"]
    if item.split()[0].lower() in _NO_ITEM:
        return None
    inner = typed(item)
    is_spoken = "[" not in match[0]
    name = inner.type if inner else entity_called(singular(item) if is_spoken else item)
    rest = (match["rest"] or "").strip(" ,")
    limit = spelled(rest) if rest else ""
    if rest and not limit:
        return None
    if inner and _NUMBERS.fullmatch(inner.type) and _OF_ITEMS.match(rest):
        return Typed(f"list[{name}]", limits)
    return Typed(f"list[{name}]", (*limits, *([limit] if limit else [])))


def entity_called(words: str) -> str:
    """`order line` is `OrderLine`; what is written as a name is kept."""
    return pascal_case("".join(word[:1].upper() + word[1:] for word in words.split()))


def singular(word: str) -> str:
    """`dishes` is `dish`, `entries` is `entry`."""
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    if re.search(r"(?:ss|sh|ch|x|z)es$", word):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


@cache
def is_unit(text: str) -> bool:
    return re.fullmatch(UNITS, text, re.IGNORECASE) is not None


def type_of_unit(unit: str) -> str:
    """`euros per hour` are money, too."""
    return "money" if _MONEY.fullmatch(unit.split(" per ", maxsplit=1)[0]) else "decimal"
