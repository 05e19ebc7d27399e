"""Tables by the names of their columns."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from omninode_bridge.diagnostics import Place
from omninode_bridge.requirements.limits import MAX_CELLS, MAX_COLUMNS, MAX_ROWS
from omninode_bridge.requirements.markdown.blocks import Table
from omninode_bridge.requirements.markdown.inline import bare, cell_text, unwrapped
from omninode_bridge.requirements.markdown.span import Span
from omninode_bridge.requirements.notebook import Notebook

SYNONYMS: Final[Mapping[str, tuple[str, ...]]] = {
    "field": ("name", "attribute", "property", "column", "parameter", "key", "argument"),
    "type": ("data type", "datatype", "field type", "format"),
    "constraints": ("constraint", "validation", "validations", "restrictions", "checks"),
    "description": ("notes", "note", "meaning", "comment", "comments", "details", "purpose"),
    "required": ("mandatory", "req", "required?"),
    "default": ("default value", "defaults"),
    "rule": ("rules", "formula", "calculation", "expression", "computation", "logic"),
    "id": ("no", "nr", "number", "#", "ref", "requirement id", "req id", "req", "identifier"),
    "requirement": (
        "description", "text", "statement", "feature", "functional requirement", "user story",
        "story", "requirements", "details", "title", "name", "capability",
    ),
    "realises": (
        "requirement", "requirements", "requirement id", "requirement ids", "req", "reqs", "id",
        "ids", "ref", "realizes",
    ),
    "priority": ("prio", "importance", "moscow", "severity"),
    "entity": ("model", "object", "table", "resource"),
    "event": ("event type", "event name", "trigger", "name"),
    "fields": ("payload", "attributes", "data", "properties"),
    "from": ("source", "from state", "current", "current state", "state"),
    "to": ("target", "to state", "next", "next state", "new state"),
    "guard": ("condition", "guards", "if"),
    "action": ("actions", "effect", "effects", "do"),
    "metric": ("measure", "name", "aggregate", "kpi"),
    "function": ("aggregation", "func", "operation"),
    "group by": ("group", "grouped by", "by", "dimensions", "dimension"),
    "window": ("time window", "period", "bucket"),
    "where": ("filter", "condition"),
    "step": ("name", "task", "activity", "stage"),
    "uses": ("service", "component", "executor", "node", "calls"),
    "needs": ("depends on", "after", "requires", "dependencies", "depends", "predecessors"),
    "when": ("condition", "if", "only if"),
    "on failure": ("on error", "failure", "on_failure", "if it fails"),
    "retry": ("retries", "attempts"),
    "timeout": ("time limit", "time out", "deadline"),
    "compensate with": ("compensation", "compensate", "undo", "rollback", "compensates with"),
    "operation": ("command", "endpoint", "name", "method", "action"),
    "kind": ("type", "operation type"),
    "input": ("inputs", "request fields", "parameters", "arguments", "input fields"),
    "output": ("outputs", "response", "returns", "result"),
    "errors": ("error", "failures", "error cases"),
    "emits": ("events", "publishes", "emit", "emitted events"),
    "rules": ("rule", "business rules", "validation rules"),
    "request": ("http", "http request", "call", "url"),
    "topic": ("message", "channel", "topic name", "event", "name"),
    "direction": ("dir", "in/out", "role", "flow"),
    "payload": ("schema", "message", "content", "fields", "data"),
    "node": ("name", "component", "service", "module"),
    "target": ("value", "goal", "threshold", "slo", "limit", "objective"),
    "dependency": ("name", "system", "service", "integration", "library", "package"),
    "message": ("text", "reason", "error message"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one row by the canonical names of the columns that were asked for."""

    cells: Mapping[str, Span]
    place: Place

    def span(self, column: str) -> Span | None:
        """The cell's content without code ticks; None if there is no such column or no text."""
        cell = self.cells.get(column)
        return unwrapped(cell) if cell is not None and cell.text else None

    def text(self, column: str) -> str:
        cell = self.cells.get(column)
        return cell_text(cell) if cell is not None else ""


def column_name(cell: Span) -> str:
    return re.sub(r"[\s_-]+", " ", bare(cell.text)).strip(" :*").lower()


def bind_columns(table: Table, wanted: Sequence[str]) -> dict[str, int]:
    """Index by canonical name: exact names first, then synonyms in the order given."""
    names = [column_name(cell) for cell in table.header]
    bound = {name: names.index(name) for name in wanted if name in names}
    for name in wanted:
        for synonym in SYNONYMS.get(name, ()):
            if name not in bound and synonym in names:
                index = names.index(synonym)
                if index not in bound.values():
                    bound[name] = index
    return bound


def rows_by_name(table: Table, wanted: Sequence[str], notebook: Notebook) -> Iterator[Row]:
    bound = bind_columns(table, wanted)
    for cells in limited_rows(table, notebook):
        by_name = {name: cells[at] for name, at in bound.items() if at < len(cells)}
        yield Row(by_name, cells[0].place() if cells else table.place)


def limited_rows(table: Table, notebook: Notebook) -> Iterator[tuple[Span, ...]]:
    """Rows with any text, their pipes without escapes; what the limits cut off is reported."""
    if len(table.header) > MAX_COLUMNS:
        message = f"a table of {len(table.header)} columns: the limit is {MAX_COLUMNS}"
        notebook.add("PRD001", table.place, message)
        return
    if table.dropped:
        count = len(table.rows) + table.dropped
        message = f"a table of {count:,} rows: the limit is {MAX_ROWS:,} rows, {MAX_CELLS:,} cells"
        notebook.add("PRD001", table.place, message)
    for row in table.rows[:MAX_ROWS]:
        cells = row[: len(table.header)]
        if any(cell.text for cell in cells):
            yield tuple(cell.unescaped("|") for cell in cells)
