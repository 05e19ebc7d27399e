"""Aggregations: a table of metrics, with `of:` and `time:` as lines of the section."""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final

from omninode_bridge.diagnostics import Place
from omninode_bridge.requirements.markdown.blocks import Listing, Paragraph, Table
from omninode_bridge.requirements.markdown.columns import Row, bind_columns, rows_by_name
from omninode_bridge.requirements.markdown.headings import normalized
from omninode_bridge.requirements.markdown.inline import bare
from omninode_bridge.requirements.markdown.sections import Part
from omninode_bridge.requirements.naming import field_name, pascal_case, symbol_name
from omninode_bridge.requirements.notebook import Notebook, did_you_mean, shown
from omninode_bridge.requirements.parts.durations import seconds
from omninode_bridge.requirements.parts.own_ids import ids_in
from omninode_bridge.requirements.structures import Aggregation, Snippet

COLUMNS: Final = ("metric", "function", "field", "group by", "window", "where", "realises")
FUNCTIONS: Final = ("count", "sum", "avg", "min", "max", "distinct", "first", "last")
SYNONYMS: Final[Mapping[str, str]] = {
    "average": "avg", "mean": "avg", "minimum": "min", "maximum": "max", "total": "sum",
    "count distinct": "distinct", "distinct count": "distinct", "median": "p50",
}  # fmt: skip
RANKED: Final = re.compile(r"p(?:[1-9]\d?|100)|top[- ]?[1-9]\d{0,5}")
LINE: Final = re.compile(r"[`*_]{0,3}(of|time)[`*_]{0,3}\s*:[`*_]{0,3}\s*(.+)", re.IGNORECASE)
OF: Final = re.compile(r".*?\b(?:of|over|for)\s+(.+)")
BLANK: Final = ("", "-", "\u2013", "\u2014")


def is_aggregation_table(table: Table) -> bool:
    return {"metric", "function"} <= bind_columns(table, COLUMNS).keys()


def read_aggregations(
    parts: Sequence[Part], subjects: Sequence[str], notebook: Notebook
) -> tuple[Aggregation, ...]:
    """`subjects` are the names of entities and events."""
    found: dict[str, Aggregation] = {}
    for part in parts:
        settings = _settings(part)
        of = _subject(settings.get("of"), part, subjects)
        for table in part.tables():
            if not is_aggregation_table(table):
                continue
            for row in rows_by_name(table, COLUMNS, notebook):
                metric = _metric(row, of, settings.get("time"), notebook)
                if metric is not None:
                    found.setdefault(metric.metric, metric)
    return tuple(found.values())


def _settings(part: Part) -> dict[str, str]:
    """The values of the lines `of:` and `time:`."""
    found: dict[str, str] = {}
    for text in _lines(part):
        match = LINE.match(text)
        if match is not None:
            found[match.group(1).lower()] = bare(match.group(2)).rstrip(".").strip()
    return found


def _lines(part: Part) -> Iterator[str]:
    for block in part.blocks:
        if isinstance(block, Paragraph):
            yield from (line.text for line in block.lines)
        elif isinstance(block, Listing):
            yield from (item.span.text for item in block.items)


def _subject(stated: str | None, part: Part, subjects: Sequence[str]) -> str | None:
    named = OF.fullmatch(bare(part.title))
    written = stated or (named.group(1).strip(" :") if named else None)
    if written is None:
        candidates = normalized(" ".join(part.path[-1:]))
        written = next((name for name in subjects if normalized(name) == candidates), None)
    if written is None:
        return None
    by_name = {normalized(name): name for name in subjects}
    key = normalized(written)
    known = by_name.get(key) or by_name.get(key.removesuffix("s"))
    return known or pascal_case(written)


def _metric(row: Row, of: str | None, time: str | None, notebook: Notebook) -> Aggregation | None:
    name = row.span("metric")
    if name is None:
        return None
    function = row.text("function").lower().strip()
    function = SYNONYMS.get(function, function).replace("top ", "top-")
    if function not in FUNCTIONS and not RANKED.fullmatch(function):
        fix = did_you_mean(function, FUNCTIONS)
        message = f'"{shown(function)}" is no aggregate function'
        notebook.add("PRD043", row.place, message, fix=fix)
    field = row.text("field").strip()
    where = row.span("where")
    return Aggregation(
        metric=symbol_name(bare(name.text)),
        function=function,
        place=row.place,
        field=field_name(field) if field not in (*BLANK, "*") else None,
        group_by=tuple(field_name(part.strip()) for part in _parts(row.text("group by"))),
        window=_window(row.text("window").strip(), row.place, notebook),
        where=Snippet(where.text, where.place()) if where else None,
        of=of,
        time=field_name(time) if time else None,
        requirement_ids=ids_in(row.text("realises")),
    )


def _parts(text: str) -> list[str]:
    return [part for part in text.split(",") if part.strip() not in BLANK]


def _window(text: str, place: Place, notebook: Notebook) -> Decimal | None:
    if text in BLANK:
        return None
    value = seconds(text)
    if value is None or value <= 0:
        notebook.add("PRD044", place, f'the window "{shown(text)}" is no duration such as 1h')
        return None
    return value
