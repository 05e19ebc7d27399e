"""Data that is told in sentences is read like a table; what is no data stays where it is."""

import pytest

from omninode_bridge.requirements.document import Document, Field
from omninode_bridge.requirements.parts.spoken_constraints import spelled
from omninode_bridge.requirements.reading import read_prd
from omninode_bridge.stages.check import check_text


def read(text: str, node_type: str = "compute") -> Document:
    return read_prd(f"---\ntype: {node_type}\n---\n# Fee\n\n{text}\n").document


def shown(fields: tuple[Field, ...] | None) -> list[str]:
    return [f"{one.name}: {one.type}" for one in fields or ()]


@pytest.mark.parametrize(
    "text",
    [
        "Input: age (int, 0 to 120), name (string, optional), member (bool, default false).",
        "**Input**: `age` int, 0 to 120; `name` string, optional; `member` bool, default false.",
        (
            "What we know about a guest: `age` (int, 0 to 120), `name` (string, optional) and "
            "`member` (bool, default false)."
        ),
        "## Input\n\nage (int, 0 to 120), name (string, optional), member (bool, default false)",
    ],
)
def test_an_input_in_a_sentence(text: str) -> None:
    found = read(text)
    assert shown(found.inputs) == ["age: int", "name: string?", "member: bool"]
    assert found.inputs is not None
    limits = found.inputs[0].constraints
    assert limits.minimum is not None
    assert limits.maximum is not None
    assert [int(limits.minimum.value), int(limits.maximum.value)] == [0, 120]
    assert found.inputs[2].default is not None


def test_an_output_in_a_sentence_beside_the_input() -> None:
    found = read("We know `age` (int). What we want to know: `fee` (money) and `late` (bool).")
    assert shown(found.outputs) == ["fee: money", "late: bool"]


def test_an_entity_in_a_sentence() -> None:
    found = read(
        "## Input\n- items: list of Item\n\n"
        "An Item has a `title` (string, 1 to 200 characters), a `price` (money, at least 0) and a "
        "`kind` (book, film or game).\n"
    )
    (item,) = found.entities
    assert item.name == "Item"
    assert shown(item.fields) == ["title: string", "price: money", "kind: enum(book, film, game)"]
    assert (item.fields[0].constraints.min_length, item.fields[0].constraints.max_length) == (
        1,
        200,
    )


def test_behind_a_marked_name_stands_its_type() -> None:
    found = read("**Input**: `today` date; `price` money, at least 0; `note` text, optional.")
    assert shown(found.inputs) == ["today: date", "price: money", "note: string?"]


def test_what_is_data_is_no_requirement() -> None:
    found = read("Input: age (int).\n\nOutput: fee (money).\n\n## Requirements\n- Add the fee.")
    assert [one.text for one in found.requirements] == ["Add the fee."]


@pytest.mark.parametrize(
    "text",
    [
        "Input: whatever the clerk types in.",
        "The result: everybody (staff and guests) is happy.",
        "A guest has a good time (most of the time) and a meal (warm, if possible).",
        "Input: age (int), and then something else.",
        "We know the guests (some of them) well.",
    ],
)
def test_what_is_no_data_is_left_alone(text: str) -> None:
    found = read(f"{text}\n\n## Requirements\n- Add the fee.")
    assert (found.inputs, found.outputs, found.entities) == (None, None, ())


def test_a_table_says_more_than_a_sentence() -> None:
    found = read("Input: age (int).\n\n## Input\n- height: decimal\n")
    assert shown(found.inputs) == ["height: decimal"]


def test_lines_with_ids_are_requirements_of_their_own() -> None:
    found = read("## Requirements\nR1. The fee is 5 euros\nfor all.\nR2. Children pay half.")
    assert [(one.id, one.text) for one in found.requirements] == [
        ("R1", "The fee is 5 euros for all."),
        ("R2", "Children pay half."),
    ]


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("greater than 0", "> 0"),
        ("zero or more", ">= 0"),
        ("not negative", ">= 0"),
        ("exactly two characters", "length 2..2"),
        ("at most 12 characters", "length 0..12"),
        ("0 to 120", ">= 0, <= 120"),
        ("default Berlin", "default Berlin"),
        (">= 0", ">= 0"),
        ("g/dl", ""),
        ("as prescribed", ""),
    ],
)
def test_constraints_in_words(said: str, written: str) -> None:
    assert spelled(said) == written


def test_flags_and_moments_of_an_entity() -> None:
    found = read(
        "A usage record has a country code (string, exactly two characters), an amount of "
        "megabytes (int, zero or more), a flag whether it was roaming, and the time when it began.",
        "effect",
    )
    (record,) = found.entities
    assert record.name == "UsageRecord"
    assert shown(record.fields) == [
        "country_code: string",
        "megabytes: int",
        "roaming: bool",
        "began_at: datetime",
    ]


def test_what_the_input_consists_of_is_no_entity() -> None:
    found = read(
        "The input consists of an ISBN (string), the number of pages (int, more than 0) and "
        "whether digital rights are included (digital_rights, bool)."
    )
    assert found.entities == ()
    assert shown(found.inputs) == ["isbn: string", "number_of_pages: int", "digital_rights: bool"]


def test_fields_that_are_only_named_have_the_types_that_their_words_suggest() -> None:
    found = read(
        "A *booking* consists of an id, the court (int, 1 to 6), the member's email, the day "
        "(date), the number of guests (int, 0 by default, at most 3), a first name of up to 40 "
        "characters, a language (de, en or fr; en if nothing is said), a card number, which is "
        "unique, and a remark (text, optional).",
        "effect",
    )
    (booking,) = found.entities
    assert shown(booking.fields) == [
        "id: uuid",
        "court: int",
        "email: email",
        "day: date",
        "number_of_guests: int",
        "first_name: string",
        "language: enum(de, en, fr)",
        "card_number: string",
        "remark: string?",
    ]
    named = {field.name: field for field in booking.fields}
    assert named["id"].constraints.primary_key
    assert named["card_number"].constraints.unique
    assert named["number_of_guests"].default is not None
    assert named["language"].default is not None
    assert named["first_name"].constraints.max_length == 40


@pytest.mark.parametrize(
    "sentence",
    [
        "A tool has a label and must be returned.",
        "A loan has a due date and a fine if it is late.",
        "The system has a list and a map.",
        "Each order has a unique number.",
        "A booking has at most 3 guests.",
        "Every user has a role and a password for the shop.",
        "A price has a surcharge and a discount of 5 percent.",
    ],
)
def test_a_sentence_that_says_more_than_what_a_thing_has_is_no_entity(sentence: str) -> None:
    assert read(sentence).entities == ()


@pytest.mark.parametrize("spoken", ["a list of maps", "optional list of lists (at most 4)"])
def test_lists_of_what_is_called_after_a_type_are_no_type(spoken: str) -> None:
    table = f"## Input\n| field | type |\n| --- | --- |\n| pens | {spoken} |\n"
    found = read_prd(f"---\ntype: compute\n---\n# Pens\n\n{table}").diagnostics
    assert "PRD011" in {one.code for one in found}


def test_things_that_are_called_lists_are_read() -> None:
    text = (
        "Fountain pens. The shop lists each pen with its nib, ink and maker. "
        "The list can be filtered by ink. Selling sends an event.\n"
    )
    assert {one.code for one in check_text(text)} >= {"PRD701"}
