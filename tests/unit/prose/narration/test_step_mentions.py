"""A step is meant by the thing that it is about, by what is done to several, and by an act."""

import pytest

from omninode_bridge.prose.narration.story import lines_of
from omninode_bridge.prose.narration.workflow import told_workflow
from omninode_bridge.requirements.reading import read_prd
from tests.unit.prose.narration.workflows import needs, steps, told

_FAIR = (
    "First, order the big tent.",
    "Then book the brass band and print the posters at the same time.",
)


@pytest.mark.parametrize(
    ("mention", "expected"),
    [
        ("After the posters", ("print_posters",)),
        ("Once the brass band is booked", ("book_brass_band",)),
        ("As soon as the posters have been printed", ("print_posters",)),
        ("After the band", ("book_brass_band",)),
        ("After the band and the posters", ("book_brass_band", "print_posters")),
        ("After the tent, the band and the posters", (
            "order_big_tent", "book_brass_band", "print_posters")),
        ("After the tent", ("order_big_tent",)),
        ("Once the tent is there", ("order_big_tent",)),
    ],
)  # fmt: skip
def test_a_thing_with_an_article_is_the_step_that_is_about_it(
    mention: str, expected: tuple[str, ...]
) -> None:
    found = told(*_FAIR, f"{mention}, open the gate.")
    assert set(needs(found)["open_gate"]) == set(expected)
    assert "R3" in found.shown


def test_a_thing_of_two_steps_is_neither_and_both_are_named() -> None:
    found = told("First, write the report.", "Then sign the report.", "After the report, close it.")
    assert "R3" not in found.shown
    (note,) = [one for one in found.notes if "R3" in one.message]
    assert "`write_report` or `sign_report`" in note.message


def test_an_act_and_a_thing_of_one_word_are_two_steps() -> None:
    found = told("First, report the fault.", "Then sign the report.", "After the report, call us.")
    assert "R3" not in found.shown


@pytest.mark.parametrize("taken", ["take down the stage", "cancel the stage", "return the stage"])
def test_what_takes_a_thing_away_is_not_called_after_it(taken: str) -> None:
    found = told("First, open the gate.", f"Then {taken}.", "After the stage, sweep the yard.")
    assert "R3" not in found.shown


@pytest.mark.parametrize("who", ["both", "both of them", "all", "these two"])
def test_what_is_done_to_both_means_the_two_told_last(who: str) -> None:
    found = told(
        "First, check the form.",
        "Then weigh the sugar and weigh the salt at the same time.",
        f"After {who} have been weighed, mix the dough.",
    )
    assert needs(found)["mix_dough"] == ("weigh_sugar", "weigh_salt")


def test_what_is_done_to_both_must_be_what_is_done_to_each() -> None:
    found = told(
        "First, check the form.",
        "Then weigh the sugar and order the salt at the same time.",
        "After both have been weighed, mix the dough.",
    )
    assert "R3" not in found.shown


def test_an_undo_may_say_whose_failure_takes_it_back() -> None:
    found = told(
        "First, reserve the seat.",
        "Then charge the card.",
        "Reserving the seat is undone by releasing the seat if charging the card fails.",
    )
    assert steps(found)["reserve_seat"].compensate_with == "release_seat"
    assert steps(found)["charge_card"].on_failure == "compensate"
    assert steps(found)["reserve_seat"].on_failure == "stop"


@pytest.mark.parametrize(
    "sentence",
    [
        "If charging the card fails for good, the visit is off: it stops.",
        "If charging the card finally fails, the visit ends.",
        "If charging the card fails after all attempts, the visit stops.",
    ],
)
def test_a_failure_for_good_is_a_failure(sentence: str) -> None:
    found = told("First, reserve the seat.", "Then charge the card.", sentence)
    assert "R3" in found.shown
    assert steps(found)["charge_card"].on_failure == "stop"


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("If it is insured", "insured"),
        ("If it is not insured", "not insured"),
        ("Only if the patient is insured", "insured"),
        ("If it is for night", "night"),
        ("If it is no night", "not night"),
        ("If the patient wants a night", "night"),
        ("If the patient wants no night", "not night"),
    ],
)
def test_a_flag_is_asked_for_and_denied_in_many_words(condition: str, expected: str) -> None:
    found = told("First, reserve the seat.", f"{condition}, call the guard after the seat.")
    when = steps(found)["call_guard"].when
    assert when is not None
    assert when.text == expected


def test_a_step_that_is_only_done_if_something_is_so() -> None:
    found = told("First, reserve the seat.", "Then call the guard.",
                 "The guard is only called if it is no night.")  # fmt: skip
    when = steps(found)["call_guard"].when
    assert when is not None
    assert when.text == "not night"
    assert "R3" in found.shown


def test_what_follows_two_opposite_cases_waits_for_both() -> None:
    found = told(
        "First, reserve the seat.",
        "If the patient is insured, print the card after the seat.",
        "If the patient is not insured, print the bill after the seat.",
        "Then open the door.",
    )
    assert {"print_card", "print_bill"} <= set(needs(found)["open_door"])


_START = """---
type: orchestrator
---
# Parcel

The clerk starts it with START.

## Steps

- First, weigh the parcel.
- Then print the form if the parcel goes abroad.
- If the parcel does not go abroad, print the label after weighing the parcel.
- If the size is above 40 cm, call the van after weighing the parcel.
"""


def test_the_name_in_brackets_is_the_flag_and_the_words_ask_for_it() -> None:
    start = "the size in cm (size_cm, a decimal) and whether the parcel goes abroad (export)"
    document = read_prd(_START.replace("START", start)).document
    found = told_workflow(document, lines_of(document))
    assert [one.name for one in found.document.inputs or ()] == ["size_cm", "export"]
    asked = {name: step.when.text for name, step in steps(found).items() if step.when}
    assert asked == {
        "print_form": "export",
        "print_label": "not export",
        "call_van": "size_cm > 40",
    }


def test_what_is_taken_of_undoing_is_asked_where_undoing_is_told() -> None:
    found = told(
        "First, reserve the seat.",
        "Then charge the card.",
        "Reserving the seat is undone by releasing the seat.",
    )
    (asked,) = [one for one in found.notes if "each failure undoes" in one.message]
    assert asked.message.startswith("R3 ")
