"""What all sentences and the data model together say of each noun."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from omninode_bridge.prose.expansion import field_names
from omninode_bridge.prose.matching import Match
from omninode_bridge.prose.slots import TEXT, Name
from omninode_bridge.prose.within_model import fields_meant
from omninode_bridge.requirements.document import Document, Requirement

type Fields = Mapping[str, Sequence[Name]]
"""The fields of each noun."""

_UNKNOWN: Final = Name("", "")


def fields_said(
    matched: Iterable[tuple[Requirement, Sequence[Match]]], document: Document, source: Document
) -> Fields:
    """`document` is `source` and what was made of it so far."""
    found: dict[str, dict[str, Name]] = {}
    for one in (each for _, matches in matched for each in matches):
        for noun, name in field_names(one.filled, one.pattern):
            own = found.setdefault(noun, {})
            # A pattern that needs a number knows more than one that only names the field.
            if own.get(name.name, _UNKNOWN).type == TEXT:
                own[name.name] = name
    for entity in document.entities:
        said = found.setdefault(_noun(entity.name), {})
        own = {one.name: Name(one.name, one.name, str(one.type)) for one in entity.fields}
        first = source.entity(entity.name)
        new = (n for n in said if n not in own and not (first and fields_meant(n, first)))
        found[_noun(entity.name)] = own | {n: said[n] for n in new}
    return {noun: list(names.values()) for noun, names in found.items()}


def _noun(entity: str) -> str:
    return "".join(f"_{char.lower()}" if char.isupper() else char for char in entity).strip("_")
