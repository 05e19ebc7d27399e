"""Values as other types, in Python."""

import ast

from omninode_bridge.generation.logic.python_ast import attribute, call, lambda_of, name
from omninode_bridge.generation.logic.scope import ModuleScope
from omninode_bridge.requirements.types import EntityRef, EnumOf, ListOf, MapOf, Optional, ValueType
from omninode_bridge.rules.kinds import (
    DECIMAL,
    FLOAT,
    INT,
    MONEY,
    STRING,
    TEXTS,
    UUID,
    holds,
    plain,
)


def is_same_value(source: ValueType, target: ValueType) -> bool:
    """Whether Python needs no conversion."""
    if isinstance(source, ListOf) and isinstance(target, ListOf):
        return is_same_value(source.item, target.item)
    if isinstance(source, MapOf) and isinstance(target, MapOf):
        return is_same_value(source.value, target.value)
    if isinstance(target, Optional):
        return is_same_value(plain(source), target.of)
    return source == target or {source, target} <= {DECIMAL, MONEY} or {source, target} <= TEXTS


def converted(
    value: ast.expr, source: ValueType, target: ValueType, scope: ModuleScope
) -> ast.expr:
    """`value` as `target`; the type check has made sure that this can be done."""
    if is_same_value(source, target):
        return value
    if isinstance(source, Optional):
        inner = converted(name("value"), source.of, plain(target), scope)
        return call(scope.support("converted"), value, function_of("value", inner))
    target = plain(target)
    if isinstance(source, ListOf) and isinstance(target, ListOf):
        inner = converted(name("value"), source.item, target.item, scope)
        return each(value, inner)
    return _scalar(value, source, target, scope)


def _scalar(value: ast.expr, source: ValueType, target: ValueType, scope: ModuleScope) -> ast.expr:
    if isinstance(target, EntityRef):
        list_name = target.name.removesuffix(".item")
        return call(draft_maker(list_name, scope), value)
    if isinstance(source, EnumOf):
        text = attribute(value, "value")
        if isinstance(target, EnumOf):
            return ast.Call(scope.class_of(scope.names.enums[target].ref), [text], [])
        return text
    if source == UUID and target == STRING:
        return call("str", value)
    if source == INT and target == FLOAT:
        return call("float", value)
    return ast.Call(scope.imported("decimal", "Decimal"), [value], [])


def draft_maker(list_name: str, scope: ModuleScope) -> str:
    return f"_new_{scope.draft(list_name).lower().removesuffix('draft')}_draft"


def function_of(parameter: str, body: ast.expr) -> ast.expr:
    """`f` where the body is `f(parameter)`, else a lambda."""
    if (
        isinstance(body, ast.Call)
        and isinstance(body.func, ast.Name)
        and not body.keywords
        and len(body.args) == 1
        and isinstance(body.args[0], ast.Name)
        and body.args[0].id == parameter
    ):
        return body.func
    return lambda_of(parameter, body)


def each(values: ast.expr, element: ast.expr) -> ast.expr:
    """`[element for value in values]`."""
    clause = ast.comprehension(ast.Name("value", ast.Store()), values, [], 0)
    return ast.ListComp(element, [clause])


def rounded(value: ast.expr, type_: ValueType, scope: ModuleScope) -> ast.expr:
    """Money half up to two places, wherever the type holds it."""
    match type_:
        case Optional(of):
            inner = rounded(name("value"), of, scope)
            return call(scope.support("converted"), value, function_of("value", inner))
        case ListOf(item):
            return each(value, rounded(name("value"), item, scope))
        case MapOf(_, held) if holds(held, MONEY):
            return _each_value(value, rounded(name("value"), held, scope))
        case _:
            return call(scope.support("money"), value)


def _each_value(value: ast.expr, element: ast.expr) -> ast.expr:
    pair = ast.Tuple([ast.Name("key", ast.Store()), ast.Name("value", ast.Store())], ast.Store())
    items = call(attribute(value, "items"))
    return ast.DictComp(name("key"), element, [ast.comprehension(pair, items, [], 0)])
