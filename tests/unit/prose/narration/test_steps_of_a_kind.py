"""Steps of one kind are spoken of together, and lengths stand beside what is ordered."""

import pytest

from omninode_bridge.prose.narration.story import lines_of
from omninode_bridge.prose.narration.workflow import told_workflow
from omninode_bridge.requirements.reading import read_prd
from tests.unit.prose.narration.workflows import needs, steps, told

_ACTS = (
    ("check", "checks", "check the rope", "check the belt"),
    ("reservation", "reservations", "reserve the boat", "reserve the jetty"),
    ("inspection", "inspections", "inspect the hull", "inspect the mast"),
)


@pytest.mark.parametrize("who", ["both {}", "both of the {}", "the two {}", "all {}", "all the {}"])
@pytest.mark.parametrize(("_one", "many", "first", "second"), _ACTS)
def test_steps_of_one_kind_are_meant_together(
    who: str, _one: str, many: str, first: str, second: str
) -> None:
    told_ = f"Then {first} and {second} at the same time."
    found = told("First, wash the deck.", told_, f"After {who.format(many)}, open the gate.")
    pair = {one.replace(" the ", "_") for one in (first, second)}
    assert set(needs(found)["open_gate"]) == pair
    assert "R3" in found.shown


@pytest.mark.parametrize("who", ["both checks", "the two checks", "all three checks"])
def test_so_many_as_are_said(who: str) -> None:
    found = told("First, check the rope.", "Then wash the deck.", f"After {who}, open the gate.")
    assert "R3" not in found.shown


@pytest.mark.parametrize("who", ["a", "any", "either", "one of the two"])
@pytest.mark.parametrize(("one", "many", "first", "second"), _ACTS)
def test_the_failure_of_any_of_a_kind_is_that_of_each(
    who: str, one: str, many: str, first: str, second: str
) -> None:
    told_ = f"Then {first} and {second} at the same time."
    kind = many if who.startswith("one of") else one
    found = told("First, wash the deck.", told_, f"If {who} {kind} fails, the trip continues.")
    each = {name: step.on_failure for name, step in steps(found).items() if name != "wash_deck"}
    assert set(each.values()) == {"continue"}
    assert "R3" in found.shown


@pytest.mark.parametrize(
    ("sentence", "length"),
    [
        ("Then tow the boat, within 1 hour.", 3_600_000),
        ("Then the boat is towed, within at most 90 minutes.", 5_400_000),
        ("Then tow the boat for at most 15 minutes.", 900_000),
        ("Then tow the boat. It has 2 days to finish.", 172_800_000),
        ("Then tow the boat. Towing the boat may take a day.", 86_400_000),
        ("Then tow the boat. It may take up to 3 hours.", 10_800_000),
    ],
)
def test_a_length_beside_what_is_ordered(sentence: str, length: int) -> None:
    found = told("First, wash the deck.", sentence)
    assert needs(found) == {"wash_deck": (), "tow_boat": ("wash_deck",)}
    assert steps(found)["tow_boat"].timeout_ms == length
    assert "R2" in found.shown


@pytest.mark.parametrize(
    ("step", "noun"),
    [("buy the rope", "rope purchase"), ("sell the boat", "sale of the boat"),
     ("send the letter", "dispatch of the letter")],
)  # fmt: skip
def test_an_act_may_be_called_by_another_word(step: str, noun: str) -> None:
    found = told(f"First, {step}.", f"After the {noun}, open the gate.")
    assert needs(found)["open_gate"] == (step.replace(" the ", "_"),)


def test_who_has_time_to_answer_is_no_step() -> None:
    found = told("First, inform the customer.", "Then close the file.",
                 "The customer has 7 days to decide.")  # fmt: skip
    assert steps(found)["inform_customer"].timeout_ms is None
    assert "R3" not in found.shown


@pytest.mark.parametrize("of", ["the parents", "a neighbour", "our board"])
def test_what_is_of_somebody_is_called_without_them(of: str) -> None:
    found = told("First, open the file.", f"The consent of {of} must be obtained after that.")
    assert list(needs(found)) == ["open_file", "obtain_consent"]


def test_what_is_of_two_is_two() -> None:
    found = told(
        "First, the copy of the lease is signed.", "Then the copy of the deposit is signed."
    )
    assert needs(found) == {
        "sign_copy": (),
        "sign_copy_of_deposit": ("sign_copy",),
    }


_VISIT = "# Visit\n\n## Process\n\n- The clerk starts it with the {}'s age (age, int).\n"


@pytest.mark.parametrize(("who", "is_read"), [("guest", True), ("driver", False)])
def test_the_age_of_the_one_who_has_one(who: str, is_read: bool) -> None:
    text = (
        "---\ntype: orchestrator\n---\n"
        + _VISIT.format("guest")
        + "- First, open the gate.\n"
        + f"- If the {who}'s age is below 12, call the parents after opening the gate.\n"
        + "- Finally, close the gate.\n"
    )
    document = read_prd(text).document
    found = steps(told_workflow(document, lines_of(document)))
    assert ("call_parents" in found) == is_read
    if is_read:
        when = found["call_parents"].when
        assert when is not None
        assert when.text == "age < 12"


@pytest.mark.parametrize(
    "item",
    [
        "If the guest is new, show the house.",
        "Make the bed and heat the room in parallel.",
        "Make the bed only after the room is heated.",
        "Make the bed, unless it is made.",
    ],
)
def test_a_list_of_sentences_that_say_when_is_no_list_of_names(item: str) -> None:
    text = f"# Guest\n\n## Workflow\n\n1. Greet the guest.\n2. {item}\n3. Serve the tea.\n"
    assert read_prd(text).document.workflow is None


def test_a_list_of_names_stays_one() -> None:
    text = "# Guest\n\n## Workflow\n\n1. Greet the guest, if any.\n2. **Bed**: if made, air it.\n"
    workflow = read_prd(text).document.workflow
    assert workflow is not None
    assert [one.name for one in workflow.steps] == ["greet_the_guest", "Bed"]


@pytest.mark.parametrize(
    ("listed", "expected"),
    [
        (
            "a name and whether it is wet (wet), which it is not unless told otherwise",
            ("wet", "false"),
        ),
        ("a name and whether it is wet (wet), which it is by default", ("wet", "true")),
        ("a name and the flag wet, which is false unless stated otherwise", ("wet", "false")),
        ("a name and a flag wet", ("wet", "")),
        ("a name and the owner's flag state", ("flag_state", "")),
    ],
)
def test_flags_that_a_workflow_is_started_with(listed: str, expected: tuple[str, str]) -> None:
    text = f"---\ntype: orchestrator\n---\n# Boat\n\nThe clerk starts it with {listed}.\n"
    fields = read_prd(text).document.inputs or ()
    found = [(one.name, one.default.text if one.default else "") for one in fields]
    assert found[1:] == [expected]
