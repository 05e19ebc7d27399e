"""A failed answer says what was understood, what was not, and what is missing to go on."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import cast
from uuid import UUID

from omninode_bridge.generation.package import BindingState
from omninode_bridge.node_type import NodeType
from omninode_bridge.prose.understanding import understand
from omninode_bridge.requirements.findings import WasRead, as_json, as_text
from omninode_bridge.requirements.reading import read_prd
from omninode_bridge.stages.local import Ids, Outcome, Tools, local_result, run_locally
from omninode_bridge.stages.planned import UNDECIDED, UNPROVEN, UNTRIED, as_read, planned
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


def test_check_tells_what_each_sentence_became() -> None:
    document = understand(read_prd(HALF).document, NodeType.COMPUTE).document
    lines = as_text([], HALF, "x.md", WasRead(as_read(document))).split("\n")
    assert lines[:2] == [
        "Understood:",
        '   16 | "The price is 2.10 times the distance.": rule `price = 2.10 * distance`',
    ]
    tree = json.loads(as_json([], "x.md", document.requirements, WasRead(as_read(document))))
    assert [one["becomes"] for one in tree["requirements"]][:2] == [
        "rule `price = 2.10 * distance`",
        "",
    ]


def test_what_is_read_of_a_life_is_told_with_events() -> None:
    document = understand(read_prd(LIFE).document, NodeType.REDUCER).document
    found = {one.requirement.text: one.how for one in as_read(document)}
    assert "by `load`" in found["A registered parcel can be loaded."]
    assert "The moon must be blue." not in found


def test_a_table_is_not_told_as_understood() -> None:
    text = HALF.replace("## Requirements", "## Rules\n- `price = distance * 2`\n## Requirements")
    assert as_read(understand(read_prd(text).document, NodeType.COMPUTE).document) == ()
