"""What is said of a field: `decimal, 0.1 to 20 m`, `paper, glass or metal; paper by default`."""

import re
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Final

from omninode_bridge.requirements.parts.spoken_constraints import spelled
from omninode_bridge.requirements.parts.spoken_types import Typed, is_unit, type_of_unit, typed

_SAME: Final = re.compile(r"(?P<who>both|all|each),?(?: of them)? ")
_OPENER: Final = re.compile(
    r"(?:(?:is |can be |may be |must be )?(?:one of(?: the following)?|either|any of|"
    r"an? choice of|choices?|values?|with the values|possible values(?: are)?|allowed(?: values)?"
    r"(?: are)?|can be|may be|enum(?:eration)?)\s*:?\s+|enum\s*[(:]\s*|(?:is )?(?:one of )?\()",
    re.IGNORECASE,
)
_MEMBER: Final = re.compile(r"[\"'`\u201c]?[\w+&][\w+&'.-]*(?: [\w+&-]+){0,2}[\"'`\u201d]?")
_NO_MEMBER: Final = re.compile(
    r"(?:if|when|unless|e\.?g\.?|i\.?e\.?|for|as|such|like|about|see|most|some|with|which|that|"
    r"whose|where|but|(?:the|its|their|his|her|our|your|an?)(?= )|is|are|was|has|have|only|also|"
    r"then|please|must|can|may|should|will)\b",
    re.IGNORECASE,
)
_OR: Final = re.compile(r",? or | ?/ ?| ?\| ?", re.IGNORECASE)
_STATES: Final = re.compile(
    r"(?:status|state|kind|type|priority|category|level|size|colou?r|mode|role|class|grade|stage|"
    r"phase|group|sort|severity|outcome|result|method|channel|tier|zone|material|gender)$"
)
_BRACKETED: Final = re.compile(r"(?P<before>[^()]*[^() ]) \((?P<inside>[^()]+)\)")
_NUMBERED: Final = re.compile(
    r"(?P<type>(?:an? )?(?:whole number|integer|decimal(?: number)?|amount of money))"
    r"(?: of)? (?P<limit>\S.*)"
)
"""`a whole number between 1 and 60`"""

_CALLED: Final = re.compile(r"(?:called|named) [`\"']?(?P<name>[a-z][a-z0-9_]*)[`\"']?")
_IN_UNIT: Final = re.compile(r"(?:all |both |each )?in (?P<unit>.+)")
SPANS: Final = frozenset({"days", "hours", "minutes", "seconds", "weeks", "months", "years"})
"""`The stay (days, at least 0)` is so many days, and no date."""

_EXAMPLE: Final = re.compile(
    r"(?:e\.? ?g\.?,?|for (?:example|instance),?|such as) [\"'\u201c`\w]", re.IGNORECASE
)
_BEFORE_EXAMPLE: Final = re.compile(r"(?<=[a-z]) (?=(?:such as|e\.g\.,?|for example,?) [\w\"'`])")
_FEWEST: Final = 2
_CLEAR: Final = 3
"""So many words between commas are choices, though no `or` says so."""

_PLAIN_DIGITS: Final = re.compile(r"\d{3}(?!\d)")


@dataclass(slots=True)
class Terms:
    """`name` is that of the field, where the brackets say it; `same` is `both`, `all` or `each`.

    `rest` is what is neither type nor limit.
    """

    type: str = ""
    limits: tuple[str, ...] = ()
    name: str = ""
    same: str = ""
    rest: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        """The type that is said, or that follows from the limits."""
        return self.type or type_of_limits(self.limits)


def terms_of(
    inside: str, *, loosely: bool = False, head: str = "", things: AbstractSet[str] = frozenset()
) -> Terms | None:
    """None where a part of it is neither type nor constraint, unless that is `loosely` text.

    `head` is the field's name: of a status one word beside another is a choice. `things` are the
    names of entities.
    """
    found = Terms()
    if same := _SAME.match(inside):
        found.same = same["who"]
        inside = inside[same.end() :]
    # "text such as 2026-03": what is typical follows the type.
    inside = _BEFORE_EXAMPLE.sub(", ", inside)
    parts = [piece for part in segments(inside) for piece in _unwrapped(part)]
    parts = [one for one in parts if not (len(parts) > 1 and _EXAMPLE.match(one))]
    at = _take_name(parts, found, head)
    while at < len(parts):
        taken = _take_thing(parts[at], found, things) or _take(parts, at, found, head)
        if not taken:
            if not loosely:
                return None
            found.rest += (parts[at],)
        at += taken or 1
    is_named = bool(parts) and _CALLED.fullmatch(parts[0]) is not None
    is_named = is_named or found.name in head.lower().split()
    return found if found.type or not found.name or is_named else None


def type_of_limits(limits: Iterable[str]) -> str:
    """A length is one of a text; a limit with places is one of a number with places."""
    for one in limits:
        if one.startswith(("length", "pattern")):
            return "string"
        if one.startswith((">", "<")):
            return "decimal" if "." in one else "int"
        if one in {"default yes", "default no", "default true", "default false"}:
            return "bool"
    return ""


@cache
def _cuts(text: str) -> tuple[int, ...]:
    """Where a comma or semicolon outside of brackets and quotes separates."""
    found, depth, quote = [], 0, ""
    for at, char in enumerate(text):
        if quote:
            quote = "" if char == quote else quote
        elif char in '"`' or (char == "/" and text[:at].rstrip().lower().endswith("pattern")):
            quote = char
        elif char in "([":
            depth += 1
        elif char in ")]":
            depth = max(0, depth - 1)
        elif depth == 0 and _separates(text, at, char):
            found.append(at)
    return tuple(found)


def _separates(text: str, at: int, char: str) -> bool:
    """A semicolon, a comma that is not part of a number, a dash that is not between two."""
    if char == ",":
        return not _in_number(text, at)
    is_dash = char in "-\u2013\u2014" and text[at - 1 : at] == text[at + 1 : at + 2] == " "
    return char == ";" or (is_dash and not text[at + 2 : at + 3].isdigit())


def _in_number(text: str, at: int) -> bool:
    return text[at - 1 : at].isdigit() and _PLAIN_DIGITS.match(text, at + 1) is not None


def segments(text: str) -> list[str]:
    """The parts between commas."""
    edges = (-1, *_cuts(text), len(text))
    parts = (text[start + 1 : end].strip() for start, end in pairwise(edges))
    return [part for part in parts if part]


def _unwrapped(part: str) -> list[str]:
    """`lost (in by default)` are two parts, where what stands in brackets limits the field."""
    if (numbered := _NUMBERED.fullmatch(part)) and spelled(numbered["limit"]):
        return [numbered["type"], numbered["limit"]]
    found = _BRACKETED.fullmatch(part)
    inner = segments(found["inside"]) if found is not None else []
    is_limit = bool(inner) and all(map(spelled, inner))
    return [found["before"], *inner] if found is not None and is_limit else [part]


def _take_name(parts: Sequence[str], found: Terms, head: str) -> int:
    """`infectious, true or false`: a name, and behind it nothing but a type.

    A word of the `head` is one, too, though it is a unit: `the number of days (days, int)`.
    """
    if parts and (called := _CALLED.fullmatch(parts[0])):
        found.name = called["name"]
        return 1
    is_name = len(parts) > 1 and re.fullmatch(r"[a-z][a-z0-9_]*", parts[0]) is not None
    if is_name and parts[0] in head.lower().split() and is_unit(parts[0]) and typed(parts[1]):
        found.name = parts[0]
        return 1
    if not is_name or typed(parts[0]) or spelled(parts[0]) or not typed(", ".join(parts[1:])):
        return 0
    found.name = parts[0]
    return 1


def _take_thing(part: str, found: Terms, things: AbstractSet[str]) -> int:
    """An entity as a type, as it is written: `Author`, `an Author`."""
    name = re.sub(r"^an? ", "", part.strip("`* "))
    if found.type or name.rstrip("?") not in things:
        return 0
    found.type = name.rstrip("?")
    found.limits += ("optional",) if name.endswith("?") else ()
    return 1


def _take(parts: Sequence[str], at: int, found: Terms, head: str) -> int:
    """How many parts were read into `found`."""
    part = parts[at].strip("` ") if "pattern" not in parts[at] else parts[at]
    part = re.sub(r"^(?:and |but )(?:(?:it|they) (?:is|are) )?", "", part)
    kind = Typed(type_of_unit(part)) if part in SPANS else typed(part)
    if not found.type and kind:
        found.type = kind.type
        found.limits += kind.limits
        return 1
    if said := spelled(part):
        found.limits += tuple(said.split(", "))
        return 1
    if found.type in {"", "string"}:
        choices, count = choices_at(parts, at, head)
        if choices:
            found.type = f"enum({', '.join(choices)})"
            return count
    if is_unit(part.removeprefix("in ")):
        found.type = found.type or type_of_unit(part.removeprefix("in "))
        return 1
    if at == 0 and len(parts) > 1 and re.fullmatch(r"[a-z]\w*", part):
        found.name = part
        return 1
    return 0


def choices_at(parts: Sequence[str], at: int, head: str = "") -> tuple[tuple[str, ...], int]:
    """The words that are to choose from, and in how many parts they stand."""
    opener = _OPENER.match(parts[at])
    is_opened = opener is not None
    first = parts[at][opener.end() :] if opener is not None else parts[at]
    if opener is not None and opener[0].endswith("(") and first.endswith(")"):
        inside = tuple(dict.fromkeys(_words(re.sub(r",", " | ", first.rstrip(" )")))))
        # Brackets of a formula hold nothing to choose.
        is_choice = len(inside) >= _FEWEST and not any(set("()") & {*one} for one in inside)
        return (inside, 1) if is_choice else ((), 0)
    is_one_of = opener is not None and opener[0].lower().startswith(("one of", "is one of"))
    members: list[str] = []
    is_chosen, count = False, 0
    for number, part in enumerate([first, *parts[at + 1 :]]):
        text = re.sub(r"^or ", "", part)
        # What is one of a, b and c, is one of a, b or c.
        text = re.sub(r"^and | and ", " or ", text).removeprefix(" or ") if is_one_of else text
        words = _words(text)
        if not words or not all(map(_is_member, words)):
            break
        members += words
        count = number + 1
        is_chosen = is_chosen or len(words) > 1 or text != part
        if (" or " in text or text != part) and _ends(parts, at + count):
            break
    unique = tuple(dict.fromkeys(members))
    is_status = _STATES.search(head.lower()) is not None
    is_listed = is_opened or len(unique) >= _CLEAR or is_status
    if len(unique) < _FEWEST or not (is_chosen or is_listed):
        return (), 0
    return unique, count


def _words(text: str) -> list[str]:
    words = (word.strip("\"'`\u201c\u201d ") for word in _OR.split(text))
    return [word for word in words if word]


def _ends(parts: Sequence[str], at: int) -> bool:
    """Whether behind `a or b` nothing more is to choose: `small/large, red` are other words."""
    return at >= len(parts) or not re.match(r"or ", parts[at])


def _is_member(word: str) -> bool:
    if _MEMBER.fullmatch(word) is None or _NO_MEMBER.match(word) is not None:
        return False
    if {"is", "are"} & {*word.lower().split()}:
        return False
    if (measured := _IN_UNIT.fullmatch(word)) and is_unit(measured["unit"]):
        # "In euros" is what amounts are in, and nothing to choose.
        return False
    return not spelled(word) and (typed(word) is None or word[0].isupper())
