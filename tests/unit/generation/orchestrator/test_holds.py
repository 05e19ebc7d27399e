"""A workflow with a sentence that is not understood decides only what that cannot change."""

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from omninode_bridge.generation.generate import generate_package
from omninode_bridge.generation.orchestrator.oracle import FlowOracle
from omninode_bridge.generation.orchestrator.reading import read_flow
from omninode_bridge.generation.orchestrator.shapes import shape_of
from omninode_bridge.generation.package import BindingState
from omninode_bridge.node_type import NodeType
from omninode_bridge.prose.understanding import understand
from omninode_bridge.requirements.reading import read_prd
from tests.unit.generation.orchestrator.emitted import REFUSED, Json, Loaded, done, failed, line

STEPS = ("close_gate", "count_boats", "clean_basin")
TEXT = """# {title}

The warden starts it with a name (string).

## Process

First close the gate. After the gate is closed, count the boats and clean the basin at the same
time. When both are done, open the bar.

- When the boats are counted, somebody may perhaps paint some of the buoys before the bar is open.
{more}"""
LINES = st.builds(
    line, st.sampled_from(STEPS), st.sampled_from(("started", "completed", "failed")), st.just(1)
)


@cache
def harbour(more: str = "", title: str = "Harbour round") -> Loaded:
    text = TEXT.format(more=more, title=title)
    document = understand(read_prd(text).document, NodeType.ORCHESTRATOR).document
    assert document.workflow is not None
    assert [one.failing for one in document.workflow.holds] == [False]
    package = generate_package(document, node_type=NodeType.ORCHESTRATOR).package
    flow = read_flow(document).flow
    assert package is not None
    assert flow is not None
    return Loaded(package, FlowOracle(flow, shape_of(document)))


def test_what_the_sentence_may_change_is_refused() -> None:
    given = {"name": "x"}

    assert harbour().starts(given, *done("close_gate")) == ["count_boats", "clean_basin"]
    # What waits for nothing that the sentence may tell begins all the same.
    assert harbour().starts(given, *done("close_gate", "count_boats")) == ["clean_basin"]
    assert harbour().answer(given, *done("close_gate", "count_boats", "clean_basin")) == REFUSED


def test_what_has_failed_stays_so_when_others_end_behind_it() -> None:
    history = [*done("close_gate"), *failed("clean_basin")]

    assert harbour().answer({"name": "x"}, *history)["status"] == "failed"
    history += done("count_boats")
    assert harbour().answer({"name": "x"}, *history)["status"] == "failed"


def test_what_is_taken_back_is_taken_back_to_its_end() -> None:
    node = harbour("- Closing the gate is undone by opening the gate.\n", "Harbour taken back")
    history = [*done("close_gate", "count_boats"), *failed("clean_basin")]

    assert node.answer({"name": "x"}, *history)["compensate"]
    history += done("open_gate")
    assert node.answer({"name": "x"}, *history)["status"] == "compensated"


@settings(max_examples=100, deadline=None)
@given(st.lists(LINES, max_size=8))
def test_any_history_is_decided_alike_by_both_evaluations(history: list[Json]) -> None:
    answer = harbour().answer({"name": "x"}, *history)
    assert answer == REFUSED or answer["status"] in ("running", "failed")


def test_what_the_node_is_held_by_is_not_bound() -> None:
    more = "- If cleaning the basin fails, whatever the warden likes best is undone.\n"
    text = TEXT.format(more=more, title="Harbour held by a failure")
    document = understand(read_prd(text).document, NodeType.ORCHESTRATOR).document
    assert document.workflow is not None
    unread = {one.text for one in document.workflow.holds}
    assert len(unread) == 2
    package = generate_package(document, node_type=NodeType.ORCHESTRATOR).package
    assert package is not None
    states = {one.text: one.state for one in package.bindings}
    assert {states[one] for one in unread} == {BindingState.UNBOUND}


@pytest.mark.parametrize(
    "said",
    [
        "what has been done is undone",
        "whatever was done is taken back",
        "what was done so far is undone",
        "all that has been done is undone in reverse order",
    ],
)
def test_what_was_done_is_everything(said: str) -> None:
    more = (
        "- Closing the gate is undone by opening the gate.\n"
        f"- If cleaning the basin fails, {said}.\n"
    )
    text = TEXT.format(more=more, title="Harbour undone")
    document = understand(read_prd(text).document, NodeType.ORCHESTRATOR).document
    assert document.workflow is not None
    assert not [one for one in document.workflow.holds if one.failing]
    (cleaned,) = [one for one in document.workflow.steps if one.name == "clean_basin"]
    assert cleaned.on_failure == "compensate"
