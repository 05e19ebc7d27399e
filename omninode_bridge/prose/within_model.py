"""What patterns may add to a data model that the author wrote."""

from collections.abc import Collection, Iterator
from typing import Final

from omninode_bridge.prose.slots import GENERATED, noun_of
from omninode_bridge.prose.steps_merging import ContradictionError
from omninode_bridge.prose.stored import plain_type
from omninode_bridge.requirements.document import Document, Entity
from omninode_bridge.requirements.naming import snake_case
from omninode_bridge.requirements.types import EnumOf

_OF_EVERYTHING: Final = GENERATED | {"deleted_at"}
"""Fields that patterns give what is stored, whatever it is."""


def within_model(source: Document, after: Document, nouns: Collection[str] = ()) -> Document:
    """`after`, if what it stores is in the author's data model, where there is one.

    `nouns` are entities that a sentence speaks of. Raises `ContradictionError`.
    """
    declared = {entity.name: entity for entity in source.entities}
    for entity in after.entities:
        own = declared.get(entity.name)
        fault = _field_meant(own, entity) if own else _value_meant(source, entity)
        if not own and not fault and declared and entity.name in nouns:
            fault = f"the data model has no {entity.name}; it has {', '.join(declared)}"
        if fault:
            raise ContradictionError(fault)
    return after


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
    known = {field.name for field in declared.fields} | _OF_EVERYTHING
    for field in after.fields:
        if close := fields_meant(field.name, declared):
            names = " or ".join(f"`{one}`" for one in close)
            return f"{declared.name} has no `{field.name}`; it has {names}"
        if field.name not in known:
            return f"{declared.name} has no `{field.name}`"
    return ""


def fields_meant(name: str, declared: Entity) -> tuple[str, ...]:
    """Fields of which the name says only a part; none where it is a field itself."""
    known = {field.name for field in declared.fields}
    close = (one for one in known if one.startswith(f"{name}_") or one.endswith(f"_{name}"))
    return () if name in known | _OF_EVERYTHING else tuple(sorted(close))
