"""Fields that the document's data model has: by their kind, and by what a sentence calls them."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from omninode_bridge.language.lexicon import lexicon
from omninode_bridge.prose.slots import Name
from omninode_bridge.requirements.document import Entity, EventType, Field
from omninode_bridge.requirements.types import Kind, Optional, Scalar, ValueType

_KINDS: Final[Mapping[str, frozenset[Kind]]] = {
    "numbers": frozenset({Kind.INT, Kind.DECIMAL, Kind.MONEY, Kind.FLOAT}),
    "times": frozenset({Kind.DATETIME}),
    "texts": frozenset({Kind.STRING}),
}
_EMPTY: Final = frozenset({"on", "at", "date", "time", "is", "the", "of", "number"})
"""Words in the name of a field that say no more than of what kind it is."""


def modelled(entity: Entity | EventType | None, wanted: str) -> Iterator[str]:
    """Names of the entity's fields, of its keys, or of those of one kind."""
    for one in () if entity is None else entity.fields:
        is_key = one.constraints.primary_key or one.constraints.unique
        if not wanted or (wanted == "keys" and is_key) or _is_of(one.type, _KINDS.get(wanted)):
            yield one.name


def as_modelled(name: Name, entity: Entity) -> Name:
    """Spelled and typed as in the data model, which may call it a little differently."""
    fields = {one.name: one for one in entity.fields}
    found = fields.get(name.name) or fields.get(name.plural) or _called(name, entity)
    found = found or _telling(name, entity)
    if found is None:
        return name
    said = tuple(name.name.split("_"))
    return replace(name, name=found.name, type=str(found.type).removesuffix("?"), said=said)


def _called(name: Name, entity: Entity) -> Field | None:
    """`the date they joined` is `joined_on`: all that the field's name says is said."""
    said = _plain(name.name)
    found = [one for one in entity.fields if _plain(one.name) and _plain(one.name) <= said]
    return found[0] if len(found) == 1 else None


def _telling(name: Name, entity: Entity) -> Field | None:
    """`the loans of a borrower` have a `borrower_card_number`: it tells one from another."""
    found = [one for one in entity.fields if one.name.startswith(f"{name.name}_")]
    is_one = len(found) == 1 and found[0].name.split("_")[-1] in lexicon().lists["identifiers"]
    return found[0] if is_one else None


def _plain(name: str) -> set[str]:
    table = lexicon()
    words = {*name.split("_")} - _EMPTY
    return {table.lemma(word) or table.singular(word) for word in words}


def _is_of(found: ValueType, kinds: frozenset[Kind] | None) -> bool:
    plain = found.of if isinstance(found, Optional) else found
    return kinds is not None and isinstance(plain, Scalar) and plain.kind in kinds
