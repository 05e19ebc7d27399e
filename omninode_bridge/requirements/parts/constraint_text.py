"""The spelling of constraints: `> 0, <= 70, length 1..40, pattern /[a-z]+/, default 5`."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from typing import Final

from omninode_bridge.requirements.document import Bound, Constraints, Default
from omninode_bridge.requirements.markdown.span import Span, separators
from omninode_bridge.requirements.parts.spoken_constraints import spelled

NUMBER: Final = r"[-+]?(?:\d{1,3}(?:,\d{3})+|\d{1,40})(?:\.\d{1,40})?\s*%?"
COMPARISON: Final = re.compile(rf"(>=|<=|>|<|≥|≤)\s*({NUMBER})")
EDGE: Final = re.compile(
    rf"(min(?:imum)?|max(?:imum)?|at least|at most)(?:\s+value)?\s*[:=]?\s*({NUMBER})",
    re.IGNORECASE,
)
RANGE: Final = re.compile(
    rf"(?:range|between|from)\s+({NUMBER})\s*(?:\.\.|to|and)\s*({NUMBER})|({NUMBER})\s*(?:\.\.|to)\s*({NUMBER})",
    re.IGNORECASE,
)
LENGTH: Final = re.compile(r"(?:length|len|size)\s*[:=]?\s*(\d{0,9})\s*(\.\.|-)?\s*(\d{0,9})")
LENGTH_EDGE: Final = re.compile(
    r"(?:(min|max)(?:imum)?[ _-]?length\s*[:=]?|length\s*(<=|>=|<|>))\s*(\d{1,9})", re.IGNORECASE
)
PATTERN: Final = re.compile(r"pattern\s*[:=]?\s*`?/(.*)/`?", re.IGNORECASE | re.DOTALL)
DEFAULT: Final = re.compile(
    r"defaults?(?:(?:\s+(?:to|is|value)\b)?\s*[:=]|\s+(?:to|is|value)\b|(?=\s))\s*(\S.*)",
    re.IGNORECASE | re.DOTALL,
)
ONE_OF: Final = re.compile(
    r"(?:one of|allowed(?: values)?|values)(?:\s*[:=]|(?=[\s(]))\s*(\S.*)",
    re.IGNORECASE | re.DOTALL,
)
TAKES_THE_REST: Final = re.compile(r"\s*(?:one of|allowed|values)\b", re.IGNORECASE)
GROUPED: Final = re.compile(r"\d{3}(?!\d)")
FLAGS: Final[Mapping[str, str]] = {
    "unique": "unique",
    "primary key": "primary_key",
    "pk": "primary_key",
    "required": "required",
    "mandatory": "required",
    "not null": "required",
    "optional": "optional",
    "nullable": "optional",
    "not required": "optional",
}
REFERENCES: Final = re.compile(
    r"(?:references|ref)\s*:?\s+`?([A-Za-z_]\w{0,59})`?"
    r"(?:(?:\s*\(\s*|\.)`?([A-Za-z_]\w{0,59})`?\s*\)?)?"
)
SINGLE_VALUE: Final = re.compile(r"\"[^\"]*\"|'[^']*'|`[^`]*`|[^\s]+|\[.*\]|\{.*\}", re.DOTALL)


@dataclass(frozen=True, slots=True)
class FieldTerms:
    """What a field's constraints say. `required` is None where they do not say."""

    constraints: Constraints = field(default_factory=Constraints)
    default: Default | None = None
    required: bool | None = None


def number(text: str) -> Decimal | None:
    """An exact number; thousands commas and a percent sign are understood."""
    cleaned = text.replace(",", "").strip()
    percent = cleaned.endswith("%")
    try:
        value = Decimal(cleaned.rstrip("% "))
    except InvalidOperation:
        return None
    return value / 100 if percent else value


def constraint_items(span: Span) -> list[Span]:
    """The items between commas; a comma inside a number or after `one of` does not separate."""
    text = span.text
    start = 0
    items: list[Span] = []
    for at in separators(text, ","):
        if TAKES_THE_REST.match(text, start):
            break
        if text[at - 1 : at].isdigit() and GROUPED.match(text, at + 1):
            continue
        items.append(span.slice(start, at).strip())
        start = at + 1
    items.append(span.slice(start).strip())
    return [item for item in items if item]


def apply_constraint(text: str, terms: FieldTerms, *, strict: bool) -> FieldTerms | None:
    """The terms with one item added, or None if the item is no constraint.

    `strict` is for prose: there a default is a single value, and choices are single words.
    """
    item = " ".join(text.split()) if "/" not in text else text.strip()
    flag = FLAGS.get(item.lower().strip("`"))
    if flag is not None:
        return _flagged(flag, terms)
    for reader in READERS:
        found = reader(item, terms.constraints)
        if found is not None:
            return replace(terms, constraints=found)
    referring = _referring(item, terms, strict=strict)
    valued = referring or _valued(item, terms, strict=strict)
    return valued or _in_words(item, terms, strict=strict)


def only_limits(span: Span, terms: FieldTerms) -> FieldTerms | None:
    """The terms with a cell that holds but constraints: `primary key, 5 to 20 characters`."""
    for item in constraint_items(span):
        found = apply_constraint(item.text, terms, strict=True)
        if found is None:
            return None
        terms = found
    return terms


def _in_words(item: str, terms: FieldTerms, *, strict: bool) -> FieldTerms | None:
    """`at most 12 characters`, `not negative`: the same as in signs."""
    said = spelled(item)
    if not said or said == item:
        return None
    found: FieldTerms | None = terms
    for part in said.split(", "):
        found = None if found is None else apply_constraint(part, found, strict=strict)
    return found


def _referring(item: str, terms: FieldTerms, *, strict: bool) -> FieldTerms | None:
    """`references Member`, `references Member.email`; in prose with a capital letter."""
    match = REFERENCES.fullmatch(item)
    if match is None or (strict and not match[1][0].isupper()):
        return None
    named = ".".join(part for part in match.groups() if part is not None)
    return replace(terms, constraints=replace(terms.constraints, references=named))


def _flagged(flag: str, terms: FieldTerms) -> FieldTerms:
    if flag == "unique":
        return replace(terms, constraints=replace(terms.constraints, unique=True))
    if flag == "primary_key":
        return replace(terms, constraints=replace(terms.constraints, primary_key=True))
    return replace(terms, required=flag == "required")


def _valued(item: str, terms: FieldTerms, *, strict: bool) -> FieldTerms | None:
    if match := DEFAULT.fullmatch(item):
        value = match.group(1).strip()
        if strict and not SINGLE_VALUE.fullmatch(value):
            return None
        return replace(terms, default=Default(value.strip("`")))
    if match := ONE_OF.fullmatch(item):
        inner = match.group(1).strip()
        if inner.startswith("(") and inner.endswith(")"):
            inner = inner[1:-1]
        choices = [part.strip().strip("`'\"") for part in re.split(r",|\||\bor\b", inner)]
        choices = [choice for choice in choices if choice]
        if not choices or (strict and any(" " in choice for choice in choices)):
            return None
        constraints = replace(terms.constraints, one_of=tuple(dict.fromkeys(choices)))
        return replace(terms, constraints=constraints)
    return None


def _comparison(item: str, known: Constraints) -> Constraints | None:
    match = COMPARISON.fullmatch(item)
    value = number(match.group(2)) if match else None
    if match is None or value is None:
        return None
    bound = Bound(value, inclusive=match.group(1) in (">=", "<=", "≥", "≤"))
    if match.group(1) in (">", ">=", "≥"):
        return replace(known, minimum=bound)
    return replace(known, maximum=bound)


def _edge(item: str, known: Constraints) -> Constraints | None:
    match = EDGE.fullmatch(item)
    value = number(match.group(2)) if match else None
    if match is None or value is None:
        return None
    if match.group(1).lower() in ("min", "minimum", "at least"):
        return replace(known, minimum=Bound(value))
    return replace(known, maximum=Bound(value))


def _range(item: str, known: Constraints) -> Constraints | None:
    match = RANGE.fullmatch(item)
    if match is None:
        return None
    low, high = number(match.group(1) or match.group(3)), number(match.group(2) or match.group(4))
    if low is None or high is None:
        return None
    return replace(known, minimum=Bound(low), maximum=Bound(high))


def _length(item: str, known: Constraints) -> Constraints | None:
    match = LENGTH.fullmatch(item.lower())
    if match is None or not (match.group(1) or match.group(3)):
        return None
    low, dots, high = match.groups()
    if not dots:
        return replace(known, min_length=int(low or high), max_length=int(low or high))
    return replace(
        known,
        min_length=int(low) if low else known.min_length,
        max_length=int(high) if high else known.max_length,
    )


def _length_edge(item: str, known: Constraints) -> Constraints | None:
    match = LENGTH_EDGE.fullmatch(item)
    if match is None:
        return None
    word, sign, digits = match.groups()
    value = int(digits)
    if (word or "").lower() == "min" or sign in (">=", ">"):
        return replace(known, min_length=value + (sign == ">"))
    return replace(known, max_length=max(0, value - (sign == "<")))


def _pattern(item: str, known: Constraints) -> Constraints | None:
    match = PATTERN.fullmatch(item)
    return replace(known, pattern=match.group(1).replace("\\/", "/")) if match else None


READERS: Final[tuple[Callable[[str, Constraints], Constraints | None], ...]] = (
    _comparison,
    _edge,
    _range,
    _length_edge,
    _length,
    _pattern,
)
