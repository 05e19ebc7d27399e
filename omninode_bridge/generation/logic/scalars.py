"""Dates as constants, and what enums and uuids sort by."""

import ast
from datetime import date, datetime, timedelta

from omninode_bridge.generation.logic.python_ast import attribute, call, constant
from omninode_bridge.generation.logic.scope import ModuleScope
from omninode_bridge.requirements.types import EnumOf, Optional, ValueType
from omninode_bridge.rules.kinds import UUID, plain


def moment(value: date | timedelta, scope: ModuleScope) -> ast.expr:
    if isinstance(value, datetime):
        zone = scope.imported("datetime", "UTC")
        numbers = [constant(number) for number in (*value.timetuple()[:6], value.microsecond)]
        return ast.Call(
            scope.imported("datetime", "datetime"), numbers, [ast.keyword("tzinfo", zone)]
        )
    if isinstance(value, date):
        numbers = [constant(value.year), constant(value.month), constant(value.day)]
        return ast.Call(scope.imported("datetime", "date"), numbers, [])
    parts = (("days", value.days), ("seconds", value.seconds), ("microseconds", value.microseconds))
    keywords = [ast.keyword(part, constant(number)) for part, number in parts if number]
    return ast.Call(scope.imported("datetime", "timedelta"), [], keywords)


def sortable(key: ast.expr, type_: ValueType) -> ast.expr:
    """Enums sort by name, uuids by their text."""
    inner = plain(type_)
    if isinstance(inner, EnumOf):
        return _maybe(key, attribute(key, "value"), type_)
    if inner == UUID:
        return _maybe(key, call("str", key), type_)
    return key


def _maybe(value: ast.expr, found: ast.expr, type_: ValueType) -> ast.expr:
    if not isinstance(type_, Optional):
        return found
    return ast.IfExp(ast.Compare(value, [ast.Is()], [constant(None)]), constant(None), found)
