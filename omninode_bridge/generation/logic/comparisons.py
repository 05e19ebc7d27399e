"""Comparisons of two values, in the form that readers and linters expect."""

import ast
from typing import Final

from omninode_bridge.generation.logic.python_ast import is_constant

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


def two_sided(left: ast.expr, sign: str, right: ast.expr) -> ast.expr:
    """Constants stand on the right; membership in a list of one is equality."""
    if sign in FLIPPED and is_constant(left) and not is_constant(right):
        left, sign, right = right, FLIPPED[sign], left
    if sign not in FLIPPED and isinstance(right, ast.List) and len(right.elts) == 1:
        sign, right = ("=" if sign == "in" else "!="), right.elts[0]
    return ast.Compare(left, [COMPARISONS[sign]()], [right])
