"""All fields that a document describes, wherever it does."""

from omninode_bridge.requirements.document import Document, Field


def all_fields(document: Document) -> list[Field]:
    found = [field for entity in document.entities for field in entity.fields]
    for fields in (document.inputs, document.outputs, document.context):
        found.extend(fields or ())
    found.extend(field for event in document.events for field in event.fields)
    return found
