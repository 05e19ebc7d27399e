"""Calls of the language's functions, in Python."""

import ast
from collections.abc import Callable, Mapping
from typing import Final

from omninode_bridge.generation.logic.conversions import converted
from omninode_bridge.generation.logic.python_ast import attribute, call, constant, method
from omninode_bridge.generation.logic.scope import ModuleScope
from omninode_bridge.requirements.types import EntityRef, ListOf, MapOf, ValueType
from omninode_bridge.rules.kinds import DATETIME, DECIMAL, DURATION, FLOAT, INT, plain
from omninode_bridge.rules.patterns import to_rust
from omninode_bridge.rules.typed import Call, Literal, Pattern, Typed

type Emit = Callable[[Typed], ast.expr]
"""Turns an expression into Python."""


class CallWriter:
    """Writes one call. `emit` gives values, `stream` what is only iterated over once."""

    def __init__(self, node: Call, scope: ModuleScope, emit: Emit, stream: Emit) -> None:
        self.node = node
        self.scope = scope
        self.emit = emit
        self.stream = stream

    def written(self) -> ast.expr:
        return _WRITERS[self.node.function](self)

    def arg(self, at: int = 0) -> ast.expr:
        return self.emit(self.node.arguments[at])

    def type_of(self, at: int = 0) -> ValueType:
        return self.node.arguments[at].type

    def item_type(self) -> ValueType:
        type_ = self.type_of()
        return type_.item if isinstance(type_, ListOf) else type_

    def decimal_arg(self, at: int = 0) -> ast.expr:
        """The argument as a Decimal."""
        value = self.node.arguments[at]
        if isinstance(value, Literal) and isinstance(value.value, int):
            return self._decimal_literal(value.value)
        return converted(self.arg(at), value.type, DECIMAL, self.scope)

    def _decimal_literal(self, value: int) -> ast.expr:
        self.scope.imported("decimal", "Decimal")
        return call("Decimal", constant(value))

    def support(self, function: str, *arguments: ast.expr) -> ast.expr:
        return call(self.scope.support(function), *arguments)


def _round(w: CallWriter) -> ast.expr:
    places = w.arg(1) if len(w.node.arguments) > 1 else constant(0)
    if w.node.type == INT:
        return _round_to_int(w, places)
    if w.type_of() == FLOAT:
        return w.support("rounded_float", w.arg(), places)
    return w.support("rounded", w.decimal_arg(), places)


def _round_to_int(w: CallWriter, places: ast.expr) -> ast.expr:
    whole = isinstance(places, ast.Constant) and places.value == 0
    if w.type_of() == INT and whole:
        return w.arg()
    if w.type_of() == FLOAT:
        return w.support("rounded_float_int", w.arg(), places)
    return w.support("rounded_int", w.decimal_arg(), *([] if whole else [places]))


def _whole(w: CallWriter) -> ast.expr:
    if w.type_of() == INT:
        return w.arg()
    w.scope.imports.add(("math", ""))
    found = call(attribute(ast.Name("math", ast.Load()), w.node.function), w.arg())
    return call("float", found) if w.node.type == FLOAT else found


def _mod(w: CallWriter) -> ast.expr:
    if w.type_of(0) == INT and w.type_of(1) == INT:
        return ast.BinOp(w.arg(0), ast.Mod(), w.arg(1))
    if w.node.type == FLOAT:
        return w.support("finite", ast.BinOp(w.arg(0), ast.Mod(), w.arg(1)))
    return w.support("remainder", w.decimal_arg(0), w.decimal_arg(1))


def _sum(w: CallWriter) -> ast.expr:
    values = w.stream(w.node.arguments[0])
    if w.node.type == INT:
        return call("sum", values)
    if w.node.type == FLOAT:
        w.scope.imports.add(("math", ""))
        return call(attribute(ast.Name("math", ast.Load()), "fsum"), values)
    if w.node.type == DURATION:
        return call("sum", values, ast.Call(w.scope.imported("datetime", "timedelta"), [], []))
    w.scope.imported("decimal", "Decimal")
    return call("sum", values, call("Decimal", constant(0)))


def _avg(w: CallWriter) -> ast.expr:
    if w.node.type == FLOAT:
        return w.support("average_float", w.stream(w.node.arguments[0]))
    if w.item_type() == INT:
        values = converted(w.stream(w.node.arguments[0]), w.type_of(), ListOf(DECIMAL), w.scope)
        return w.support("average", values)
    return w.support("average", w.stream(w.node.arguments[0]))


def _extreme(w: CallWriter) -> ast.expr:
    if len(w.node.arguments) == 1:
        return call(w.node.function, w.stream(w.node.arguments[0]))
    found = [w.arg(at) for at in range(len(w.node.arguments))]
    return call(w.node.function, *(part for value in found for part in _flat(w, value)))


def _flat(w: CallWriter, value: ast.expr) -> list[ast.expr]:
    """`max(a, max(b, c))` is `max(a, b, c)`."""
    match value:
        case ast.Call(ast.Name(function), [_, _, *_] as arguments) if function == w.node.function:
            return arguments
        case _:
            return [value]


def _stream_call(w: CallWriter) -> ast.expr:
    return call(w.node.function, w.stream(w.node.arguments[0]))


def _len(w: CallWriter) -> ast.expr:
    return call("len", w.arg())


def _abs(w: CallWriter) -> ast.expr:
    return call("abs", w.arg())


def _end(w: CallWriter) -> ast.expr:
    return w.support("element", w.arg(), constant(0 if w.node.function == "first" else -1))


def _unique(w: CallWriter) -> ast.expr:
    if isinstance(plain(w.item_type()), EntityRef | ListOf | MapOf):
        return w.support("unique", w.stream(w.node.arguments[0]))
    keys = call(attribute(ast.Name("dict", ast.Load()), "fromkeys"), w.stream(w.node.arguments[0]))
    return call("list", keys)


def _join(w: CallWriter) -> ast.expr:
    # As a function, so that a constant separator is no reason to restructure the rule.
    return call(
        attribute(ast.Name("str", ast.Load()), "join"), w.arg(1), w.stream(w.node.arguments[0])
    )


def _text_method(python_name: str) -> Callable[[CallWriter], ast.expr]:
    def write(w: CallWriter) -> ast.expr:
        first, *rest = (w.arg(at) for at in range(len(w.node.arguments)))
        # Linters want lists for a split constant, and tuples for several starts.
        if python_name in ("startswith", "endswith") or (isinstance(first, ast.Constant) and rest):
            return call(attribute(ast.Name("str", ast.Load()), python_name), first, *rest)
        return method(first, python_name, *rest)

    return write


def _contains(w: CallWriter) -> ast.expr:
    text, part = w.arg(0), w.arg(1)
    match text:
        case ast.Constant(str(constant_text)) if len(constant_text) <= 1:
            # Linters take `in "a"` for a slip.
            found = call(attribute(ast.Name("str", ast.Load()), "find"), text, part)
            return ast.Compare(found, [ast.GtE()], [constant(0)])
        case _:
            return ast.Compare(part, [ast.In()], [text])


def _matches(w: CallWriter) -> ast.expr:
    pattern = w.node.arguments[1]
    source = pattern.source if isinstance(pattern, Pattern) else ""
    return w.support("matches", w.arg(), constant(to_rust(source)))


def _days_between(w: CallWriter) -> ast.expr:
    if w.type_of() == DATETIME:
        return w.support("whole_days", w.arg(0), w.arg(1))
    return attribute(ast.BinOp(w.arg(1), ast.Sub(), w.arg(0)), "days")


def _add_days(w: CallWriter) -> ast.expr:
    days = call("timedelta", days=w.arg(1))
    w.scope.imported("datetime", "timedelta")
    return ast.BinOp(w.arg(0), ast.Add(), days)


def _part(w: CallWriter) -> ast.expr:
    return attribute(w.arg(), w.node.function)


_WRITERS: Final[Mapping[str, Callable[[CallWriter], ast.expr]]] = {
    "round": _round,
    "floor": _whole,
    "ceil": _whole,
    "abs": _abs,
    "mod": _mod,
    "sum": _sum,
    "avg": _avg,
    "min": _extreme,
    "max": _extreme,
    "len": _len,
    "count": _len,
    "any": _stream_call,
    "all": _stream_call,
    "first": _end,
    "last": _end,
    "unique": _unique,
    "join": _join,
    "lower": _text_method("lower"),
    "upper": _text_method("upper"),
    "strip": _text_method("strip"),
    "split": _text_method("split"),
    "replace": _text_method("replace"),
    "startswith": _text_method("startswith"),
    "endswith": _text_method("endswith"),
    "contains": _contains,
    "matches": _matches,
    "days_between": _days_between,
    "add_days": _add_days,
    "year": _part,
    "month": _part,
    "day": _part,
}
