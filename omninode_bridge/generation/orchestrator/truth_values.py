"""What conditions compute with, where types are known only when the values are there."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cmp_to_key
from typing import Final
from uuid import UUID

from omninode_bridge.rules.evaluation.numbers import half_up
from omninode_bridge.rules.evaluation.operations import whole_days
from omninode_bridge.rules.evaluation.outcomes import NoValueError, Value

_NUMBER: Final = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")
_ORDERED: Final = (str, date, timedelta)


class AbsentError(Exception):
    """A name that is reached is missing or null."""


def present(value: Value) -> Value:
    if value is None:
        raise AbsentError
    if isinstance(value, float):
        return Decimal(repr(value))
    return str(value) if isinstance(value, UUID) else value


def element(of: Value, index: Value) -> Value:
    if isinstance(of, dict) and isinstance(index, str):
        return present(of.get(index))
    if isinstance(of, list) and isinstance(index, int):
        return present(of[index] if -len(of) <= index < len(of) else None)
    raise NoValueError


def number(value: Value) -> Value:
    found = _as_number(value)
    if found is None:
        raise NoValueError
    return found


def _as_number(value: Value) -> Value:
    if isinstance(value, str) and _NUMBER.fullmatch(value):
        return Decimal(value)
    is_number = isinstance(value, int | Decimal) and not isinstance(value, bool)
    return value if is_number else None


def _quotient(left: Value, right: Value) -> Value:
    if not right:
        raise NoValueError
    return Decimal(left) / right


ARITHMETIC: Final[Mapping[str, Callable[[Value, Value], Value]]] = {
    "+": lambda left, right: left + right,
    "-": lambda left, right: left - right,
    "*": lambda left, right: left * right,
    "/": _quotient,
}


def _pair(left: Value, right: Value) -> tuple[Value, Value] | None:
    """Both as values that `<` has a meaning for."""
    if not (isinstance(left, str) and isinstance(right, str)):
        numbers = _as_number(left), _as_number(right)
        if None not in numbers:
            return numbers
        left, right = _dated(left, right), _dated(right, left)
    same = type(left) is type(right) and isinstance(left, _ORDERED)
    return (left, right) if same else None


def _dated(value: Value, other: Value) -> Value:
    """A text as the kind of date that it is compared with."""
    if not isinstance(value, str) or not isinstance(other, date):
        return value
    try:
        return type(other).fromisoformat(value)
    except ValueError:
        return value


def _same(left: Value, right: Value) -> bool:
    pair = _pair(left, right)
    if pair is not None:
        return bool(pair[0] == pair[1])
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(map(_same, left, right))
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(_same(left[key], right[key]) for key in left)
    return type(left) is type(right) and bool(left == right)


def _order(left: Value, right: Value) -> int:
    pair = _pair(left, right)
    if pair is None:
        raise NoValueError
    return int(pair[0] > pair[1]) - int(pair[0] < pair[1])


def _holds_in(part: Value, whole: Value) -> bool:
    if isinstance(whole, list):
        return any(_same(part, item) for item in whole)
    if isinstance(whole, dict) or (isinstance(whole, str) and isinstance(part, str)):
        return part in whole
    raise NoValueError


COMPARED: Final[Mapping[str, Callable[[Value, Value], bool]]] = {
    "=": _same,
    "!=": lambda left, right: not _same(left, right),
    "<": lambda left, right: _order(left, right) < 0,
    "<=": lambda left, right: _order(left, right) <= 0,
    ">": lambda left, right: _order(left, right) > 0,
    ">=": lambda left, right: _order(left, right) >= 0,
    "in": _holds_in,
    "not in": lambda part, whole: not _holds_in(part, whole),
}


def elements_of(value: Value) -> list[Value]:
    if isinstance(value, list):
        return value
    raise NoValueError


def ranked(left: Value, right: Value) -> int:
    if left is None or right is None:
        return int(left is not None) - int(right is not None)
    if isinstance(left, bool) and isinstance(right, bool):
        return left - right
    return _order(left, right)


def truth_of(value: Value) -> bool:
    if isinstance(value, bool):
        return value
    raise NoValueError


def text_of(value: Value) -> str:
    if isinstance(value, str):
        return value
    raise NoValueError


def _some(values: Value) -> list[Value]:
    found = elements_of(values)
    if not found:
        raise NoValueError
    return found


def _sum(values: Value) -> Value:
    return sum((number(value) for value in elements_of(values)), 0)


def _average(values: Value) -> Value:
    found = _some(values)
    return sum((number(value) for value in found), Decimal(0)) / len(found)


def _extreme(choose: Callable[..., Value]) -> Callable[..., Value]:
    def found(*values: Value) -> Value:
        candidates = _some(values[0]) if len(values) == 1 else list(values)
        return choose(candidates, key=cmp_to_key(_order))

    return found


def _size(value: Value) -> int:
    if isinstance(value, list | dict | str):
        return len(value)
    raise NoValueError


def _round(value: Value, places: Value = 0) -> Value:
    if not isinstance(places, int) or isinstance(places, bool):
        raise NoValueError
    found = half_up(Decimal(number(value)), places)
    return found if places > 0 else int(found)


def _mod(left: Value, right: Value) -> Value:
    one, other = number(left), number(right)
    if not other:
        raise NoValueError
    if isinstance(one, int) and isinstance(other, int):
        return one % other
    rest = Decimal(one) % other
    return rest + other if rest and (rest > 0) != (other > 0) else rest


def _unique(values: Value) -> Value:
    found: list[Value] = []
    for value in elements_of(values):
        if all(not _same(value, other) for other in found):
            found.append(value)
    return found


def _split(text: Value, separator: Value) -> Value:
    return list(text_of(text).split(text_of(separator)))


def _moment(value: Value) -> Value:
    if isinstance(value, str):
        return (datetime if "T" in value else date).fromisoformat(value)
    if isinstance(value, date):
        return value
    raise NoValueError


def _later(moment: Value, days: Value) -> Value:
    if not isinstance(days, int) or isinstance(days, bool):
        raise NoValueError
    return _moment(moment) + timedelta(days=days)


def _whole(rounding: str) -> Callable[[Value], Value]:
    return lambda value: int(Decimal(number(value)).to_integral_value(rounding=rounding))


FUNCTIONS: Final[Mapping[str, Callable[..., Value]]] = {
    "sum": _sum,
    "avg": _average,
    "min": _extreme(min),
    "max": _extreme(max),
    "len": _size,
    "count": _size,
    "round": _round,
    "floor": _whole("ROUND_FLOOR"),
    "ceil": _whole("ROUND_CEILING"),
    "abs": lambda value: abs(number(value)),
    "mod": _mod,
    "sorted": lambda values: sorted(elements_of(values), key=cmp_to_key(ranked)),
    "first": lambda values: _some(values)[0],
    "last": lambda values: _some(values)[-1],
    "unique": _unique,
    "lower": lambda text: text_of(text).lower(),
    "upper": lambda text: text_of(text).upper(),
    "strip": lambda text: text_of(text).strip(),
    "split": _split,
    "join": lambda texts, between: text_of(between).join(map(text_of, elements_of(texts))),
    "replace": lambda text, old, new: text_of(text).replace(text_of(old), text_of(new)),
    "startswith": lambda text, part: text_of(text).startswith(text_of(part)),
    "endswith": lambda text, part: text_of(text).endswith(text_of(part)),
    "contains": lambda text, part: text_of(part) in text_of(text),
    "days_between": lambda start, end: whole_days(_moment(start), _moment(end)),
    "add_days": _later,
    "year": lambda moment: _moment(moment).year,
    "month": lambda moment: _moment(moment).month,
    "day": lambda moment: _moment(moment).day,
}
