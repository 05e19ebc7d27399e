"""Fields, indices, and what a comparison with none has told about them."""

from dataclasses import replace

from omninode_bridge.requirements.types import EntityRef, ListOf, MapOf, Optional, ValueType
from omninode_bridge.rules.codes import TYPE_ERROR, UNKNOWN_FIELD
from omninode_bridge.rules.context import Context, path_of
from omninode_bridge.rules.kinds import INT, STRING, is_text
from omninode_bridge.rules.syntax import Attribute, Expression
from omninode_bridge.rules.typed import Member, Origin, Typed, Variable


def narrowed[V: (Variable, Member)](value: V, node: Expression, ctx: Context) -> V:
    if isinstance(value.type, Optional) and path_of(node) in ctx.narrowed:
        return replace(value, type=value.type.of)
    return value


def member_of(of: Typed, node: Attribute, ctx: Context) -> Typed | None:
    """The field of an entity or item, or a report."""
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
        return narrowed(Variable(name, Origin.SO_FAR, ctx.so_far.type), node, ctx)
    if key is not None:
        ctx.reads.add(key)
    type_ = ctx.names.field_type(reference, name)
    return None if type_ is None else narrowed(Member(of, name, type_), node, ctx)


def indexed(of: ValueType) -> tuple[ValueType, ValueType] | None:
    """The types of the index and of what lies there."""
    match of:
        case ListOf(item):
            return INT, item
        case MapOf(key, value):
            return key, value
        case _:
            return (INT, STRING) if is_text(of) else None
