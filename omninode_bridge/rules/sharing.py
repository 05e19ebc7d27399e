"""Values that must have one type: branches, the elements of a list."""

from collections.abc import Callable, Sequence

from omninode_bridge.requirements.types import EnumOf, Optional, ValueType
from omninode_bridge.rules.codes import TYPE_ERROR
from omninode_bridge.rules.context import Context
from omninode_bridge.rules.conversion import convert
from omninode_bridge.rules.kinds import FLOAT, shared
from omninode_bridge.rules.syntax import Expression, ListLiteral, Null
from omninode_bridge.rules.typed import Typed

type Infer = Callable[[Expression, Context, ValueType | None], Typed | None]


def is_bare(node: Expression) -> bool:
    """`none` and `[]` have no type of their own."""
    return isinstance(node, Null) or (isinstance(node, ListLiteral) and not node.items)


def together(
    parts: Sequence[tuple[Expression, Context]], expected: ValueType | None, infer: Infer
) -> tuple[ValueType, tuple[Typed, ...]] | None:
    """One type and values of it: the expected one where all fit, else the one they share."""
    typed: list[Typed | None] = [
        None if is_bare(node) else infer(node, ctx, expected) for node, ctx in parts
    ]
    if any(
        value is None and not is_bare(node) for (node, _), value in zip(parts, typed, strict=True)
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
    return (target, whole) if len(whole) == len(found) else None


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
