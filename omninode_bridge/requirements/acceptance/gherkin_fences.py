"""Scenarios in fences of the language gherkin."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from gherkin.errors import ParserError
from gherkin.parser import Parser

from omninode_bridge.diagnostics import Place
from omninode_bridge.requirements.acceptance.given_when_then import Clause, bind_clauses
from omninode_bridge.requirements.acceptance.outcome import Case
from omninode_bridge.requirements.acceptance.signature import Signature
from omninode_bridge.requirements.limits import MAX_ROWS
from omninode_bridge.requirements.markdown.blocks import Fence
from omninode_bridge.requirements.notebook import Notebook, shown

LANGUAGES: Final = frozenset({"gherkin", "feature", "cucumber"})
SIDES: Final[Mapping[str, str]] = {"Context": "given", "Action": "when", "Outcome": "then"}
Node = Mapping[str, Any]  # The parser answers nested dictionaries of its own making.


def is_gherkin(fence: Fence) -> bool:
    if fence.info in LANGUAGES:
        return True
    first = next((line.text.strip() for line in fence.lines if line.text.strip()), "")
    return (
        fence.info == ""
        and re.match(r"(?:Feature|Scenario(?: Outline)?):|Given\s", first) is not None
    )


def read_gherkin(fence: Fence, signature: Signature, notebook: Notebook) -> list[Case]:
    if len(fence.lines) > MAX_ROWS:
        message = f"a fence of {len(fence.lines):,} lines: the limit is {MAX_ROWS:,}"
        notebook.add("PRD001", fence.place, message)
        return []
    head = _missing_head(fence.text)
    first_line = fence.place.line - head.count("\n")
    try:
        tree: Node = Parser().parse(head + fence.text + "\n")
    except ParserError as error:
        case = Case(place=fence.place, text=shown(fence.text))
        case.refuse(f"the scenario cannot be read: {shown(str(error))}")
        return [case]
    feature: Node = tree.get("feature") or {}
    return list(_scenarios(feature.get("children", ()), signature, first_line, []))


def _missing_head(text: str) -> str:
    """Lines that the grammar demands and authors of a short scenario leave out."""
    if re.search(r"^\s*Feature:", text, re.MULTILINE):
        return ""
    has_scenario = re.search(r"^\s*(?:Scenario|Example|Rule)\b", text, re.MULTILINE)
    return "Feature: -\n" if has_scenario else "Feature: -\nScenario: \n"


def _scenarios(
    children: Sequence[Node], signature: Signature, first_line: int, background: list[Node]
) -> Iterator[Case]:
    for child in children:
        if "background" in child:
            background = [*background, *child["background"]["steps"]]
        elif "rule" in child:
            rule = child["rule"]
            yield from _scenarios(rule["children"], signature, first_line, background)
        elif "scenario" in child:
            yield from _cases(child["scenario"], background, signature, first_line)


def _cases(
    scenario: Node, background: list[Node], signature: Signature, first_line: int
) -> Iterator[Case]:
    rows = list(_rows(scenario)) or [({}, scenario["location"]["line"])]
    for values, line in rows[:MAX_ROWS]:
        name = _filled(scenario["name"], values)
        case = Case(Place(first_line + line), name, name)
        steps = [*background, *scenario["steps"]]
        bind_clauses(case, list(_clauses(steps, values)), signature)
        yield case


def _rows(scenario: Node) -> Iterator[tuple[dict[str, str], int]]:
    """The rows of a scenario outline by column name."""
    for examples in scenario.get("examples", ()):
        header = examples.get("tableHeader") or {"cells": ()}
        names = [str(cell["value"]) for cell in header["cells"]]
        for row in examples.get("tableBody", ()):
            cells = [str(cell["value"]) for cell in row["cells"]]
            yield dict(zip(names, cells, strict=False)), row["location"]["line"]


def _filled(text: str, values: Mapping[str, str]) -> str:
    return re.sub(r"<([^<>]{1,80})>", lambda match: values.get(match.group(1), match.group()), text)


def _clauses(steps: Sequence[Node], values: Mapping[str, str]) -> Iterator[Clause]:
    side = "given"
    for step in steps:
        side = SIDES.get(str(step.get("keywordType")), side)
        yield Clause(side, _filled(step["text"], values))
        for name, value in _table(step.get("dataTable")):
            yield Clause(side, f"{name}: {_filled(value, values)}")


def _table(table: Node | None) -> Iterator[tuple[str, str]]:
    """A data table of two rows (names above values) or two columns (names beside values)."""
    rows = [[str(cell["value"]) for cell in row["cells"]] for row in table["rows"]] if table else []
    if len(rows) == 2 and len(rows[0]) != 2:  # noqa: PLR2004 - a row of names and one of values
        yield from zip(rows[0], rows[1], strict=False)
    else:
        yield from ((row[0], row[1]) for row in rows if len(row) == 2)  # noqa: PLR2004 - name, value
