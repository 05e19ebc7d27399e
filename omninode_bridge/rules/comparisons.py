"""Comparisons: which values can be equal, which have an order, what lies in what."""

import operator as python_operator
from collections.abc import Callable
from itertools import pairwise
from typing import Any, Final

from omninode_bridge.requirements.types import EnumOf, ListOf, MapOf, ValueType
from omninode_bridge.rules.codes import ALWAYS, TYPE_ERROR
from omninode_bridge.rules.codes import NUMBERS as MIXED
from omninode_bridge.rules.context import Context
from omninode_bridge.rules.conversion import convert
from omninode_bridge.rules.kinds import (
    BOOL,
    DECIMAL,
    EXACT,
    FLOAT,
    INT,
    MONEY,
    STRING,
    UUID,
    is_ordered,
    is_text,
    references,
)
from omninode_bridge.rules.operators import beside_floats, never_null
from omninode_bridge.rules.syntax import Compare, Expression
from omninode_bridge.rules.typed import Comparison, Convert, Literal, Typed

_MEMBERSHIP: Final = frozenset({"in", "not in"})

# Two literals of comparable types; which types those are is known only when it runs.
_FOLDS: Final[dict[str, Callable[[Any, Any], bool]]] = {
    "=": python_operator.eq,
    "!=": python_operator.ne,
    "<": python_operator.lt,
    "<=": python_operator.le,
    ">": python_operator.gt,
    ">=": python_operator.ge,
}


def infer_comparison(node: Compare, operands: tuple[Typed, ...], ctx: Context) -> Typed | None:
    """`operands` are the values of the chain, none of them a bare `none`."""
    nodes = (node.first, *(part for _, part in node.rest))
    wanted = [never_null(value, part, ctx) for value, part in zip(operands, nodes, strict=True)]
    if not all(wanted):
        return None
    signs = tuple(sign for sign, _ in node.rest)
    if _MEMBERSHIP.isdisjoint(signs):
        return _chain(node, signs, operands, ctx)
    if len(signs) > 1:
        ctx.report(TYPE_ERROR, node.span, "`in` stands alone, not in a chain.", "join with `and`")
        return None
    return _membership(node, operands[0], operands[1], ctx)


def _chain(
    node: Compare, signs: tuple[str, ...], operands: tuple[Typed, ...], ctx: Context
) -> Typed | None:
    for first, second in pairwise(operands):
        _warn_no_member(node, first, second, ctx)
    anchor = next((value.type for value in operands if not isinstance(value, Literal)), None)
    values = tuple(_aligned(value, anchor) for value in beside_floats(_ids_as_text(operands)))
    nodes = (node.first, *(part for _, part in node.rest))
    for at, sign in enumerate(signs):
        problem = _problem(sign, values[at].type, values[at + 1].type)
        if problem is not None:
            code, message = problem
            ctx.report(code, nodes[at].span.to(nodes[at + 1].span), message)
            return None
    for reference in frozenset().union(*(references(value.type) for value in values)):
        ctx.reads.update(ctx.names.set_fields(reference))
    return _folded(
        node, Comparison(values[0], tuple(zip(signs, values[1:], strict=True)), BOOL), ctx
    )


def _ids_as_text(operands: tuple[Typed, ...]) -> tuple[Typed, ...]:
    """Beside a text, a uuid is its canonical spelling; a quoted uuid is brought to it."""
    types = {value.type for value in operands}
    if UUID not in types or not any(map(is_text, types)):
        return operands
    return tuple(
        Literal(value.value.lower(), STRING)
        if isinstance(value, Literal) and isinstance(value.value, str)
        else convert(value, STRING) or value
        for value in operands
    )


def _aligned(value: Typed, anchor: ValueType | None) -> Typed:
    """A quoted date is a date beside dates; enums compare by name."""
    if isinstance(value, Literal) and isinstance(value.value, str) and anchor is not None:
        return (None if is_text(anchor) else convert(value, anchor)) or value
    return _by_name(value)


def _by_name(value: Typed) -> Typed:
    return Convert(value, STRING) if isinstance(value.type, EnumOf) else value


def _problem(sign: str, left: ValueType, right: ValueType) -> tuple[Any, str] | None:
    if not _comparable(left, right):
        code = MIXED if {left, right} <= EXACT | {FLOAT} else TYPE_ERROR
        return code, f"{left} and {right} cannot be compared."
    if sign not in ("=", "!=") and not is_ordered(left):
        return TYPE_ERROR, f"{left} has no order, so `{sign}` has no meaning."
    return None


def _comparable(left: ValueType, right: ValueType) -> bool:
    if isinstance(left, ListOf) and isinstance(right, ListOf):
        return _comparable(left.item, right.item)
    both = {left, right}
    return (
        left == right or both <= EXACT or both == {INT, FLOAT} or (is_text(left) and is_text(right))
    )


def _membership(node: Compare, left: Typed, right: Typed, ctx: Context) -> Typed | None:
    part: Expression = node.rest[0][1]
    match right.type:
        case ListOf(item):
            left, right = _among(left, right, item)
            held: ValueType = right.type.item if isinstance(right.type, ListOf) else item
        case MapOf(key, _):
            left, held = (convert(left, key) if isinstance(left, Literal) else None) or left, key
        case text if is_text(text):
            left, right, held = _by_name(left), _by_name(right), STRING
        case _:
            ctx.report(TYPE_ERROR, part.span, f"`in` needs a list, and this is {right.type}.")
            return None
    if not _comparable(left.type, held):
        ctx.report(TYPE_ERROR, node.span, f"{left.type} cannot be in {right.type}.")
        return None
    for reference in references(left.type):
        ctx.reads.update(ctx.names.set_fields(reference))
    return Comparison(left, ((node.rest[0][0], right),), BOOL)


def _among(left: Typed, right: Typed, item: ValueType) -> tuple[Typed, Typed]:
    """Both sides of `in` for a list, brought to one type where a literal or an enum allows it."""
    if left.type == item:
        return left, right
    if is_text(left.type) and isinstance(item, EnumOf):
        return _by_name(left), convert(right, ListOf(STRING)) or right
    if isinstance(left.type, EnumOf) and is_text(item):
        return _by_name(left), right
    if isinstance(left, Literal):
        return convert(left, item) or left, right
    number = left.type in (INT, DECIMAL, MONEY) and item in (INT, DECIMAL, MONEY)
    wider = DECIMAL if number else left.type
    return (convert(left, wider) or left), (convert(right, ListOf(wider)) or right)


def _warn_no_member(node: Compare, first: Typed, second: Typed, ctx: Context) -> None:
    for value, other in ((first, second), (second, first)):
        if (
            isinstance(value.type, EnumOf)
            and isinstance(other, Literal)
            and isinstance(other.value, str)
            and other.value not in value.type.members
        ):
            members = ", ".join(value.type.members[:20])
            message = f'"{other.value[:60]}" is none of {members}.'
            ctx.report(ALWAYS, node.span, message, "compare with one of the enum's names")


def _folded(node: Compare, found: Comparison, ctx: Context) -> Typed:
    """Two literals: the outcome, with a warning."""
    (sign, second), *more = found.rest
    if more or not isinstance(found.first, Literal) or not isinstance(second, Literal):
        return found
    outcome = _FOLDS[sign](found.first.value, second.value)
    ctx.report(ALWAYS, node.span, f"This is always {str(outcome).lower()}.")
    return Literal(outcome, BOOL)
