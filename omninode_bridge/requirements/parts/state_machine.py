"""State machines: a table, or a mermaid `stateDiagram-v2` with UML labels."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from omninode_bridge.diagnostics import Place
from omninode_bridge.requirements.markdown.blocks import Fence, Table
from omninode_bridge.requirements.markdown.columns import Row, bind_columns, rows_by_name
from omninode_bridge.requirements.markdown.inline import bare
from omninode_bridge.requirements.markdown.sections import Part
from omninode_bridge.requirements.markdown.span import Span
from omninode_bridge.requirements.naming import symbol_name
from omninode_bridge.requirements.notebook import Notebook, shown
from omninode_bridge.requirements.parts.mermaid import diagram_kind, statements
from omninode_bridge.requirements.parts.own_ids import ids_in
from omninode_bridge.requirements.structures import OUTSIDE, Snippet, StateMachine, Transition

COLUMNS: Final = ("from", "event", "to", "guard", "action", "realises")
NEEDED: Final = frozenset({"from", "event", "to"})
ANY: Final = "*"
ANYWHERE: Final = (ANY, "\\*", "any", "any state", "any other", "any other state")
PSEUDO: Final = (OUTSIDE, ANY)
ARROW: Final = re.compile(r"\s*(\[\*\]|[\w.-]{1,80})\s*--?>\s*(\[\*\]|[\w.-]{1,80})\s*(?::\s*|$)")
DESCRIPTION: Final = re.compile(r"(?:state\s+(?:\"[^\"]*\"\s+as\s+)?)?[\w.-]{1,80}\s*(?::.*)?$")


def is_state_table(table: Table) -> bool:
    return bind_columns(table, COLUMNS).keys() >= NEEDED


def read_states(
    parts: Sequence[Part], notebook: Notebook, removing: frozenset[str] = frozenset()
) -> StateMachine | None:
    """All transitions of the sections, tables and diagrams in document order.

    Only an event of `removing` may lead out of the machine: an operation that deletes the row.
    """
    found: list[Transition] = []
    for part in parts:
        for block in part.blocks:
            if isinstance(block, Table) and is_state_table(block):
                for row in rows_by_name(block, COLUMNS, notebook):
                    found.extend(_of_row(row))
            elif isinstance(block, Fence) and diagram_kind(block) == "stateDiagram":
                found.extend(_of_diagram(block, notebook))
    return _machine(found, notebook, removing) if found else None


def _of_row(row: Row) -> Iterator[Transition]:
    event = row.span("event")
    target = row.span("to")
    sources = row.span("from")
    if sources is None or target is None:
        return
    action = row.span("action")
    for source in sources.split(r"\s*,\s*|\s+or\s+"):
        yield Transition(
            _state(source.text),
            _state(target.text),
            row.place,
            _event(event),
            _snippet(row.span("guard")),
            tuple(_actions(action)) if action else (),
            ids_in(row.text("realises")),
        )


def _state(text: str) -> str:
    written = text.strip("` ")
    if written in ANYWHERE:
        return ANY
    return OUTSIDE if written in ("[*]", "\\[*\\]", "[\\*]") else symbol_name(bare(written))


def _event(span: Span | None) -> str | None:
    if span is None or span.text.strip() in ("-", "\u2013", "\u2014"):
        return None
    return symbol_name(bare(span.text))


def _snippet(span: Span | None) -> Snippet | None:
    if span is None or span.text.strip() in ("", "-", "\u2013", "\u2014"):
        return None
    return Snippet(span.text, span.place())


def _actions(span: Span) -> Iterator[Snippet]:
    for part in span.split_outside(";"):
        snippet = _snippet(part.strip("` "))
        if snippet is not None:
            yield snippet


def _of_diagram(fence: Fence, notebook: Notebook) -> Iterator[Transition]:
    for line in statements(fence, notebook):
        match = ARROW.match(line.text)
        if match is not None:
            event, guard, actions = _label(line.slice(match.end()))
            yield Transition(
                _state(match.group(1)),
                _state(match.group(2)),
                line.place(),
                event,
                guard,
                actions,
            )
        elif line.text.endswith("{") or not DESCRIPTION.match(line.text):
            message = f'"{shown(line.text)}" is not read: nested states are not supported'
            notebook.add("PRD040", line.place(), message)


def _label(span: Span) -> tuple[str | None, Snippet | None, tuple[Snippet, ...]]:
    """`event [guard] / action; action`, each part optional."""
    text = span.text
    opening = text.find("[")
    slash = text.find("/")
    guard: Snippet | None = None
    name_end = min(at for at in (opening, slash, len(text)) if at >= 0)
    rest = span.slice(name_end)
    if 0 <= opening == name_end:
        close = _closing(text, opening)
        guard = _snippet(span.slice(opening + 1, close).strip())
        rest = span.slice(min(close + 1, len(text)))
    at = rest.text.find("/")
    actions = tuple(_actions(rest.slice(at + 1))) if at >= 0 else ()
    name = span.slice(0, name_end).strip()
    return (_event(name) if name else None), guard, actions


def _closing(text: str, opening: int) -> int:
    depth = 0
    quoted = False
    for index in range(opening, len(text)):
        char = text[index]
        if char == '"':
            quoted = not quoted
        elif not quoted and char in "[]":
            depth += 1 if char == "[" else -1
            if depth == 0:
                return index
    return len(text)


def _machine(
    found: Sequence[Transition], notebook: Notebook, removing: frozenset[str]
) -> StateMachine:
    """Edges without an event say where the machine begins and ends; they are no transitions."""
    initial: str | None = None
    finals: dict[str, None] = {}
    kept: list[Transition] = []
    for edge in found:
        if edge.event is None and edge.source == OUTSIDE:
            initial = initial or edge.target
        elif edge.event is None and edge.target == OUTSIDE:
            finals.setdefault(edge.source)
        elif edge.event is None:
            notebook.add("PRD041", edge.place, f"{edge.source} to {edge.target} names no event")
        elif edge.target == OUTSIDE and edge.event not in removing:
            message = f"the event {edge.event} leads out of the machine"
            notebook.add("PRD042", edge.place, message)
        else:
            kept.append(edge)
    kept = _spread(kept, found, tuple(finals))
    if initial is None and not any(edge.source == OUTSIDE for edge in kept):
        initial = found[0].source if found[0].source not in (OUTSIDE, ANY) else None
    names = [name for edge in found for name in (edge.source, edge.target) if name not in PSEUDO]
    return StateMachine(
        tuple(kept), tuple(dict.fromkeys(names)), _first_place(found), initial, tuple(finals)
    )


def _spread(
    kept: Sequence[Transition], found: Sequence[Transition], finals: Sequence[str]
) -> list[Transition]:
    """A row from any state stands for one from each that is not final and has no row of its own."""
    names = [name for edge in found for name in (edge.source, edge.target) if name not in PSEUDO]
    own = {(edge.source, edge.event) for edge in kept}
    spread: list[Transition] = []
    for edge in kept:
        if edge.source != ANY:
            spread.append(edge)
            continue
        sources = (name for name in dict.fromkeys(names) if name not in finals)
        spread += [replace(edge, source=name) for name in sources if (name, edge.event) not in own]
    return spread


def _first_place(found: Sequence[Transition]) -> Place:
    return min(edge.place for edge in found)
