"""What rules compute with. A generated package carries the part of this module that it uses."""

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from decimal import (
    ROUND_HALF_UP,
    Context,
    Decimal,
    DivisionByZero,
    InvalidOperation,
    Overflow,
    localcontext,
)
from functools import cache

from pydantic_core import SchemaValidator, core_schema

CENT = Decimal("0.01")


@contextmanager
def exact_decimals() -> Iterator[None]:
    """28 significant digits, half up; what cannot be represented is an error."""
    context = Context(
        prec=28, rounding=ROUND_HALF_UP, traps=[DivisionByZero, InvalidOperation, Overflow]
    )
    with localcontext(context):
        yield


def failure_reason(error: Exception) -> str:
    """What went wrong in an expression, for the sender of the request."""
    if isinstance(error, ZeroDivisionError) or "DivisionUndefined" in str(error):
        return "division by zero"
    if isinstance(error, ArithmeticError):
        return "a value is too large"
    if isinstance(error, KeyError):
        return "there is no such key"
    return "a list or text is empty or too short"


def money(amount: Decimal) -> Decimal:
    """Half up to two places."""
    return amount.quantize(CENT, rounding=ROUND_HALF_UP)


def rounded(value: Decimal, places: int) -> Decimal:
    """Half up; half is away from zero."""
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def rounded_int(value: Decimal, places: int = 0) -> int:
    """Half up to a whole number; negative `places` round to tens, hundreds and so on."""
    if places == 0:
        return int(value.to_integral_value(rounding=ROUND_HALF_UP))
    return int(rounded(value, places))


def rounded_float(value: float, places: int) -> float:
    """Half up, on the shortest decimal that means the float."""
    exact = Decimal(repr(finite(value)))
    scale = exact.as_tuple().exponent
    if isinstance(scale, int) and scale >= -places:
        return value
    # Adding zero turns -0.0 into 0.0.
    return float(rounded(exact, places)) + 0.0


def rounded_float_int(value: float, places: int) -> int:
    """Half up to a whole number, on the shortest decimal that means the float."""
    return rounded_int(Decimal(repr(finite(value))), places)


def finite(value: float) -> float:
    """Infinity and nan are not values of a rule."""
    if not math.isfinite(value):
        raise OverflowError
    return value


def remainder(value: Decimal, divisor: Decimal) -> Decimal:
    """The remainder, with the divisor's sign."""
    if not divisor:
        raise ZeroDivisionError
    rest = value % divisor
    return rest + divisor if rest and (rest < 0) != (divisor < 0) else rest


def average(values: Iterable[Decimal]) -> Decimal:
    """The arithmetic mean; an empty list has none."""
    numbers = list(values)
    if not numbers:
        raise ValueError
    return sum(numbers, Decimal(0)) / len(numbers)


def average_float(values: Iterable[float]) -> float:
    """The arithmetic mean of an exact sum; an empty list has none."""
    numbers = list(values)
    if not numbers:
        raise ValueError
    return finite(math.fsum(numbers) / len(numbers))


def element[T](values: Sequence[T], position: int) -> T:
    """The element at a position; negative positions count from the end."""
    return values[position]


def unique[T](values: Iterable[T]) -> list[T]:
    """First occurrences, in their order."""
    kept: list[T] = []
    for value in values:
        if value not in kept:
            kept.append(value)
    return kept


def sorted_nulls_first[T, K: (int, float, Decimal, str, date, datetime, timedelta)](
    values: Iterable[T], key: Callable[[T], K | None], *, descending: bool = False
) -> list[T]:
    """Stable; null counts as the smallest key."""
    pairs = [(key(value), value) for value in values]
    nulls: list[T] = [value for found, value in pairs if found is None]
    known = [(found, value) for found, value in pairs if found is not None]
    known.sort(key=lambda pair: pair[0], reverse=descending)
    ordered: list[T] = [value for _, value in known]
    return [*ordered, *nulls] if descending else [*nulls, *ordered]


def converted[T, R](value: T | None, conversion: Callable[[T], R]) -> R | None:
    """Null stays null."""
    return None if value is None else conversion(value)


def whole_days(start: datetime, end: datetime) -> int:
    """Complete days from `start` to `end`; negative where `end` is earlier."""
    days = abs(end - start) // timedelta(days=1)
    return days if end >= start else -days


def matches(text: str, pattern: str) -> bool:
    """Whether the whole text matches, in time linear in its length."""
    return compiled(pattern).isinstance_python(text)


@cache
def compiled(pattern: str) -> SchemaValidator:
    """The pattern for Rust's engine, which has neither look-around nor back-references."""
    return SchemaValidator(core_schema.str_schema(pattern=pattern, strict=True))
