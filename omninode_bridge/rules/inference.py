"""The type of an expression: names resolved, conversions made explicit, mistakes reported.

`infer` answers None for an expression whose mistake it has reported. `expected` is a hint for
literals; whether the result fits is for the caller to see.
"""

from decimal import Decimal
from functools import singledispatch

from omninode_bridge.requirements.types import (
    ListOf,
    Optional,
    ValueType,
)
from omninode_bridge.rules.access import indexed, member_of, narrowed
from omninode_bridge.rules.calls import infer_call
from omninode_bridge.rules.codes import (
    SYNTAX,
    TYPE_ERROR,
    UNKNOWN_NAME,
)
from omninode_bridge.rules.comparisons import infer_comparison
from omninode_bridge.rules.context import Context, not_null
from omninode_bridge.rules.conversion import convert, text_literal
from omninode_bridge.rules.iteration import checked_clause, null_test, sorted_by, truth
from omninode_bridge.rules.kinds import (
    BOOL,
    DECIMAL,
    FLOAT,
    INT,
    NUMBERS,
    STRING,
    plain,
)
from omninode_bridge.rules.operators import infer_binary, never_null
from omninode_bridge.rules.sharing import is_bare, together
from omninode_bridge.rules.syntax import (
    Attribute,
    Binary,
    Call,
    Compare,
    ComprehensionLiteral,
    Conditional,
    Expression,
    Junction,
    ListLiteral,
    Minus,
    Name,
    Negation,
    Null,
    Number,
    PatternLiteral,
    SortedBy,
    Subscript,
    Text,
    Truth,
)
from omninode_bridge.rules.typed import (
    Choice,
    Clause,
    Comprehension,
    Index,
    ListDisplay,
    Literal,
    Logic,
    Negative,
    Not,
    Origin,
    Pattern,
    Typed,
    Variable,
)


def condition(node: Expression, ctx: Context) -> Typed | None:
    """A value that is true or false."""
    return truth(node, ctx, infer)


def infer(node: Expression, ctx: Context, expected: ValueType | None = None) -> Typed | None:
    return _infer(node, ctx, expected)


@singledispatch
def _infer(node: Expression, _ctx: Context, _expected: ValueType | None) -> Typed | None:
    raise TypeError(node)


@_infer.register
def _number(node: Number, _ctx: Context, expected: ValueType | None) -> Typed | None:
    value: int | Decimal = Decimal(f"{node.value}E-2") if node.percent else node.value
    if expected is not None and plain(expected) == FLOAT:
        return Literal(float(value), FLOAT)
    return Literal(value, INT if isinstance(value, int) else DECIMAL)


@_infer.register
def _text(node: Text, _ctx: Context, expected: ValueType | None) -> Typed | None:
    found = None if expected is None else text_literal(node.value, plain(expected))
    return found or Literal(node.value, STRING)


@_infer.register
def _truth(node: Truth, _ctx: Context, _expected: ValueType | None) -> Typed | None:
    return Literal(node.value, BOOL)


@_infer.register
def _null(node: Null, ctx: Context, expected: ValueType | None) -> Typed | None:
    if isinstance(expected, Optional):
        return Literal(None, expected)
    ctx.report(TYPE_ERROR, node.span, "`none` has no type here.", "declare the field as optional")
    return None


@_infer.register
def _pattern(node: PatternLiteral, ctx: Context, _expected: ValueType | None) -> Typed | None:
    ctx.report(SYNTAX, node.span, "A pattern stands in `matches(text, /pattern/)` only.")
    return None


@_infer.register
def _name(node: Name, ctx: Context, _expected: ValueType | None) -> Typed | None:
    if (bound := ctx.bound.get(node.id)) is not None:
        return narrowed(bound, node, ctx)
    name = ctx.names.global_name(node.id)
    if name is None:
        message = f"Nothing is called `{node.id[:60]}`."
        ctx.report(UNKNOWN_NAME, node.span, message, ctx.names.suggest(node.id))
        return None
    if ctx.so_far is not None and ctx.so_far.key == (name,):
        return narrowed(Variable(name, Origin.SO_FAR, ctx.so_far.type), node, ctx)
    origin, type_ = ctx.names.variable(name)
    if origin is Origin.ASSIGNED:
        ctx.reads.add((name,))
    return None if type_ is None else narrowed(Variable(name, origin, type_), node, ctx)


@_infer.register
def _attribute(node: Attribute, ctx: Context, _expected: ValueType | None) -> Typed | None:
    of = infer(node.of, ctx)
    if of is None or not never_null(of, node.of, ctx):
        return None
    return member_of(of, node, ctx)


@_infer.register
def _subscript(node: Subscript, ctx: Context, _expected: ValueType | None) -> Typed | None:
    of = infer(node.of, ctx)
    if of is None or not never_null(of, node.of, ctx):
        return None
    found = indexed(of.type)
    if found is None:
        ctx.report(TYPE_ERROR, node.of.span, f"{of.type} cannot be indexed.")
        return None
    wanted, held = found
    index = infer(node.index, ctx, wanted)
    if index is None or not never_null(index, node.index, ctx):
        return None
    fitted = convert(index, wanted)
    if fitted is None:
        ctx.report(TYPE_ERROR, node.index.span, f"The index is {index.type}, not {wanted}.")
        return None
    return Index(of, fitted, held)


@_infer.register
def _minus(node: Minus, ctx: Context, expected: ValueType | None) -> Typed | None:
    operand = infer(node.operand, ctx, expected)
    if operand is None or not never_null(operand, node.operand, ctx):
        return None
    if operand.type not in NUMBERS:
        ctx.report(
            TYPE_ERROR, node.operand.span, f"`-` needs a number, and this is {operand.type}."
        )
        return None
    if isinstance(operand, Literal) and operand.value:
        value = operand.value
        if isinstance(value, Decimal):
            return Literal(value.copy_negate(), operand.type)
        if isinstance(value, int | float):
            return Literal(-value, operand.type)
    return Negative(operand, operand.type)


@_infer.register
def _negation(node: Negation, ctx: Context, _expected: ValueType | None) -> Typed | None:
    operand = condition(node.operand, ctx)
    return None if operand is None else Not(operand, BOOL)


@_infer.register
def _binary(node: Binary, ctx: Context, expected: ValueType | None) -> Typed | None:
    hint = expected if expected is not None and plain(expected) == FLOAT else None
    left, right = infer(node.left, ctx, hint), infer(node.right, ctx, hint)
    if left is None or right is None:
        return None
    return infer_binary(node, left, right, ctx)


@_infer.register
def _compare(node: Compare, ctx: Context, _expected: ValueType | None) -> Typed | None:
    nodes = (node.first, *(part for _, part in node.rest))
    if any(isinstance(part, Null) for part in nodes):
        return null_test(node, ctx, infer)
    typed = [None if is_bare(part) else infer(part, ctx) for part in nodes]
    known = next((value.type for value in typed if value is not None), None)
    for at, part in enumerate(nodes):
        if is_bare(part):
            typed[at] = infer(part, ctx, known)
    operands = tuple(value for value in typed if value is not None)
    if len(operands) < len(nodes):
        return None
    return infer_comparison(node, operands, ctx)


@_infer.register
def _junction(node: Junction, ctx: Context, _expected: ValueType | None) -> Typed | None:
    operands: list[Typed] = []
    inner = ctx
    for part in node.operands:
        value = condition(part, inner)
        if value is not None:
            operands.append(value)
        inner = inner.knowing(not_null(part, when=node.operator == "and"))
    if len(operands) < len(node.operands):
        return None
    return Logic(node.operator, tuple(operands), BOOL)


@_infer.register
def _conditional(node: Conditional, ctx: Context, expected: ValueType | None) -> Typed | None:
    test = condition(node.condition, ctx)
    branches = (
        (node.then, ctx.knowing(not_null(node.condition, when=True))),
        (node.otherwise, ctx.knowing(not_null(node.condition, when=False))),
    )
    found = together(branches, expected, infer)
    if test is None or found is None:
        return None
    type_, (then, otherwise) = found
    return Choice(test, then, otherwise, type_)


@_infer.register
def _list(node: ListLiteral, ctx: Context, expected: ValueType | None) -> Typed | None:
    wanted = plain(expected) if expected is not None else None
    item = wanted.item if isinstance(wanted, ListOf) else None
    if not node.items:
        if item is not None:
            return ListDisplay((), ListOf(item))
        ctx.report(TYPE_ERROR, node.span, "An empty list has no type here.")
        return None
    found = together([(part, ctx) for part in node.items], item, infer)
    return None if found is None else ListDisplay(found[1], ListOf(found[0]))


@_infer.register
def _comprehension(
    node: ComprehensionLiteral, ctx: Context, expected: ValueType | None
) -> Typed | None:
    clauses: list[Clause] = []
    for clause in node.clauses:
        found = checked_clause(clause, ctx, infer)
        if found is None:
            return None
        ctx, typed = found
        clauses.append(typed)
    wanted = plain(expected) if expected is not None else None
    element = infer(node.element, ctx, wanted.item if isinstance(wanted, ListOf) else None)
    if element is None:
        return None
    return Comprehension(element, tuple(clauses), ListOf(element.type))


@_infer.register
def _sorted_by(node: SortedBy, ctx: Context, _expected: ValueType | None) -> Typed | None:
    return sorted_by(node, ctx, infer)


@_infer.register
def _call(node: Call, ctx: Context, expected: ValueType | None) -> Typed | None:
    arguments: list[Typed] = []
    for part in node.arguments:
        value: Typed | None = (
            Pattern(part.source, STRING)
            if isinstance(part, PatternLiteral) and node.function == "matches"
            else infer(part, ctx)
        )
        if value is not None:
            arguments.append(value)
    if len(arguments) < len(node.arguments):
        return None
    return infer_call(node, tuple(arguments), ctx, expected)
