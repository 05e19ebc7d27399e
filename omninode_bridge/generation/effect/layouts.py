"""The module `entities.py` of a package: what its store has to know of each entity."""

from collections.abc import Iterator
from typing import Final

from omninode_bridge.generation.annotations import unwrapped
from omninode_bridge.generation.effect.naming import EffectNames
from omninode_bridge.generation.effect.plan import EntityTraits, traits_of
from omninode_bridge.generation.json_text import Canonical
from omninode_bridge.generation.literals import python_string, python_value
from omninode_bridge.generation.skeletons import rendered
from omninode_bridge.generation.values import default_json
from omninode_bridge.requirements.document import Document, Field, JsonValue
from omninode_bridge.requirements.types import EnumOf, Kind, Scalar
from omninode_bridge.rules.kinds import value_type

COMPARISONS: Final = {
    Kind.INT: "number",
    Kind.FLOAT: "number",
    Kind.DECIMAL: "number",
    Kind.MONEY: "number",
    Kind.DATETIME: "moment",
    Kind.BOOL: "truth",
}


def entities_source(document: Document, names: EffectNames, header: str) -> str:
    layouts = [
        {"constant": names.constants[entity.name], "arguments": list(_arguments(traits_of(entity)))}
        for entity in document.entities
    ]
    return rendered(
        "effect/entities.py",
        header=header,
        root=names.common.support_package,
        layouts=layouts,
    )


def comparison(field: Field) -> str | None:
    """How values of the field are ordered; None where they have no order."""
    kind = unwrapped(field.type)
    if isinstance(kind, EnumOf):
        return "text"
    if not isinstance(kind, Scalar) or kind.kind in (Kind.JSON, Kind.BYTES, Kind.DURATION):
        return None
    return COMPARISONS.get(kind.kind, "text")


def order_of(traits: EntityTraits) -> tuple[Field, ...]:
    """Lists are ordered by `created_at` if declared, then by the primary key."""
    names = (["created_at"] if traits.created_at else []) + ([traits.key] if traits.key else [])
    found = (traits.field(name) for name in names if name)
    return tuple(field for field in found if field is not None)


def default_of(field: Field) -> JsonValue:
    """A default as an answer spells it."""
    assert field.default is not None  # noqa: S101 - asked for fields that have one
    value = default_json(field.default, field.type)
    return Canonical({}).value(value, value_type(field))


def _arguments(traits: EntityTraits) -> Iterator[str]:
    yield f"name={python_string(traits.entity.name)}"
    if traits.key:
        yield f"key={python_string(traits.key)}"
    for flag, name in (
        (traits.generated_key, "generates_key"),
        (traits.created_at, "keeps_created_at"),
        (traits.updated_at, "keeps_updated_at"),
        (traits.version, "keeps_version"),
    ):
        if flag:
            yield f"{name}=True"
    if traits.unique:
        yield f"unique=({', '.join(map(python_string, traits.unique))},)"
    defaults = {
        field.name: default_of(field) for field in traits.entity.fields if field.default is not None
    }
    if defaults:
        yield f"defaults={python_value(defaults)}"
    sortable = ", ".join(_order(field) for field in traits.entity.fields if comparison(field))
    if sortable:
        yield f"comparisons=({sortable},)"
    order = ", ".join(_order(field) for field in order_of(traits))
    if order:
        yield f"order=({order},)"


def _order(field: Field) -> str:
    return f'ModelOrder(field={python_string(field.name)}, comparison="{comparison(field)}")'
