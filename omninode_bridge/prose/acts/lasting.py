"""What is refused once something is so, and from then on: also in the states that come behind."""

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from omninode_bridge.prose.acts.act import Guard, Value
from omninode_bridge.prose.acts.machine import sources_of, start_of
from omninode_bridge.prose.acts.operations import ClashError, Made, refusal
from omninode_bridge.prose.stored import plain_type
from omninode_bridge.requirements.document import Entity, Field, Requirement
from omninode_bridge.requirements.types import EnumOf


@dataclass(frozen=True, slots=True)
class Lasting:
    """A guard of the operation that is `named`, and who says so."""

    named: str
    guard: Guard
    by: Requirement


def settled(lasting: Iterable[Lasting], made: Mapping[str, Made]) -> Iterator[tuple[str, str]]:
    """The requirements of which that cannot be known, each with why; the others are kept to."""
    every = [one for one in lasting if one.named in made and not one.guard.value.is_bool]
    closed = {(one.guard.value, one.named) for one in every if not one.guard.only}
    for one in every:
        entity, value = one.guard.entity, one.guard.value
        names = {name for guarded, name in closed if guarded == value}
        own = [each for each in made.values() if each.act.entity.name == entity.name]
        if one.guard.only:
            # Where it leads to is not known before it is known from where.
            own = [each for each in own if each.act.named != one.named]
        try:
            later = _behind(entity, value, own, names)
        except ClashError as clash:
            yield one.by.id, f"{clash}"
        else:
            if one.guard.only:
                # What is done is not done again, though the state that it brings is behind.
                done = {each.value for each in made[one.named].act.sets} - {value.value}
                _refuse(made[one.named], one, _members(entity, value) - (later - done))
            else:
                _refuse(made[one.named], one, later - {value.value})


def _refuse(made: Made, one: Lasting, later: AbstractSet[str]) -> None:
    for state in sorted(later):
        value = Value(one.guard.value.field, state)
        if (value, False) not in made.guards:
            made.guards.append((value, False))
            message = one.guard.message
            made.rules.append(
                refusal(one.guard.entity, value, only=False, by=one.by, message=message)
            )


def _members(entity: Entity, value: Value) -> AbstractSet[str]:
    """All that the field may be."""
    field = next(one for one in entity.fields if one.name == value.field)
    kind = plain_type(field.type)
    return {*(kind.members if isinstance(kind, EnumOf) else field.constraints.one_of)}


def _behind(
    entity: Entity, value: Value, own: Iterable[Made], closed: AbstractSet[str]
) -> AbstractSet[str]:
    """The states from the value on, by what may still be done then."""
    field = next(one for one in entity.fields if one.name == value.field)
    own = list(own)
    if any(field.name in one.given for one in own if one.act.kind == "update"):
        raise ClashError(f"what follows {value.words} is not known: {field.name} may be changed")
    members = _members(entity, value)
    start = start_of(field)
    first = {start} if start else members - {value.value}
    later = _reached({value.value}, [one for one in own if one.act.named not in closed], field)
    before = _reached(first - {value.value}, own, field, without=value.value)
    if both := sorted((later - {value.value}) & before):
        raise ClashError(
            f"whether what is {both[0].replace('_', ' ')} was {value.words} before is not known"
        )
    return later


def _reached(
    first: AbstractSet[str], own: Iterable[Made], field: Field, without: str = ""
) -> set[str]:
    edges = [
        (state, value.value)
        for one in own
        for value in one.act.sets
        if value.field == field.name and one.act.kind == "update"
        for state in sources_of(one, field)
    ]
    found: set[str] = set()
    fresh = set(first)
    while fresh:
        found |= fresh
        fresh = {to for state, to in edges if state in fresh} - found - {without}
    return found
