"""Fields that always have a value, because the store gives them one or finds rows by them."""

from dataclasses import replace
from typing import Final

from omninode_bridge.generation.annotations import unwrapped
from omninode_bridge.generation.effect.plan import CREATED_AT, UPDATED_AT, VERSION
from omninode_bridge.requirements.document import Document, Field
from omninode_bridge.requirements.types import Kind, Optional, Scalar

GIVEN: Final = {
    CREATED_AT: Scalar(Kind.DATETIME),
    UPDATED_AT: Scalar(Kind.DATETIME),
    VERSION: Scalar(Kind.INT),
}


def with_stored_fields(document: Document) -> Document:
    """Of such a field `required: no` says that no request must give it, not that it may be null."""
    entities = tuple(
        replace(entity, fields=tuple(_stored(field) for field in entity.fields))
        for entity in document.entities
    )
    return replace(document, entities=entities)


def _stored(field: Field) -> Field:
    kind = unwrapped(field.type)
    if not isinstance(field.type, Optional):
        return field
    if field.constraints.primary_key or GIVEN.get(field.name) == kind:
        return replace(field, type=kind, required=field.default is None)
    return field
