"""Defaults as JSON values, and JSON values as Python expressions of a field's type."""

import base64
import binascii
import json
import re
from datetime import UTC, date, datetime
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Final
from uuid import UUID

from omninode_bridge.generation.annotations import Code, decimal_code, unwrapped
from omninode_bridge.generation.literals import python_string
from omninode_bridge.generation.names import Names
from omninode_bridge.requirements.document import Default, JsonValue
from omninode_bridge.requirements.types import (
    EnumOf,
    Kind,
    ListOf,
    MapOf,
    Optional,
    Scalar,
    ValueType,
)

NOTHING: Final = frozenset({"none", "null", "nothing"})
_WORDS: Final = {"true": True, "yes": True, "false": False, "no": False}
_QUOTED: Final = re.compile(r"\"(.*)\"|'(.*)'|`(.*)`", re.DOTALL)
_SPAN: Final = re.compile(r"([0-9]+(?:\.[0-9]+)?)\s*(ms|s|sec|m|min|h|d|w)")
_SECONDS: Final = {
    "ms": Decimal("0.001"),
    "s": Decimal(1),
    "sec": Decimal(1),
    "m": Decimal(60),
    "min": Decimal(60),
    "h": Decimal(3600),
    "d": Decimal(86400),
    "w": Decimal(604800),
}
_ISO_SPAN: Final = re.compile(
    r"P(?=[0-9T])(?:([0-9]+)W)?(?:([0-9]+)D)?"
    r"(?:T(?=[0-9])(?:([0-9]+)H)?(?:([0-9]+)M)?(?:([0-9]+(?:\.[0-9]{1,6})?)S)?)?"
)
_ISO_SECONDS: Final = (604800, 86400, 3600, 60, 1)


class UnreadableValueError(ValueError):
    """A value that is not of its field's type; caught where the place is known."""


def default_json(default: Default, kind: ValueType) -> JsonValue:
    """The default as a JSON value of the type, from the author's spelling."""
    text = default.text.strip()
    kind = unwrapped(kind)
    if isinstance(kind, ListOf | MapOf) or kind == Scalar(Kind.JSON):
        return _structure(text, kind)
    if quoted := _QUOTED.fullmatch(text):
        text = next(group for group in quoted.groups() if group is not None)
    if kind == Scalar(Kind.BOOL):
        return _truth(text)
    if isinstance(kind, Scalar) and kind.kind in (Kind.INT, Kind.FLOAT, Kind.DECIMAL, Kind.MONEY):
        return _number(text, kind.kind)
    if kind == Scalar(Kind.DURATION):
        return f"PT{format(_seconds(text), 'f')}S"
    return text


def _structure(text: str, kind: ValueType) -> JsonValue:
    if text.lower() in ("empty", "[]", "{}", "empty list"):
        return {} if isinstance(kind, MapOf) else []
    try:
        value: JsonValue = json.loads(text, parse_float=Decimal)
    except ValueError as error:
        raise UnreadableValueError("is not JSON") from error
    return value


def _truth(text: str) -> bool:
    if text.lower() not in _WORDS:
        raise UnreadableValueError("is neither true nor false")
    return _WORDS[text.lower()]


def _number(text: str, kind: Kind) -> JsonValue:
    percent = text.endswith("%")
    try:
        number = Decimal(text.rstrip("% ").replace(",", "").replace("_", ""))
    except InvalidOperation as error:
        raise UnreadableValueError("is not a number") from error
    number = number / 100 if percent else number
    if not number.is_finite():
        raise UnreadableValueError("is not a finite number")
    if kind is Kind.INT:
        if number != number.to_integral_value():
            raise UnreadableValueError("is not a whole number")
        return int(number)
    return number if kind is Kind.FLOAT else format(number, "f")


def _seconds(text: str) -> Decimal:
    if found := _SPAN.fullmatch(text):
        return Decimal(found[1]) * _SECONDS[found[2]]
    iso = _ISO_SPAN.fullmatch(text)
    if iso is None:
        raise UnreadableValueError("is not a duration such as PT1H or 1h")
    pairs = zip(iso.groups(), _ISO_SECONDS, strict=True)
    return sum((Decimal(part or 0) * size for part, size in pairs), Decimal(0))


def python_code(value: JsonValue, kind: ValueType, names: Names) -> Code:
    """A Python expression for a JSON value of the type; `UnreadableValueError` where it is none."""
    if value is None:
        if isinstance(kind, Optional):
            return Code("None")
        raise UnreadableValueError("is null")
    match unwrapped(kind):
        case EnumOf() as enum:
            return _member(value, enum, names)
        case ListOf(item=item):
            return _list(value, item, names)
        case MapOf(value=item):
            return _map(value, item, names)
        case Scalar(kind=scalar):
            return _scalar(value, scalar)
        case _:
            raise UnreadableValueError("cannot be written for an entity")


def _member(value: JsonValue, enum: EnumOf, names: Names) -> Code:
    ref = names.enums[enum]
    if not isinstance(value, str) or value not in ref.members:
        raise UnreadableValueError(f"is not one of {', '.join(enum.members)}")
    code = f"{ref.ref.name}.{ref.members[value]}"
    return Code(code, frozenset({(ref.ref.module, ref.ref.name)}))


def _list(value: JsonValue, item: ValueType, names: Names) -> Code:
    if not isinstance(value, list):
        raise UnreadableValueError("is not a list")
    items = [python_code(element, item, names) for element in value]
    imports = frozenset[tuple[str, str]]().union(*(code.imports for code in items))
    return Code(f"[{', '.join(code.text for code in items)}]", imports)


def _map(value: JsonValue, item: ValueType, names: Names) -> Code:
    if not isinstance(value, dict):
        raise UnreadableValueError("is not an object")
    if value:
        raise UnreadableValueError("can only be an empty object")
    del item, names  # An empty object needs neither.
    return Code("{}")


def _scalar(value: JsonValue, kind: Kind) -> Code:
    if kind is Kind.BOOL and isinstance(value, bool):
        return Code(repr(value))
    if kind is Kind.INT and isinstance(value, int) and not isinstance(value, bool):
        return Code(repr(value))
    if kind is Kind.FLOAT and isinstance(value, int | float | Decimal):
        return Code(repr(float(value)))
    if kind in (Kind.DECIMAL, Kind.MONEY) and isinstance(value, int | float | Decimal | str):
        return decimal_code(_decimal(value, kind))
    if not isinstance(value, str):
        raise UnreadableValueError(f"is not of the type {kind}")
    try:
        return _text(value, kind)
    except (ValueError, binascii.Error) as error:
        raise UnreadableValueError(f"is not of the type {kind}") from error


def _decimal(value: float | Decimal | str, kind: Kind) -> Decimal:
    try:
        number = Decimal(repr(value) if isinstance(value, float) else value)
        if kind is Kind.MONEY:
            return number.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    except InvalidOperation as error:
        raise UnreadableValueError(f"is not of the type {kind}") from error
    return number


def _text(value: str, kind: Kind) -> Code:
    match kind:
        case Kind.STRING | Kind.EMAIL | Kind.URL:
            return Code(python_string(value))
        case Kind.UUID:
            return Code(f'UUID("{UUID(value)}")', frozenset({("uuid", "UUID")}))
        case Kind.DATE:
            day = date.fromisoformat(value)
            code = f"date({day.year}, {day.month}, {day.day})"
            return Code(code, frozenset({("datetime", "date")}))
        case Kind.DATETIME:
            point = datetime.fromisoformat(value).astimezone(UTC).isoformat()
            return Code(f'datetime.fromisoformat("{point}")', frozenset({("datetime", "datetime")}))
        case Kind.DURATION:
            micro = int(_seconds(value) * 1_000_000)
            return Code(f"timedelta(microseconds={micro})", frozenset({("datetime", "timedelta")}))
        case Kind.BYTES:
            return Code(repr(base64.b64decode(value, validate=True)))
        case _:
            raise UnreadableValueError(f"is not of the type {kind}")
