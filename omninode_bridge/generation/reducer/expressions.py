"""Typed expressions of a reducer as Python source, with the imports that they need."""

import ast
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from omninode_bridge.diagnostics import Place
from omninode_bridge.generation.annotations import NUMBERS
from omninode_bridge.generation.logic.expressions import emit
from omninode_bridge.generation.logic.python_ast import (
    attribute,
    call,
    constant,
    decimal,
    name,
    negation,
)
from omninode_bridge.generation.logic.rendering import render
from omninode_bridge.generation.logic.scope import ModuleScope
from omninode_bridge.generation.names import Names
from omninode_bridge.generation.reducer.scope import CONTEXT, CONTEXT_VARIABLE
from omninode_bridge.requirements.document import Bound, Constraints, Field
from omninode_bridge.requirements.types import (
    EntityRef,
    EnumOf,
    Kind,
    ListOf,
    MapOf,
    Optional,
    Scalar,
    ValueType,
)
from omninode_bridge.rules.kinds import BOOL, FLOAT, plain, value_type
from omninode_bridge.rules.patterns import to_rust
from omninode_bridge.rules.program import Assign, Definition, Program, Source
from omninode_bridge.rules.typed import (
    Arithmetic,
    Call,
    Comprehension,
    Convert,
    Index,
    Rounded,
    Sorted,
    Typed,
)
from omninode_bridge.rules.walking import parts

_WRITERS: Final = {
    Kind.MONEY: ("money", "write_money"),
    Kind.DECIMAL: ("decimal_number", "write_decimal"),
    Kind.DATETIME: ("timestamp", "write_timestamp"),
    Kind.DURATION: ("time_span", "write_time_span"),
    Kind.BYTES: ("base64_bytes", "write_bytes"),
}


def module_scope(names: Names, context: Sequence[Field], values: Sequence[Typed]) -> ModuleScope:
    """A module whose expressions see `given`, the event, and `known`, the context."""
    source = Source("", Place(1), None)
    kept = tuple(Assign(field.name, value_type(field), ()) for field in context)
    shown = tuple(Definition(source, None, value) for value in values)
    # One step carries all expressions, so that the names inside them are found.
    carrier = Assign("expressions of the module", BOOL, shown)
    scope = ModuleScope(names, Program((*kept, carrier), ()))
    scope.rename(CONTEXT_VARIABLE, "known", CONTEXT)
    return scope


def emitted(value: Typed, scope: ModuleScope) -> ast.expr:
    return emit(value, scope)


def source_of(node: ast.expr) -> str:
    """One expression as text."""
    return render(ast.Module([ast.Expr(node)], [])).strip()


def source_of_functions(functions: Sequence[ast.FunctionDef]) -> str:
    return "".join(f"\n\n{render(ast.Module([found], []))}" for found in functions).rstrip()


def can_fail(value: Typed | None) -> bool:
    """Whether an expression may have no value for some event."""
    for part in parts(value):
        if isinstance(part, Index | Call | Comprehension | Sorted | Rounded):
            return True
        if isinstance(part, Arithmetic) and (part.operator == "/" or part.type == FLOAT):
            return True
        if isinstance(part, Convert) and not isinstance(plain(part.type), Scalar):
            return True
    return False


def is_context(value: ValueType) -> bool:
    return value == EntityRef(CONTEXT)


def json_of(value: ast.expr, kind: ValueType, scope: ModuleScope) -> ast.expr:
    """The value as JSON, in the spelling of answers."""
    match kind:
        case Optional(of):
            inner = json_of(name("value"), of, scope)
            is_same = isinstance(inner, ast.Name)
            return value if is_same else call(scope.support("converted"), value, _function(inner))
        case ListOf(item):
            element = json_of(name("value"), item, scope)
            clause = ast.comprehension(ast.Name("value", ast.Store()), value, [], 0)
            return ast.ListComp(element, [clause])
        case MapOf(_, held):
            return _map(value, json_of(name("value"), held, scope))
        case EntityRef():
            return call(attribute(value, "model_dump"), mode=constant("json"))
        case EnumOf():
            return attribute(value, "value")
        case Scalar(scalar):
            return _scalar_json(value, scalar, scope)


def _scalar_json(value: ast.expr, kind: Kind, scope: ModuleScope) -> ast.expr:
    if kind in _WRITERS:
        module, writer = _WRITERS[kind]
        path = f"{scope.names.support_package}.value_types.{module}"
        return ast.Call(scope.imported(path, writer), [value], [])
    if kind is Kind.UUID:
        return call("str", value)
    return call(attribute(value, "isoformat")) if kind is Kind.DATE else value


def _map(value: ast.expr, element: ast.expr) -> ast.expr:
    pair = ast.Tuple([ast.Name("key", ast.Store()), ast.Name("value", ast.Store())], ast.Store())
    clause = ast.comprehension(pair, call(attribute(value, "items")), [], 0)
    return ast.DictComp(call("str", name("key")), element, [clause])


def _function(body: ast.expr) -> ast.expr:
    if isinstance(body, ast.Call) and isinstance(body.func, ast.Name) and len(body.args) == 1:
        return body.func
    arguments = ast.arguments([], [ast.arg("value")], None, [], [], None, [])
    return ast.Lambda(arguments, body)


def broken(value: ast.expr, field: Field, scope: ModuleScope) -> ast.expr | None:
    """A condition that holds where the value breaks the field's constraints; null breaks none."""
    kind = value_type(field)
    tests = list(_tests(value, plain(kind), field.constraints, scope))
    if not tests:
        return None
    test = tests[0] if len(tests) == 1 else ast.BoolOp(ast.Or(), tests)
    if not isinstance(kind, Optional):
        return test
    known = ast.Compare(value, [ast.IsNot()], [constant(None)])
    return ast.BoolOp(ast.And(), [known, test])


def _tests(
    value: ast.expr, kind: ValueType, found: Constraints, scope: ModuleScope
) -> list[ast.expr]:
    tests: list[ast.expr] = []
    if isinstance(kind, Scalar) and kind.kind in NUMBERS:
        for bound, inside, edge in (
            (found.minimum, ast.Lt(), ast.LtE()),
            (found.maximum, ast.Gt(), ast.GtE()),
        ):
            if bound is not None:
                sign = inside if bound.inclusive else edge
                tests.append(ast.Compare(value, [sign], [_bound(bound, kind, scope)]))
    length = call("len", value)
    if found.min_length is not None:
        tests.append(ast.Compare(length, [ast.Lt()], [constant(found.min_length)]))
    if found.max_length is not None:
        tests.append(ast.Compare(length, [ast.Gt()], [constant(found.max_length)]))
    if found.pattern is not None:
        matches = call(scope.support("matches"), value, constant(to_rust(found.pattern)))
        tests.append(negation(matches))
    if found.one_of:
        choices = [_choice(text, kind, scope) for text in found.one_of]
        tests.append(ast.Compare(value, [ast.NotIn()], [ast.Tuple(choices, ast.Load())]))
    return tests


def _bound(bound: Bound, kind: ValueType, scope: ModuleScope) -> ast.expr:
    if kind == FLOAT:
        return constant(float(bound.value))
    if kind == Scalar(Kind.INT) and bound.value == bound.value.to_integral_value():
        return constant(int(bound.value))
    return _decimal(bound.value, scope)


def _choice(text: str, kind: ValueType, scope: ModuleScope) -> ast.expr:
    if kind == FLOAT:
        return constant(float(text))
    if kind == Scalar(Kind.INT):
        return constant(int(text))
    is_number = isinstance(kind, Scalar) and kind.kind in NUMBERS
    return _decimal(Decimal(text), scope) if is_number else constant(text)


def _decimal(value: Decimal, scope: ModuleScope) -> ast.expr:
    scope.imported("decimal", "Decimal")
    return decimal(value)
