"""Whether a sentence says what the store keeps to: values once only, rows that stay, no repeats."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from omninode_bridge.generation.effect.moving_bindings import verbs_of
from omninode_bridge.generation.effect.plan import OperationPlan
from omninode_bridge.generation.effect.refusal import DUPLICATE
from omninode_bridge.generation.effect.rule_bindings import Ruled
from omninode_bridge.generation.said.conditions import NEGATIONS, Told
from omninode_bridge.requirements.naming import words

_TWO: Final = frozenset({"two", "second", "another", "same", "twice", "already", "duplicate"})
_SHARED: Final = _TWO | {
    *("different", "use", "used", "exist", "existing", "taken", "share", "known", "registered"),
    *("more", "once", "other", "belongs", "must", "that"),
}
_KEEPING: Final = frozenset(
    {"stay", "remain", "keep", "kept", "hide", "hidden", "retain", "archive"}
)
_KEPT: Final = _KEEPING | {
    *("archived", "still", "database", "store", "only", "but", "record", "history", "there"),
    *("entry", "row", "data", "after", "being", "being", "hiding", "retained", "stays", "remains"),
}
_ERASED: Final = frozenset({"erased", "lost", "destroyed", "physically", "really", "wiped"})
_AGAIN: Final = frozenset({"twice", "again", "repeated", "second"})
_REPEATING: Final = _AGAIN | {
    *("same", "key", "send", "sent", "no", "further", "effect", "time", "nothing", "change"),
    *("ignored", "once", "has", "idempotency", "have", "new", "makes", "only", "one"),
}


def said_by_store(plans: Sequence[OperationPlan], text: str) -> Ruled | None:
    """The operations of which it is so; None where any word says more."""
    told = Told.of(text)
    for law in (_unique, _soft, _idempotent):
        if (found := law(plans, told)) is not None:
            return found
    return None


def _unique(plans: Sequence[OperationPlan], told: Told) -> Ruled | None:
    """`Two lockers cannot have the same place`, `An email must not be used twice`."""
    said = {*told.said, *(limit.noun for limit in told.limits)}
    counts = [limit for limit in told.limits if limit.number == 2]  # noqa: PLR2004 - twice
    if not told.refuses or len(counts) < len(told.limits) or not (counts or said & _TWO):
        return None
    found = []
    for plan in plans:
        entity = plan.entity
        if entity is None or plan.kind != "create":
            continue
        own = frozenset({*words(entity.entity.name), *words(plan.name)}) | _SHARED
        given = {item.source for item in plan.request}
        unique = [name for name in (*entity.unique, entity.key) if name in given and name]
        found += [plan for name in unique if _is_of(told, words(name), own)]
    is_one = len(found) == 1
    return Ruled(tuple(found), (), frozenset({DUPLICATE})) if is_one else None


def _is_of(told: Told, field: Sequence[str], own: frozenset[str]) -> bool:
    return told.names(tuple(field)) and not told.left(own | {*field})


def _soft(plans: Sequence[OperationPlan], told: Told) -> Ruled | None:
    """`A removed guest stays in the archive`; what is not, is erasing."""
    if told.limits or not any(told.names((word,)) for word in _KEEPING):
        return None
    denied = [after for before, after in pairwise(told.said) if before in NEGATIONS]
    if any(word not in _ERASED for word in denied) or ({*told.said} & NEGATIONS and not denied):
        return None
    if not denied and {*told.said} & _ERASED:
        return None
    found = [
        plan
        for plan in plans
        if plan.operation.deletion == "soft"
        and told.names((*verbs_of(plan), *_entity(plan)))
        and not any({*words(state)} <= {*told.said} for state in _states(plan))
        and not told.left(_KEPT | _ERASED | {*words(plan.name), *_entity(plan)})
    ]
    return Ruled(tuple(found), ()) if len(found) == 1 else None


def _idempotent(plans: Sequence[OperationPlan], told: Told) -> Ruled | None:
    """`Booking the same guest twice with the same key has no further effect`."""
    twice = any(limit.number == 2 and limit.counts for limit in told.limits)  # noqa: PLR2004 - twice
    if not told.refuses or len(told.limits) > twice or not (twice or {*told.said} & _AGAIN):
        return None
    found = [
        plan
        for plan in plans
        if plan.idempotent
        and told.names(tuple(verbs_of(plan)))
        and "key" in told.said
        and not told.left(_REPEATING | {*words(plan.name), *_entity(plan)})
    ]
    return Ruled(tuple(found), ()) if len(found) == 1 else None


def _states(plan: OperationPlan) -> tuple[str, ...]:
    return () if plan.moves is None else plan.moves.states


def _entity(plan: OperationPlan) -> tuple[str, ...]:
    return () if plan.entity is None else tuple(words(plan.entity.entity.name))
