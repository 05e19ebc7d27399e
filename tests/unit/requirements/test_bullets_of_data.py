"""Bullets below headings of what goes in and comes out, as people write them."""

import pytest

from omninode_bridge.requirements.document import Document, Field
from omninode_bridge.requirements.reading import read_prd


def document(goes_in: str, comes_out: str = "- cost (money)", opening: str = "") -> Document:
    text = (
        f"---\ntype: compute\n---\n# Hall hire\n{opening}\n\n## What we ask\n{goes_in}\n\n"
        f"## What we answer\n{comes_out}\n\n## How\n- The cost is twice the hours.\n"
    )
    return read_prd(text).document


def told(one: Field) -> tuple[str, str, str]:
    limits = one.constraints
    ends = "..".join(str(each.value) for each in (limits.minimum, limits.maximum) if each)
    return one.name, str(one.type), ends or (one.default.text if one.default else "")


@pytest.mark.parametrize(
    ("bullet", "field"),
    [
        ("Hall length in m: more than 0, at most 60.", ("hall_length_m", "decimal", "0..60")),
        ("Number of lamps (lamps), 2 if nothing is said.", ("lamps", "int", "2")),
        ("The number of lamps (lamps): 2 unless told otherwise", ("lamps", "int", "2")),
        ("Whether the hall is heated, too (heated). Normally not.", ("heated", "bool", "false")),
        ("Whether the hall is lit as well (lit). Usually yes.", ("lit", "bool", "true")),
        (
            "The tariff: early or late. Early if nothing is said.",
            ("tariff", "enum(early, late)", "early"),
        ),
    ],
)
def test_a_bullet_is_a_field(bullet: str, field: tuple[str, str, str]) -> None:
    (hours, found) = document(f"- hours (int)\n- {bullet}").inputs or ()
    assert hours.name == "hours"
    assert told(found) == field


@pytest.mark.parametrize(
    ("bullet", "fields"),
    [
        ("Rent, extras and cost, in euros.", {"rent": "money", "extras": "money", "cost": "money"}),
        ("Rent and cost, both in euros.", {"rent": "money", "cost": "money"}),
        (
            "The stage, the aisles and the hall area, all in square metres.",
            {"stage": "decimal", "aisles": "decimal", "hall_area": "decimal"},
        ),
    ],
)
def test_figures_with_one_unit_are_all_kept(bullet: str, fields: dict[str, str]) -> None:
    found = document("- hours (int)", f"- {bullet}").outputs or ()
    assert {one.name: str(one.type) for one in found} == fields


def test_an_introduction_does_not_tell_again_what_a_section_lists() -> None:
    opening = "The tenant tells the size, we answer rent and deposit."
    found = document("- hours (int)", opening=opening)
    assert [one.name for one in found.inputs or ()] == ["hours"]
    assert [one.name for one in found.outputs or ()] == ["cost"]


def test_a_second_sentence_that_says_something_else_makes_no_field() -> None:
    found = document("- hours (int)\n- The tariff: day or night. Ask the caretaker about it.")
    assert "tariff" not in {one.name for one in found.inputs or ()}


@pytest.mark.parametrize(
    "formula", ["(2.5 times the hours) plus (4 times the lamps)", "(2.5 times the hours)"]
)
def test_brackets_of_a_formula_are_no_choices(formula: str) -> None:
    text = (
        f"# Hall hire\n## Input\n- hours (int)\n- lamps (int)\n## How\n- The cost is {formula}.\n"
    )
    assert "PRD011" not in {one.code for one in read_prd(text).diagnostics}
