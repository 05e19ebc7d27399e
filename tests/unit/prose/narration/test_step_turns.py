"""Other ways to say the same of steps, in place of which the plain one is read."""

import pytest

from omninode_bridge.node_type import NodeType
from omninode_bridge.prose.narration.plain_words import plain
from omninode_bridge.prose.narration.step_turns import turned_text
from omninode_bridge.prose.narration.story import lines_of
from omninode_bridge.prose.narration.telling_all import telling_of
from omninode_bridge.prose.narration.workflow import told_workflow
from omninode_bridge.requirements.document import Document
from omninode_bridge.requirements.reading import read_prd
from omninode_bridge.requirements.structures import Step

_HEAD = """# A ferry

The mate starts it with a ferry (string), a number of cars (cars, int), a draught in m (draught_m,
decimal), whether the wind is strong (storm, bool) and a flag called needs_pilot.

## Requirements

"""


def told(*sentences: str) -> Document:
    document = read_prd(_HEAD + "".join(f"- {one}\n" for one in sentences)).document
    return told_workflow(document, lines_of(document)).document


def steps(*sentences: str) -> dict[str, tuple[tuple[str, ...], str]]:
    workflow = told("First, close the ramp.", *sentences).workflow
    assert workflow is not None
    return {
        one.name: (tuple(sorted(one.needs)), one.when.text if one.when else "")
        for one in workflow.steps
        if one.name != "close_ramp"
    }


@pytest.mark.parametrize(
    ("said", "plainly"),
    [
        (
            "Warn the crew, also after the ramp is closed.",
            "warn the crew after the ramp is closed",
        ),
        (
            "Load the cars and count the guests; these two run side by side.",
            "load the cars and count the guests in parallel",
        ),
        ("The ramp is oiled and closed, in that order.", "the ramp is oiled and then closed"),
        (
            "Once closed, the ramp is locked.",
            "after the ramp is closed , the ramp is locked",
        ),
        (
            "The ferry leaves when the cars, if any, are loaded.",
            "the ferry leaves when the cars is loaded",
        ),
        ("The cars, if needed, are washed.", "the cars , if needed , is washed"),
        ("Time limit 4 minutes.", "it has a time limit of 4 minutes"),
        ("The pilot is called before any other step.", "the pilot is called before anything else"),
        ("It is tried again after 5 seconds.", "it is tried again after 5 seconds"),
    ],
)
def test_a_turn_is_told_in_the_plain_way(said: str, plainly: str) -> None:
    assert turned_text(plain(said)) == plainly


@pytest.mark.parametrize(
    "said",
    [
        "After the ramp is closed, warn the crew and, if the wind is strong, call the harbour.",
        "Warn the crew once the ramp is closed; meanwhile, call the harbour if the wind is strong.",
        "Warn the crew once the ramp is closed. Meanwhile, call the harbour if the wind is strong.",
    ],
)
def test_two_things_of_which_one_is_asked_for_are_told_side_by_side(said: str) -> None:
    assert steps(said) == {
        "warn_crew": (("close_ramp",), ""),
        "call_harbour": (("close_ramp",), "storm"),
    }


@pytest.mark.parametrize(
    ("asked", "when"),
    [
        ("If the ferry needs a pilot", "needs_pilot"),
        ("If a pilot is needed", "needs_pilot"),
        ("If more than 20 cars are booked", "cars > 20"),
        ("If there are cars on board", "cars > 0"),
        ("If there are no cars", "cars = 0"),
        ("If the draught is over 4 m", "draught_m > 4"),
        ("If the wind is strong or more than 20 cars are booked", "(storm) or (cars > 20)"),
    ],
)
def test_what_is_asked_in_passing_is_a_condition(asked: str, when: str) -> None:
    assert steps(f"{asked}, call the pilot after the ramp is closed.") == {
        "call_pilot": (("close_ramp",), when)
    }


def test_only_what_is_asked_for_has_the_condition() -> None:
    said = "Then warn the crew, and at the same time call the harbour if the wind is strong."
    assert steps(said) == {
        "warn_crew": (("close_ramp",), ""),
        "call_harbour": (("close_ramp",), "storm"),
    }


def test_without_a_comma_the_words_in_front_are_known() -> None:
    said = "For more than 20 cars the harbour is called after the ramp is closed."
    assert steps(said)["call_harbour"] == (("close_ramp",), "cars > 20")


def test_an_item_that_is_before_another_stands_behind_the_items_in_front() -> None:
    document = read_prd(
        f"{_HEAD.replace('Requirements', 'A crossing')}1. First, close the ramp.\n2. Then load the "
        "cars.\n3. If the wind is strong, call the harbour before the engine is started.\n"
        "4. Then warn the crew.\n5. Then start the engine.\n"
    ).document
    workflow = told_workflow(document, lines_of(document)).document.workflow
    assert workflow is not None
    needs = {one.name: {*one.needs} for one in workflow.steps}
    assert needs["call_harbour"] == {"load_cars"}
    assert needs["warn_crew"] == {"load_cars", "call_harbour"}
    assert needs["start_engine"] == {"warn_crew", "call_harbour"}


@pytest.mark.parametrize(
    "said",
    [
        "Started with a name (text) and a depth (int).",
        "A dive is entered with a name (text) and a depth (int).",
        "What starts a dive are a name (text) and a depth (int).",
        "The club kicks a dive off by handing over a name (text) and a depth (int).",
        "**Input**\n\n- name: text\n- depth: whole number",
        "**Input:** name (text such as Ann), depth (int).",
    ],
)
def test_what_starts_a_workflow_is_said_in_many_ways(said: str) -> None:
    text = f"---\ntype: orchestrator\n---\n# A dive\n\n{said}\n\n## Steps\n\n- First, dive.\n"
    fields = read_prd(text).document.inputs or ()
    assert {one.name: str(one.type) for one in fields} == {"name": "string", "depth": "int"}


def told_steps(*sentences: str) -> dict[str, Step]:
    workflow = told(
        "First, close the ramp.", "Then load the cars.", "Then blow the horn.", *sentences
    ).workflow
    assert workflow is not None
    return {one.name: one for one in workflow.steps}


@pytest.mark.parametrize(
    "said",
    [
        "If closing the ramp or loading the cars fails, everything is undone.",
        (
            "If closing the ramp or loading the cars fails, the crossing is called off, and what "
            "has been done is undone in reverse order."
        ),
    ],
)
def test_each_of_two_steps_may_fail(said: str) -> None:
    found = told_steps(said)
    assert [found[name].on_failure for name in ("close_ramp", "load_cars", "blow_horn")] == [
        "compensate",
        "compensate",
        "stop",
    ]


def test_what_comes_later_and_is_still_done_is_no_undoing() -> None:
    found = told_steps("If loading the cars fails, the horn is still blown.")
    assert (found["load_cars"].on_failure, found["load_cars"].compensate_with) == ("continue", None)
    assert found["blow_horn"].compensate_with is None


def test_a_wait_that_doubles() -> None:
    said = (
        "Loading the cars is tried again up to three times, starting with a wait of 30 seconds "
        "that doubles each time."
    )
    found = told_steps(said)["load_cars"]
    assert (found.retries, found.retry_delay_ms, found.retry_is_constant) == (3, 30_000, False)


def test_nothing_begins_before_what_is_first() -> None:
    found = steps("Then load the cars.", "Warn the crew before the cars are loaded.")
    assert found["warn_crew"] == (("close_ramp",), "")
    assert found["load_cars"] == (("close_ramp", "warn_crew"), "")


def test_a_step_that_only_its_failure_makes_one_keeps_its_condition() -> None:
    found = steps(
        "Then load the cars.",
        "If the wind is strong, warn the crew.",
        "If warning the crew fails, the crossing goes on.",
    )
    assert found["warn_crew"] == (("close_ramp",), "storm")


def test_of_a_requirement_the_sentences_that_are_read_are_told() -> None:
    document = read_prd(
        f"{_HEAD}- First, close the ramp.\n- R7: After the ramp is closed, load the cars. Blow the "
        "horn if the moon is blue.\n- After the cars are loaded, start the engine.\n"
    ).document
    found = telling_of(document, NodeType.ORCHESTRATOR)({})
    workflow = found.document.workflow
    assert workflow is not None
    assert [one.name for one in workflow.steps] == ["close_ramp", "load_cars", "start_engine"]
    assert "R7" not in found.shown
