"""What an author writes in an example, as the JSON value of the field's type."""

import json
import re
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Final

from omninode_bridge.requirements.document import JsonValue
from omninode_bridge.requirements.parts.durations import iso_duration
from omninode_bridge.requirements.types import (
    EntityRef,
    EnumOf,
    Kind,
    ListOf,
    MapOf,
    Optional,
    Scalar,
    ValueType,
)

NULLS: Final = frozenset({"null", "none", "nil"})
TRUE: Final = frozenset({"true", "yes", "y"})
FALSE: Final = frozenset({"false", "no", "n"})
NUMBER: Final = re.compile(r"[-+]?(?:\d{1,3}(?:,\d{3})+|\d{1,400})(?:\.\d{1,400})?(?:[eE][-+]?\d{1,3})?")  # fmt: skip  # noqa: E501 - one pattern
CURRENCY: Final = "$\u20ac\u00a3\u00a5"


class ValueTextError(ValueError):
    """The text is no value of the type; the message says why."""


def read_value(text: str, type_: ValueType) -> JsonValue:
    """The JSON value that a cell means. Number literals stay exact. Raises `ValueTextError`."""
    written = text.strip()
    if isinstance(type_, Optional):
        return None if written.lower() in NULLS else read_value(written, type_.of)
    if isinstance(type_, Scalar):
        return _scalar(written, type_.kind)
    if isinstance(type_, EnumOf):
        return _unquoted(written)
    if isinstance(type_, ListOf) and not written.startswith("["):
        return [read_value(part, type_.item) for part in written.split(",") if part.strip()]
    return _structure(written, type_)


def _structure(text: str, type_: ListOf | MapOf | EntityRef) -> JsonValue:
    value = read_json(text)
    wanted: type = list if isinstance(type_, ListOf) else dict
    if not isinstance(value, wanted):
        raise ValueTextError(f"{type_} needs a JSON {'list' if wanted is list else 'object'}")
    return value


def read_json(text: str) -> JsonValue:
    """JSON with exact numbers. Raises `ValueTextError`."""
    try:
        value: JsonValue = json.loads(text, parse_float=Decimal, parse_constant=_refuse)
    except json.JSONDecodeError as error:
        raise ValueTextError(f"not JSON: {error.msg} at character {error.pos + 1}") from error
    except (ValueError, RecursionError) as error:
        raise ValueTextError("not JSON: a number or a nesting is too large") from error
    return value


def _refuse(name: str) -> JsonValue:
    raise ValueError(name)


def _unquoted(text: str) -> str:
    if len(text) > 1 and text[0] == text[-1] == '"':
        try:
            value = read_json(text)
        except ValueTextError:
            return text[1:-1]
        return value if isinstance(value, str) else text[1:-1]
    if len(text) > 1 and text[0] == text[-1] == "'":
        return text[1:-1]
    return text


def _decimal(text: str) -> Decimal:
    """An exact number; thousands commas, a currency sign and a percent sign are understood."""
    cleaned = _unquoted(text).strip().strip(CURRENCY).strip()
    percent = cleaned.endswith("%")
    cleaned = cleaned.rstrip("% ")
    if not NUMBER.fullmatch(cleaned):
        raise ValueTextError("not a number")
    try:
        value = Decimal(cleaned.replace(",", ""))
    except InvalidOperation as error:
        raise ValueTextError("not a number") from error
    return value.scaleb(-2) if percent else value


def _int(text: str) -> JsonValue:
    value = _decimal(text)
    if value != value.to_integral_value():
        raise ValueTextError("not a whole number")
    return int(value)


def _bool(text: str) -> JsonValue:
    lowered = _unquoted(text).lower()
    if lowered not in TRUE | FALSE:
        raise ValueTextError("neither true nor false")
    return lowered in TRUE


def _duration(text: str) -> JsonValue:
    found = iso_duration(_unquoted(text))
    if found is None:
        raise ValueTextError("not a duration such as 1h or PT1H")
    return found


READERS: Final[Mapping[Kind, Callable[[str], JsonValue]]] = {
    Kind.INT: _int,
    Kind.FLOAT: _decimal,
    Kind.DECIMAL: _decimal,
    Kind.MONEY: _decimal,
    Kind.BOOL: _bool,
    Kind.DURATION: _duration,
    Kind.JSON: read_json,
}


def _scalar(text: str, kind: Kind) -> JsonValue:
    return READERS.get(kind, _unquoted)(text)
