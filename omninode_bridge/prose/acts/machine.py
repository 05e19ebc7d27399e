"""Where operations are allowed by a state: the state machine that the sentences tell."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from omninode_bridge.prose.acts.act import Value
from omninode_bridge.prose.acts.operations import Made
from omninode_bridge.requirements.document import Document, Entity, Field, Operation
from omninode_bridge.requirements.structures import OUTSIDE, StateMachine, Transition
from omninode_bridge.requirements.types import EnumOf

_MOVING: Final = frozenset({"update", "delete"})


def with_states(document: Document, made: Sequence[Made]) -> Document:
    """Rules that look at one state and rules that set it become transitions.

    Only where one field of one entity has all states, begins in one, and no request sets it.
    """
    found = _field_of_states(document, made)
    if document.states is not None or found is None:
        return document
    entity, field = found
    own = [one for one in made if one.act.entity.name == entity.name]
    moving = [one for one in own if _concerns(one, field.name)]
    transitions = tuple(_all(own, moving, field))
    if any(not sources_of(one, field) for one in moving):
        return document
    names = {one.act.named for one in moving}
    operations = tuple(
        _without_rules(one, field.name) if one.name in names else one for one in document.operations
    )
    members = field.type.members if isinstance(field.type, EnumOf) else ()
    machine = StateMachine(transitions, members, moving[0].place, start_of(field))
    return replace(document, operations=operations, states=machine)


def _field_of_states(document: Document, made: Sequence[Made]) -> tuple[Entity, Field] | None:
    guarded = {
        (one.act.entity.name, value.field)
        for one in made
        for value, _ in one.guards
        if not value.is_bool
    }
    moved = {(one.act.entity.name, value.field) for one in made for value in one.act.sets}
    guarded &= moved
    if any(one.is_worded for one in made):
        return None  # The rows of a machine have no messages of their own.
    if len(guarded) != 1:
        return None
    [(name, field_name)] = guarded
    entity = document.entity(name)
    field = next((one for one in entity.fields if one.name == field_name), None) if entity else None
    if entity is None or field is None or not isinstance(field.type, EnumOf) or not start_of(field):
        return None
    own = [one for one in made if one.act.entity.name == name and one.act.kind != "list"]
    return None if any(field_name in one.given for one in own) else (entity, field)


def start_of(field: Field) -> str | None:
    return None if field.default is None else field.default.text.strip("`'\" ")


def _concerns(one: Made, field: str) -> bool:
    values = (*one.act.sets, *(value for value, _ in one.guards))
    return one.act.kind in _MOVING and any(value.field == field for value in values)


def sources_of(one: Made, field: Field) -> tuple[str, ...]:
    """The states in which the operation is allowed."""
    members = field.type.members if isinstance(field.type, EnumOf) else ()
    guards = [(value.value, only) for value, only in one.guards if value.field == field.name]
    return tuple(
        state for state in members if all((state == value) is only for value, only in guards)
    )


def _all(own: Iterable[Made], moving: Iterable[Made], field: Field) -> Iterator[Transition]:
    for one in own:
        if one.act.kind == "create":
            yield Transition(OUTSIDE, start_of(field) or "", one.place, one.act.named)
    for one in moving:
        sets: list[Value] = [value for value in one.act.sets if value.field == field.name]
        for state in sources_of(one, field):
            target = OUTSIDE if one.act.kind == "delete" else sets[0].value if sets else state
            ids = tuple(dict.fromkeys(one.ids))
            yield Transition(state, target, one.place, one.act.named, requirement_ids=ids)


def _without_rules(operation: Operation, field: str) -> Operation:
    starts = (f"{field} = ", f"reject when stored.{field} ")
    rules = tuple(one for one in operation.rules if not one.text.startswith(starts))
    return replace(operation, rules=rules)
