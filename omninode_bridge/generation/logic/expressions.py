"""Typed expressions as Python syntax."""

import ast
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import singledispatch
from typing import Final

from omninode_bridge.generation.logic.comparisons import FLIPPED, compared, joined, two_sided
from omninode_bridge.generation.logic.conversions import converted, rounded
from omninode_bridge.generation.logic.functions import CallWriter
from omninode_bridge.generation.logic.python_ast import (
    attribute,
    call,
    constant,
    counting,
    decimal,
    lambda_of,
    name,
    negation,
)
from omninode_bridge.generation.logic.scalars import moment, sortable
from omninode_bridge.generation.logic.scope import ModuleScope
from omninode_bridge.requirements.types import EntityRef, EnumOf, ListOf, Optional
from omninode_bridge.rules.kinds import DECIMAL, FLOAT, INT, references
from omninode_bridge.rules.program import item_reference
from omninode_bridge.rules.typed import (
    Arithmetic,
    Call,
    Choice,
    Comparison,
    Comprehension,
    Convert,
    Index,
    ListDisplay,
    Literal,
    LiteralValue,
    Logic,
    Member,
    Negative,
    Not,
    Origin,
    Pattern,
    Rounded,
    Sorted,
    Typed,
    Variable,
)

_OPERATORS: Final = {"+": ast.Add, "-": ast.Sub, "*": ast.Mult, "/": ast.Div}


def emit(value: Typed, scope: ModuleScope) -> ast.expr:
    return _emit(value, scope)


def stream(value: Typed, scope: ModuleScope) -> ast.expr:
    """Something to iterate over once: a comprehension needs no list."""
    match emit(value, scope):
        case ast.ListComp(element, clauses):
            return ast.GeneratorExp(element, clauses)
        case ast.Call(ast.Name("list"), [inner]):
            return inner
        case ast.List(items) if (bounds := counting(items)) is not None:
            return call("range", *map(constant, bounds))
        case found:
            return found


@singledispatch
def _emit(value: Typed, _scope: ModuleScope) -> ast.expr:
    raise TypeError(value)


@_emit.register
def _literal(value: Literal, scope: ModuleScope) -> ast.expr:
    raw = value.value
    if isinstance(value.type, EnumOf) and isinstance(raw, str):
        ref = scope.names.enums[value.type]
        return attribute(scope.class_of(ref.ref), ref.members[raw])
    if isinstance(raw, Decimal):
        scope.imported("decimal", "Decimal")
        return decimal(raw)
    if isinstance(raw, datetime | date | timedelta):
        return moment(raw, scope)
    return constant(raw)


@_emit.register
def _variable(value: Variable, scope: ModuleScope) -> ast.expr:
    match value.origin:
        case Origin.SO_FAR:
            return name("so_far")
        case Origin.ITEM:
            return name("item")
        case Origin.BOUND:
            return name(scope.local(value.name))
        case Origin.INPUT if item_reference(value.name) not in references(value.type):
            return attribute(name("given"), scope.names.attribute(value.name))
        case _:
            return attribute(name("known"), scope.known(value.name))


@_emit.register
def _member(value: Member, scope: ModuleScope) -> ast.expr:
    reference = value.of.type.name if isinstance(value.of.type, EntityRef) else ""
    return attribute(emit(value.of, scope), scope.member(reference, value.field))


@_emit.register
def _index(value: Index, scope: ModuleScope) -> ast.expr:
    of, index = emit(value.of, scope), emit(value.index, scope)
    if isinstance(value.of, Variable | Member):
        return ast.Subscript(of, index, ast.Load())
    if isinstance(value.of.type, ListOf):
        return call(scope.support("element"), of, index)
    return ast.Subscript(of, index, ast.Load())


@_emit.register
def _negative(value: Negative, scope: ModuleScope) -> ast.expr:
    if isinstance(value.operand, Negative):
        return emit(value.operand.operand, scope)
    return ast.UnaryOp(ast.USub(), emit(value.operand, scope))


@_emit.register
def _not(value: Not, scope: ModuleScope) -> ast.expr:
    return negation(emit(value.operand, scope))


@_emit.register
def _arithmetic(value: Arithmetic, scope: ModuleScope) -> ast.expr:
    found = _plain_arithmetic(value, scope)
    return call(scope.support("finite"), found) if value.type == FLOAT else found


def _plain_arithmetic(value: Typed, scope: ModuleScope) -> ast.expr:
    """Floats are looked at once, where their arithmetic ends."""
    if not isinstance(value, Arithmetic):
        return emit(value, scope)
    left, right = (_plain_arithmetic(part, scope) for part in (value.left, value.right))
    if value.operator == "/" and {value.left.type, value.right.type} == {INT}:
        left = _as_decimal(value.left, left, scope)
    return ast.BinOp(left, _OPERATORS[value.operator](), right)


def _as_decimal(value: Typed, found: ast.expr, scope: ModuleScope) -> ast.expr:
    if isinstance(value, Literal) and isinstance(value.value, int):
        scope.imported("decimal", "Decimal")
        return decimal(Decimal(value.value))
    return converted(found, INT, DECIMAL, scope)


@_emit.register
def _comparison(value: Comparison, scope: ModuleScope) -> ast.expr:
    if len(value.rest) > 1:
        operands = [value.first, *(operand for _, operand in value.rest)]
        signs = [sign for sign, _ in value.rest]
        return compared([emit(operand, scope) for operand in operands], signs)
    (sign, second), first = value.rest[0], value.first
    if isinstance(first, Literal) and sign in FLIPPED:
        first, sign, second = second, FLIPPED[sign], first
    if isinstance(second, Literal) and second.value is None:
        operator = ast.Is() if sign == "=" else ast.IsNot()
        return ast.Compare(emit(first, scope), [operator], [constant(None)])
    return two_sided(emit(first, scope), sign, emit(second, scope))


@_emit.register
def _logic(value: Logic, scope: ModuleScope) -> ast.expr:
    """The type check has warned of constants."""
    return joined(value.operator, [emit(operand, scope) for operand in value.operands])


@_emit.register
def _choice(value: Choice, scope: ModuleScope) -> ast.expr:
    if isinstance(value.condition, Literal):
        return emit(value.then if value.condition.value else value.otherwise, scope)
    condition = emit(value.condition, scope)
    then, otherwise = emit(value.then, scope), emit(value.otherwise, scope)
    if ast.dump(then) == ast.dump(otherwise):
        return then
    match then, otherwise:
        case ast.Constant(bool(first)), ast.Constant(bool(second)) if first is not second:
            return condition if first else negation(condition)
        case _ if ast.dump(condition) == ast.dump(then):
            return joined("or", [condition, otherwise])
        case _:
            return ast.IfExp(condition, then, otherwise)


@_emit.register
def _list_display(value: ListDisplay, scope: ModuleScope) -> ast.expr:
    return ast.List([emit(item, scope) for item in value.items], ast.Load())


@_emit.register
def _comprehension(value: Comprehension, scope: ModuleScope) -> ast.expr:
    clauses = [
        ast.comprehension(
            ast.Name(scope.local(clause.variable), ast.Store()),
            stream(clause.over, scope),
            [emit(condition, scope) for condition in clause.conditions],
            0,
        )
        for clause in value.clauses
    ]
    element = emit(value.element, scope)
    match element, clauses:
        case ast.Name(element_name), [ast.comprehension(ast.Name(variable), _, [])]:
            if element_name == variable:
                return _as_list(emit(value.clauses[0].over, scope))
        case _:
            pass
    return ast.ListComp(element, clauses)


def _as_list(values: ast.expr) -> ast.expr:
    """The elements as they are; only what has a name needs a list of its own."""
    return call("list", values) if isinstance(values, ast.Name | ast.Attribute) else values


@_emit.register
def _sorted(value: Sorted, scope: ModuleScope) -> ast.expr:
    variable = "value" if value.variable is None else scope.local(value.variable)
    item = value.of.type.item if isinstance(value.of.type, ListOf) else value.of.type
    key_type = item if value.key is None else value.key.type
    key = name("value") if value.key is None else emit(value.key, scope)
    body = sortable(key, key_type)
    if isinstance(key_type, Optional):
        order = {"descending": constant(value=True)} if value.descending else {}
        function = scope.support("sorted_nulls_first")
        return call(function, stream(value.of, scope), lambda_of(variable, body), **order)
    keywords: dict[str, ast.expr] = {}
    if value.key is not None or body is not key:
        keywords["key"] = lambda_of(variable, body)
    if value.descending:
        keywords["reverse"] = constant(value=True)
    values = stream(value.of, scope)
    match values:
        case ast.Call(ast.Name("sorted"), [inner], inner_keywords) if "key" not in keywords:
            if all(each.arg != "key" for each in inner_keywords):
                values = inner
        case _:
            pass
    return call("sorted", values, **keywords)


@_emit.register
def _call(value: Call, scope: ModuleScope) -> ast.expr:
    writer = CallWriter(
        value, scope, lambda part: emit(part, scope), lambda part: stream(part, scope)
    )
    return writer.written()


@_emit.register
def _pattern(value: Pattern, _scope: ModuleScope) -> ast.expr:
    return constant(value.source)


@_emit.register
def _convert(value: Convert, scope: ModuleScope) -> ast.expr:
    return converted(emit(value.value, scope), value.value.type, value.type, scope)


@_emit.register
def _rounded(value: Rounded, scope: ModuleScope) -> ast.expr:
    found = emit(value.value, scope)
    if isinstance(value.value, Literal) and _has_cents(value.value.value):
        return found
    return rounded(found, value.type, scope)


def _has_cents(value: LiteralValue) -> bool:
    """Null, and money that needs no rounding."""
    if not isinstance(value, Decimal):
        return value is None
    scale = value.as_tuple().exponent
    return isinstance(scale, int) and scale >= -2  # noqa: PLR2004 - places of money
