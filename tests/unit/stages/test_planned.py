"""A failed answer says what was understood, what was not, and what is missing to go on."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import cast
from uuid import UUID

from omninode_bridge.generation.package import BindingState
from omninode_bridge.node_type import NodeType
from omninode_bridge.prose.understanding import understand
from omninode_bridge.requirements.reading import read_prd
from omninode_bridge.stages.local import Ids, Outcome, Tools, local_result, run_locally
from omninode_bridge.stages.planned import UNDECIDED, UNPROVEN, UNTRIED, planned
from omninode_bridge.stages.values import GenerationOptions
from pipelines.cli.summary import summary_lines
from tests.fakes.toolchain import FakeFormatter, FakeToolchain

HALF = """---
type: compute
---
# Moving quote
## Input
| field | type |
| --- | --- |
| distance | decimal |
## Output
| field | type |
| --- | --- |
| price | money |
| fee | money |
| extra_tip | money |
## Requirements
- The price is 2.10 times the distance.
- The fee depends on the mood of the mover.
- The system has an uptime of 99.9 %.
"""
LIFE = """---
type: reducer
---
# Parcel
## Lifecycle
- A new parcel is registered.
- A registered parcel can be loaded.
- A loaded parcel can be delivered.
- The moon must be blue.
"""
IDS = Ids(UUID(int=1), UUID(int=2))


def ended(text: str) -> Mapping[str, object]:
    tools = Tools(FakeToolchain(), FakeFormatter(), lambda: datetime(2026, 1, 1, tzinfo=UTC))
    outcome: Outcome = run_locally(text.encode(), GenerationOptions(), tools, IDS, lambda *_: None)
    return local_result(outcome, IDS, output_path=None)


def told(result: Mapping[str, object], state: str) -> Sequence[Mapping[str, object]]:
    requirements = cast("Mapping[str, Sequence[Mapping[str, object]]]", result["requirements"])
    return requirements.get(state, ())


def test_what_was_understood_is_planned_and_never_bound() -> None:
    result = ended(HALF)

    assert (result["status"], result["node_type"]) == ("failed", "compute")
    assert told(result, "bound") == []
    price, fee = told(result, "unbound")
    assert "rule `price = 2.10 * distance`" in str(price["planned"])
    assert price["reason"] == UNPROVEN
    assert "planned" not in fee
    assert str(fee["reason"]).startswith("not understood is")
    assert [one["text"] for one in told(result, "quality_attributes")] == [
        "The system has an uptime of 99.9 %."
    ]


def test_everything_that_is_missing_is_listed_with_what_to_write() -> None:
    missing = told(ended(HALF), "missing")

    assert [(one["code"], one["line"]) for one in missing] == [("PRD213", 13), ("PRD213", 14)]
    assert "No rule assigns `fee`" in str(missing[0]["message"])
    assert "speaks of it and is not understood" in str(missing[0]["message"])
    assert str(missing[1]["fix"]).startswith('write a sentence such as "The extra tip is ..."')


def test_the_command_line_says_all_of_it() -> None:
    lines = list(summary_lines(ended(HALF), recorded=False))

    (understood,) = [line for line in lines if line.startswith("  understood")]
    assert "price = 2.10 * distance" in understood
    assert understood.endswith("(not proven)")
    (left,) = [line for line in lines if line.startswith("  not done")]
    assert "The fee depends on the mood" in left
    assert [line.split()[:4] for line in lines if line.startswith("  missing")] == [
        ["missing", "PRD213", "line", "14:"]
    ]


def test_each_part_that_a_sentence_was_to_become_is_named() -> None:
    document = understand(read_prd(LIFE).document, NodeType.REDUCER).document
    found = planned(document, NodeType.REDUCER)

    assert {one.state for one in found} == {BindingState.UNBOUND}
    assert "transition registered -> loaded" in found[1].how
    assert (found[3].how, found[3].question[:3]) == ("", "Say")


def test_a_structured_document_does_not_say_what_nobody_looked_at() -> None:
    text = HALF.replace("## Requirements", "## Rules\n- `price = distanc * 2`\n## Requirements")
    result = ended(text)

    assert result["status"] == "failed"
    assert {str(one["reason"]) for one in told(result, "unbound")} == {UNDECIDED}


def test_a_document_with_errors_lists_its_requirements_too() -> None:
    text = HALF.replace("| fee | money |", "| fee | money | 3 | 4 |").replace("decimal", "decimol")
    result = ended(text)

    assert result["status"] == "failed"
    assert {str(one["reason"]) for one in told(result, "unbound")} == {UNTRIED}
    assert told(result, "missing")
