"""Workflows: tables, lists and flowcharts."""

import pytest

from omninode_bridge.requirements.document import Document
from omninode_bridge.requirements.reading import read_prd
from omninode_bridge.requirements.structures import Edge, Snippet, Step


def read(text: str) -> Document:
    return read_prd(text).document


def codes(text: str) -> list[str]:
    return [found.code for found in read_prd(text).diagnostics]


STEPS = (
    "| step | uses | needs | when | on failure | retry | timeout | compensate with |\n"
    "| --- | --- | --- | --- | --- | --- | --- | --- |\n"
)


def steps(body: str) -> tuple[Step, ...]:
    workflow = read(f"# T\n## Workflow\n{body}\n").workflow
    assert workflow is not None
    return workflow.steps


def test_a_workflow_in_a_table() -> None:
    reserve, charge = steps(
        f"{STEPS}| reserve | stock | | gift | | 2 x 100ms | 5s | release |\n"
        "| charge | payment | reserve | | compensate | 1 | 1m | |"
    )

    assert reserve == Step(
        "reserve", reserve.place, "stock", (), Snippet("gift", reserve.when.place)
        if reserve.when
        else None, "stop", 2, 100, 5000, "release",
    )  # fmt: skip
    assert (charge.needs, charge.on_failure, charge.retries, charge.timeout_ms) == (
        ("reserve",),
        "compensate",
        1,
        60000,
    )


@pytest.mark.parametrize(
    ("cell", "retries", "delay", "is_constant"),
    [
        ("3 x 200ms", 3, 200, False),
        ("3 x 200ms constant", 3, 200, True),
        ("3 x 10m, constant", 3, 600_000, True),
        ("2 times every 10 minutes", 2, 600_000, True),
        ("3 x 200ms (fixed)", 3, 200, True),
        ("3 x 200ms doubling", 3, 200, False),
        ("3 every 200ms exponential", 3, 200, False),
        ("3", 3, 0, False),
    ],
)
def test_the_wait_of_a_retry_doubles_or_is_constant(
    cell: str, retries: int, delay: int, is_constant: bool
) -> None:
    (step,) = steps(f"{STEPS}| reserve | | | | | {cell} | | |")
    found = (step.retries, step.retry_delay_ms, step.retry_is_constant)
    assert found == (retries, delay, is_constant)


def test_lists_and_tables_without_needs_are_sequential() -> None:
    listed = steps("1. Reserve the goods, if any\n2. `charge` the customer\n3. **Ship it**: now")
    tabled = steps("| step | uses |\n| --- | --- |\n| a | x |\n| b | y |")

    assert [(step.name, step.needs) for step in listed] == [
        ("reserve_the_goods", ()),
        ("charge", ("reserve_the_goods",)),
        ("ship_it", ("charge",)),
    ]
    assert [step.needs for step in tabled] == [(), ("a",)]


FLOW = """```mermaid
flowchart TD
    start([Start]) --> reserve[stock service]
    reserve --> big{total > 100}
    big -->|yes| approve
    big -- no --> charge & note
    approve -->|level == 1| charge
    charge --> done([Done])
    classDef x fill:#fff
```
"""


def test_a_flowchart() -> None:
    workflow = read(f"# T\n## Process\n{FLOW}").workflow
    assert workflow is not None
    edges = [(e.source, e.target, e.condition.text if e.condition else "") for e in workflow.edges]

    assert [(step.name, step.uses) for step in workflow.steps] == [
        ("reserve", "stock service"),
        ("approve", ""),
        ("charge", ""),
        ("note", ""),
    ]
    assert edges == [
        ("", "reserve", ""),
        ("reserve", "approve", "total > 100"),
        ("reserve", "charge", "not (total > 100)"),
        ("reserve", "note", "not (total > 100)"),
        ("approve", "charge", "level == 1"),
    ]
    assert workflow.steps[2].needs == ("reserve", "approve")
    assert isinstance(workflow.edges[0], Edge)


@pytest.mark.parametrize(
    ("decision", "condition"),
    [
        ('{judge.result = "bad"}', 'judge.result = "bad"'),
        ('{"bad" = judge.result}', '"bad" = judge.result'),
        ('{" judge.score > 3 "}', "judge.score > 3"),
        ("{\"judge.result = 'bad'\"}", "judge.result = 'bad'"),
    ],
)
def test_quotes_around_a_decision_are_not_those_inside(decision: str, condition: str) -> None:
    lines = ("flowchart TD", f"judge --> d{decision}", "d -- yes --> alert")
    chart = "\n".join(lines)
    workflow = read(f"# T\n## Workflow\n```mermaid\n{chart}\n```\n").workflow

    assert workflow is not None
    found = [edge.condition.text for edge in workflow.edges if edge.condition]
    assert found == [condition]


def test_a_table_beside_a_flowchart_adds_columns() -> None:
    workflow = read(f"# T\n## Process\n{FLOW}\n{STEPS}| charge | bank | | | | 3 | | |\n").workflow
    assert workflow is not None
    charge = workflow.steps[2]

    assert (charge.uses, charge.retries, charge.needs) == ("bank", 3, ("reserve", "approve"))


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ("| a | x | b | | | | | |", "PRD048"),
        ("| a | x | b | | | | | |\n| b | x | a | | | | | |", "PRD049"),
        ("| a | x | | | panic | | | |", "PRD047"),
        ("| a | x | | | | often | | |", "PRD045"),
        ("| a | x | | | | | soon | |", "PRD046"),
        ("| a | x | | | | | | |\n| a | x | | | | | | |", "PRD016"),
    ],
)
def test_findings_in_workflows(rows: str, code: str) -> None:
    assert code in codes(f"# T\n## Workflow\n{STEPS}{rows}\n")


def test_a_chain_of_decisions_cannot_explode() -> None:
    arms = "".join(f"D{n}{{x}} -->|yes| D{n + 1}{{x}}\nD{n} -->|no| D{n + 1}\n" for n in range(50))
    text = f"# T\n## Workflow\n```mermaid\nflowchart TD\nS --> D0\n{arms}```\n"

    assert "PRD001" in codes(text)
