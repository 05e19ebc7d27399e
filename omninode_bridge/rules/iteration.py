"""Conditions, the clauses of comprehensions, and sorting by a field."""

from omninode_bridge.requirements.types import ListOf, Optional
from omninode_bridge.rules.codes import ALWAYS, MAYBE_NULL, TYPE_ERROR
from omninode_bridge.rules.context import Context, not_null, path_of
from omninode_bridge.rules.kinds import BOOL, is_sortable
from omninode_bridge.rules.operators import never_null
from omninode_bridge.rules.sharing import Infer
from omninode_bridge.rules.syntax import Compare, Expression, For, Null, SortedBy
from omninode_bridge.rules.typed import Clause, Comparison, Literal, Origin, Sorted, Typed, Variable


def truth(node: Expression, ctx: Context, infer: Infer) -> Typed | None:
    """A value that is true or false."""
    value = infer(node, ctx, None)
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


def checked_clause(node: For, ctx: Context, infer: Infer) -> tuple[Context, Clause] | None:
    over = infer(node.over, ctx, None)
    if over is None or not never_null(over, node.over, ctx):
        return None
    if not isinstance(over.type, ListOf):
        ctx.report(TYPE_ERROR, node.over.span, f"`for` needs a list, and this is {over.type}.")
        return None
    inner = ctx.binding(Variable(node.variable, Origin.BOUND, over.type.item))
    conditions: list[Typed] = []
    for part in node.conditions:
        test = truth(part, inner, infer)
        if test is None:
            return None
        conditions.append(test)
        inner = inner.knowing(not_null(part, when=True))
    return inner, Clause(node.variable, over, tuple(conditions))


def sorted_by(node: SortedBy, ctx: Context, infer: Infer) -> Typed | None:
    over = infer(node.of, ctx, None)
    if over is None or not never_null(over, node.of, ctx):
        return None
    if not isinstance(over.type, ListOf):
        ctx.report(TYPE_ERROR, node.of.span, f"`sorted` needs a list, and this is {over.type}.")
        return None
    path = path_of(node.key) or ("",)
    inner = ctx.binding(Variable(path[0], Origin.BOUND, over.type.item))
    key = infer(node.key, inner, None)
    if key is None:
        return None
    if not is_sortable(key.type):
        ctx.report(TYPE_ERROR, node.key.span, f"{key.type} has no order to sort by.")
        return None
    return Sorted(over, path[0], key, node.descending, over.type)


def null_test(node: Compare, ctx: Context, infer: Infer) -> Typed | None:
    (sign, second), *more = node.rest
    part = node.first if isinstance(second, Null) else second
    if more or sign not in ("=", "!=") or isinstance(part, Null):
        message = "`none` is compared with `x = none` or `x != none` only."
        ctx.report(TYPE_ERROR, node.span, message, "write a comparison of its own")
        return None
    value = infer(part, ctx, None)
    if value is None:
        return None
    if not isinstance(value.type, Optional):
        outcome = "never" if sign == "=" else "always"
        ctx.report(ALWAYS, node.span, f"{value.type} is never null, so this {outcome} holds.")
        return Literal(sign == "!=", BOOL)
    return Comparison(value, ((sign, Literal(None, value.type)),), BOOL)
