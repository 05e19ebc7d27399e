"""What a section contains corrects what its heading announces."""

import re
from collections.abc import Callable, Mapping
from typing import Final

from omninode_bridge.requirements.markdown.blocks import Fence, Paragraph, Table
from omninode_bridge.requirements.markdown.columns import bind_columns
from omninode_bridge.requirements.markdown.sections import Part
from omninode_bridge.requirements.parts.aggregation import is_aggregation_table
from omninode_bridge.requirements.parts.fields import FieldReader
from omninode_bridge.requirements.parts.mermaid import diagram_kind
from omninode_bridge.requirements.parts.operations import is_operation_part, is_operation_table
from omninode_bridge.requirements.parts.outside import is_topic_table
from omninode_bridge.requirements.parts.spoken_headings import heading_frame
from omninode_bridge.requirements.parts.state_machine import is_state_table
from omninode_bridge.requirements.parts.targets import is_target_table
from omninode_bridge.requirements.parts.wanted import (
    holds_criteria,
    says_what_is_wanted,
    states_requirements,
)
from omninode_bridge.requirements.parts.workflow import is_step_table
from omninode_bridge.requirements.structures import SectionKind

BY_TABLE: Final[tuple[tuple[Callable[[Table], bool], SectionKind], ...]] = (
    (is_state_table, SectionKind.STATES),
    (is_step_table, SectionKind.WORKFLOW),
    (is_aggregation_table, SectionKind.AGGREGATIONS),
    (is_operation_table, SectionKind.OPERATIONS),
)
BY_DIAGRAM: Final[Mapping[str, SectionKind]] = {
    "stateDiagram": SectionKind.STATES,
    "flowchart": SectionKind.WORKFLOW,
}
_SENTENCE: Final = re.compile(r"[A-Z][^:]*? [^:]*? [^:]*? [^:]*\.", re.DOTALL)
"""Some words, and no label in front as a topic has it."""

FEWEST: Final = 2
"""A section of fewer bullets is hardly an entity."""

CORRECTABLE: Final = frozenset({SectionKind.OTHER, SectionKind.NODES, SectionKind.OVERVIEW})


def settle_kinds(root: Part, fields: FieldReader) -> None:
    """Correct every section's kind in place, from the top down."""
    for part in root.walk():
        correction = CORRECTIONS.get(part.kind)
        if correction is not None:
            part.kind = correction(part, fields)
        elif part.kind in CORRECTABLE:
            part.kind = _by_content(part) or part.kind
            is_own = part.kind is SectionKind.OTHER and heading_frame(part.title) is None
            if is_own and _is_entity(part, fields):
                part.kind = SectionKind.ENTITY
        if part.kind is SectionKind.REQUIREMENTS:
            for child in part.children:
                if child.kind is SectionKind.OPERATION:
                    child.kind = SectionKind.REQUIREMENTS
    _settle_criteria(root)


def _settle_criteria(root: Part) -> None:
    """Criteria that are no cases ask for what no other section asks for.

    Beside requirements they say when these are met.
    """
    if not any(states_requirements(part) or says_what_is_wanted(part) for part in root.walk()):
        for part in root.walk():
            if part.kind is SectionKind.EXAMPLES and holds_criteria(part):
                part.kind = SectionKind.REQUIREMENTS


def _by_content(part: Part) -> SectionKind | None:
    """An unmistakable table or diagram under a heading that says nothing."""
    for table in part.tables():
        for is_kind, kind in BY_TABLE:
            if is_kind(table):
                return kind
    if part.kind is SectionKind.OTHER and part.level:
        found = [BY_DIAGRAM.get(diagram_kind(fence)) for fence in part.fences()]
        return next((kind for kind in found if kind is SectionKind.STATES), None)
    return None


def _is_entity(part: Part, fields: FieldReader) -> bool:
    """Nothing but typed fields below a heading: `Member`, then `- card_number: string`."""
    items = [item for listing in part.listings() for item in listing.items]
    is_bare = part.level > 1 and not any(part.tables()) and not part.children
    return is_bare and len(items) >= FEWEST and all(fields.names_field(one.span) for one in items)


def _context(part: Part, fields: FieldReader) -> SectionKind:
    has_table = any(fields.is_field_table(table) for table in part.tables())
    has_bullets = any(
        fields.names_field(item.span) for listing in part.listings() for item in listing.items
    )
    return SectionKind.CONTEXT if has_table or has_bullets else SectionKind.OTHER


def _events(part: Part, fields: FieldReader) -> SectionKind:
    if any(is_topic_table(table) and not _is_payload_table(table) for table in part.tables()):
        return SectionKind.TOPICS
    if any(_is_payload_table(table) for table in part.tables()):
        return SectionKind.EVENTS
    in_model = bool(part.path) and part.level > 1 and not any(part.tables())
    typed = any(":" in item.span.text for listing in part.listings() for item in listing.items)
    if in_model and typed:
        return SectionKind.EVENTS
    return _topics(part, fields)


def _topics(part: Part, fields: FieldReader) -> SectionKind:
    """Below `Look-ups and events` sentences may ask for something, and name no topic."""
    del fields
    items = [item.span.text for listing in part.listings() for item in listing.items]
    said = items or [block.span.text for block in part.blocks if isinstance(block, Paragraph)]
    is_told = bool(said) and all(_SENTENCE.fullmatch(one.strip()) for one in said)
    return SectionKind.OTHER if is_told and not any(part.tables()) else SectionKind.TOPICS


def _is_payload_table(table: Table) -> bool:
    bound = bind_columns(table, ("event", "fields"))
    return "fields" in bound and "direction" not in bind_columns(table, ("direction",))


def _aggregations(part: Part, fields: FieldReader) -> SectionKind:
    del fields
    if any(is_aggregation_table(table) for table in part.tables()):
        return SectionKind.AGGREGATIONS
    if any(is_target_table(table) for table in part.tables()):
        return SectionKind.PERFORMANCE
    return SectionKind.REQUIREMENTS if any(part.listings()) else SectionKind.AGGREGATIONS


def _operations(part: Part, fields: FieldReader) -> SectionKind:
    """Without a table or a subsection that says its kind, the bullets are requirements in prose."""
    del fields
    stated = any(is_operation_table(table) for table in part.tables()) or any(
        is_operation_part(child) or any(is_operation_table(table) for table in child.tables())
        for child in part.children
    )
    return SectionKind.OPERATIONS if stated else SectionKind.REQUIREMENTS


CORRECTIONS: Final[Mapping[SectionKind, Callable[[Part, FieldReader], SectionKind]]] = {
    SectionKind.CONTEXT: _context,
    SectionKind.EVENTS: _events,
    SectionKind.TOPICS: _topics,
    SectionKind.AGGREGATIONS: _aggregations,
    SectionKind.OPERATIONS: _operations,
}


def has_structure(part: Part) -> bool:
    """Whether a section of behaviour holds a table, diagram or ordered list that is compiled."""
    tables = any(is_kind(table) for table in part.tables() for is_kind, _ in BY_TABLE)
    drawn = any(isinstance(block, Fence) and diagram_kind(block) for block in part.blocks)
    ordered = part.kind is SectionKind.WORKFLOW and any(
        listing.ordered for listing in part.listings()
    )
    return tables or drawn or ordered or _is_operation(part)


def _is_operation(part: Part) -> bool:
    """Bullets such as `kind: update` say what an operation is, and ask for nothing more."""
    starts = (item.span.text.lower() for listing in part.listings() for item in listing.items)
    is_stated = any(start.startswith(("kind:", "input:", "output:")) for start in starts)
    return part.kind is SectionKind.OPERATION and is_stated
