"""A rule that holds all the time becomes no step, and a document of other things no node."""

from omninode_bridge.node_type import NodeType
from omninode_bridge.prose.rewording.steps_told import proposed_steps
from omninode_bridge.prose.rewording.trying import reading_of
from omninode_bridge.stages.check import check_text

FLOW = """# Car inspection

- First, register the car.
- Then test the brakes.
- The mechanics must wear gloves.
- The expert has to sign the report after the brakes are tested.
"""


def test_what_must_always_be_so_is_no_step() -> None:
    reading = reading_of(FLOW, NodeType.ORCHESTRATOR)
    proposed = proposed_steps(reading.spoken, reading.document)
    by_text = {one.text: ways for one, ways in zip(reading.spoken, proposed, strict=True)}

    assert by_text["The mechanics must wear gloves."] == ()
    assert by_text["The expert has to sign the report after the brakes are tested."]


def test_nothing_is_told_where_nothing_would_be_understood() -> None:
    text = "# Layout\n\nThe software project should have the following directory structure:\n"

    assert not [one for one in check_text(text) if one.code in {"PRD814", "PRD815"}]


def test_a_failure_without_harm_is_never_worded_as_one_that_undoes_everything() -> None:
    text = "# Badge\n\n- First, check the ticket.\n- Then print the badge.\n- {}\n"
    harmless = "If printing doesn't work at all, no big deal."
    unclear = "If printing fails, the guest gets a sticker."

    for said in (harmless, unclear):
        reading = reading_of(text.format(said), NodeType.ORCHESTRATOR)
        ways = proposed_steps(reading.spoken, reading.document)[-1]
        assert not [one for one in ways if "undone" in one]


def test_what_is_closed_for_good_is_no_step() -> None:
    said = "Donated and returned items are closed for good."
    text = f"# Lost item\n\n- First, store the item.\n- {said}\n"
    reading = reading_of(text, NodeType.ORCHESTRATOR)

    assert proposed_steps(reading.spoken, reading.document)[-1] == ()
