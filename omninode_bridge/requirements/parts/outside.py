"""Topics, dependencies, and what is out of scope."""

import re
from collections.abc import Sequence
from typing import Final

from omninode_bridge.requirements.markdown.blocks import Item, Paragraph, Table
from omninode_bridge.requirements.markdown.columns import bind_columns, rows_by_name
from omninode_bridge.requirements.markdown.inline import bare, plain
from omninode_bridge.requirements.markdown.sections import Part
from omninode_bridge.requirements.notebook import Notebook
from omninode_bridge.requirements.structures import (
    Dependency,
    Snippet,
    Topic,
)

TOPIC_COLUMNS: Final = ("topic", "direction", "payload")
NODE_COLUMNS: Final = ("node", "type", "purpose", "needs")
DEPENDENCY_COLUMNS: Final = ("dependency", "description")
INCOMING: Final = re.compile(r"\b(?:in|inbound|incoming|consum\w*|subscrib\w*|read\w*|receiv\w*)\b")
OUTGOING: Final = re.compile(r"\b(?:out|outbound|outgoing|publish\w*|produc\w*|emit\w*|send\w*)\b")
LABEL: Final = re.compile(r"\s*(?::|\s-\s|\s\u2013\s|\s\u2014\s|\()\s*")
TYPE_WORD: Final = re.compile(r"\b(effect|compute|reducer|orchestrator)\b", re.IGNORECASE)
ENTRY: Final = re.compile(
    r"[*_`]{0,3}(node type|type|needs|depends on|purpose)[*_`]{0,3}\s*:[*_`]{0,3}\s*(.+)",
    re.IGNORECASE,
)
BLANK: Final = ("", "-", "\u2013", "\u2014", "none")
DEPENDENCY_WORDS: Final = 6


def is_topic_table(table: Table) -> bool:
    bound = bind_columns(table, TOPIC_COLUMNS)
    return "topic" in bound and len(bound) > 1


def read_topics(parts: Sequence[Part], notebook: Notebook) -> tuple[Topic, ...]:
    found: list[Topic] = []
    for part in parts:
        for table in part.tables():
            if not is_topic_table(table):
                continue
            for row in rows_by_name(table, TOPIC_COLUMNS, notebook):
                name = row.span("topic")
                if name is not None:
                    direction = _direction(row.text("direction"))
                    topic = Topic(bare(name.text), name.place(), direction, row.text("payload"))
                    found.append(topic)
        for listing in part.listings():
            found.extend(_bullet_topic(item, part) for item in listing.items if item.span)
    return tuple(found)


def _bullet_topic(item: Item, part: Part) -> Topic:
    label, text = _label(item)
    return Topic(label, item.place, _direction(text) or _direction(part.title), text)


def _direction(text: str) -> str:
    lowered = text.lower()
    if INCOMING.search(lowered):
        return "in"
    return "out" if OUTGOING.search(lowered) else ""


def _label(item: Item) -> tuple[str, str]:
    """The name in front of a colon or dash, and the text behind it."""
    text = plain(item.span.text)
    parts = LABEL.split(text, maxsplit=1)
    name = parts[0].replace("`", "").strip()
    rest = parts[1].strip(" )") if len(parts) > 1 else ""
    return name, rest


def read_dependencies(parts: Sequence[Part], notebook: Notebook) -> tuple[Dependency, ...]:
    found: list[Dependency] = []
    for part in parts:
        for listing in part.listings():
            found.extend(_bullet_dependency(item) for item in listing.items if item.span)
        for table in part.tables():
            if "dependency" in bind_columns(table, DEPENDENCY_COLUMNS):
                rows = rows_by_name(table, DEPENDENCY_COLUMNS, notebook)
                found.extend(
                    Dependency(row.text("dependency"), row.place, row.text("description"))
                    for row in rows
                )
    return tuple(dependency for dependency in found if dependency.name)


def _bullet_dependency(item: Item) -> Dependency:
    name, text = _label(item)
    short = " ".join(name.split()[:DEPENDENCY_WORDS]).rstrip(".")
    return Dependency(short, item.place, text or name)


def read_out_of_scope(parts: Sequence[Part]) -> tuple[Snippet, ...]:
    found: list[Snippet] = []
    for part in parts:
        found.extend(
            Snippet(plain(block.span.text), block.span.place())
            for block in part.blocks
            if isinstance(block, Paragraph)
        )
        for listing in part.listings():
            found.extend(
                Snippet(plain(item.span.text), item.place) for item in listing.items if item.span
            )
    return tuple(sorted(found, key=lambda snippet: snippet.place))
