"""Data as people write them down, what only looks like data, and what two places tell."""

import pytest

from omninode_bridge.node_type import NodeType
from omninode_bridge.prose.understanding import understand
from omninode_bridge.requirements.document import Reading
from omninode_bridge.requirements.reading import read_prd
from tests.unit.requirements.layouts.keys import Shown, shown


def read(text: str) -> Reading:
    return read_prd(f"# Desk\n\nThis is it.\n\n{text}\n\n## Requirements\n- Add the fee.\n")


def data(text: str) -> Shown:
    return {name: fields for name, fields in shown(read(text).document).items() if fields}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            (
                "For every order we keep: the order number (unique), the date "
                "it came in, the total in "
                "euros, and whether it is paid."
            ),
            {
                "Order": {
                    "order_number": "string unique",
                    "date": "date",
                    "total": "money",
                    "paid": "bool",
                }
            },
        ),
        (
            (
                "## What we know about a ticket\n"
                "- number - what the customer quotes on the phone, 6 digits\n"
                "- title - one line, at most 80 characters\n"
                "- priority - low, normal or high; normal unless said otherwise\n"
                "- status - open, in progress or closed\n\n"
                "New tickets are open."
            ),
            {
                "Ticket": {
                    "number": "string [0-9]{6}",
                    "title": "string 0..80",
                    "priority": "enum(low, normal, high) ? =normal",
                    "status": "enum(open, in progress, closed) ? =open",
                }
            },
        ),
        (
            (
                "## The record card\n\nEach card shows the member's name (3 to "
                "60 letters), the phone "
                "number (optional) and the rank: basic, plus or gold.\n\nA "
                "member can be added. Every "
                "member pays."
            ),
            {
                "Member": {
                    "name": "string 3..60",
                    "phone_number": "string? ?",
                    "rank": "enum(basic, plus, gold)",
                }
            },
        ),
        (
            (
                "## What the calculator needs\n1. Loan amount (euros, 1,000 to 500,000)\n"
                "2. Years (whole number, 1 to 40)\n\n## What comes back\n1. Monthly rate (euros)"
            ),
            {
                "<input>": {"loan_amount": "money >=1000 <=500000", "years": "int >=1 <=40"},
                "<output>": {"monthly_rate": "money"},
            },
        ),
        (
            (
                "The service is told the pickup date and the zone (domestic, "
                "eu, world). It answers "
                "with the price in euros and the delivery date."
            ),
            {
                "<input>": {"pickup_date": "date", "zone": "enum(domestic, eu, world)"},
                "<output>": {"price": "money", "delivery_date": "date"},
            },
        ),
        (
            (
                "Given the birth date of the applicant and the number of children, the service "
                "calculates the allowance in euros and says whether a hearing is needed."
            ),
            {
                "<input>": {"birth_date": "date", "number_of_children": "int"},
                "<output>": {"allowance": "money", "hearing_needed": "bool"},
            },
        ),
        (
            (
                "## What it gets\n\nThe number of minutes the boat was out (a "
                "whole number between 0 "
                "and 600), whether the guest has a free pass, and the boat "
                "kind: canoe, kayak or raft."
            ),
            {
                "<input>": {
                    "number_of_minutes": "int >=0 <=600",
                    "free_pass": "bool",
                    "boat_kind": "enum(canoe, kayak, raft)",
                }
            },
        ),
        (
            "## Input\n- distance in km\n- volume in m3\n- whether a piano is moved",
            {"<input>": {"distance_km": "decimal", "volume_m3": "decimal", "piano_moved": "bool"}},
        ),
        (
            (
                "## What we store\n\n**Vehicle**\n- plate (text, unique)\n- seats (1 to 9)\n\n"
                "**Trip**\n- vehicle: Vehicle\n- km: number, at least 0"
            ),
            {
                "Vehicle": {"plate": "string unique", "seats": "int >=1 <=9"},
                "Trip": {"vehicle": "Vehicle", "km": "decimal >=0"},
            },
        ),
        (
            (
                "A recipe has a title and a list of ingredients. An ingredient "
                "has a name and a unit "
                "(g, ml or piece)."
            ),
            {
                "Recipe": {"title": "string", "ingredients": "list[Ingredient]"},
                "Ingredient": {"name": "string", "unit": "enum(g, ml, piece)"},
            },
        ),
        ("Output is the price.", {"<output>": {"price": "money"}}),
    ],
)
def test_data_as_people_write_them_down(text: str, wanted: Shown) -> None:
    assert data(text) == wanted
    asked = {one.text for one in read(text).document.requirements}
    assert asked <= {"Add the fee.", "A member can be added.", "Every member pays."}


@pytest.mark.parametrize(
    "text",
    [
        "A customer has a complaint and a bill to pay.",
        "Each guest has a towel, a key and a map of the town.",
        "Our members have a long history, a strong bond and a common goal.",
        "For every order we pay a fee (2.50) and a tip.",
        "Example: a customer gives the name (Miller) and the age (42).",
        "The clerk enters the shop (at nine) and the office (at ten).",
        "The fee is low, normal or high.",
        "New members are happy and welcome.",
        "It returns the book and the key.",
        "Note: a number, a date or a name may be missing.",
        "A payment has failed, is open or is done.",
        "A tour takes a day, a night or a weekend.",
        "Anna gets a letter (text) and Peter a parcel.",
        "## Opening hours\n- Monday: 9 to 17\n- Sunday: 10 to 14",
        "## Prices\n- Adults: 10 euros\n- Children: 5 euros",
        "## The team\n- Anna (boss)\n- Peter (clerk)",
        "## Glossary\n- Ticket: a text\n- Agent: a person",
        "## What it gets\n- More customers\n- Better reviews",
        "## What the customer gets\n- A receipt\n- A bag",
        "## What a member has\n- a key\n- a locker",
        "## Nodes\n| name | type | purpose |\n| --- | --- | --- |\n| fees | compute | adds |",
    ],
)
def test_what_only_looks_like_data(text: str) -> None:
    assert data(text) == {}


def test_two_places_tell_of_one_field_and_the_more_exact_one_counts() -> None:
    text = "A slip has a name and a code. The code of a slip is a text of at most 9 characters."

    assert data(text) == {"Slip": {"name": "string", "code": "string 0..9"}}


def test_two_places_that_contradict_each_other_are_named() -> None:
    reading = read("A slip has a name and a code (text).\n\nA slip has a code (whole number).")

    assert shown(reading.document)["Slip"] == {"name": "string", "code": "string"}
    (found,) = [one.message for one in reading.diagnostics if one.code == "PRD019"]
    assert found == "`code` is string in line 5 and int in line 7"


@pytest.mark.parametrize(
    ("told", "asked"),
    [
        ("Inputs are the colour and the mood.", "The fee is 2.50 times the number of people."),
        ("Output is the fee (money).", "The total is the fee plus 2.00."),
    ],
)
def test_no_sentence_makes_up_what_goes_in_where_the_document_tells_it(
    told: str, asked: str
) -> None:
    text = f"---\ntype: compute\n---\n# Desk\n\n{told}\n\n## Requirements\n- {asked}\n"
    document = read_prd(text).document
    found = understand(document, NodeType.COMPUTE).document

    assert found.inputs is None
    assert found.rules == ()


def test_no_sentence_makes_up_the_fields_of_a_thing_that_could_not_be_read() -> None:
    told = "## What we know about a dog\n- whatever the owner says\n- and what the vet writes"
    asked = "## Requirements\n- Register a dog with its name and breed."
    text = f"---\ntype: effect\n---\n# Kennel\n\n{told}\n\n{asked}\n"
    found = understand(read_prd(text).document, NodeType.EFFECT)

    assert found.document.operations == ()
    assert any("could not be read" in one.message for one in found.diagnostics)
