"""Aggregates of all values at once, by their definition: the second opinion on partial ones."""

import math
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from typing import Final

from omninode_bridge.generation.reducer.checked import Function, Metric
from omninode_bridge.rules.evaluation.outcomes import Value
from omninode_bridge.rules.kinds import FLOAT, INT, MONEY, plain

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_CENT: Final = Decimal("0.01")
_WIDE: Final = Context(prec=5000, rounding=ROUND_HALF_UP)


def window_start(moment: datetime, length: timedelta) -> datetime:
    try:
        return EPOCH + (moment - EPOCH) // length * length
    except OverflowError:
        return datetime.min.replace(tzinfo=UTC)


def top(values: list[Value], most: int) -> list[tuple[Value, int]]:
    counts = [(value, values.count(value)) for value in sorted(set(values))]
    return sorted(counts, key=lambda pair: -pair[1])[:most]


def _sum(metric: Metric, values: list[Value]) -> Value:
    kind = INT if metric.value is None else plain(metric.value.type)
    if kind == INT:
        return sum(values)
    if kind == FLOAT:
        return math.fsum(values)
    total = Decimal(0)
    for value in values:
        total = _WIDE.add(total, value)
    return total


def _average(metric: Metric, values: list[Value]) -> Value:
    kind = INT if metric.value is None else plain(metric.value.type)
    if kind == FLOAT:
        return float(sum((Fraction(value) for value in values), Fraction(0)) / len(values))
    total = sum((Fraction(value) for value in values), Fraction(0)) / len(values)
    if kind == MONEY:
        mean = _WIDE.divide(Decimal(total.numerator), Decimal(total.denominator))
        return _WIDE.quantize(mean, _CENT)
    return Decimal(total.numerator) / Decimal(total.denominator)


type _Found = list[tuple[Value, Value]]


def _plain(function: Callable[[list[Value]], Value]) -> Callable[[Metric, _Found], Value]:
    return lambda _metric, found: function([value for _, value in found])


FUNCTIONS: Final[dict[Function, Callable[[Metric, _Found], Value]]] = {
    Function.COUNT: _plain(len),
    Function.SUM: lambda metric, found: _sum(metric, [value for _, value in found]),
    Function.AVG: lambda metric, found: _average(metric, [value for _, value in found]),
    Function.MIN: _plain(min),
    Function.MAX: _plain(max),
    Function.DISTINCT: _plain(lambda values: len(set(values))),
    Function.FIRST: lambda _metric, found: min(found)[1],
    Function.LAST: lambda _metric, found: max(found)[1],
    Function.PERCENTILE: lambda metric, found: sorted(value for _, value in found)[
        math.ceil(Fraction(metric.number, 100) * len(found)) - 1
    ],
}
