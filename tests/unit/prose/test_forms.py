"""Sentences of which a pattern gives the whole wording, and values that are refused."""

import pytest

from omninode_bridge.node_type import NodeType
from omninode_bridge.prose.understanding import understand
from omninode_bridge.requirements.reading import read_prd
from tests.unit.prose.effects_told import EffectsTold

HEAD = """# Court plan
## Booking
- id: uuid (primary key)
- code: string
- day: date
- hour: int, 7 to 21
- guests: int, default 0
- price: money
## Requirements
- Create bookings with code, day, hour, guests and price.
"""

TOLD = EffectsTold(HEAD)
understood = TOLD.understood
pattern_of = TOLD.pattern_of
operation = TOLD.operation


@pytest.mark.parametrize(
    "sentence",
    [
        "No two bookings have the same code.",
        "No two bookings may share the same code.",
        "The code of a booking must be unique.",
        "Each booking needs a unique code.",
        "There must not be two bookings with the same code.",
        "A code belongs to at most one booking.",
    ],
)
def test_a_field_becomes_unique(sentence: str) -> None:
    [entity] = understood(sentence).document.entities
    assert [one.name for one in entity.fields if one.constraints.unique] == ["code"]


@pytest.mark.parametrize(
    "sentence",
    [
        "No two windows have the same code.",
        "No two bookings have the same colour.",
        "No two bookings have the same code on one day.",
        "No two bookings of a member have the same code.",
        "The code of a booking must be unique for each day.",
        "Codes should be nice and unique.",
    ],
)
def test_another_field_or_a_narrower_law_makes_nothing_unique(sentence: str) -> None:
    assert pattern_of(sentence) == ""


@pytest.mark.parametrize(
    ("sentence", "name", "inputs"),
    [
        ("Members can move a booking to another day or hour.", "move_booking", "id day hour"),
        ("A booking can be rescheduled to a new day.", "reschedule_booking", "id day"),
        ("A member can cancel a booking by code.", "cancel_booking", "code"),
        ("As a member I want to see the details of a booking.", "see_booking", "id"),
        ("View a booking by code.", "view_booking", "code"),
    ],
)
def test_the_wording_names_what_goes_in(sentence: str, name: str, inputs: str) -> None:
    found = operation(name, sentence)
    assert " ".join(name for one in found.inputs for name in one.names) == inputs


@pytest.mark.parametrize(
    "sentence",
    [
        "Members can move a booking to another planet.",
        "Members can move a booking to another day for a fee.",
        "A booking cannot be cancelled.",
        "A booking can be cancelled free of charge.",
        "A booking can be cancelled by fax.",
        "View the bookings of yesterday.",
        "View a chart.",
        "Every booking is stored with the time of the game.",
    ],
)
def test_a_word_more_is_another_sentence(sentence: str) -> None:
    assert pattern_of(sentence) == ""


def test_the_time_of_creation_is_a_field_that_the_store_fills() -> None:
    [entity] = understood(
        "Every booking is stored with the time of its creation."
    ).document.entities
    assert "created_at" in [one.name for one in entity.fields]
    assert "created_at" not in [n for one in operation("create_booking").inputs for n in one.names]


@pytest.mark.parametrize(
    ("sentence", "condition"),
    [
        ("The system shall reject a booking with more than 3 guests.", "guests > 3"),
        ("A booking has at most 3 guests.", "not (guests <= 3)"),
    ],
)
def test_a_value_is_refused_by_what_writes_it(sentence: str, condition: str) -> None:
    [rule] = operation("create_booking", sentence).rules
    assert rule.text.startswith(f"reject when {condition}: ")


@pytest.mark.parametrize(
    ("sentence", "name", "least", "most"),
    [
        ("The price of a booking must not be negative.", "price", 0, None),
        ("The number of guests must not exceed 3.", "guests", None, 3),
        ("The price must be between 1 and 100.", "price", 1, 100),
    ],
)
def test_what_a_value_must_be_is_a_limit_of_its_field(
    sentence: str, name: str, least: int | None, most: int | None
) -> None:
    [entity] = understood(sentence).document.entities
    [limits] = [one.constraints for one in entity.fields if one.name == name]

    assert pattern_of(sentence)
    assert (limits.minimum and limits.minimum.value) == least
    assert (limits.maximum and limits.maximum.value) == most


@pytest.mark.parametrize(
    "sentence",
    [
        "The hour must not exceed 20.",
        "The fee must not be negative.",
        "The price must be sensible.",
        "The price must not be negative on Sundays.",
        "A booking has at most 3 courts.",
        "The price should be between 1 and 100 in most cases.",
    ],
)
def test_a_field_that_is_limited_already_or_is_none_is_left(sentence: str) -> None:
    """Beside the limit of the data model (`hour`), a rule could never refuse anything."""
    assert pattern_of(sentence) == ""


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("A guest can place a booking for a day with hour and price.", "place_booking"),
        ("As a guest I want to request a booking with day and hour.", "request_booking"),
        ("Place a booking with a horse.", ""),
        ("Place a booking for a horse with a day.", ""),
        ("Place a booking with day and hour on Mondays.", ""),
        ("Place a window with a day.", ""),
    ],
)
def test_a_verb_of_its_own_makes_what_the_data_model_declares(sentence: str, name: str) -> None:
    text = HEAD.replace("- Create bookings with code, day, hour, guests and price.\n", "")
    found = understand(read_prd(f"{text}- {sentence}\n").document, NodeType.EFFECT)
    assert [one.name for one in found.document.operations] == ([name] if name else [])
