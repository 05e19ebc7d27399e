"""The nodes of a system that one document describes."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from omninode_bridge.node_type import NodeType
from omninode_bridge.requirements.limits import MAX_NODES
from omninode_bridge.requirements.markdown.blocks import Paragraph, Table
from omninode_bridge.requirements.markdown.columns import bind_columns, rows_by_name
from omninode_bridge.requirements.markdown.inline import bare, plain
from omninode_bridge.requirements.markdown.sections import Part
from omninode_bridge.requirements.naming import snake_case
from omninode_bridge.requirements.notebook import Notebook, did_you_mean, shown
from omninode_bridge.requirements.structures import NodeDeclaration, SectionKind

NODE_COLUMNS: Final = ("node", "type", "purpose", "needs")
TYPE_WORD: Final = re.compile(r"\b(effect|compute|reducer|orchestrator)\b", re.IGNORECASE)
ENTRY: Final = re.compile(
    r"[*_`]{0,3}(node type|type|needs|depends on|purpose)[*_`]{0,3}\s*:[*_`]{0,3}\s*(.+)",
    re.IGNORECASE,
)
BLANK: Final = ("", "-", "\u2013", "\u2014", "none")


def is_node_table(table: Table) -> bool:
    return {"node", "type"} <= bind_columns(table, NODE_COLUMNS).keys()


def stated_type(part: Part) -> NodeType | None:
    """The node type that a section's entry `type:` or its heading states."""
    for text in _entries(part, "type"):
        match = TYPE_WORD.search(text)
        if match is not None:
            return NodeType(match.group(1).lower())
    match = TYPE_WORD.search(part.title)
    return NodeType(match.group(1).lower()) if match else None


def _entries(part: Part, key: str) -> Iterator[str]:
    for text in _lines(part):
        match = ENTRY.match(text)
        if match is not None and match.group(1).lower().endswith(key):
            yield bare(match.group(2))


def _lines(part: Part) -> Iterator[str]:
    for listing in part.listings():
        yield from (item.span.text for item in listing.items)
    for block in part.blocks:
        if isinstance(block, Paragraph):
            yield from (line.text for line in block.lines)


def read_nodes(root: Part, notebook: Notebook) -> tuple[NodeDeclaration, ...]:
    found: list[NodeDeclaration] = []
    for part in root.walk():
        if part.kind is SectionKind.NODES:
            for table in part.tables():
                if is_node_table(table):
                    found.extend(_of_table(table, notebook))
        elif part.kind is SectionKind.NODE and stated_type(part) is not None:
            found.append(_of_section(part))
    if len(found) > MAX_NODES:
        message = f"{len(found)} nodes: the limit is {MAX_NODES}"
        notebook.add("PRD001", found[MAX_NODES].place, message)
    return tuple(_checked(found[:MAX_NODES], notebook))


def _of_table(table: Table, notebook: Notebook) -> Iterator[NodeDeclaration]:
    for row in rows_by_name(table, NODE_COLUMNS, notebook):
        name = row.span("node")
        if name is None:
            continue
        match = TYPE_WORD.search(row.text("type"))
        if match is None:
            message = f'"{shown(row.text("type"))}" is no node type'
            notebook.add("PRD005", row.place, message)
        yield NodeDeclaration(
            snake_case(bare(name.text), prefix="node"),
            name.place(),
            NodeType(match.group(1).lower()) if match else None,
            row.text("purpose"),
            tuple(_needs(row.text("needs"))),
        )


def _of_section(part: Part) -> NodeDeclaration:
    name = re.sub(r"\([^()]*\)", " ", part.title).split(":")[0]
    paragraphs = (block for block in part.blocks if isinstance(block, Paragraph))
    purpose = next(_entries(part, "purpose"), "")
    if not purpose:
        purpose = next((plain(block.span.text) for block in paragraphs), "")
    texts = [text for key in ("needs", "on") for text in _entries(part, key)]
    needs = [need for text in texts for need in _needs(text)]
    return NodeDeclaration(
        snake_case(name, prefix="node"), part.place, stated_type(part), purpose, tuple(needs)
    )


def _needs(text: str) -> Iterator[str]:
    for part in text.split(","):
        if part.strip().lower() not in BLANK:
            yield snake_case(part.strip(), prefix="node")


def _checked(nodes: Sequence[NodeDeclaration], notebook: Notebook) -> Iterator[NodeDeclaration]:
    names = {node.name for node in nodes}
    seen: set[str] = set()
    for node in nodes:
        for need in node.needs:
            if need not in names:
                message = f"the node `{node.name}` needs `{need}`, which nobody describes"
                notebook.add("PRD048", node.place, message, fix=did_you_mean(need, names))
        if node.name in seen:
            message = f"the node `{node.name}` is there twice; the first one counts"
            notebook.add("PRD016", node.place, message)
        else:
            seen.add(node.name)
            yield node
