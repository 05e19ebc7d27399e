"""Arithmetic: which numbers mix, what they give, and how far time can be computed with."""

from dataclasses import dataclass
from typing import Final

from omninode_bridge.requirements.types import Optional, ValueType
from omninode_bridge.rules.codes import MAYBE_NULL, TYPE_ERROR
from omninode_bridge.rules.codes import NUMBERS as MIXED
from omninode_bridge.rules.context import Context
from omninode_bridge.rules.conversion import as_float, convert
from omninode_bridge.rules.kinds import (
    DATE,
    DATETIME,
    DECIMAL,
    DURATION,
    FLOAT,
    INT,
    MONEY,
    NUMBERS,
    is_text,
)
from omninode_bridge.rules.syntax import Binary, Expression
from omninode_bridge.rules.typed import Arithmetic, Literal, Typed

_TIME: Final[dict[tuple[ValueType, str, ValueType], ValueType]] = {
    (DATETIME, "+", DURATION): DATETIME,
    (DATETIME, "-", DURATION): DATETIME,
    (DURATION, "+", DATETIME): DATETIME,
    (DATETIME, "-", DATETIME): DURATION,
    (DURATION, "+", DURATION): DURATION,
    (DURATION, "-", DURATION): DURATION,
}


@dataclass(frozen=True, slots=True)
class Mismatch:
    message: str
    fix: str = ""


def infer_binary(node: Binary, left: Typed, right: Typed, ctx: Context) -> Typed | None:
    for part, operand in ((node.left, left), (node.right, right)):
        if not never_null(operand, part, ctx):
            return None
    left, right = _beside_times(left, right), _beside_times(right, left)
    if (found := _TIME.get((left.type, node.operator, right.type))) is not None:
        return Arithmetic(node.operator, left, right, found)
    for part, operand in ((node.left, left), (node.right, right)):
        if operand.type not in NUMBERS:
            ctx.report(TYPE_ERROR, part.span, *_no_number(node.operator, left, right, operand))
            return None
    left, right = beside_floats((left, right))
    result = result_of(node.operator, left.type, right.type)
    if isinstance(result, Mismatch):
        ctx.report(MIXED, node.span, result.message, result.fix)
        return None
    return Arithmetic(node.operator, left, right, result)


def _beside_times(value: Typed, other: Typed) -> Typed:
    """A quoted duration beside a datetime or duration is one."""
    if isinstance(value, Literal) and other.type in (DATETIME, DURATION):
        return convert(value, DURATION) or value
    return value


def never_null(value: Typed, node: Expression, ctx: Context) -> bool:
    if isinstance(value.type, Optional):
        ctx.report(MAYBE_NULL, node.span, f"This may be null; it is {value.type}.")
        return False
    return True


def _no_number(operator: str, left: Typed, right: Typed, culprit: Typed) -> tuple[str, str]:
    message = f"`{operator}` needs numbers, and this is {culprit.type}."
    if operator == "+" and is_text(left.type) and is_text(right.type):
        return message, 'join texts with join([a, b], "")'
    if {left.type, right.type} <= {DATE, DATETIME}:
        return message, "use days_between(a, b)"
    return message, "use add_days(a, n)" if DATE in (left.type, right.type) else ""


def beside_floats(values: tuple[Typed, ...]) -> tuple[Typed, ...]:
    """A numeric literal beside a float is a float."""
    if all(value.type != FLOAT for value in values):
        return values
    return tuple(value if value.type == FLOAT else as_float(value) or value for value in values)


def result_of(operator: str, left: ValueType, right: ValueType) -> ValueType | Mismatch:
    """The type of `left operator right` for two numbers; `%` stands for `mod`."""
    both = {left, right}
    if FLOAT in both:
        if both <= {FLOAT, INT}:
            return FLOAT
        return Mismatch(f"{left} and {right} do not mix.", "make both float, or both decimal")
    if MONEY in both:
        return _money(operator, left, right)
    if both == {INT}:
        return DECIMAL if operator == "/" else INT
    return DECIMAL


def _money(operator: str, left: ValueType, right: ValueType) -> ValueType | Mismatch:
    if operator == "*" and left == right:
        return Mismatch("money * money has no meaning.", "multiply money with a decimal or int")
    if operator in "/%" and left != MONEY:
        word = "divided by" if operator == "/" else "modulo"
        return Mismatch(
            f"{left} {word} money has no meaning.", "divide money by money, or by a number"
        )
    return DECIMAL if operator == "/" and left == right else MONEY
