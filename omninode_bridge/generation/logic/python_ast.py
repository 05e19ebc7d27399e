"""Small builders of Python syntax. Text of a document enters through `constant` only."""

import ast
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from omninode_bridge.rules.typed import LiteralValue

# Shorter lists of numbers read better as they are.
FEWEST_COUNTED: Final = 8
GROUP = "_group_"
"""A call of this name stands for a pair of parentheses; see `rendering`."""


def name(identifier: str) -> ast.expr:
    if not identifier.isidentifier():
        raise ValueError(identifier)
    return ast.Name(identifier, ast.Load())


def attribute(of: ast.expr, identifier: str) -> ast.expr:
    if not identifier.isidentifier():
        raise ValueError(identifier)
    return ast.Attribute(of, identifier, ast.Load())


def call(function: str | ast.expr, *arguments: ast.expr, **keywords: ast.expr) -> ast.expr:
    target = name(function) if isinstance(function, str) else function
    named = [ast.keyword(key, value) for key, value in keywords.items()]
    return ast.Call(target, list(arguments), named)


def method(of: ast.expr, identifier: str, *arguments: ast.expr) -> ast.expr:
    return call(attribute(of, identifier), *arguments)


def constant(value: str | int | float | bool | None) -> ast.expr:  # noqa: PYI041 - bool is not int here
    if isinstance(value, int | float) and not isinstance(value, bool) and value < 0:
        return ast.UnaryOp(ast.USub(), ast.Constant(-value))
    return ast.Constant(value)


def decimal(value: Decimal) -> ast.expr:
    """`Decimal(2)` or `Decimal("0.05")`."""
    if value == value.to_integral_value() and abs(value) < 10**15:
        return call("Decimal", constant(int(value)))
    return call("Decimal", constant(format(value, "f")))


def returns(value: ast.expr) -> ast.stmt:
    return ast.Return(value)


def lambda_of(parameter: str, body: ast.expr) -> ast.expr:
    return ast.Lambda(_arguments([ast.arg(parameter)]), body)


def _arguments(found: list[ast.arg]) -> ast.arguments:
    return ast.arguments([], found, None, [], [], None, [])


def function(
    identifier: str,
    parameters: dict[str, ast.expr],
    result: ast.expr,
    body: list[ast.stmt],
    doc: str,
) -> ast.FunctionDef:
    """A function with its docstring; the parameters are annotated."""
    found = [ast.arg(parameter, annotation) for parameter, annotation in parameters.items()]
    return ast.FunctionDef(
        name=identifier,
        args=_arguments(found),
        body=[ast.Expr(ast.Constant(doc)), *body],
        decorator_list=[],
        returns=result,
        type_params=[],
    )


def literal(value: LiteralValue) -> ast.expr | None:
    """Constants that Python spells itself; None for dates and the like."""
    if isinstance(value, Decimal):
        return decimal(value)
    if value is None or isinstance(value, str | int | float | bool):
        return constant(value)
    return None


_OPPOSITES: Final[dict[type[ast.cmpop], type[ast.cmpop]]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}


def negation(value: ast.expr) -> ast.expr:
    """The opposite, without a double negation."""
    match value:
        case ast.UnaryOp(ast.Not(), operand):
            return operand
        case ast.Constant(bool(truth)):
            return ast.Constant(not truth)
        case ast.Compare(left, [operator], [right]) if type(operator) in _OPPOSITES:
            return ast.Compare(left, [_OPPOSITES[type(operator)]()], [right])
        case _:
            return ast.UnaryOp(ast.Not(), value)


def is_constant(value: ast.expr) -> bool:
    """Whether linters take it for a constant."""
    match value:
        case ast.Constant():
            return True
        case ast.UnaryOp(_, operand):
            return is_constant(operand)
        case ast.BinOp(left, _, right):
            return is_constant(left) and is_constant(right)
        case ast.List(elements) | ast.Tuple(elements):
            return all(is_constant(element) for element in elements)
        case _:
            return False


def counting(items: Sequence[ast.expr]) -> tuple[int, ...] | None:
    """The arguments of `range` that give these numbers; None where they are too few or others."""
    numbers = [item.value for item in items if isinstance(item, ast.Constant)]
    whole = [number for number in numbers if type(number) is int]
    if len(items) < FEWEST_COUNTED or len(whole) != len(items):
        return None
    first, end = whole[0], whole[0] + len(whole)
    if whole != list(range(first, end)):
        return None
    return (end,) if first == 0 else (first, end)
