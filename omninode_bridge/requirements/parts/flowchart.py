"""The subset of mermaid flowcharts that describes a workflow."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from omninode_bridge.diagnostics import Place
from omninode_bridge.requirements.limits import MAX_ROWS
from omninode_bridge.requirements.markdown.blocks import Fence
from omninode_bridge.requirements.markdown.span import Span
from omninode_bridge.requirements.naming import symbol_name
from omninode_bridge.requirements.notebook import Notebook, shown
from omninode_bridge.requirements.parts.mermaid import statements
from omninode_bridge.requirements.structures import Edge, Snippet, Step

NODE: Final = re.compile(r"\s*([A-Za-z_][\w.]{0,79}(?:-[\w.]{1,79})*)")
SHAPES: Final = (("([", "])"), ("((", "))"), ("[[", "]]"), ("[(", ")]"), ("{{", "}}"),
                 ("[", "]"), ("(", ")"), ("{", "}"), (">", "]"))  # fmt: skip
TEXT_LINK: Final = re.compile(r"\s*(?:--|==|-\.)\s+([^-=|>]{1,300}?)\s+(?:-->|==>|\.->|-\.->)")
PLAIN_LINK: Final = re.compile(
    r"\s*(?:-{2,}>|-{3,}|={2,}>|={3,}|-\.+->|-\.+-|--[xo])(?:\s*\|([^|]{0,300})\|)?"
)
YES: Final = frozenset({"yes", "true", "y"})
NO: Final = frozenset({"no", "false", "n"})
MAX_DECISIONS: Final = 64
MAX_PATHS: Final = 20_000


class Shape(StrEnum):
    STEP = "step"
    DECISION = "decision"
    TERMINAL = "terminal"


@dataclass(slots=True)
class ChartNode:
    name: str
    place: Place
    shape: Shape = Shape.STEP
    label: Span | None = None


@dataclass(frozen=True, slots=True)
class Arrow:
    source: str
    target: str
    place: Place
    label: Span | None = None


@dataclass(frozen=True, slots=True)
class Flowchart:
    steps: tuple[Step, ...]
    edges: tuple[Edge, ...]
    place: Place


@dataclass(slots=True)
class _Chart:
    notebook: Notebook
    nodes: dict[str, ChartNode] = field(default_factory=dict)
    arrows: list[Arrow] = field(default_factory=list)
    paths_left: int = MAX_PATHS


def read_flowchart(fence: Fence, notebook: Notebook) -> Flowchart:
    chart = _Chart(notebook)
    for line in statements(fence, notebook):
        _read_line(line, chart)
        if len(chart.arrows) > MAX_ROWS:
            message = f"a flowchart of more than {MAX_ROWS:,} arrows"
            notebook.add("PRD001", line.place(), message)
            break
    edges = list(_edges(chart))
    steps = [
        Step(
            node.name,
            node.place,
            uses=node.label.text if node.label else "",
            needs=tuple(
                dict.fromkeys(e.source for e in edges if e.target == node.name and e.source)
            ),
        )
        for node in chart.nodes.values()
        if node.shape is Shape.STEP
    ]
    return Flowchart(tuple(steps), tuple(edges), fence.place)


def _read_line(line: Span, chart: _Chart) -> None:
    at = 0
    sources, at = _group(line, at, chart)
    if not sources:
        chart.notebook.add("PRD040", line.place(), f'"{shown(line.text)}" is not read')
        return
    while at < len(line.text):
        label, after = _link(line, at)
        if after == at:
            chart.notebook.add("PRD040", line.place(at), f'"{shown(line.text[at:])}" is not read')
            return
        targets, at = _group(line, after, chart)
        if not targets:
            chart.notebook.add("PRD040", line.place(), "an arrow leads nowhere")
            return
        if len(sources) * len(targets) > MAX_ROWS:
            chart.notebook.add("PRD001", line.place(), f"more than {MAX_ROWS:,} arrows on a line")
            return
        chart.arrows.extend(
            Arrow(source, target, line.place(), label) for source in sources for target in targets
        )
        sources = targets


def _group(line: Span, at: int, chart: _Chart) -> tuple[list[str], int]:
    """`a & b`: the nodes, and where the text goes on."""
    names: list[str] = []
    while True:
        node, at = _node(line, at, chart)
        if node is None:
            return names, at
        names.append(node)
        rest = line.text[at:]
        if not rest.lstrip().startswith("&"):
            return names, at
        at += len(rest) - len(rest.lstrip()) + 1


def _node(line: Span, at: int, chart: _Chart) -> tuple[str | None, int]:
    match = NODE.match(line.text, at)
    if match is None:
        return None, at
    name = symbol_name(match.group(1))
    place = line.place(match.start(1), match.end(1))
    node = chart.nodes.setdefault(name, ChartNode(name, place))
    at = match.end()
    for opening, closing in SHAPES:
        if line.text.startswith(opening, at):
            end = line.text.find(closing, at + len(opening))
            if end >= 0:
                node.label = _bare(line.slice(at + len(opening), end))
                node.shape = _shape(opening)
                at = end + len(closing)
            break
    style = re.compile(r":::\w{1,60}").match(line.text, at)
    return name, style.end() if style else at


def _bare(label: Span) -> Span:
    """Without quotes around all of it; those of a text within an expression stay."""
    bare = label.strip()
    text = bare.text
    is_quoted = text.startswith('"') and text.endswith('"') and text.count('"') == 2  # noqa: PLR2004 - a pair
    return bare.slice(1, len(text) - 1).strip() if is_quoted else bare


def _shape(opening: str) -> Shape:
    if opening == "{":
        return Shape.DECISION
    return Shape.TERMINAL if opening in ("([", "((") else Shape.STEP


def _link(line: Span, at: int) -> tuple[Span | None, int]:
    for pattern in (TEXT_LINK, PLAIN_LINK):
        match = pattern.match(line.text, at)
        if match is not None:
            label = line.slice(match.start(1), match.end(1)) if match.group(1) else None
            return (_bare(label) if label else None), match.end()
    return None, at


def _edges(chart: _Chart) -> Iterator[Edge]:
    """Arrows between steps; decisions on the way become conditions."""
    outgoing: dict[str, list[Arrow]] = {}
    for arrow in chart.arrows:
        outgoing.setdefault(arrow.source, []).append(arrow)
    for name, node in chart.nodes.items():
        if node.shape is Shape.DECISION:
            continue
        source = name if node.shape is Shape.STEP else ""
        for arrow in outgoing.get(name, ()):
            for target, conditions in _paths(arrow, [], (name,), chart, outgoing):
                if chart.nodes[target].shape is Shape.STEP:
                    yield Edge(source, target, arrow.place, _all_of(conditions))


def _paths(
    arrow: Arrow,
    conditions: list[Snippet],
    seen: tuple[str, ...],
    chart: _Chart,
    outgoing: dict[str, list[Arrow]],
) -> Iterator[tuple[str, list[Snippet]]]:
    chart.paths_left -= 1
    if chart.paths_left <= 0:
        if chart.paths_left == 0:
            message = f"more than {MAX_PATHS:,} ways through the decisions"
            chart.notebook.add("PRD001", arrow.place, message)
        return
    node = chart.nodes[arrow.target]
    if arrow.label is not None and chart.nodes[arrow.source].shape is not Shape.DECISION:
        conditions = [*conditions, _snippet(arrow.label)]
    if node.shape is not Shape.DECISION:
        yield node.name, conditions
        return
    if node.name in seen or len(seen) > MAX_DECISIONS:
        chart.notebook.add("PRD049", arrow.place, f"the decision {node.name} leads to itself")
        return
    for branch in outgoing.get(node.name, ()):
        decided = [*conditions, *_decided(node, branch)]
        yield from _paths(branch, decided, (*seen, node.name), chart, outgoing)


def _decided(node: ChartNode, branch: Arrow) -> Iterator[Snippet]:
    """Yes and no mean the decision or its negation; other labels are expressions themselves."""
    word = branch.label.text.lower() if branch.label else ""
    expression = node.label
    if branch.label is not None and word not in YES | NO:
        yield _snippet(branch.label)
    elif expression is not None and branch.label is not None:
        text = expression.text.rstrip("? ")
        shown_text = text if word in YES else f"not ({text})"
        yield Snippet(shown_text, expression.place())


def _snippet(span: Span) -> Snippet:
    return Snippet(span.text, span.place())


def _all_of(conditions: Sequence[Snippet]) -> Snippet | None:
    if len(conditions) <= 1:
        return conditions[0] if conditions else None
    text = " and ".join(f"({condition.text})" for condition in conditions)
    return Snippet(text, conditions[0].place)
