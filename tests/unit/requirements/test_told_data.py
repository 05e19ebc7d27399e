"""Data as people tell them: paragraphs, lists in sentences, bullets below half a sentence."""

import pytest

from omninode_bridge.requirements.document import Document, Field
from omninode_bridge.requirements.reading import read_prd


def read(text: str) -> Document:
    return read_prd(f"# T\n\nThis is T.\n\n{text}\n\n## Requirements\n- Add the fee.\n").document


def shown(fields: tuple[Field, ...] | None) -> list[str]:
    return [f"{one.name}: {_type(one)}" for one in fields or ()]


def _type(field: Field) -> str:
    limits = field.constraints
    low = limits.minimum and f"{'>=' if limits.minimum.inclusive else '>'}{limits.minimum.value}"
    high = limits.maximum and f"{'<=' if limits.maximum.inclusive else '<'}{limits.maximum.value}"
    length = f"{limits.min_length}..{limits.max_length}" if limits.max_length else ""
    default = f"={field.default.text}" if field.default else ""
    unique = "unique" if limits.unique else ""
    said = (str(field.type), low, high, length, unique, default)
    return " ".join(word for word in said if word)


@pytest.mark.parametrize(
    ("sentence", "name", "fields"),
    [
        (
            (
                "**Patients.** A patient is an animal with an id, a name (1 to 40 characters), a "
                "species (dog, cat or bird), the chip number (text of 15 characters, unique), the "
                "birthday (date, optional) and optionally a weight in kg between 0.1 and 90."
            ),
            "Patient",
            [
                "id: uuid",
                "name: string 1..40",
                "species: enum(dog, cat, bird)",
                "chip_number: string 15..15 unique",
                "birthday: date?",
                "weight_kg: decimal? >=0.1 <=90",
            ],
        ),
        (
            (
                "A play record consists of the play id (uuid, unique), the seconds played (int, "
                "greater than 0), the votes (int, 0 by default) and the time at which it "
                "was played "
                "(datetime)."
            ),
            "PlayRecord",
            [
                "play_id: uuid unique",
                "seconds_played: int >0",
                "votes: int =0",
                "played_at: datetime",
            ],
        ),
        (
            "Each slip carries a number, the weight in kg and the material (glass or metal).",
            "Slip",
            ["number: string", "weight_kg: decimal", "material: enum(glass, metal)"],
        ),
        (
            (
                "For every parcel we know its weight in kg (decimal, up to 31.5), its destination "
                "(domestic, eu or world) and whether it is fragile."
            ),
            "Parcel",
            [
                "weight_kg: decimal <=31.5",
                "destination: enum(domestic, eu, world)",
                "fragile: bool",
            ],
        ),
        (
            (
                "Books have a title (1 to 200 characters), an optional subtitle and an ISBN, which "
                "must be unique."
            ),
            "Book",
            ["title: string 1..200", "subtitle: string?", "isbn: string unique"],
        ),
        (
            "A donor has a blood group (A, B, AB or 0), a weight in kg and a date of birth.",
            "Donor",
            ["blood_group: enum(A, B, AB, 0)", "weight_kg: decimal", "date_of_birth: date"],
        ),
        (
            (
                "Every reading carries a sensor id, a temperature in degrees from -40 to 85 "
                "and the "
                "time at which it was taken."
            ),
            "Reading",
            ["sensor_id: string", "temperature_degrees: decimal >=-40 <=85", "taken_at: datetime"],
        ),
    ],
)
def test_what_a_thing_has(sentence: str, name: str, fields: list[str]) -> None:
    (entity,) = read(sentence).entities

    assert (entity.name, shown(entity.fields)) == (name, fields)


@pytest.mark.parametrize("opener", ["A tile has:\n", "Each tile consists of:\n", "### A tile has"])
def test_what_a_thing_has_in_bullets(opener: str) -> None:
    bullets = "- a name (1 to 40 characters)\n- the width in cm (decimal)\n- optionally a price"
    (entity,) = read(f"{opener}\n{bullets}").entities

    assert entity.name == "Tile"
    assert shown(entity.fields) == ["name: string 1..40", "width_cm: decimal", "price: money?"]


@pytest.mark.parametrize(
    ("sentence", "fields"),
    [
        (
            (
                "The customer tells us the wall width and the wall height in centimetres "
                "(both int, "
                "more than 0), how many tiles are in a box (int, at least 1) and the price "
                "of a box "
                "(money)."
            ),
            [
                "wall_width_centimetres: int >0",
                "wall_height_centimetres: int >0",
                "tiles_in_box: int >=1",
                "price_of_box: money",
            ],
        ),
        (
            (
                "Input is what the timekeeper writes down: swim_seconds, bike_seconds and "
                "run_seconds "
                "(int, more than zero), penalties (int, default 0)."
            ),
            [
                "swim_seconds: int >0",
                "bike_seconds: int >0",
                "run_seconds: int >0",
                "penalties: int =0",
            ],
        ),
        (
            "Inputs are the width (decimal, 0.1 to 20 m) and the height (decimal, 0.1 to 5 m).",
            ["width: decimal >=0.1 <=20", "height: decimal >=0.1 <=5"],
        ),
        (
            (
                "The request says the flight number (flight, string) and whether it is a "
                "long flight "
                "(long_flight, bool)."
            ),
            ["flight: string", "long_flight: bool"],
        ),
        (
            (
                "The rent is computed from the number of days (int, at least 1) and the deposit "
                "(money, 0 by default)."
            ),
            ["number_of_days: int >=1", "deposit: money =0"],
        ),
        (
            (
                "The clerk enters the name (text), the age (whole number, 0 to 120) and a "
                "newsletter "
                "flag (yes or no)."
            ),
            ["name: string", "age: int >=0 <=120", "newsletter_flag: bool"],
        ),
        (
            "Inputs are the weight in kg and the price in euros.",
            ["weight_kg: decimal", "price: money"],
        ),
    ],
)
def test_what_goes_in(sentence: str, fields: list[str]) -> None:
    assert shown(read(sentence).inputs) == fields


@pytest.mark.parametrize(
    "sentence",
    [
        "We answer with the area (decimal) and whether delivery is free (bool).",
        "The answer is the area (decimal) and whether delivery is free.",
        "The result shows the area (decimal) and whether delivery is free (bool).",
        "It returns the area (decimal) and whether it is free (delivery_free, bool).",
    ],
)
def test_what_comes_out(sentence: str) -> None:
    assert shown(read(sentence).outputs) == ["area: decimal", "delivery_free: bool"]


@pytest.mark.parametrize(
    "sentence",
    [
        "A dog has four legs and a tail.",
        "The clerk gives the customer a receipt and a bag.",
        "A member has a card and a locker when the fee is paid.",
        "The answer is yes or no.",
        "The system takes a photo and a fingerprint.",
        "The answer contains the names of all guests.",
        "Members have a discount (10 percent) and a locker.",
        "The request is refused (with a message) and the clerk is told.",
        "An invoice is a letter with bad news.",
        "Inputs are the colour and the mood.",
    ],
)
def test_what_only_resembles_data_is_none(sentence: str) -> None:
    found = read(sentence)

    assert (found.entities, found.inputs, found.outputs) == ((), None, None)


def test_a_second_sentence_says_what_else_a_thing_has() -> None:
    (entity,) = read("A tile has a name and a size. A tile also has a price and a name.").entities

    assert shown(entity.fields) == ["name: string", "size: string", "price: money"]


def test_whose_a_field_is_matters_where_the_document_says_so_again() -> None:
    once = read("A pet has an id and the owner's email.")
    twice = read("A pet has an id and the owner's email. Add a pet with the owner's email.")

    assert shown(once.entities[0].fields)[1] == "email: email"
    assert shown(twice.entities[0].fields)[1] == "owner_email: email"


def test_a_type_that_nobody_said_is_told() -> None:
    reading = read_prd("# T\n\nA slip has an id, a colour, a weight in kg and a size (1 to 5).\n")

    asked = [one.message for one in reading.diagnostics if one.code == "PRD018"]
    assert asked == [
        "the type of `colour` is not said; string is taken",
        "the type of `weight_kg` is not said; decimal is taken",
    ]


def test_what_stands_together_before_the_last_shares_what_is_said_of_it() -> None:
    found = read("Inputs are left and right (int), a name (string).\n\nOutputs are the c (int).")

    assert shown(found.inputs) == ["left: int", "right: int", "name: string"]


def test_a_flag_is_called_after_what_is_asked_and_defaults_to_yes_or_no() -> None:
    found = read("Inputs: whether a helmet was taken (bool), express (yes or no, no by default).")

    assert shown(found.inputs) == ["helmet_taken: bool", "express: bool =false"]


@pytest.mark.parametrize(
    ("fact", "limit", "expected"),
    [
        ("a deposit in euros", "The deposit is at least 5 and at most 200.", "money >=5 <=200"),
        ("a deposit in euros", "The deposit must be at least 5.", "money >=5"),
        ("a deposit", "The deposit is between 5 and 200 euros.", "money >=5 <=200"),
        ("a deposit (money)", "The deposit is at most 200 euros.", "money <=200"),
        ("a weight in kg", "The weight must be more than 0.", "decimal >0"),
        ("a depth (decimal)", "The depth is at least 2.", "decimal >=2"),
        ("a term in weeks", "The term is at least 1.", "int >=1"),
        ("a term in weeks", "The term is at least 0.5.", "decimal >=0.5"),
        ("a shelf", "The shelf is between 1 and 9.", "int >=1 <=9"),
        ("a shelf", "The shelf is a whole number from 1 to 9.", "int >=1 <=9"),
    ],
)
def test_a_limit_is_no_type_of_what_has_one(fact: str, limit: str, expected: str) -> None:
    text = f"# T\n\nThis is T.\n\nA lamp has a colour (string) and {fact}.\n\n{limit}\n"
    reading = read_prd(text)
    (entity,) = reading.document.entities

    assert shown(entity.fields)[1].split(": ")[1] == expected
    assert "PRD019" not in {one.code for one in reading.diagnostics}


def test_a_type_that_follows_is_told_also_beside_a_limit() -> None:
    text = "# T\n\nA lamp has a colour (string) and a deposit in euros.\n\n{limit}\n"
    reading = read_prd(text.format(limit="The deposit is at least 5."))

    asked = [one.message for one in reading.diagnostics if one.code == "PRD018"]
    assert asked == ["the type of `deposit` is not said; money is taken"]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("the number of boats (boats), a whole number of at least 2", "boats: int >=2"),
        ("the weeks, a whole number from 4 to 26", "weeks: int >=4 <=26"),
        ("the depth, a decimal number above 0", "depth: decimal >0"),
        ("the weeks, which is a whole number", "weeks: int"),
    ],
)
def test_a_type_behind_a_comma_is_that_of_what_stands_before_it(said: str, expected: str) -> None:
    (entity,) = read_prd(f"# T\n\nA pier has a name (string) and {said}.\n").document.entities

    assert shown(entity.fields) == ["name: string", expected]
