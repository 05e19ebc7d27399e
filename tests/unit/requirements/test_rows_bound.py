"""A table's row may say which requirement it realises."""

import pytest

from omninode_bridge.requirements.document import Document
from omninode_bridge.requirements.reading import read_prd

ASKED = "# T\n\n## Requirements\n- R1: The door opens.\n- R2: It closes again.\n\n"
STATES = (
    "## States\n| from | event | to | {} |\n| --- | --- | --- | --- |\n| shut | open | up | {} |\n"
)
FLOW = "## Workflow\n| step | uses | {} |\n| --- | --- | --- |\n| lift_door | motor | {} |\n"
FIGURES = "## Metrics\n| metric | function | {} |\n| --- | --- | --- |\n| doors | count | {} |\n"
CALLS = (
    "## Operations\n| operation | kind | entity | {} |\n| --- | --- | --- | --- |\n"
    "| see | read | Door | {} |\n"
)


def of_rows(document: Document) -> tuple[str, ...]:
    moves = document.states.transitions if document.states else ()
    steps = document.workflow.steps if document.workflow else ()
    found = [each for row in moves for each in row.requirement_ids]
    found += [each for row in steps for each in row.requirement_ids]
    found += [each for row in document.aggregations for each in row.requirement_ids]
    found += [each for row in document.operations for each in row.requirement_ids]
    return tuple(found)


@pytest.mark.parametrize("table", [STATES, FLOW, FIGURES, CALLS])
@pytest.mark.parametrize("header", ["requirement", "requirements", "id"])
@pytest.mark.parametrize(
    ("cell", "ids"),
    [("R1", ("R1",)), ("r2, R1", ("R2", "R1")), ("`R1` and R2", ("R1", "R2")), ("", ())],
)
def test_a_row_names_its_requirements(
    table: str, header: str, cell: str, ids: tuple[str, ...]
) -> None:
    assert of_rows(read_prd(ASKED + table.format(header, cell)).document) == ids


@pytest.mark.parametrize("cell", ["1", "S7", "-"])
def test_a_number_of_the_rows_own_is_none(cell: str) -> None:
    reading = read_prd(ASKED + STATES.format("id", cell))

    assert of_rows(reading.document) == ()
    assert "PRD021" not in {one.code for one in reading.diagnostics}


def test_an_unknown_requirement_is_reported() -> None:
    reading = read_prd(ASKED + STATES.format("requirement", "R7"))

    (found,) = (one for one in reading.diagnostics if one.code == "PRD021")
    assert found.message == "the row belongs to R7, which no requirement has as id"


def test_other_columns_say_nothing_of_the_kind() -> None:
    assert of_rows(read_prd(ASKED + STATES.format("description", "R1")).document) == ()
