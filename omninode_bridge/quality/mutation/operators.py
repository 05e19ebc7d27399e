"""What each kind of change makes of one node of a syntax tree."""

import ast
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from functools import singledispatch
from itertools import pairwise
from typing import Final

from omninode_bridge.quality.mutation.mutant import Edit, Operator
from omninode_bridge.quality.mutation.spans import Placed, Source

_ARITHMETIC: Final[dict[type[ast.operator], tuple[str, str]]] = {
    ast.Add: ("+", "-"),
    ast.Sub: ("-", "+"),
    ast.Mult: ("*", "/"),
    ast.Div: ("/", "*"),
    ast.FloorDiv: ("//", "*"),
    ast.Mod: ("%", "*"),
    ast.Pow: ("**", "*"),
    ast.LShift: ("<<", ">>"),
    ast.RShift: (">>", "<<"),
}
# Each by its neighbour, then by its negation.
_COMPARISON: Final[dict[type[ast.cmpop], tuple[str, tuple[str, ...]]]] = {
    ast.Lt: ("<", ("<=", ">=")),
    ast.LtE: ("<=", ("<", ">")),
    ast.Gt: (">", (">=", "<=")),
    ast.GtE: (">=", (">", "<")),
    ast.Eq: ("==", ("!=",)),
    ast.NotEq: ("!=", ("==",)),
    ast.In: ("in", ("not in",)),
    ast.NotIn: ("not in", ("in",)),
    ast.Is: ("is", ("is not",)),
    ast.IsNot: ("is not", ("is",)),
}
_REMOVABLE: Final = (
    *(ast.Assign, ast.AugAssign, ast.AnnAssign, ast.Expr, ast.Raise, ast.Return),
    *(ast.Break, ast.Continue, ast.Delete),
)


def edits_at(node: ast.AST, source: Source) -> Iterator[Edit]:
    """Every change at this node, without its children and its place among statements."""
    yield from _edits(node, source)


@singledispatch
def _edits(_node: ast.AST, _source: Source) -> Iterator[Edit]:
    yield from ()


@_edits.register
def _(node: ast.BinOp, source: Source) -> Iterator[Edit]:
    if type(node.op) in _ARITHMETIC:
        old, new = _ARITHMETIC[type(node.op)]
        yield Edit(Operator.ARITHMETIC, *source.between(node.left, node.right, old), new)


@_edits.register
def _(node: ast.AugAssign, source: Source) -> Iterator[Edit]:
    if type(node.op) in _ARITHMETIC:
        old, new = _ARITHMETIC[type(node.op)]
        place = source.between(node.target, node.value, f"{old}=")
        yield Edit(Operator.ARITHMETIC, *place, f"{new}=")


@_edits.register
def _(node: ast.UnaryOp, source: Source) -> Iterator[Edit]:
    start, end = source.start(node), source.start(node.operand)
    if isinstance(node.op, ast.USub):
        yield Edit(Operator.ARITHMETIC, start, start + 1, "")
    if isinstance(node.op, ast.Not):
        yield Edit(Operator.BOOLEAN, start, end, source.text[start + len("not") : end].lstrip())


@_edits.register
def _(node: ast.Compare, source: Source) -> Iterator[Edit]:
    operands = pairwise((node.left, *node.comparators))
    for operator, (left, right) in zip(node.ops, operands, strict=True):
        old, others = _COMPARISON[type(operator)]
        for new in others:
            yield Edit(Operator.COMPARISON, *source.between(left, right, old), new)


@_edits.register
def _(node: ast.BoolOp, source: Source) -> Iterator[Edit]:
    old, new = ("and", "or") if isinstance(node.op, ast.And) else ("or", "and")
    for left, right in pairwise(node.values):
        yield Edit(Operator.BOOLEAN, *source.between(left, right, old), new)


@_edits.register
def _(node: ast.Constant, source: Source) -> Iterator[Edit]:
    start, end = source.start(node), source.end(node)
    match node.value:
        case bool():
            yield Edit(Operator.BOOLEAN, start, end, repr(not node.value))
        case int():
            yield Edit(Operator.CONSTANT, start, end, str(node.value + 1))
            if node.value > 0:
                yield Edit(Operator.CONSTANT, start, end, str(node.value - 1))
        case float():
            yield Edit(Operator.CONSTANT, start, end, repr(node.value + 1))
        case str():
            yield Edit(Operator.CONSTANT, start, end, repr(_other_text(node.value)))


@_edits.register
def _(node: ast.IfExp, source: Source) -> Iterator[Edit]:
    yield from _negated(node.test, source)


@_edits.register
def _(node: ast.If, source: Source) -> Iterator[Edit]:
    yield from _negated(node.test, source)


@_edits.register
def _(node: ast.While, source: Source) -> Iterator[Edit]:
    yield from _negated(node.test, source)


@_edits.register
def _(node: ast.comprehension, source: Source) -> Iterator[Edit]:
    for condition in node.ifs:
        yield from _negated(condition, source)


def removal(node: ast.stmt, source: Source) -> Iterator[Edit]:
    """The statement is left out, unless nothing would be missed or it says nothing."""
    if isinstance(node, _REMOVABLE) and not _is_idle(node):
        yield Edit(Operator.REMOVED_STATEMENT, source.start(node), source.end(node), "pass")


def _is_idle(node: ast.stmt) -> bool:
    match node:
        case ast.Expr(value=ast.Constant()):
            return True  # A docstring.
        case ast.AnnAssign(value=None):
            return True  # It names a type.
        case ast.Delete(targets=targets):
            return all(isinstance(target, ast.Name) for target in targets)  # It frees a name.
    return False


def _negated(test: Placed, source: Source) -> Iterator[Edit]:
    """Both branches change places. Where the test itself is negated anyway, once is enough."""
    match test:
        case ast.UnaryOp(op=ast.Not()) | ast.Compare(ops=[_]):
            return
    start, end = source.start(test), source.end(test)
    yield Edit(Operator.SWAPPED_BRANCH, start, end, f"not ({source.of(test)})")


def _other_text(text: str) -> str:
    """Another text; a number stays a number."""
    try:
        return str(Decimal(text) + 1)
    except InvalidOperation:
        return f"{text}~"
