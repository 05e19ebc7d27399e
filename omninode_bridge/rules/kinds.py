"""What types have in common: numbers, texts, order; and the type that two types share."""

from typing import Final

from omninode_bridge.requirements.document import Field
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

STRING: Final = Scalar(Kind.STRING)
INT: Final = Scalar(Kind.INT)
FLOAT: Final = Scalar(Kind.FLOAT)
DECIMAL: Final = Scalar(Kind.DECIMAL)
MONEY: Final = Scalar(Kind.MONEY)
BOOL: Final = Scalar(Kind.BOOL)
DATE: Final = Scalar(Kind.DATE)
DATETIME: Final = Scalar(Kind.DATETIME)
DURATION: Final = Scalar(Kind.DURATION)
UUID: Final = Scalar(Kind.UUID)

NUMBERS: Final = frozenset({INT, DECIMAL, MONEY, FLOAT})
EXACT: Final = frozenset({INT, DECIMAL, MONEY})
TEXTS: Final = frozenset({STRING, Scalar(Kind.EMAIL), Scalar(Kind.URL)})
TIMES: Final = frozenset({DATE, DATETIME, DURATION})


def value_type(field: Field) -> ValueType:
    """What a rule sees: a default keeps null away, a field that is not required may be null."""
    if field.default is not None:
        return plain(field.type)
    if field.required or isinstance(field.type, Optional):
        return field.type
    return Optional(field.type)


def plain(type_: ValueType) -> ValueType:
    return type_.of if isinstance(type_, Optional) else type_


def is_text(type_: ValueType) -> bool:
    return type_ in TEXTS or isinstance(type_, EnumOf)


def is_ordered(type_: ValueType) -> bool:
    """Whether `<` has a meaning."""
    return type_ in NUMBERS or type_ in TIMES or is_text(type_)


def is_sortable(type_: ValueType) -> bool:
    inner = plain(type_)
    return is_ordered(inner) or inner in (BOOL, UUID)


def holds(type_: ValueType, part: ValueType) -> bool:
    """Whether a value of `type_` can contain a `part` without going through an entity."""
    match type_:
        case Optional(of):
            return holds(of, part)
        case ListOf(item):
            return holds(item, part)
        case MapOf(_, value):
            return holds(value, part)
        case _:
            return type_ == part


def references(type_: ValueType) -> frozenset[str]:
    """Names of the entities and items in a type."""
    match type_:
        case EntityRef(name):
            return frozenset({name})
        case Optional(inner) | ListOf(inner):
            return references(inner)
        case MapOf(key, value):
            return references(key) | references(value)
        case _:
            return frozenset()


def shared(left: ValueType, right: ValueType) -> ValueType | None:
    """The type that values of both have, or None where there is none."""
    if left == right:
        return left
    if isinstance(left, Optional) or isinstance(right, Optional):
        inner = shared(plain(left), plain(right))
        return None if inner is None else Optional(inner)
    if isinstance(left, ListOf) and isinstance(right, ListOf):
        inner = shared(left.item, right.item)
        return None if inner is None else ListOf(inner)
    if is_text(left) and is_text(right):
        return STRING
    return _number(left, right)


def _number(left: ValueType, right: ValueType) -> ValueType | None:
    both = {left, right}
    if both <= EXACT:
        return MONEY if MONEY in both else DECIMAL
    return FLOAT if both == {INT, FLOAT} else None
