"""Conditions over what steps report, and what follows a step that may be skipped."""

import pytest

from omninode_bridge.node_type import NodeType
from omninode_bridge.prose.narration.step_reports import reported
from omninode_bridge.prose.understanding import understand
from omninode_bridge.requirements.reading import read_prd

_HEAD = """---
type: orchestrator
---
# A kiln

The potter starts it with a kiln (string), a highest share of cracks (max_cracks, decimal), whether
the ware is glazed (glazed, bool) and a flag called trial.

## A firing

"""


def steps(*items: str, mark: str = "- ") -> dict[str, tuple[tuple[str, ...], str]]:
    document = read_prd(_HEAD + "".join(f"{mark}{one}\n" for one in items)).document
    workflow = understand(document, NodeType.ORCHESTRATOR).document.workflow
    assert workflow is not None
    return {
        one.name: (tuple(sorted(one.needs)), one.when.text if one.when else "")
        for one in workflow.steps
    }


@pytest.mark.parametrize(
    ("asked", "step", "expression"),
    [
        ("testing the ware reports a share_of_cracks above 3", "testing the ware", "S.share > 3"),
        ("the share that testing reports is at most 3", "testing", "S.share <= 3"),
        ("the share reported by the test is below 3 percent", "the test", "S.share < 3"),
        ("the test finds more than 3 shares", "the test", "S.shares > 3"),
    ],
)
def test_what_a_step_reports_is_compared(asked: str, step: str, expression: str) -> None:
    found = reported(asked.replace("share_of_cracks", "share"), ())
    assert found is not None
    assert (found.step, found.of("S")) == (step, expression)


def test_a_declared_value_is_reported_by_no_step() -> None:
    document = read_prd(_HEAD).document
    assert reported("the max cracks of the kiln is above 3", document.inputs or ()) is None
    assert reported("the share is above 3", ()) is None


def test_what_is_asked_of_a_report_is_done_behind_it() -> None:
    found = steps(
        "First, fire the kiln.",
        "Then test the ware.",
        "If testing the ware reports a share above max_cracks, break the ware.",
        "Otherwise sell the ware.",
    )
    assert found["break_ware"] == (("test_ware",), "test_ware.share > max_cracks")
    assert found["sell_ware"] == (("test_ware",), "not (test_ware.share > max_cracks)")


def test_numbers_of_bare_orders_are_their_order() -> None:
    found = steps("Load the kiln.", "Fire the kiln.", "Unload the kiln.", mark="1. ")
    assert found == {
        "load_kiln": ((), ""),
        "fire_kiln": (("load_kiln",), ""),
        "unload_kiln": (("fire_kiln",), ""),
    }


@pytest.mark.parametrize(
    "said",
    [
        "Dip the ware after the test. Glazed ware is not dipped.",
        "Dip the ware after the test. Skip this for glazed ware.",
        "Dip the ware after the test; glazed ware skips this.",
        "Dip the ware after the test. If the ware is glazed, nothing is dipped.",
    ],
)
def test_what_skips_a_step_is_a_condition_of_it(said: str) -> None:
    found = steps("First, test the ware.", said)
    assert found["dip_ware"] == (("test_ware",), "not (glazed)")


def test_without_its_product_there_is_nothing_to_do() -> None:
    found = steps(
        "First, test the ware.",
        "If it is a trial, write the note after the ware is tested.",
        "After the note is written, send the note.",
        "After the note is written, sell the ware.",
    )
    assert found["send_note"][0] == ("write_note",)
    assert found["sell_ware"][0] == ("test_ware", "write_note")


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Then report to the guild.", "report_to_guild"),
        ("Then back up the records.", "back_up_records"),
        ("Then complete the form.", "complete_form"),
        ("Then the head of the guild seals the box.", "seal_box"),
    ],
)
def test_acts_of_other_forms_are_steps(said: str, name: str) -> None:
    assert steps("First, test the ware.", said)[name] == (("test_ware",), "")
