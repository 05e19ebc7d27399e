"""The functions of the language, by name."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from pydantic_core import SchemaValidator, core_schema

from omninode_bridge.requirements.types import ListOf, ValueType
from omninode_bridge.rules.evaluation import numbers
from omninode_bridge.rules.evaluation.operations import whole_days
from omninode_bridge.rules.evaluation.outcomes import NoValueError, Value
from omninode_bridge.rules.kinds import DURATION
from omninode_bridge.rules.patterns import to_rust


@dataclass(frozen=True, slots=True)
class Types:
    """Of the first argument and of the result."""

    source: ValueType
    result: ValueType

    @property
    def item(self) -> ValueType:
        return self.source.item if isinstance(self.source, ListOf) else self.source


type Function = Callable[..., Value]
"""Takes the values of the arguments."""


def function_for(name: str, types: Types) -> Function:
    if name in _TYPED:
        return _TYPED[name](types)
    return _PLAIN[name]


def matcher(pattern: str) -> Callable[[str], bool]:
    """The whole text, by the engine that the dialect is defined by."""
    schema = core_schema.str_schema(pattern=to_rust(pattern), strict=True)
    return SchemaValidator(schema).isinstance_python


def _at(position: int) -> Function:
    def found(values: list[Value]) -> Value:
        if not values:
            raise NoValueError
        return values[position]

    return found


def _extreme(choose: Callable[[list[Value]], Value]) -> Function:
    def found(*values: Value) -> Value:
        candidates = list(values[0]) if len(values) == 1 else list(values)
        if not candidates:
            raise NoValueError
        return choose(candidates)

    return found


def _split(text: str, separator: str) -> list[str]:
    if not separator:
        raise NoValueError
    return text.split(separator)


def _unique(values: list[Value]) -> list[Value]:
    found: list[Value] = []
    for value in values:
        if value not in found:
            found.append(value)
    return found


def _sum(types: Types) -> Function:
    if types.item == DURATION:
        return lambda values: sum(values, timedelta(0))
    return lambda values: numbers.total(list(values), types.item)


_PLAIN: Final[Mapping[str, Function]] = {
    "abs": abs,
    "len": len,
    "count": len,
    "any": any,
    "all": all,
    "min": _extreme(min),
    "max": _extreme(max),
    "first": _at(0),
    "last": _at(-1),
    "unique": _unique,
    "join": lambda texts, separator: separator.join(texts),
    "split": _split,
    "lower": str.lower,
    "upper": str.upper,
    "strip": str.strip,
    "replace": str.replace,
    "startswith": str.startswith,
    "endswith": str.endswith,
    "contains": lambda text, part: part in text,
    "days_between": whole_days,
    "add_days": lambda moment, days: moment + timedelta(days=days),
    "year": lambda moment: moment.year,
    "month": lambda moment: moment.month,
    "day": lambda moment: moment.day,
}

# What depends on the types of the numbers.
_TYPED: Final[Mapping[str, Callable[[Types], Function]]] = {
    "round": lambda types: (
        lambda value, places=0: numbers.rounded(value, places, types.source, types.result)
    ),
    "floor": lambda types: lambda value: numbers.floor(value, types.result),
    "ceil": lambda types: lambda value: numbers.ceiling(value, types.result),
    "mod": lambda types: lambda left, right: numbers.remainder(left, right, types.result),
    "sum": _sum,
    "avg": lambda types: lambda values: numbers.average(list(values), types.item),
}
