"""Workflows: an ordered list, a table, a flowchart, or a flowchart with a table beside it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from graphlib import CycleError, TopologicalSorter
from typing import Final

from omninode_bridge.requirements.markdown.blocks import Fence, Item, Table
from omninode_bridge.requirements.markdown.columns import Row, bind_columns, rows_by_name
from omninode_bridge.requirements.markdown.inline import bare, code_spans, plain
from omninode_bridge.requirements.markdown.sections import Part
from omninode_bridge.requirements.naming import snake_case, symbol_name
from omninode_bridge.requirements.notebook import Notebook, did_you_mean, shown
from omninode_bridge.requirements.parts.flowchart import Flowchart, read_flowchart
from omninode_bridge.requirements.parts.mermaid import diagram_kind
from omninode_bridge.requirements.parts.own_ids import ids_in
from omninode_bridge.requirements.parts.retries import read_retry, read_timeout
from omninode_bridge.requirements.structures import Snippet, Step, Workflow

COLUMNS: Final = (
    "step", "uses", "needs", "when", "on failure", "retry", "timeout", "compensate with",
    "description", "realises",
)  # fmt: skip
STEP_COLUMNS: Final = frozenset({"uses", "needs", "on failure", "retry", "compensate with", "when"})
ON_FAILURE: Final = ("stop", "continue", "compensate")
BLANK: Final = ("", "-", "\u2013", "\u2014", "none")
LABEL: Final = re.compile(r"\*\*(.{1,80}?)\*\*|__(.{1,80}?)__|([A-Za-z_][\w -]{0,60}?)\s*:\s")
NAME_WORDS: Final = 6
_SAYS_WHEN: Final = re.compile(
    r"\b(?:if(?! any\b)|unless|only|once|when|whenever|after|before|until|while|otherwise|"
    r"in parallel|at the same time|simultaneously|side by side|in any order|"
    r"(?:at most|within|at least|no longer than) \S+ \w+|retr(?:y|ied)|tried again|"
    r"undone|fails?)\b",
    re.IGNORECASE,
)
"""What an item says beside what is done: its words are no name of a step."""


def is_step_table(table: Table) -> bool:
    bound = bind_columns(table, COLUMNS)
    return "step" in bound and bool(STEP_COLUMNS & bound.keys())


def read_workflow(parts: Sequence[Part], notebook: Notebook) -> Workflow | None:
    charts: list[Flowchart] = []
    rows: list[Step] = []
    items: list[Step] = []
    for part in parts:
        for block in part.blocks:
            if isinstance(block, Table) and is_step_table(block):
                rows.extend(_of_table(block, notebook))
            elif isinstance(block, Fence) and diagram_kind(block) == "flowchart":
                charts.append(read_flowchart(block, notebook))
        items.extend(_of_lists(part))
    if charts:
        return _checked(_with_columns(charts[0], rows), notebook)
    steps = _unique(rows or items, notebook)
    return _checked(Workflow(tuple(steps), steps[0].place), notebook) if steps else None


def _with_columns(chart: Flowchart, rows: Sequence[Step]) -> Workflow:
    """The order comes from the flowchart alone; the table adds what it does not show."""
    by_name = {row.name: row for row in rows}
    steps = [
        replace(
            by_name[step.name],
            needs=step.needs,
            uses=by_name[step.name].uses or step.uses,
            place=step.place,
        )
        if step.name in by_name
        else step
        for step in chart.steps
    ]
    return Workflow(tuple(steps), chart.place, chart.edges)


def _of_lists(part: Part) -> Iterator[Step]:
    for listing in part.listings():
        previous: str | None = None
        is_named = listing.ordered and not any(map(_is_told, listing.items))
        for item in listing.items if is_named else ():
            step = _of_item(item, previous)
            previous = step.name
            yield step


def _is_told(item: Item) -> bool:
    """Whether it is a sentence that says more than what is done, and no name with what it says."""
    text = item.span.text
    is_named = text.startswith("`") or LABEL.match(text) is not None
    return not is_named and _SAYS_WHEN.search(bare(text)) is not None


def _of_item(item: Item, previous: str | None) -> Step:
    text = plain(item.span.text)
    code = next(code_spans(item.span), None)
    label = LABEL.match(item.span.text)
    if code is not None and item.span.text.startswith("`"):
        name = symbol_name(code.text)
    elif label is not None:
        name = symbol_name(bare(next(group for group in label.groups() if group)).strip(" :"))
    else:
        words = re.split(r"[.,;:(]", bare(item.span.text), maxsplit=1)[0].split()
        name = snake_case(" ".join(words[:NAME_WORDS]) or text, prefix="step")
    return Step(name, item.place, needs=(previous,) if previous else (), description=text)


def _of_table(table: Table, notebook: Notebook) -> Iterator[Step]:
    sequential = "needs" not in bind_columns(table, COLUMNS)
    previous: str | None = None
    for row in rows_by_name(table, COLUMNS, notebook):
        step = _of_row(row, notebook)
        if step is not None:
            if sequential and previous:
                step = replace(step, needs=(previous,))
            previous = step.name
            yield step


def _of_row(row: Row, notebook: Notebook) -> Step | None:
    name = row.span("step")
    if name is None:
        return None
    again = read_retry(row.text("retry"), row.place, notebook)
    undo = row.text("compensate with").strip()
    needs = (part.strip() for part in re.split(r",|\sand\s", row.text("needs")))
    return Step(
        name=symbol_name(bare(name.text)),
        place=name.place(),
        uses=row.text("uses").strip(),
        needs=tuple(symbol_name(part) for part in needs if part.lower() not in BLANK),
        when=_condition(row),
        on_failure=_on_failure(row, notebook),
        retries=again.times,
        retry_delay_ms=again.delay_ms,
        retry_is_constant=again.is_constant,
        timeout_ms=read_timeout(row.text("timeout"), row.place, notebook),
        compensate_with=symbol_name(undo) if undo.lower() not in BLANK else None,
        description=row.text("description"),
        requirement_ids=ids_in(row.text("realises")),
    )


def _condition(row: Row) -> Snippet | None:
    when = row.span("when")
    if when is None or when.text.strip().lower() in BLANK:
        return None
    return Snippet(when.text, when.place())


def _on_failure(row: Row, notebook: Notebook) -> str:
    written = row.text("on failure").strip().lower()
    if written in BLANK:
        return "stop"
    if written not in ON_FAILURE:
        message = f'"{shown(written)}" is not stop, continue or compensate'
        notebook.add("PRD047", row.place, message, fix=did_you_mean(written, ON_FAILURE))
        return "stop"
    return written


def _unique(steps: Sequence[Step], notebook: Notebook) -> list[Step]:
    by_name: dict[str, Step] = {}
    for step in steps:
        if step.name in by_name:
            message = f"the step `{step.name}` is there twice; the first one counts"
            notebook.add("PRD016", step.place, message)
        by_name.setdefault(step.name, step)
    return list(by_name.values())


def _checked(workflow: Workflow, notebook: Notebook) -> Workflow:
    names = {step.name for step in workflow.steps}
    for step in workflow.steps:
        for need in step.needs:
            if need not in names:
                message = f"`{step.name}` needs `{need}`, which is no step"
                notebook.add("PRD048", step.place, message, fix=did_you_mean(need, names))
    graph = {step.name: [need for need in step.needs if need in names] for step in workflow.steps}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        circle = " -> ".join(str(name) for name in error.args[1])
        last = next(step for step in workflow.steps if step.name == error.args[1][0])
        notebook.add("PRD049", last.place, f"the steps need each other: {shown(circle)}")
    return workflow
