"""What people write of data who have read the how-to once: clauses behind fields, names, `it`."""

import pytest

from omninode_bridge.requirements.document import Field
from omninode_bridge.requirements.parts.spoken_items import item_of
from omninode_bridge.requirements.reading import read_prd

_RULE = "- The toll is the weight times 2."


def shown(one: Field) -> str:
    limits = one.constraints
    low = f" from {limits.minimum.value}" if limits.minimum else ""
    high = f" to {limits.maximum.value}" if limits.maximum else ""
    return f"{one.name}: {one.type}{low}{high}" + (f" = {one.default.text}" if one.default else "")


def inputs_of(said: str, heading: str = "") -> list[str]:
    text = f"---\ntype: compute\n---\n# Toll\n\n{heading}{said}\n\n## Requirements\n{_RULE}\n"
    return [shown(one) for one in read_prd(text).document.inputs or ()]


@pytest.mark.parametrize(
    ("said", "name", "kind", "limits"),
    [
        ("the number of axles (axles, whole number, 2 to 9)", "axles", "int", (">= 2", "<= 9")),
        ("the length of stay (stay length)", "stay_length", "", ()),
        ("the stay in weeks (weeks, int)", "weeks", "int", ()),
        ("the rest (days, at least 1)", "rest", "decimal", (">= 1",)),
        ("the tare of the wagon of the train in kg", "tare_of_wagon", "", ()),
        ("load of the wagon in kg: at least 5", "load_of_wagon", "decimal", (">= 5",)),
        ("number of axles: an integer between 2 and 9", "number_of_axles", "int", (">= 2", "<= 9")),
        ("night: does it pass at night? (default no)", "night", "bool", ("default no",)),
        ("trips: how many there were before (0 if unknown)", "trips", "int", ("default 0",)),
        (
            "the handling charge, called `extra` (money, default 3)",
            "extra",
            "money",
            ("default 3",),
        ),
        ("the age of the wagon in full years (age, at least 1)", "age", "int", (">= 1",)),
        ("`paid`: yes or no. True if the toll was paid.", "paid", "bool", ()),
        ("`axles`: what the scale counts, an integer, 2 or more", "axles", "int", (">= 2",)),
        ("the driver's phone (driver)", "driver", "", ()),
    ],
)
def test_names_and_limits_in_brackets_and_behind_colons(
    said: str, name: str, kind: str, limits: tuple[str, ...]
) -> None:
    found = item_of(said)

    assert found is not None
    assert found.name == name
    assert not kind or found.type == kind
    assert found.limits == limits


@pytest.mark.parametrize(
    "clause",
    [
        ", which comes from the weighbridge",
        ", who the office knows",
        ", where the clerk finds it",
    ],
)
def test_a_clause_that_limits_nothing_is_no_part_of_the_data(clause: str) -> None:
    said = f"The clerk enters the weight in kg (at least 1){clause}, and the axles (int)."

    assert inputs_of(said) == ["weight_kg: decimal from 1", "axles: int"]


@pytest.mark.parametrize(
    "clause", [", which comes in 3 sizes", ", which nobody must enter", ", which only guards know"]
)
def test_a_clause_that_may_limit_something_is_not_passed_over(clause: str) -> None:
    said = f"The clerk enters the weight in kg (at least 1){clause}, and the axles (int)."

    assert not inputs_of(said)


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("The weight is at least 1, and it is 4 unless told otherwise.", "from 1 = 4"),
        ("The weight is at least 1. It is 4 if nothing is said.", "from 1 = 4"),
    ],
)
def test_it_is_what_was_spoken_of(said: str, found: str) -> None:
    told = f"The clerk enters the weight in kg and the axles (int). {said}"

    assert inputs_of(told)[0] == f"weight_kg: decimal {found}"


def test_flags_have_one_default_and_a_choice_its_usual_one() -> None:
    told = (
        "We get the weight in kg, whether it is empty, whether it is late and the kind of load: "
        "coal or ore. Both flags are no unless told otherwise. Coal is the usual one."
    )

    assert inputs_of(told) == [
        "weight_kg: decimal",
        "empty: bool = false",
        "late: bool = false",
        "kind_of_load: enum(coal, ore) = coal",
    ]


def test_a_choice_may_stand_in_a_sentence_below_its_heading() -> None:
    told = (
        "- The clerk enters the weight (decimal).\n"
        "- The kind of load is coal or ore. It is coal unless told otherwise.\n"
    )

    found = inputs_of(told, "## What it gets\n\n")

    assert found == ["weight: decimal", "kind_of_load: enum(coal, ore) = coal"]


def test_input_and_output_may_stand_below_the_data_model() -> None:
    text = (
        "# Toll\n\n## 2 Data model\n\n### 2.1 Input\n\n- `axles`: int\n\n### 2.2 Output\n\n"
        "- `toll`: money\n\n## Rules\n\n- `toll = axles * 2`\n"
    )

    document = read_prd(text).document

    assert [one.name for one in document.inputs or ()] == ["axles"]
    assert [one.name for one in document.outputs or ()] == ["toll"]
    assert not document.entities


@pytest.mark.parametrize(
    "sentence", ["The weight has to be positive.", "The weight is at least 3."]
)
def test_a_value_of_a_calculation_keeps_its_unit(sentence: str) -> None:
    told = f"The clerk enters the weight in kg and the axles (int). {sentence}"

    assert inputs_of(told)[0].startswith("weight_kg: ")


def test_amounts_of_money_are_said_of_all() -> None:
    text = (
        "---\ntype: compute\n---\n# Toll\n\nThe clerk enters the weight in kg (decimal). It "
        "answers with the basic toll and the extra toll, all of them amounts of money.\n\n"
        "## Requirements\n- The basic toll is the weight times 2.\n- The extra toll is 1.\n"
    )

    found = [shown(one) for one in read_prd(text).document.outputs or ()]

    assert found == ["basic_toll: money", "extra_toll: money"]
