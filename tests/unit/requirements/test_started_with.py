"""What a workflow is started with, and which of it must be there, in words."""

import pytest

from omninode_bridge.requirements.document import Field
from omninode_bridge.requirements.reading import read_prd

_STEPS = "Pack boxes is the first step. Load van follows; it is tried up to 3 times."
_GIVEN = ["parcel_id: string", "depot: string", "urgent: bool"]


def given(text: str, kind: str = "orchestrator") -> list[str]:
    found = read_prd(f"---\ntype: {kind}\n---\n# Parcel move\n\n{text}\n\n{_STEPS}\n").document
    return [shown(one) for one in found.inputs or ()]


def shown(field: Field) -> str:
    default = f" ={field.default.text}" if field.default else ""
    return f"{field.name}: {field.type}{default}"


@pytest.mark.parametrize(
    "front",
    [
        "The workflow is started with",
        "The process is launched by a clerk with",
        "The workflow gets",
        "For each order the workflow receives",
        "For every order, our process is given",
        "It is given",
        "Somebody starts the move with",
        "When a lorry is free, the dispatcher starts the move with",
        "The dispatcher triggers the process by giving",
        "The move starts with",
        "As the dispatcher, I want to start the move with",
        "As a dispatcher I start the move with",
        "To start the move, the dispatcher enters",
        "Starting the move takes",
        "The dispatcher enters",
        "The input consists of",
        "The process needs",
        "A lorry comes and the office starts the loading with",
    ],
)
@pytest.mark.parametrize(
    "listed",
    [
        "a parcel id, a depot and whether the parcel is urgent (urgent, true or false).",
        "the parcel id, the depot and a flag called urgent.",
        "a parcel id, a depot, and whether it is urgent, so that nothing is lost.",
        "a parcel id, a depot and whether it is urgent; all of these are required.",
    ],
)
def test_what_a_workflow_is_started_with(front: str, listed: str) -> None:
    assert given(f"{front} {listed}") == _GIVEN


@pytest.mark.parametrize(
    ("remark", "fields"),
    [
        ("All three are required.", _GIVEN),
        ("All of them must be given.", _GIVEN),
        ("Without one of them the move must not start and is refused.", _GIVEN),
        ("Parcel id and depot are required.", [*_GIVEN[:2], "urgent: bool?"]),
        ("The parcel id and the depot must be given.", [*_GIVEN[:2], "urgent: bool?"]),
        ("The depot need not be given.", [_GIVEN[0], "depot: string?", _GIVEN[2]]),
        ("Depot and urgent may be left out.", [_GIVEN[0], "depot: string?", "urgent: bool?"]),
        ("Some people leave the depot empty.", [_GIVEN[0], "depot: string?", _GIVEN[2]]),
        ("Urgent is false when it is left out.", [*_GIVEN[:2], "urgent: bool =false"]),
        ("If urgent is missing, the parcel is not urgent.", [*_GIVEN[:2], "urgent: bool =false"]),
        ("A missing urgent counts as yes.", [*_GIVEN[:2], "urgent: bool =true"]),
        ("Depot is north if nothing is said.", [_GIVEN[0], "depot: string =north", _GIVEN[2]]),
        (
            "Parcel id and depot shall be given; urgent is false when it is left out.",
            [*_GIVEN[:2], "urgent: bool =false"],
        ),
        ("Urgent is purple when it is left out.", _GIVEN),
        ("Parcel id and lorry are required.", _GIVEN),
    ],
)
def test_which_of_it_must_be_there(remark: str, fields: list[str]) -> None:
    started = "The workflow is started with a parcel id, a depot and whether it is urgent."

    assert given(f"{started} {remark}") == fields
    assert given(f"{started}\n\n- Load van has no undo. {remark}") == fields


def test_a_remark_that_is_understood_in_part_changes_nothing() -> None:
    started = "The workflow is started with a parcel id and a number of boxes."

    assert given(f"{started} Parcel id is required, and the moon shines.") == [
        "parcel_id: string",
        "number_of_boxes: int",
    ]


def test_a_limit_and_what_must_be_there_stand_in_one_sentence() -> None:
    text = (
        "The workflow gets a depot and a weight in kg. Both are needed, and weight is at least 2."
    )
    (_, weight) = read_prd(f"---\ntype: orchestrator\n---\n# T\n\n{text}\n").document.inputs or ()

    assert weight.name == "weight_kg"
    assert weight.constraints.minimum is not None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("A parked car is started with a key and a code.", "reducer"),
        ("The clerk starts the loan with a card and a number.", "effect"),
        ("The clerk sends a letter and a bill.", "orchestrator"),
        ("The system takes a photo and a fingerprint.", "compute"),
    ],
)
def test_what_is_no_input(text: str, kind: str) -> None:
    assert given(text, kind) == []


def test_words_of_steps_tell_that_a_document_is_about_a_workflow() -> None:
    text = "# Move\n\nThe office starts the move with a depot and a date.\n\n{}\n"
    steps = "Pack boxes and load van run in parallel. If that fails, unload van undoes it."
    parked = "The move is open first. When it is closed, it is final."

    assert read_prd(text.format(steps)).document.inputs is not None
    assert read_prd(text.format(parked)).document.inputs is None


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        (
            (
                "The belt measures every egg: its width in mm and its weight in grams. The lamp "
                "also reports the share of cracks in percent and whether the egg is fresh."
            ),
            [
                *("width_mm: decimal", "weight_grams: decimal"),
                *("share_of_cracks_percent: decimal", "fresh: bool"),
            ],
        ),
        (
            (
                "I enter the tenant's age, the number of moves in the last 5 years, and I tick "
                "whether the tenant uses a lift and whether the tenant is insured."
            ),
            ["age: int", "number_of_moves: int", "lift: bool", "insured: bool"],
        ),
        (
            (
                "Drivers hand in a list of tickets after a tour. Each ticket has a kind (bus or "
                "tram) and a price in euros."
            ),
            ["tickets: list[Ticket]"],
        ),
        (
            (
                "Before a pump is sold, the clerk enters the pump's age in years, power in watts "
                "and the days since the last test. Some people leave the days since the last test "
                "empty."
            ),
            ["age_years: int", "power_watts: decimal", "days_since_last_test: int?"],
        ),
    ],
)
def test_what_somebody_enters_goes_into_a_calculation(text: str, fields: list[str]) -> None:
    found = read_prd(f"# Grade\n\n{text}\n\nA stale one is refused.\n").document

    assert [shown(one) for one in found.inputs or ()] == fields
