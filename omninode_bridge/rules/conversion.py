"""Which values may stand for which type, and how they get there."""

import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Final

from omninode_bridge.requirements.types import EnumOf, ListOf, MapOf, Optional, ValueType
from omninode_bridge.rules.kinds import (
    DATE,
    DATETIME,
    DECIMAL,
    DURATION,
    EXACT,
    FLOAT,
    INT,
    MONEY,
    NUMBERS,
    STRING,
    TEXTS,
    UUID,
    holds,
    plain,
)
from omninode_bridge.rules.typed import (
    Arithmetic,
    Choice,
    Comprehension,
    Convert,
    ListDisplay,
    Literal,
    LiteralValue,
    Negative,
    Rounded,
    Typed,
)

_DURATION: Final = re.compile(
    r"P(?:(?P<days>\d{1,6})D)?(?:T(?:(?P<hours>\d{1,6})H)?(?:(?P<minutes>\d{1,6})M)?"
    r"(?:(?P<seconds>\d{1,9})S)?)?",
    re.ASCII,
)
_SHORT: Final = re.compile(r"(\d{1,9})\s?(ms|s|m|min|h|d)", re.ASCII)
_UNITS: Final = {
    "ms": timedelta(milliseconds=1),
    "s": timedelta(seconds=1),
    "m": timedelta(minutes=1),
    "min": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
}


def convert(value: Typed, target: ValueType) -> Typed | None:
    """`value` as `target`, or None where that is a type error."""
    if value.type == target:
        return value
    if isinstance(target, Optional):
        return _to_optional(value, target)
    if isinstance(value.type, Optional):
        return None
    match value:
        case Literal():
            return _literal(value, target)
        case Choice():
            return _choice(value, target)
        case _:
            return _structure(value, target)


def _choice(value: Choice, target: ValueType) -> Typed | None:
    then, otherwise = convert(value.then, target), convert(value.otherwise, target)
    if then is None or otherwise is None:
        return None
    return Choice(value.condition, then, otherwise, target)


def assigned(value: Typed, declared: ValueType) -> Typed | None:
    """`value` on its way into a declared field, where money is rounded."""
    found = convert(value, declared)
    if found is not None and holds(declared, MONEY):
        return Rounded(found, declared)
    return found


def _to_optional(value: Typed, target: Optional) -> Typed | None:
    if isinstance(value, Literal) and value.value is None:
        return Literal(None, target)
    if not isinstance(value.type, Optional):
        return convert(value, target.of)
    inner = _conversion(value.type.of, target.of)
    return Convert(value, target) if inner else None


def _structure(value: Typed, target: ValueType) -> Typed | None:
    if target == FLOAT and value.type in EXACT and (exact := as_float(value)) is not None:
        return exact
    if isinstance(target, ListOf):
        match value:
            case ListDisplay(items):
                parts = [convert(item, target.item) for item in items]
                found = [part for part in parts if part is not None]
                return ListDisplay(tuple(found), target) if len(found) == len(parts) else None
            case Comprehension(element, clauses):
                inner = convert(element, target.item)
                return None if inner is None else Comprehension(inner, clauses, target)
            case _:
                pass
    return Convert(value, target) if _conversion(value.type, target) else None


def _conversion(source: ValueType, target: ValueType) -> bool:
    """Whether every value of `source` has a counterpart in `target`."""
    match source, target:
        case _ if source == target:
            found = True
        case ListOf(inner), ListOf(wanted):
            found = _conversion(inner, wanted)
        case MapOf(key, value), MapOf(wanted_key, wanted_value):
            found = key == wanted_key and {value, wanted_value} == {DECIMAL, MONEY}
        case _, Optional(wanted):
            found = _conversion(plain(source), wanted)
        case EnumOf(members), EnumOf(wanted_members):
            found = set(members) <= set(wanted_members)
        case _:
            found = _scalar_conversion(source, target)
    return found


def _scalar_conversion(source: ValueType, target: ValueType) -> bool:
    if target in TEXTS:
        as_text = target == STRING and (isinstance(source, EnumOf) or source == UUID)
        return source in TEXTS or as_text
    return (source == INT and target in NUMBERS) or {source, target} == {DECIMAL, MONEY}


def as_float(value: Typed) -> Typed | None:
    """Literals, and what is computed from nothing else, as floats."""
    match value:
        case Literal(number) if isinstance(number, int | Decimal) and not isinstance(number, bool):
            return Literal(float(number), FLOAT)
        case Negative(operand):
            inner = as_float(operand)
            return None if inner is None else Negative(inner, FLOAT)
        case Arithmetic(operator, left, right):
            first, second = as_float(left), as_float(right)
            if first is None or second is None:
                return None
            return Arithmetic(operator, first, second, FLOAT)
        case _:
            return None


def _literal(value: Literal, target: ValueType) -> Typed | None:
    raw = value.value
    if isinstance(raw, str) and value.type == STRING:
        return text_literal(raw, target)
    if isinstance(raw, int) and value.type == INT and target in (DECIMAL, MONEY):
        return Literal(Decimal(raw), target)
    if isinstance(raw, Decimal) and target in (DECIMAL, MONEY):
        return Literal(raw, target)
    if target == FLOAT:
        return as_float(value)
    return Convert(value, target) if _conversion(value.type, target) else None


def text_literal(text: str, target: ValueType) -> Literal | None:
    """A quoted text where another type is wanted: an enum's member, a date, a duration."""
    if target in TEXTS:
        return Literal(text, target)
    if isinstance(target, EnumOf):
        return Literal(text, target) if text in target.members else None
    value = _moment(text, target)
    return None if value is None else Literal(value, target)


def _moment(text: str, target: ValueType) -> LiteralValue:
    try:
        if target == DATE:
            return date.fromisoformat(text)
        if target == DATETIME:
            found = datetime.fromisoformat(text)
            return found.astimezone(UTC) if found.tzinfo is not None else None
    except (ValueError, OverflowError):
        return None
    return duration(text) if target == DURATION else None


def duration(text: str) -> timedelta | None:
    """`PT1H`, or `1h` as in tables."""
    if short := _SHORT.fullmatch(text):
        return int(short[1]) * _UNITS[short[2]]
    found = _DURATION.fullmatch(text)
    parts = {unit: int(n) for unit, n in found.groupdict().items() if n} if found else {}
    return timedelta(**parts) if parts else None
