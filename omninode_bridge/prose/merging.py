"""The parts that patterns stand for, put into the document as if its author had written them."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from omninode_bridge.diagnostics import Place
from omninode_bridge.prose.steps_merging import ContradictionError, merged_workflow
from omninode_bridge.requirements.document import (
    Constraints,
    Document,
    Entity,
    EventType,
    Field,
    Operation,
    OperationInput,
    RuleText,
)
from omninode_bridge.requirements.structures import Aggregation, StateMachine

_NOWHERE = Place(1)
_OPEN: Final = frozenset({("sort",), ("page",), ("size",)})
FOR_GOOD: Final = "for good"
"""How an operation is described that must remove what it deletes."""


def merged(document: Document, part: Document) -> Document:
    """Raises `ContradictionError`."""
    return replace(
        document,
        entities=_united(document.entities, part.entities),
        inputs=_optional_fields(document.inputs, part.inputs, "input"),
        outputs=_optional_fields(document.outputs, part.outputs, "output"),
        context=_optional_fields(document.context, part.context, "context"),
        events=_united(document.events, part.events),
        rules=_rules(document.rules, part.rules),
        operations=_operations(document.operations, part.operations),
        aggregations=_aggregations(document.aggregations, part.aggregations),
        states=_states(document.states, part.states),
        workflow=merged_workflow(document.workflow, part.workflow),
        topics=(*document.topics, *_new(document.topics, part.topics, lambda one: one.name)),
        dependencies=(
            *document.dependencies,
            *_new(document.dependencies, part.dependencies, lambda one: one.name),
        ),
        examples=(*document.examples, *part.examples),
    )


def _new[T](old: Sequence[T], more: Sequence[T], key: Callable[[T], str]) -> Sequence[T]:
    known = {key(one) for one in old}
    return [one for one in more if key(one) not in known]


def _united[T: (Entity, EventType)](old: Sequence[T], more: Sequence[T]) -> tuple[T, ...]:
    """By name; what both have has the fields of both."""
    found = {each.name: each for each in old}
    for each in more:
        known = found.get(each.name)
        if known is None:
            found[each.name] = each
        else:
            fields = _fields(known.fields, each.fields, each.name)
            found[each.name] = replace(known, fields=fields)
    return tuple(found.values())


def _optional_fields(
    old: tuple[Field, ...] | None, more: tuple[Field, ...] | None, owner: str
) -> tuple[Field, ...] | None:
    if old is None or more is None:
        return more if old is None else old
    return _fields(old, more, owner)


def _fields(old: Sequence[Field], more: Sequence[Field], owner: str) -> tuple[Field, ...]:
    """The first definition stands; a key that another part needs is one."""
    found = {field.name: field for field in old}
    for field in more:
        known = found.get(field.name)
        if known is None:
            found[field.name] = field
        elif known.is_open:
            found[field.name] = replace(known, type=field.type, is_open=False)
        elif str(known.type).removesuffix("?") != str(field.type).removesuffix("?"):
            raise ContradictionError(f"{owner}.{field.name} is {known.type} and {field.type}")
        else:
            found[field.name] = replace(known, constraints=_both(known, field))
    return tuple(found.values())


def _both(known: Field, field: Field) -> Constraints:
    is_unique = known.constraints.unique or field.constraints.unique
    is_key = known.constraints.primary_key or field.constraints.primary_key
    return replace(known.constraints, unique=is_unique and not is_key, primary_key=is_key)


def _rules(old: Sequence[RuleText], more: Sequence[RuleText]) -> tuple[RuleText, ...]:
    said = {rule.text for rule in old}
    if again := next((rule.text for rule in more if rule.text in said), None):
        raise ContradictionError(f"another requirement has the rule `{again}` already")
    names = {assigned_name(rule.text) for rule in old} - {""}
    if twice := next((rule.text for rule in more if assigned_name(rule.text) in names), None):
        raise ContradictionError(f"`{assigned_name(twice)}` is computed twice")
    return (*old, *more)


def assigned_name(text: str) -> str:
    """The name that an unconditional rule gives a value, else an empty text."""
    name, equals, _ = text.partition("=")
    is_plain = bool(equals) and name.strip().isidentifier()
    return name.strip() if is_plain else ""


def _operations(old: Sequence[Operation], more: Sequence[Operation]) -> tuple[Operation, ...]:
    found = {operation.name: operation for operation in old}
    for operation in more:
        known = found.get(operation.name)
        if _adds(operation):
            found[operation.name] = _with_more(known, operation)
            continue
        if known is not None:
            known = replace(known, deletion=_deletion(known, operation))
        if known is not None and _is_list(known, operation):
            known = _with_filters(known, operation)
        elif known is not None and not _same(known, replace(operation, deletion=known.deletion)):
            raise ContradictionError(f"the operation {operation.name} is described twice")
        ids = () if known is None else known.requirement_ids
        owners = tuple(dict.fromkeys((*ids, *operation.requirement_ids)))
        said = operation.description if known is None else known.description
        found[operation.name] = replace(
            known or operation,
            requirement_ids=owners,
            description=said or operation.description,
        )
    return tuple(found.values())


def _is_list(one: Operation, other: Operation) -> bool:
    return one.kinds == other.kinds == ("list",) and one.entity == other.entity


def _with_filters(one: Operation, other: Operation) -> Operation:
    """A list that two sentences ask for takes the filters of both, each of them optional.

    By what it is sorted, and how many are on a page, one of them may leave open.
    """
    theirs = {each.names: each for each in other.inputs}
    inputs = tuple(_of_both(one, each, theirs.pop(each.names, each)) for each in one.inputs)
    return replace(one, inputs=(*theirs.values(), *inputs))


def _of_both(operation: Operation, one: OperationInput, other: OperationInput) -> OperationInput:
    if _said(one) == _said(other) or (one.names in _OPEN and not _said(other)[1]):
        return one
    if one.names in _OPEN and not _said(one)[1]:
        return other
    raise ContradictionError(f"{operation.name} is asked for with `{one.names[0]}` in two ways")


def _said(one: OperationInput) -> tuple[str, str]:
    """How it is compared, and what it is unless the request says otherwise."""
    default = one.field.default if one.field is not None else None
    return one.operator, default.text if default is not None else ""


def _deletion(one: Operation, other: Operation) -> str | None:
    """Whoever wants something back cannot have it deleted for good."""
    ways = {one.deletion, other.deletion}
    if len(ways) > 1 and FOR_GOOD in (one.description, other.description):
        message = f"{one.entity} is removed for good by one sentence and only hidden by another"
        raise ContradictionError(message)
    return "soft" if "soft" in ways else one.deletion


def _adds(operation: Operation) -> bool:
    """What names neither entity nor input nor answer says more of an operation that is there."""
    own = (operation.entity, operation.inputs, operation.outputs, operation.request)
    return not any(own) and bool(operation.rules or operation.emits or operation.errors)


def _with_more(known: Operation | None, more: Operation) -> Operation:
    if known is None:
        raise ContradictionError(f"there is no operation {more.name}")
    return replace(
        known,
        emits=tuple(dict.fromkeys((*known.emits, *more.emits))),
        rules=(*known.rules, *more.rules),
        errors=tuple(dict.fromkeys((*known.errors, *more.errors))),
        requirement_ids=tuple(dict.fromkeys((*known.requirement_ids, *more.requirement_ids))),
    )


def _same(one: Operation, other: Operation) -> bool:
    return _plain(one) == _plain(other)


def _plain(found: Operation) -> Operation:
    """Without what says where it comes from."""
    return replace(
        found,
        place=_NOWHERE,
        requirement_ids=(),
        description="",
        inputs=tuple(replace(one, place=_NOWHERE, field=None) for one in found.inputs),
        outputs=tuple(replace(one, place=_NOWHERE) for one in found.outputs),
        rules=tuple(replace(one, place=_NOWHERE, requirement_id=None) for one in found.rules),
    )


def _aggregations(
    old: Sequence[Aggregation], more: Sequence[Aggregation]
) -> tuple[Aggregation, ...]:
    found = {one.metric: one for one in old}
    for one in more:
        known = found.get(one.metric)
        plain = replace(one, place=_NOWHERE, requirement_ids=())
        if known is not None and replace(known, place=_NOWHERE, requirement_ids=()) != plain:
            raise ContradictionError(f"the metric {one.metric} is described twice")
        ids = () if known is None else known.requirement_ids
        owners = tuple(dict.fromkeys((*ids, *one.requirement_ids)))
        found[one.metric] = replace(known or one, requirement_ids=owners)
    return tuple(found.values())


def _states(old: StateMachine | None, more: StateMachine | None) -> StateMachine | None:
    if old is None or more is None:
        return more if old is None else old
    raise ContradictionError("two requirements describe a state machine")
