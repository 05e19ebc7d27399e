"""JSON values of a request as values that rules compute with, and the way back."""

import base64
import binascii
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal, localcontext
from typing import Final
from uuid import UUID

from omninode_bridge.generation.json_text import Canonical
from omninode_bridge.generation.samples import fits
from omninode_bridge.generation.values import default_json
from omninode_bridge.requirements.document import Constraints, Document, Field, JsonValue
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
from omninode_bridge.rules.evaluation.functions import matcher
from omninode_bridge.rules.evaluation.numbers import cents, exact
from omninode_bridge.rules.evaluation.outcomes import Record, Value
from omninode_bridge.rules.kinds import value_type

_PLAIN: Final = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SPAN: Final = re.compile(
    r"P(?=[0-9T])(?:([0-9]+)W)?(?:([0-9]+)D)?"
    r"(?:T(?=[0-9])(?:([0-9]+)H)?(?:([0-9]+)M)?(?:([0-9]+(?:\.[0-9]{1,6})?)S)?)?"
)
_UNITS: Final = (604_800, 86_400, 3_600, 60, 1)
_MOST_DIGITS: Final = 999


class UnfitError(ValueError):
    """A value that its field refuses; the message is the field's name."""


type Read = Callable[[JsonValue], Value]
type Check = Callable[[Value], bool]

_REQUIRED: Final = object()


@dataclass(frozen=True, slots=True)
class _FieldReader:
    """`absent` is what stands for a field that is not given."""

    name: str
    read: Read
    check: Check | None
    absent: Value = _REQUIRED

    def taken(self, given: dict[str, JsonValue]) -> Value:
        if self.name not in given:
            if self.absent is _REQUIRED:
                raise UnfitError(self.name)
            return self.absent
        try:
            value = self.read(given[self.name])
        except (ValueError, ArithmeticError) as error:
            raise UnfitError(self.name) from error
        if self.check is not None and not self.check(value):
            raise UnfitError(self.name)
        return value


class RequestReader:
    """Reads requests as the input model does: strictly, with defaults, within constraints."""

    def __init__(self, document: Document) -> None:
        self._readers = {one.name: self._record(one.fields) for one in document.entities}
        self.request = self._record(document.inputs or ())

    def reader_of(self, entity: str) -> Read:
        return self._readers[entity]

    def _record(self, fields: tuple[Field, ...]) -> Read:
        readers = [self._field(field) for field in fields]
        known = {field.name for field in fields}

        def read(given: JsonValue) -> Record:
            if not isinstance(given, dict):
                raise UnfitError("object")
            if not known.issuperset(given):
                raise UnfitError(min(set(given) - known))
            return {reader.name: reader.taken(given) for reader in readers}

        return read

    def _field(self, field: Field) -> _FieldReader:
        kind = value_type(field)
        read, check = self.reader(kind), checker(field.constraints)
        if field.default is None:
            absent = None if isinstance(kind, Optional) else _REQUIRED
            return _FieldReader(field.name, read, check, absent)
        try:
            return _FieldReader(field.name, read, check, read(default_json(field.default, kind)))
        except (ValueError, ArithmeticError):
            return _FieldReader(field.name, read, check)

    def reader(self, kind: ValueType) -> Read:
        """What reads values of the type; raises `ValueError` or `ArithmeticError`."""
        match kind:
            case Optional(of):
                inner = self.reader(of)
                return lambda value: None if value is None else inner(value)
            case ListOf(item):
                return _list_reader(self.reader(item))
            case MapOf(key, held):
                return _map_reader(int if key == Scalar(Kind.INT) else str, self.reader(held))
            case EntityRef(name):
                # Looked up late, because an entity may hold itself.
                return lambda value: self._readers[name](value)  # noqa: PLW0108 - as said
            case EnumOf(members):
                return _member_reader(frozenset(members))
            case Scalar(scalar):
                return lambda value: _scalar(value, scalar)


def _list_reader(inner: Read) -> Read:
    def read(value: JsonValue) -> Value:
        if not isinstance(value, list):
            raise UnfitError("list")
        return [inner(part) for part in value]

    return read


def _map_reader(key: Callable[[str], int | str], inner: Read) -> Read:
    def read(value: JsonValue) -> Value:
        if not isinstance(value, dict):
            raise UnfitError("map")
        return {key(name): inner(part) for name, part in value.items()}

    return read


def _member_reader(members: frozenset[str]) -> Read:
    def read(value: JsonValue) -> Value:
        if not isinstance(value, str) or value not in members:
            raise UnfitError("enum")
        return value

    return read


def checker(found: Constraints) -> Check | None:
    """Whether a value keeps what its field demands, null aside; None where it demands nothing."""
    if found == Constraints():
        return None
    pattern = None if found.pattern is None else matcher(found.pattern)

    def check(value: Value) -> bool:
        if value is None or isinstance(value, bool):
            return True
        if isinstance(value, int | float | Decimal):
            number = value if isinstance(value, Decimal) else Decimal(repr(value))
            return fits(number, found)
        if isinstance(value, str | list | dict | bytes):
            return _has_form(value, found, pattern)
        return True

    return check


def _has_form(value: Value, found: Constraints, pattern: Callable[[str], bool] | None) -> bool:
    if found.min_length is not None and len(value) < found.min_length:
        return False
    if found.max_length is not None and len(value) > found.max_length:
        return False
    if not isinstance(value, str):
        return True
    return (not found.one_of or value in found.one_of) and (pattern is None or pattern(value))


def _scalar(value: JsonValue, kind: Kind) -> Value:
    if kind is Kind.JSON:
        return value
    if kind is Kind.BOOL and isinstance(value, bool):
        return value
    if kind is Kind.INT and isinstance(value, int) and not isinstance(value, bool):
        return value
    if kind is Kind.FLOAT and isinstance(value, int | float | Decimal):
        return float(value)
    if kind in (Kind.DECIMAL, Kind.MONEY):
        return _decimal(value, kind)
    if not isinstance(value, str):
        raise UnfitError(kind)
    return _text(value, kind)


def _decimal(value: JsonValue, kind: Kind) -> Decimal:
    is_number = isinstance(value, int | float | Decimal) and not isinstance(value, bool)
    if not is_number and not (isinstance(value, str) and _PLAIN.fullmatch(value)):
        raise UnfitError(kind)
    number = Decimal(str(value))
    if not number.is_finite() or abs(number.adjusted()) > _MOST_DIGITS:
        raise UnfitError(kind)
    if kind is Kind.DECIMAL:
        return number
    with localcontext(exact()):
        return cents(number)


def _text(value: str, kind: Kind) -> Value:
    match kind:
        case Kind.UUID:
            return UUID(value)
        case Kind.DATE if _DAY.fullmatch(value):
            return date.fromisoformat(value)
        case Kind.DATETIME:
            moment = datetime.fromisoformat(value)
            if moment.tzinfo is None:
                raise UnfitError(kind)
            return moment.astimezone(UTC)
        case Kind.DURATION:
            return _duration(value)
        case Kind.BYTES:
            return _bytes(value)
        case Kind.STRING | Kind.EMAIL | Kind.URL:
            return value
        case _:
            raise UnfitError(kind)


def _bytes(value: str) -> bytes:
    try:
        return base64.b64decode(value, validate=True)
    except binascii.Error as error:
        raise UnfitError(Kind.BYTES) from error


def _duration(text: str) -> timedelta:
    found = _SPAN.fullmatch(text.removeprefix("-"))
    if found is None:
        raise UnfitError(Kind.DURATION)
    parts = zip(found.groups(), _UNITS, strict=True)
    seconds = sum((Decimal(part or 0) * size for part, size in parts), Decimal(0))
    span = timedelta(microseconds=int(seconds * 1_000_000))
    return -span if text.startswith("-") else span


_CANONICAL: Final = Canonical({})


def json_value(value: Value, kind: ValueType, fields: dict[str, dict[str, ValueType]]) -> JsonValue:
    """As an answer spells it; `fields` gives the types of entities and items by reference."""
    match kind:
        case Optional(of):
            return None if value is None else json_value(value, of, fields)
        case ListOf(item):
            return [json_value(part, item, fields) for part in value]
        case MapOf(_, held):
            return {str(key): json_value(part, held, fields) for key, part in value.items()}
        case EntityRef(name):
            known = fields.get(name, {})
            return {
                key: json_value(part, known[key], fields) if key in known else part
                for key, part in value.items()
            }
        case _:
            return _CANONICAL.value(_spelled(value), kind)


def _spelled(value: Value) -> JsonValue:
    match value:
        case datetime():
            return value.isoformat()
        case date():
            return value.isoformat()
        case timedelta():
            return _iso_duration(value)
        case bytes():
            return base64.b64encode(value).decode("ascii")
        case UUID():
            return str(value)
        case _:
            found: JsonValue = value
            return found


def _iso_duration(value: timedelta) -> str:
    """Each unit at most once, none that is zero."""
    size = abs(value)
    minutes, seconds = divmod(size.seconds, 60)
    hours, minutes = divmod(minutes, 60)
    fraction = f".{size.microseconds:06d}".rstrip("0") if size.microseconds else ""
    parts = (("H", str(hours)), ("M", str(minutes)), ("S", f"{seconds}{fraction}"))
    time = "".join(f"{number}{unit}" for unit, number in parts if number != "0")
    days = f"{size.days}D" if size.days else ""
    sign = "-" if value < timedelta(0) else ""
    return f"{sign}P{days}{'T' + time if time else ''}" if days or time else "PT0S"
