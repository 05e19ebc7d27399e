"""The type of an expression: names resolved, conversions made explicit, mistakes reported.

`infer` answers None for an expression whose mistake it has reported. `expected` is a hint for
literals; whether the result fits is for the caller to see.
"""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from functools import singledispatch

from omninode_bridge.requirements.types import (
    EntityRef,
    EnumOf,
    ListOf,
    MapOf,
    Optional,
    ValueType,
)
from omninode_bridge.rules.calls import infer_call
from omninode_bridge.rules.codes import (
    ALWAYS,
    MAYBE_NULL,
    SYNTAX,
    TYPE_ERROR,
    UNKNOWN_FIELD,
    UNKNOWN_NAME,
)
from omninode_bridge.rules.comparisons import infer_comparison
from omninode_bridge.rules.context import Context, not_null, path_of
from omninode_bridge.rules.conversion import convert, text_literal
from omninode_bridge.rules.kinds import (
    BOOL,
    DECIMAL,
    FLOAT,
    INT,
    NUMBERS,
    STRING,
    is_sortable,
    is_text,
    plain,
    shared,
)
from omninode_bridge.rules.operators import infer_binary, never_null
from omninode_bridge.rules.syntax import (
    Attribute,
    Binary,
    Call,
    Compare,
    ComprehensionLiteral,
    Conditional,
    Expression,
    For,
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
    Comparison,
    Comprehension,
    Index,
    ListDisplay,
    Literal,
    Logic,
    Member,
    Negative,
    Not,
    Origin,
    Pattern,
    Sorted,
    Typed,
    Variable,
)


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
        return _narrowed(bound, node, ctx)
    name = ctx.names.global_name(node.id)
    if name is None:
        message = f"Nothing is called `{node.id[:60]}`."
        ctx.report(UNKNOWN_NAME, node.span, message, ctx.names.suggest(node.id))
        return None
    if ctx.so_far is not None and ctx.so_far.key == (name,):
        return _narrowed(Variable(name, Origin.SO_FAR, ctx.so_far.type), node, ctx)
    origin, type_ = ctx.names.variable(name)
    if origin is Origin.ASSIGNED:
        ctx.reads.add((name,))
    return None if type_ is None else _narrowed(Variable(name, origin, type_), node, ctx)


def _narrowed[V: (Variable, Member)](value: V, node: Expression, ctx: Context) -> V:
    if isinstance(value.type, Optional) and path_of(node) in ctx.narrowed:
        return replace(value, type=value.type.of)
    return value


@_infer.register
def _attribute(node: Attribute, ctx: Context, _expected: ValueType | None) -> Typed | None:
    of = infer(node.of, ctx)
    if of is None or not never_null(of, node.of, ctx):
        return None
    if not isinstance(of.type, EntityRef):
        message = f"{of.type} has no fields."
        ctx.report(TYPE_ERROR, node.name_span, message)
        return None
    name = ctx.names.field_name(of.type.name, node.name)
    if name is None:
        hint = ctx.names.suggest(node.name, of.type.name)
        message = f"{of.type.name.removesuffix('.item')} has no field `{node.name[:60]}`."
        ctx.report(UNKNOWN_FIELD, node.name_span, message, hint)
        return None
    return _member(of, name, node, ctx)


def _member(of: Typed, name: str, node: Attribute, ctx: Context) -> Typed | None:
    reference = of.type.name if isinstance(of.type, EntityRef) else ""
    key = ctx.names.is_set(reference, name)
    own = isinstance(of, Variable) and of.origin is Origin.ITEM
    if own and ctx.so_far is not None and ctx.so_far.key == key:
        return _narrowed(Variable(name, Origin.SO_FAR, ctx.so_far.type), node, ctx)
    if key is not None:
        ctx.reads.add(key)
    type_ = ctx.names.field_type(reference, name)
    return None if type_ is None else _narrowed(Member(of, name, type_), node, ctx)


@_infer.register
def _subscript(node: Subscript, ctx: Context, _expected: ValueType | None) -> Typed | None:
    of = infer(node.of, ctx)
    if of is None or not never_null(of, node.of, ctx):
        return None
    found = _indexed(of.type)
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


def _indexed(of: ValueType) -> tuple[ValueType, ValueType] | None:
    """The types of the index and of what lies there."""
    match of:
        case ListOf(item):
            return INT, item
        case MapOf(key, value):
            return key, value
        case _:
            return (INT, STRING) if is_text(of) else None


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
        return _null_test(node, ctx)
    typed = [None if _is_bare(part) else infer(part, ctx) for part in nodes]
    known = next((value.type for value in typed if value is not None), None)
    for at, part in enumerate(nodes):
        if _is_bare(part):
            typed[at] = infer(part, ctx, known)
    operands = tuple(value for value in typed if value is not None)
    if len(operands) < len(nodes):
        return None
    return infer_comparison(node, operands, ctx)


def _null_test(node: Compare, ctx: Context) -> Typed | None:
    (sign, second), *more = node.rest
    part = node.first if isinstance(second, Null) else second
    if more or sign not in ("=", "!=") or isinstance(part, Null):
        message = "`none` is compared with `x = none` or `x != none` only."
        ctx.report(TYPE_ERROR, node.span, message, "write a comparison of its own")
        return None
    value = infer(part, ctx)
    if value is None:
        return None
    if not isinstance(value.type, Optional):
        outcome = "never" if sign == "=" else "always"
        ctx.report(ALWAYS, node.span, f"{value.type} is never null, so this {outcome} holds.")
        return Literal(sign == "!=", BOOL)
    return Comparison(value, ((sign, Literal(None, value.type)),), BOOL)


def condition(node: Expression, ctx: Context) -> Typed | None:
    """A value that is true or false."""
    value = infer(node, ctx)
    if value is None:
        return None
    if isinstance(value.type, Optional) and value.type.of == BOOL:
        ctx.report(MAYBE_NULL, node.span, "This may be null.")
        return None
    if value.type != BOOL:
        message = f"A condition is true or false, and this is {value.type}."
        ctx.report(TYPE_ERROR, node.span, message)
        return None
    return value


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
    values = together(branches, expected)
    if test is None or values is None:
        return None
    return Choice(test, values[0], values[1], values[0].type)


def _is_bare(node: Expression) -> bool:
    """`none` and `[]` have no type of their own."""
    return isinstance(node, Null) or (isinstance(node, ListLiteral) and not node.items)


def together(
    parts: Sequence[tuple[Expression, Context]], expected: ValueType | None
) -> tuple[Typed, ...] | None:
    """Values that have one type: the expected one where all fit, else the one they share."""
    typed: list[Typed | None] = [
        None if _is_bare(node) else infer(node, ctx, expected) for node, ctx in parts
    ]
    if any(
        value is None and not _is_bare(node) for (node, _), value in zip(parts, typed, strict=True)
    ):
        return None
    target = expected if _all_fit(typed, expected) else _shared(parts, typed)
    if target is None:
        return None
    nullable = any(isinstance(node, Null) for node, _ in parts)
    if nullable and not isinstance(target, Optional):
        target = Optional(target)
    found = [
        infer(node, ctx, target) if value is None else convert(value, target)
        for (node, ctx), value in zip(parts, typed, strict=True)
    ]
    whole = tuple(value for value in found if value is not None)
    return whole if len(whole) == len(found) else None


def _all_fit(typed: Sequence[Typed | None], expected: ValueType | None) -> bool:
    if expected is None:
        return False
    return all(value is None or convert(value, expected) is not None for value in typed)


def _shared(
    parts: Sequence[tuple[Expression, Context]], typed: Sequence[Typed | None]
) -> ValueType | None:
    known: ValueType | None = None
    for (node, ctx), value in zip(parts, typed, strict=True):
        if value is None:
            continue
        both = value.type if known is None else _common(known, value, typed)
        if both is None:
            ctx.report(TYPE_ERROR, node.span, f"{value.type} and {known} have no common type.")
            return None
        known = both
    if known is None:
        node, ctx = parts[0]
        ctx.report(TYPE_ERROR, node.span, "This has no type.", "declare the field in the output")
    return known


def _common(known: ValueType, value: Typed, typed: Sequence[Typed | None]) -> ValueType | None:
    for enum in (known, value.type):
        if isinstance(enum, EnumOf) and all(v is None or convert(v, enum) for v in typed):
            return enum
    if FLOAT in (known, value.type) and all(v is None or convert(v, FLOAT) for v in typed):
        return FLOAT
    return shared(known, value.type)


@_infer.register
def _list(node: ListLiteral, ctx: Context, expected: ValueType | None) -> Typed | None:
    wanted = plain(expected) if expected is not None else None
    item = wanted.item if isinstance(wanted, ListOf) else None
    if not node.items:
        if item is not None:
            return ListDisplay((), ListOf(item))
        ctx.report(TYPE_ERROR, node.span, "An empty list has no type here.")
        return None
    values = together([(part, ctx) for part in node.items], item)
    return None if values is None else ListDisplay(values, ListOf(values[0].type))


@_infer.register
def _comprehension(
    node: ComprehensionLiteral, ctx: Context, expected: ValueType | None
) -> Typed | None:
    clauses: list[Clause] = []
    for clause in node.clauses:
        found = _clause(clause, ctx)
        if found is None:
            return None
        ctx, typed = found
        clauses.append(typed)
    wanted = plain(expected) if expected is not None else None
    element = infer(node.element, ctx, wanted.item if isinstance(wanted, ListOf) else None)
    if element is None:
        return None
    return Comprehension(element, tuple(clauses), ListOf(element.type))


def _clause(node: For, ctx: Context) -> tuple[Context, Clause] | None:
    over = infer(node.over, ctx)
    if over is None or not never_null(over, node.over, ctx):
        return None
    if not isinstance(over.type, ListOf):
        ctx.report(TYPE_ERROR, node.over.span, f"`for` needs a list, and this is {over.type}.")
        return None
    inner = ctx.binding(Variable(node.variable, Origin.BOUND, over.type.item))
    conditions: list[Typed] = []
    for part in node.conditions:
        test = condition(part, inner)
        if test is None:
            return None
        conditions.append(test)
        inner = inner.knowing(not_null(part, when=True))
    return inner, Clause(node.variable, over, tuple(conditions))


@_infer.register
def _sorted_by(node: SortedBy, ctx: Context, _expected: ValueType | None) -> Typed | None:
    over = infer(node.of, ctx)
    if over is None or not never_null(over, node.of, ctx):
        return None
    if not isinstance(over.type, ListOf):
        ctx.report(TYPE_ERROR, node.of.span, f"`sorted` needs a list, and this is {over.type}.")
        return None
    path = path_of(node.key) or ("",)
    inner = ctx.binding(Variable(path[0], Origin.BOUND, over.type.item))
    key = infer(node.key, inner)
    if key is None:
        return None
    if not is_sortable(key.type):
        ctx.report(TYPE_ERROR, node.key.span, f"{key.type} has no order to sort by.")
        return None
    return Sorted(over, path[0], key, node.descending, over.type)


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
