"""Entities, and the types that refer to them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from omninode_bridge.diagnostics import Place
from omninode_bridge.requirements.document import Entity, EventType, Field
from omninode_bridge.requirements.limits import MAX_ENTITIES
from omninode_bridge.requirements.markdown.blocks import Listing, Paragraph, Table
from omninode_bridge.requirements.markdown.columns import bind_columns, rows_by_name
from omninode_bridge.requirements.markdown.inline import bare
from omninode_bridge.requirements.markdown.sections import Part, of_kind
from omninode_bridge.requirements.markdown.span import Span
from omninode_bridge.requirements.naming import pascal_case, symbol_name
from omninode_bridge.requirements.notebook import Notebook, did_you_mean, shown
from omninode_bridge.requirements.parts.fields import FieldReader
from omninode_bridge.requirements.parts.type_text import ALIASES
from omninode_bridge.requirements.structures import SectionKind
from omninode_bridge.requirements.types import EntityRef, ListOf, MapOf, Optional, ValueType

SURROUNDINGS: Final = re.compile(
    r"^(?:entity|model|table|object|record|schema|type)\s*[:\s]\s*|"
    r"\s+(?:entity|model|table|object|record|schema)$",
    re.IGNORECASE,
)


def entity_title(title: str) -> str:
    """The name in headings such as `2.1 Entity: Order line (embedded)`."""
    text = re.sub(r"\([^()]*\)", " ", title)
    text = re.sub(r"^\s*\d{1,4}(?:\.\d{1,4}){0,8}[.):]?\s+", "", text).strip(" :")
    return SURROUNDINGS.sub("", text).strip() or text


def entity_names(root: Part) -> set[str]:
    parts = of_kind(root, SectionKind.ENTITY)
    return {pascal_case(entity_title(part.title)) for part in parts}


def read_fields(part: Part, reader: FieldReader) -> list[Field]:
    """All fields of a section: from its tables, else from its bullets."""
    fields: list[Field] = []
    for table in part.tables():
        if reader.is_field_table(table):
            fields.extend(reader.from_table(table))
    for listing in part.listings():
        fields.extend(reader.from_listing(listing))
    return fields


def read_entities(root: Part, reader: FieldReader, notebook: Notebook) -> list[Entity]:
    found: list[Entity] = []
    for part in root.walk():
        if part.kind is SectionKind.ENTITY:
            fields = read_fields(part, reader)
            if fields:
                name = pascal_case(entity_title(part.title))
                found.append(Entity(name, tuple(fields), part.place, _first_text(part)))
        elif part.kind is SectionKind.DATA_MODEL:
            found.extend(_captioned(part, reader))
    return _limited(_unique(found, notebook), notebook)


def _captioned(part: Part, reader: FieldReader) -> Iterator[Entity]:
    """Tables and lists right below `Data model`: the paragraph before each names its entity.

    A list needs a paragraph that is but a name.
    """
    caption: Span | None = None
    for block in part.blocks:
        if isinstance(block, Paragraph):
            caption = block.span
        elif isinstance(block, Table) and reader.is_field_table(block):
            title = bare(caption.text).strip(" :.") if caption else part.title
            name = pascal_case(entity_title(title[:100]))
            place = caption.place() if caption else block.place
            yield Entity(name, tuple(reader.from_table(block)), place)
            caption = None
        elif isinstance(block, Listing) and caption is not None and _is_name(caption):
            fields = tuple(reader.from_listing(block))
            if fields:
                name = pascal_case(entity_title(bare(caption.text).strip(" :.")))
                yield Entity(name, fields, caption.place())
            caption = None


def _is_name(caption: Span) -> bool:
    text = bare(caption.text).strip(" :.")
    return re.fullmatch(r"[A-Z]\w*(?: [A-Za-z]\w*){0,2}", text) is not None


def _first_text(part: Part) -> str:
    paragraphs = (block for block in part.blocks if isinstance(block, Paragraph))
    return next((bare(block.span.text) for block in paragraphs), "")


def _unique(entities: Sequence[Entity], notebook: Notebook) -> list[Entity]:
    by_name: dict[str, Entity] = {}
    for entity in entities:
        if entity.name in by_name:
            message = f"`{entity.name}` is defined twice; the first definition counts"
            notebook.add("PRD016", entity.place, message)
        by_name.setdefault(entity.name, entity)
    return list(by_name.values())


def _limited(entities: list[Entity], notebook: Notebook) -> list[Entity]:
    if len(entities) > MAX_ENTITIES:
        message = f"{len(entities)} entities: the limit is {MAX_ENTITIES}"
        notebook.add("PRD001", entities[MAX_ENTITIES].place, message)
    return entities[:MAX_ENTITIES]


def read_events(root: Part, reader: FieldReader, notebook: Notebook) -> list[EventType]:
    found: list[EventType] = []
    for part in of_kind(root, SectionKind.EVENTS):
        for table in part.tables():
            if "event" in bind_columns(table, ("event", "fields")):
                found.extend(_events(table, reader, notebook))
        for listing in part.listings():
            found.extend(
                event for item in listing.items if (event := _bullet_event(item.span, reader))
            )
    return list({event.name: event for event in reversed(found)}.values())[::-1]


def _events(table: Table, reader: FieldReader, notebook: Notebook) -> Iterator[EventType]:
    for row in rows_by_name(table, ("event", "fields"), notebook):
        name = row.span("event")
        if name:
            fields = row.cells.get("fields")
            yield EventType(
                symbol_name(bare(name.text)),
                tuple(payload_fields(fields, reader, notebook)) if fields else (),
                name.place(),
            )


def _bullet_event(span: Span, reader: FieldReader) -> EventType | None:
    match = re.match(r"[`*]{0,3}([A-Za-z_]\w{0,59})[`*]{0,3}\s*(?:[:(]|$)", span.text)
    if match is None:
        return None
    fields = span.slice(match.end()).strip()
    if match.group().endswith("(") and fields.text.endswith(")"):
        fields = fields.slice(0, len(fields.text) - 1)
    found = [reader.from_text(part) for part in fields.split_outside(",")]
    return EventType(
        symbol_name(match.group(1)),
        tuple(field for field in found if field is not None),
        span.place(),
    )


def payload_fields(cell: Span, reader: FieldReader, notebook: Notebook) -> Iterator[Field]:
    for part in cell.strip("` ").split_outside(","):
        field = reader.from_text(part)
        if field is not None:
            yield field
        elif part.text not in ("-", "none"):
            message = f'"{shown(part.text)}" is not read as a field'
            notebook.add("PRD017", part.place(), message)


class Resolver:
    """Replaces the names in types by declared entities, and reports unknown ones."""

    def __init__(self, entities: Sequence[Entity], notebook: Notebook) -> None:
        self._names: Mapping[str, str] = {entity.name.lower(): entity.name for entity in entities}
        self._notebook = notebook

    def field(self, field: Field) -> Field:
        return replace(field, type=self.type(field.type, field.type_place or field.place))

    def fields(self, fields: Sequence[Field]) -> tuple[Field, ...]:
        return tuple(self.field(field) for field in fields)

    def type(self, value: ValueType, place: Place) -> ValueType:
        if isinstance(value, EntityRef):
            return EntityRef(self._name(value.name, place))
        if isinstance(value, ListOf):
            return ListOf(self.type(value.item, place))
        if isinstance(value, MapOf):
            return MapOf(self.type(value.key, place), self.type(value.value, place))
        if isinstance(value, Optional):
            return Optional(self.type(value.of, place))
        return value

    def _name(self, name: str, place: Place) -> str:
        known = self._names.get(name.lower())
        if known is None:
            candidates = [*self._names.values(), *ALIASES]
            fix = did_you_mean(name, candidates) or did_you_mean(name.lower(), candidates)
            message = f"`{name}` is neither a type nor an entity of this document"
            self._notebook.add("PRD010", place, message, fix=fix)
        return known or name
