"""Values on their way from one type to another."""

from collections.abc import Callable, Mapping
from decimal import Decimal

from omninode_bridge.requirements.types import EntityRef, ListOf, MapOf, Optional, ValueType
from omninode_bridge.rules.evaluation.numbers import cents, is_decimal
from omninode_bridge.rules.evaluation.outcomes import Value
from omninode_bridge.rules.kinds import FLOAT, INT, MONEY, STRING, UUID, holds
from omninode_bridge.rules.program import ItemType

type Conversion = Callable[[Value], Value]


def conversion(
    source: ValueType, target: ValueType, items: Mapping[str, ItemType]
) -> Conversion | None:
    """What turns a value of one type into the other; None where it already is one."""
    if source == target:
        return None
    if isinstance(target, Optional):
        inner = source.of if isinstance(source, Optional) else source
        return _unless_null(conversion(inner, target.of, items))
    match source, target:
        case ListOf(item), ListOf(wanted):
            return _for_each(conversion(item, wanted, items))
        case EntityRef(), EntityRef(name) if name.endswith(".item"):
            return _new_item(items[name.removesuffix(".item")], items)
        case _:
            return _scalar(source, target)


def _scalar(source: ValueType, target: ValueType) -> Conversion | None:
    if source == INT and is_decimal(target):
        return Decimal
    if source == INT and target == FLOAT:
        return float
    return str if source == UUID and target == STRING else None


def _unless_null(inner: Conversion | None) -> Conversion | None:
    return None if inner is None else lambda value: None if value is None else inner(value)


def _for_each(inner: Conversion | None) -> Conversion:
    """A list of its own even where its items need no conversion."""
    return list if inner is None else lambda values: [inner(value) for value in values]


def _new_item(item: ItemType, items: Mapping[str, ItemType]) -> Conversion:
    """A copy that `for each` may set fields of."""
    given = [
        (field.name, conversion(field.given, field.type, items))
        for field in item.working
        if field.given is not None
    ]

    def copied(value: Value) -> Value:
        return {
            name: value[name] if convert is None else convert(value[name])
            for name, convert in given
        }

    return copied


def rounding(type_: ValueType) -> Conversion | None:
    """Money inside the type to two places; None where there is none."""
    if not holds(type_, MONEY):
        return None
    match type_:
        case Optional(of):
            return _unless_null(rounding(of))
        case ListOf(item):
            return _for_each(rounding(item))
        case MapOf(_, value):
            inner = rounding(value) or cents
            return lambda found: {key: inner(part) for key, part in found.items()}
        case _:
            return cents
