"""What goes into a calculation and comes out of it, as people write it down without types."""

import pytest

from omninode_bridge.requirements.document import Field
from omninode_bridge.requirements.parts.spoken_items import item_of
from omninode_bridge.requirements.reading import read_prd


def shown(fields: tuple[Field, ...] | None) -> list[str]:
    return [f"{one.name}: {one.type}" + (" open" if one.is_open else "") for one in fields or ()]


def read(
    text: str, node_type: str = "compute"
) -> tuple[tuple[Field, ...] | None, tuple[Field, ...] | None]:
    document = read_prd(f"---\ntype: {node_type}\n---\n# Desk\n\n{text}\n").document
    return document.inputs, document.outputs


@pytest.mark.parametrize(
    ("said", "name", "type_"),
    [
        ("whether the family brings a dog", "dog", "bool"),
        ("whether there is a lift", "lift", "bool"),
        ("whether the guest has a season ticket", "season_ticket", "bool"),
        ("whether the book was returned in time", "returned_in_time", "bool"),
        ("whether the caller pays by card", "pays_by_card", "bool"),
        ("a flag that says whether it is organic", "organic", "bool"),
        ('a "night" flag', "night", "bool"),
        ("and if it has a balcony", "balcony", "bool"),
        ("if the loan is allowed (yes or no)", "allowed", "bool"),
        ("how many books they have out", "books", "int"),
        ("for how many nights the guests stay", "nights", "int"),
        ("how old the reader is", "age", "int"),
        ("how far it is in km", "distance", "decimal"),
        ("the number of claims in the last ten years", "number_of_claims", "int"),
        ("the waiting minutes", "waiting_minutes", "int"),
        ("the late days", "late_days", "int"),
        ("the fees they owe in euros", "fees", "money"),
        ("the income in euros per year", "income", "money"),
        ("the distance to the coast in km", "distance", "decimal"),
        ("the day of the week", "day_of_week", "string"),
        ("the reason as text", "reason", "string"),
        ("a list of marks (whole numbers from 1 to 6)", "marks", "list[int]"),
        ("a list of scores (a list of numbers from 0 to 100)", "scores", "list[decimal]"),
        ("the deposit (paid on arrival)", "deposit", "money"),
        ("a coupon, if there is one", "coupon", ""),
        ("the length of the car in metres (only needed with a car)", "length_of_car", "decimal"),
    ],
)
def test_a_field_in_words(said: str, name: str, type_: str) -> None:
    item = item_of(said)
    assert item is not None
    assert (item.name, item.type) == (name, type_)


@pytest.mark.parametrize("said", ["a coupon, if there is one", "a note (only for guests)"])
def test_what_is_only_there_in_some_cases_is_optional(said: str) -> None:
    item = item_of(said)
    assert item is not None
    assert "optional" in item.limits


@pytest.mark.parametrize("said", ["how it works", "whatever the clerk types in", "then nothing"])
def test_what_asks_for_no_field(said: str) -> None:
    assert item_of(said) is None


def test_limits_of_the_items_of_a_list_do_not_say_how_many_there_are() -> None:
    inputs, _ = read("A teacher enters the marks of a pupil (a list of numbers from 1 to 6).")
    assert inputs is not None
    assert (inputs[0].constraints.min_length, inputs[0].constraints.max_length) == (None, None)


@pytest.mark.parametrize(
    ("text", "given", "answered"),
    [
        (
            "The request gives the weight in kg and the season, which is either low or high.",
            ["weight_kg: decimal", "season: enum(low, high)"],
            [],
        ),
        (
            "Before a boat is let, the clerk enters the skipper's age and the number of hours.",
            ["age: int", "number_of_hours: int"],
            [],
        ),
        (
            "I enter the age, and I tick whether the guest is confused.",
            ["age: int", "confused: bool"],
            [],
        ),
        (
            'The answer contains the tier and the score.\n\nThe tier is "high".',
            [],
            ["tier: string", "score: decimal open"],
        ),
        (
            "The program shall answer whether the boat is free (yes or no) and give a reason.",
            [],
            ["free: bool", "reason: string"],
        ),
        (
            "Return the fare and the number of people.",
            [],
            ["fare: decimal open", "number_of_people: int"],
        ),
        (
            "Output: the net and the gross, both in euros and rounded to cents.",
            [],
            ["net: money", "gross: money"],
        ),
        (
            "Given the room temperature and a list of readings, the node decides on the power.",
            ["room_temperature: decimal", "readings: list[string]"],
            ["power: decimal open"],
        ),
        (
            "It takes the price (money) and the quantity (whole number) and gives back the total.",
            ["price: money", "quantity: int"],
            ["total: money"],
        ),
    ],
)
def test_what_goes_in_and_what_comes_out(text: str, given: list[str], answered: list[str]) -> None:
    inputs, outputs = read(text)
    assert (shown(inputs), shown(outputs)) == (given, answered)


def test_of_other_types_an_answer_without_types_is_no_data() -> None:
    assert read("The answer contains the tier and the score.", "effect") == (None, None)


def test_the_one_thing_that_is_described_goes_in() -> None:
    inputs, _ = read("For each ride we know the distance in km and the waiting minutes.")
    assert shown(inputs) == ["distance_km: decimal", "waiting_minutes: int"]


def test_of_several_things_a_list_goes_in() -> None:
    told = "A crate has a weight in kg and a picker (text)."
    inputs, _ = read(f"{told}\n\nThe node adds up the list of crates.")
    assert shown(inputs) == ["crates: list[Crate]"]
