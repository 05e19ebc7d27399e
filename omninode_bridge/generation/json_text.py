"""JSON values as the text of a request, and as the canonical values of an answer."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Final

from omninode_bridge.requirements.document import JsonValue
from omninode_bridge.requirements.types import (
    EntityRef,
    Kind,
    ListOf,
    MapOf,
    Optional,
    Scalar,
    ValueType,
)

_CENT: Final = Decimal("0.01")


def json_text(value: JsonValue) -> str:
    """JSON with every decimal in its own digits; ASCII only."""
    match value:
        case dict():
            pairs = (f"{json.dumps(key)}: {json_text(item)}" for key, item in value.items())
            return "{" + ", ".join(pairs) + "}"
        case list():
            return "[" + ", ".join(json_text(item) for item in value) + "]"
        case Decimal():
            return str(value)
        case _:
            return json.dumps(value)


@dataclass(frozen=True, slots=True)
class Canonical:
    """Spells expected values as an answer spells them; `fields` gives the types of entities."""

    fields: Mapping[str, Mapping[str, ValueType]]

    def value(self, value: JsonValue, kind: ValueType) -> JsonValue:
        """What does not fit the type stays as it is, so that the comparison fails openly."""
        match kind:
            case Optional(of=of):
                return None if value is None else self.value(value, of)
            case ListOf(item=item) if isinstance(value, list):
                return [self.value(element, item) for element in value]
            case MapOf(value=item) if isinstance(value, dict):
                return {key: self.value(element, item) for key, element in value.items()}
            case EntityRef(name=name) if isinstance(value, dict):
                known = self.fields.get(name, {})
                return {
                    key: self.value(item, known[key]) if key in known else item
                    for key, item in value.items()
                }
            case Scalar(kind=scalar):
                return _scalar(value, scalar)
            case _:
                return value


def _scalar(value: JsonValue, kind: Kind) -> JsonValue:
    if kind in (Kind.MONEY, Kind.DECIMAL):
        return _number(value, kind)
    if kind is Kind.FLOAT and isinstance(value, int | Decimal) and not isinstance(value, bool):
        return float(value)
    if not isinstance(value, str):
        return value
    if kind is Kind.UUID:
        return value.lower()
    if kind is Kind.DATETIME:
        return _timestamp(value)
    return value


def _number(value: JsonValue, kind: Kind) -> JsonValue:
    if isinstance(value, bool) or not isinstance(value, str | int | float | Decimal):
        return value
    try:
        number = Decimal(repr(value) if isinstance(value, float) else value)
        if kind is Kind.MONEY:
            return format(number.quantize(_CENT, rounding=ROUND_HALF_UP) + 0, "f")
    except InvalidOperation:
        return value if isinstance(value, str) else str(value)
    text = format(number, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def _timestamp(value: str) -> str:
    try:
        point = datetime.fromisoformat(value)
    except ValueError:
        return value
    if point.utcoffset() is None:
        return value
    text = point.astimezone(UTC).replace(tzinfo=None).isoformat()
    return (text.rstrip("0") if "." in text else text) + "Z"
