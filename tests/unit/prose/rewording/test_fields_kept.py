"""A wording for a deed has just the fields that its sentence lists."""

import pytest

from omninode_bridge.prose.rewording.deeds_told import proposed_deeds
from omninode_bridge.prose.rewording.wording import Spoken
from omninode_bridge.requirements.reading import read_prd

_TEXT = """---
type: effect
---
# Kites
## Data model
### Kite
- tag: string, primary key
- colour: string
- price: money
- note: string?
- status: enum(built, sold), default built
## Requirements
- {sentence}
"""


def told(sentence: str) -> set[str]:
    document = read_prd(_TEXT.format(sentence=sentence)).document
    (asked,) = document.requirements
    [found] = proposed_deeds([Spoken(asked.text, asked.place, is_asked=True)], document)
    return {*found}


@pytest.mark.parametrize(
    "sentence",
    [
        "The shop somehow registers kites with tag, colour and price.",
        "A kite is somehow added with its tag, its colour and its price.",
    ],
)
def test_what_is_listed_is_what_is_given(sentence: str) -> None:
    assert told(sentence) == {
        "Create kites with tag, colour and price.",
        "Add a kite with tag, colour and price.",
    }


def test_what_is_listed_and_is_no_field_is_not_lost() -> None:
    assert told("The shop somehow registers kites with tag, weight and price.") == set()


def test_where_nothing_is_listed_all_that_must_be_there_is_named() -> None:
    assert "Create kites with tag, colour, price and note." in told("The shop registers kites.")


def test_what_it_is_found_by_is_not_changed() -> None:
    found = told("Somebody may change the price and the colour of a kite by its tag.")

    assert found == {"Change the price and the colour of a kite by its tag."}


_TWO = """---
type: effect
---
# Kites
## Data model
### Kite
- tag: string, primary key
- colour: string
### Flight
- kite_tag: string
- pilot: email
- status: enum(open, landed), default open
## Requirements
- {sentence}
"""


def told_of_two(sentence: str) -> set[str]:
    document = read_prd(_TWO.format(sentence=sentence)).document
    (asked,) = document.requirements
    [found] = proposed_deeds([Spoken(asked.text, asked.place, is_asked=True)], document)
    return {*found}


@pytest.mark.parametrize(
    "sentence",
    [
        "A kite may have at most one open flight.",
        "The store keeper lands an open flight.",
        "No kite shows more than 3 flights.",
        "The record keeper lands an open flight.",
        "While it is open, nobody finds a flight.",
        "Someone somehow adds 5 kites with tag and colour.",
    ],
)
def test_neither_a_limit_nor_who_does_it_nor_how_a_thing_is_is_a_deed(sentence: str) -> None:
    assert told_of_two(sentence) == set()


def test_a_thing_is_found_by_its_key() -> None:
    assert told_of_two("The pilot finally finds a kite.") == {"Find a kite by its tag."}
    assert told_of_two("The pilot somehow erases the kite.") == {"Delete a kite by its tag."}


def test_a_field_that_is_called_after_a_thing_is_not_the_thing() -> None:
    wordings = told_of_two("The captain somehow records a flight with kite tag and pilot.")
    assert wordings == {
        "Create flights with kite tag and pilot.",
        "Add a flight with kite tag and pilot.",
    }
