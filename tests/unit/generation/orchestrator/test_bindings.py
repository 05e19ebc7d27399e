"""A requirement is bound to steps only where every word of it is so."""

import pytest

from omninode_bridge.generation.orchestrator.reading import read_flow
from omninode_bridge.generation.orchestrator.wording import Wording
from omninode_bridge.generation.package import BindingState
from omninode_bridge.requirements.reading import read_prd
from tests.unit.generation.orchestrator.emitted import findings, line, orchestrator
from tests.unit.generation.orchestrator.test_decisions import FULFILMENT

ROWS = """
| step | uses | needs | when | on failure | retry | timeout | compensate with | description |
| --- | --- | --- | --- | --- | --- | --- | --- | --- |
| reserve | stock | | | stop | 2 x 100ms | 5s | release | |
| wrap | packing | reserve | gift | continue | | | | see Q7 |
| charge | payment | reserve | | compensate | 1 | 10s | refund | |
| ship | carrier | wrap, charge | | stop | 3 | 1m | | |
"""


def document(requirement: str, more: str = "") -> str:
    return (
        f"# Orders\n\n## Input\n| field | type | constraints |\n| --- | --- | --- |\n"
        f"| gift | bool | |\n| count | int | > 0 |\n\n## Requirements\n- {requirement}\n{more}\n"
        f"## Workflow\n{ROWS}"
    )


def said(sentence: str) -> tuple[str, ...]:
    found = read_prd(document(f"Q1: {sentence}")).document
    flow = read_flow(found).flow
    assert flow is not None
    told = Wording(found, flow).said_by(sentence)
    return () if told is None else told.steps


@pytest.mark.parametrize(
    ("sentence", "steps"),
    [
        ("Reserve the stock.", ("reserve",)),
        ("Wrap only gifts.", ("wrap",)),
        ("Charge after reserve.", ("reserve", "charge")),
        ("Reserve before the charge.", ("reserve", "charge")),
        ("After the reserve, charge.", ("reserve", "charge")),
        ("Ship after wrap and charge.", ("wrap", "charge", "ship")),
        ("Retry the charge once.", ("charge",)),
        ("Retry reserve up to 2 times with back-off starting at 100 ms.", ("reserve",)),
        ("Ship within 1 minute.", ("ship",)),
        ("The workflow stops when reserve fails.", ("reserve",)),
        ("When the charge fails, the reserve is undone.", ("reserve", "charge")),
        ("When the charge fails, undo what was done.", ("charge",)),
        ("The stock is released when the charge fails.", ("reserve", "charge")),
        ("A failed charge undoes the reserve.", ("reserve", "charge")),
        ("A failed wrap does not stop the workflow.", ("wrap",)),
        ("Wrap and charge run in parallel.", ("wrap", "charge")),
    ],
)
def test_what_is_so_is_bound(sentence: str, steps: tuple[str, ...]) -> None:
    assert said(sentence) == steps


@pytest.mark.parametrize(
    "sentence",
    [
        "Reserve the goods.",
        "Charge before reserve.",
        "After the charge, reserve.",
        "Retry the charge twice.",
        "Ship within 2 minutes.",
        "Reserving times out after 6 seconds.",
        "The workflow stops when the charge fails.",
        "When reserve fails, undo what was done.",
        "When the wrap fails, the charge is undone.",
        "When the charge fails, the wrap is undone.",
        "When the ship fails, the charge is undone.",
        "When the reserve fails, the charge is undone.",
        "Reserve and charge run in parallel.",
        "Ship by air.",
        "Charge the customer by card.",
        "Do not wrap gifts.",
        "Never charge.",
        "Charge 5 percent.",
        "The system is fast.",
    ],
)
def test_what_is_not_so_or_says_more_is_not(sentence: str) -> None:
    assert said(sentence) == ()


def test_an_id_in_a_description_binds_and_the_test_shows_it() -> None:
    node = orchestrator(
        document("Q7: Make it look nice.", "- Q8: Gifts by air.").replace("Orders", "Nice")
    )
    nice, air = node.package.bindings
    assert (nice.state, nice.how) == (
        BindingState.BOUND,
        "step `wrap`, line 17, as its author says",
    )
    assert nice.tests[0].endswith("tests/test_requirements.py::test_q7")
    assert "def test_q7" in node.text("tests/test_requirements.py")
    assert (air.state, air.tests) == (BindingState.UNBOUND, ())


def test_a_constraint_of_the_input_binds() -> None:
    node = orchestrator(document("Q1: The count must be positive.").replace("Orders", "Counts"))
    (binding,) = node.package.bindings
    assert (binding.state, len(binding.tests)) == (BindingState.BOUND, 1)


def test_nothing_bound_is_no_node() -> None:
    found = findings(document("Q1: Be nice."))
    assert "PRD402" in [one.code for one in found]


def test_an_example_that_the_workflow_contradicts_is_found() -> None:
    case = (
        '\n## Examples\n```json\n{"request": {"input": {"gift": true, "count": 1}, "history": []}, '
        '"answer": {"status": "completed"}}\n```\n'
    )
    found = findings(document("Q1: Reserve the stock.") + case)
    assert [one.message for one in found if one.code == "PRD609"] == [
        'The example expects $.status = "completed"; it is "running".'
    ]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("| release |", "| ship |", "PRD605"),
        ("| compensate |", "| stop |", "PRD606"),
        ("| release |", "| |", "PRD607"),
        ("| wrap, charge |", "| wrap, pay |", "PRD048"),
        ("| stock | |", "| stock | ship |", "PRD049"),
    ],
)
def test_findings(old: str, new: str, code: str) -> None:
    text = document("Q1: Reserve the stock.").replace(old, new, 1)
    reading = read_prd(text)
    if code.startswith("PRD0"):
        assert code in [one.code for one in reading.diagnostics]
    else:
        assert code in [one.code for one in findings(text)]


def test_a_cycle_is_named() -> None:
    text = document("Q1: Reserve the stock.").replace("| stock | |", "| stock | ship |")
    (found,) = [one for one in read_prd(text).diagnostics if one.code == "PRD049"]
    assert all(name in found.message for name in ("reserve", "ship"))


def test_a_document_without_a_workflow_and_one_too_large() -> None:
    assert "PRD601" in [one.code for one in findings("# Empty\n\n## Input\n- a: int\n")]
    rows = "\n".join(f"| s{number} | x |" for number in range(1001))
    text = f"# Large\n\n## Workflow\n| step | uses |\n| --- | --- |\n{rows}\n"
    assert "PRD608" in [one.code for one in findings(text)]


HOSTILE = (
    'x"""; import os; os.abort() #',
    "{{ 7*7 }}",
    "../../etc/passwd",
    "__init__",
    "class",
    "\u202eevil",
    "`rm -rf`",
    "a\\|b",
)


@pytest.mark.parametrize("name", HOSTILE)
def test_names_from_a_document_stay_data(name: str) -> None:
    rows = f"| {name} | {name} | 1 |\n| after | {name} | 1 |"
    head = "| step | uses | retry |\n| --- | --- | --- |"
    text = f"# Hostile {HOSTILE.index(name)} {name}\n\n## Workflow\n{head}\n{rows}\n"
    node = orchestrator(text)
    (start,) = node.answer()["start"]
    assert node.starts(None, line(start["step"])) == ["after"]


def test_the_same_document_gives_the_same_bytes() -> None:
    again = orchestrator.__wrapped__(FULFILMENT.replace("Fulfilment", "Fulfilled"))
    assert (
        again.package.files
        == orchestrator(FULFILMENT.replace("Fulfilment", "Fulfilled")).package.files
    )


LABORATORY = """\
# Laboratory
## Input
| field | type |
| --- | --- |
| urgent | bool |

## Workflow
```mermaid
flowchart TD
    receive[Receive sample] --> screen[Screen sample]
    screen --> high{screen.titre >= 40}
    high -- yes --> confirm[Confirm result]
    high -- no --> report[Write report]
    confirm --> report
```
"""


@pytest.mark.parametrize(
    ("sentence", "steps"),
    [
        ("Receive the sample first, then screen it.", ("receive", "screen")),
        ("Screen the sample first, then receive it.", ()),
        ("The report is written after the screening.", ("screen", "report")),
        ("Confirm the result only when the titre is at least 40.", ("confirm",)),
        ("Confirm the result only when the titre is at most 40.", ()),
        ("Confirm the result only when the titre is at least 41.", ()),
        ("Confirm the result only when the value is at least 40.", ()),
    ],
)
def test_steps_that_share_a_word_and_outputs_of_steps(
    sentence: str, steps: tuple[str, ...]
) -> None:
    found = read_prd(LABORATORY).document
    flow = read_flow(found).flow
    assert flow is not None
    told = Wording(found, flow).said_by(sentence)
    assert (() if told is None else told.steps) == steps


TOUR = """\
# Theatre tour

## Request
- town: string

## What happens

1. pack
2. drive
3. build

## Requirements
- T1: {sentence}
"""


@pytest.mark.parametrize(
    ("sentence", "is_bound"),
    [
        ("The steps happen strictly one after the other.", True),
        ("As a driver I want that all steps run in sequence, so that nobody waits.", True),
        ("All steps run in sequence, so that nobody waits.", True),
        ("No step is skipped.", True),
        ("A failure stops the tour.", True),
        ("Any failure does not stop the tour.", False),
        ("The steps happen in parallel.", False),
        ("The actors sleep one after the other.", False),
        ("A failure stops the tour and calls the director.", False),
    ],
)
def test_sentences_about_the_whole(sentence: str, *, is_bound: bool) -> None:
    codes = {found.code for found in findings(TOUR.format(sentence=sentence))}
    assert ("PRD410" not in codes) == is_bound
