"""What patterns may add to a data model that the author wrote."""

from collections.abc import Collection, Iterator
from typing import Final

from omninode_bridge.node_type import NodeType
from omninode_bridge.prose.acts.tails import is_identifying
from omninode_bridge.prose.expansion import things_of
from omninode_bridge.prose.matching import Match
from omninode_bridge.prose.slots import GENERATED, noun_of
from omninode_bridge.prose.steps_merging import ContradictionError
from omninode_bridge.prose.stored import plain_type
from omninode_bridge.requirements.document import Document, Entity
from omninode_bridge.requirements.naming import snake_case
from omninode_bridge.requirements.structures import DataKind, HalfTold
from omninode_bridge.requirements.types import EnumOf

_OF_EVERYTHING: Final = GENERATED | {"deleted_at"}
"""Fields that patterns give what is stored, whatever it is."""


def closed_things(node_type: NodeType, found: Match, after: Document) -> Collection[str]:
    """Names of the things that must be in a data model, where the author wrote one."""
    if node_type is NodeType.EFFECT:
        return things_of(found)
    return [one.name for one in after.entities] if node_type is NodeType.REDUCER else ()


def within_model(source: Document, after: Document, stored: Collection[str] = ()) -> Document:
    """`after`, if what is new in it is not in the author's data model under another name.

    What a sentence has `stored` must be in it at all. Raises `ContradictionError`.
    """
    declared = {entity.name: entity for entity in source.entities}
    for entity in after.entities:
        own = declared.get(entity.name)
        unread = _unread(source, entity) if own is None else None
        if unread is not None:
            line = unread.place.line
            raise ContradictionError(f"what a {entity.name} has, in line {line}, could not be read")
        fault = _field_meant(own, entity) if own else _value_meant(source, entity)
        if not fault and declared and entity.name in stored:
            fault = _unknown(own, entity, ", ".join(declared))
        if fault:
            raise ContradictionError(fault)
    return after


def _unread(source: Document, made: Entity) -> HalfTold | None:
    """The place that tells of the fields of what a sentence would make up."""
    name = made.name.lower()
    for one in source.half_told:
        noun = one.noun.replace(" ", "").lower()
        if one.told is DataKind.ENTITY and noun in {name, f"{name}s", ""}:
            return one
    return None


def _unknown(declared: Entity | None, after: Entity, all_names: str) -> str:
    """What the data model does not have, and keys that it does not call so."""
    if declared is None:
        return f"the data model has no {after.name}; it has {all_names}"
    known = {field.name: field.constraints for field in declared.fields}
    for field in after.fields:
        own = known.get(field.name)
        if own is None and field.name not in _OF_EVERYTHING:
            return f"{declared.name} has no `{field.name}`; it has {', '.join(known)}"
        is_key = field.constraints.unique or field.constraints.primary_key
        was = own is None or own.unique or own.primary_key
        if is_key and not was and not is_identifying(field.name):
            return f"`{field.name}` does not tell one {declared.name} from another"
    return ""


def _value_meant(source: Document, made: Entity) -> str:
    """`Urgent repairs` are no things of their own where `repair` is a value of `Job.kind`."""
    words = snake_case(made.name).split("_")
    ends = {"_".join(words[at:]) for at in range(len(words))}
    for entity, field, member in _members(source):
        noun = noun_of(member.split("_"))
        if noun is not None and noun.name in ends:
            return f"`{member}` is a value of {entity}.{field}, and no entity"
    return ""


def _members(source: Document) -> Iterator[tuple[str, str, str]]:
    for entity in source.entities:
        for field in entity.fields:
            kind = plain_type(field.type)
            members = kind.members if isinstance(kind, EnumOf) else field.constraints.one_of
            yield from ((entity.name, field.name, snake_case(one)) for one in members)


def _field_meant(declared: Entity, after: Entity) -> str:
    """A sentence that says `tenant` speaks of `tenant_phone`, where the data model has that."""
    for field in after.fields:
        if close := fields_meant(field.name, declared):
            names = " or ".join(f"`{one}`" for one in close)
            return f"{declared.name} has no `{field.name}`; it has {names}"
    return ""


def fields_meant(name: str, declared: Entity) -> tuple[str, ...]:
    """Fields of which the name says only a part; none where it is a field itself."""
    known = {field.name for field in declared.fields}
    close = (one for one in known if one.startswith(f"{name}_") or one.endswith(f"_{name}"))
    return () if name in known | _OF_EVERYTHING else tuple(sorted(close))
