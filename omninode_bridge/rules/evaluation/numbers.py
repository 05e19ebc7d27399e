"""Exact decimals, half up, and floats that stay finite."""

import math
from decimal import (
    ROUND_CEILING,
    ROUND_FLOOR,
    ROUND_HALF_UP,
    Context,
    Decimal,
    DivisionByZero,
    InvalidOperation,
    Overflow,
)
from typing import Final

from omninode_bridge.requirements.types import ValueType
from omninode_bridge.rules.evaluation.outcomes import NoValueError, Value
from omninode_bridge.rules.kinds import DECIMAL, FLOAT, INT, MONEY

DIGITS: Final = 28
CENTS: Final = 2
MOST_PLACES: Final = 1_000


def exact() -> Context:
    """A fresh context: 28 digits, half up, and whatever cannot be represented is an error."""
    traps = [DivisionByZero, InvalidOperation, Overflow]
    return Context(prec=DIGITS, rounding=ROUND_HALF_UP, traps=traps)


def half_up(value: Decimal, places: int) -> Decimal:
    if abs(places) > MOST_PLACES:
        raise NoValueError
    return value.quantize(Decimal((0, (1,), -places)), rounding=ROUND_HALF_UP)


def cents(value: Decimal) -> Decimal:
    return half_up(value, CENTS)


def plain_float(value: float) -> float:
    if math.isinf(value) or math.isnan(value):
        raise NoValueError
    return value


def rounded(value: Value, places: int, source: ValueType, target: ValueType) -> Value:
    """Half up, of the decimal that the value is written as."""
    written = value if isinstance(value, Decimal) else Decimal(repr(value))
    if target == INT:
        # Ints are exact, whatever their length.
        whole = places == 0
        return int(written.to_integral_value(ROUND_HALF_UP) if whole else half_up(written, places))
    if source != FLOAT:
        return half_up(written, places)
    # A float that is written with fewer places already is what it was.
    if -int(written.as_tuple().exponent) <= places:
        return value
    return float(half_up(written, places)) + 0.0


def floor(value: Value, target: ValueType) -> Value:
    return _whole(value, target, ROUND_FLOOR)


def ceiling(value: Value, target: ValueType) -> Value:
    return _whole(value, target, ROUND_CEILING)


def _whole(value: Value, target: ValueType, direction: str) -> Value:
    found = int(Decimal(value).to_integral_value(rounding=direction))
    return float(found) if target == FLOAT else found


def remainder(left: Value, right: Value, target: ValueType) -> Value:
    """With the divisor's sign."""
    if not right:
        raise NoValueError
    if target == FLOAT:
        return plain_float(left % right)
    if target == INT:
        return left - right * (left // right)
    rest = Decimal(left) % Decimal(right)
    same_side = (rest > 0) == (right > 0)
    return rest if same_side or not rest else rest + right


def total(values: list[Value], item: ValueType) -> Value:
    """The sum of numbers; of none it is zero."""
    if item == FLOAT:
        return plain_float(math.fsum(values))
    found: Value = 0 if item == INT else Decimal(0)
    for value in values:
        found = found + value
    return found


def average(values: list[Value], item: ValueType) -> Value:
    if not values:
        raise NoValueError
    if item == FLOAT:
        return plain_float(math.fsum(values) / len(values))
    found = Decimal(0)
    for value in values:
        found = found + value
    return found / len(values)


def quotient(left: Value, right: Value, target: ValueType) -> Value:
    if not right:
        raise NoValueError
    if target == FLOAT:
        return plain_float(left / right)
    return Decimal(left) / Decimal(right)


def is_decimal(type_: ValueType) -> bool:
    return type_ in (DECIMAL, MONEY)
