"""Comparisons of two values, in the form that readers and linters expect."""

import ast
from collections.abc import Sequence
from typing import Final

from omninode_bridge.generation.logic.python_ast import GROUP, call, constant, is_constant, negation

COMPARISONS: Final = {
    "=": ast.Eq,
    "!=": ast.NotEq,
    "<": ast.Lt,
    "<=": ast.LtE,
    ">": ast.Gt,
    ">=": ast.GtE,
    "in": ast.In,
    "not in": ast.NotIn,
}
FLIPPED: Final = {"=": "=", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}


def compared(operands: Sequence[ast.expr], signs: Sequence[str]) -> ast.expr:
    """A chain; where it names `True` or `False`, its links stand side by side."""
    links = [
        two_sided(left, sign, right)
        for left, sign, right in zip(operands, signs, operands[1:], strict=False)
    ]
    if len(links) == 1:
        return links[0]
    if any(_is_truth(operand) for operand in operands):
        return joined("and", links)
    return ast.Compare(operands[0], [COMPARISONS[sign]() for sign in signs], [*operands[1:]])


def two_sided(left: ast.expr, sign: str, right: ast.expr) -> ast.expr:
    """Constants stand on the right; membership in a list of one is equality."""
    if sign not in FLIPPED and isinstance(right, ast.List) and len(right.elts) == 1:
        sign, right = ("=" if sign == "in" else "!="), right.elts[0]
    if sign in FLIPPED and is_constant(left) and not is_constant(right):
        left, sign, right = right, FLIPPED[sign], left
    if sign in {"=", "!="} and _is_truth(right):
        return left if _is_truth(right, sign == "=") else negation(left)
    return ast.Compare(left, [COMPARISONS[sign]()], [right])


def joined(operator: str, operands: Sequence[ast.expr]) -> ast.expr:
    """`and` or `or` of all; truths that the result does not depend on are left out."""
    absorbing = operator == "or"
    if any(_is_truth(each, absorbing) for each in operands):
        return constant(absorbing)
    open_ = [each for each in operands if not _is_truth(each, not absorbing)]
    if not open_:
        return constant(not absorbing)
    if len(open_) == 1:
        return open_[0]
    if not absorbing:
        return ast.BoolOp(ast.And(), open_)
    # The parentheses that Python does not need, and readers do.
    return ast.BoolOp(ast.Or(), [call(GROUP, each) if _is_and(each) else each for each in open_])


def _is_and(value: ast.expr) -> bool:
    return isinstance(value, ast.BoolOp) and isinstance(value.op, ast.And)


def _is_truth(value: ast.expr, *truths: bool) -> bool:
    """Whether it is `True` or `False`, or the one that is named."""
    return (
        isinstance(value, ast.Constant)
        and isinstance(value.value, bool)
        and (not truths or value.value in truths)
    )
