"""Arithmetic and comparisons on values whose types are known to fit."""

import operator
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final

from omninode_bridge.requirements.types import ValueType
from omninode_bridge.rules.evaluation.numbers import is_decimal, plain_float, quotient
from omninode_bridge.rules.evaluation.outcomes import Value
from omninode_bridge.rules.kinds import FLOAT

type Binary = Callable[[Value, Value], Value]

ORDER: Final[Mapping[str, Binary]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
COMPARISONS: Final[Mapping[str, Binary]] = {
    **ORDER,
    "=": operator.eq,
    "!=": operator.ne,
    "in": lambda part, whole: part in whole,
    "not in": lambda part, whole: part not in whole,
}
_PLAIN: Final[Mapping[str, Binary]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
}


def arithmetic(sign: str, target: ValueType) -> Binary:
    """`target` is the type of the result."""
    if sign == "/":
        return lambda left, right: quotient(left, right, target)
    plain = _PLAIN[sign]
    if target == FLOAT:
        return lambda left, right: plain_float(plain(left, right))
    if is_decimal(target):
        return lambda left, right: plain(Decimal(left), Decimal(right))
    return plain


def whole_days(start: Value, end: Value) -> int:
    """Days from `start` to `end`; of points in time, the complete ones."""
    span: timedelta = end - start
    if isinstance(start, datetime) and span < timedelta(0):
        return -((-span).days)
    return span.days
