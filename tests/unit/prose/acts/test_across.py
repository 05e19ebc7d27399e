"""Sentences about things that refer to others: they are there, in use, and not too many."""

import pytest

from omninode_bridge.requirements.types import Kind, Scalar
from tests.unit.prose.effects_told import EffectsTold

HEAD = """# Observatory
## Observer
- id: uuid, primary key
- name: string
- email: email, unique
- status: enum(registered, guest), default guest
## Telescope
- number: int, primary key
- title: string
## Slot
- id: uuid, primary key
- observer_id: uuid
- telescope: int
- night: date
- status: enum(booked, used), default booked
## Requirements
- The office enters observers with name and email.
- The office removes observers.
- The office adds telescopes with number and title.
- The office deletes telescopes.
- Book slots with observer id, telescope and night.
- A slot can be used.
"""
TOLD = EffectsTold(HEAD)
NO_OBSERVER = "reject when observer_id not in [each.id for each in Observer]"
NO_TELESCOPE = "reject when telescope not in [each.number for each in Telescope]"
IN_USE = (
    "reject when count(each for each in Slot if each.observer_id == id"
    ' and each.status == "booked") > 0: "the observer has booked slots"'
)
FULL = (
    "reject when count(each for each in Slot if each.observer_id == observer_id"
    ' and each.status == "booked") >= 3: "the observer has 3 booked slots already"'
)


def rules(operation: str, *sentences: str) -> list[tuple[str, str]]:
    """What the operation refuses because of other rows, with its code."""
    found = TOLD.operation(operation, *sentences).rules
    return [(rule.text, rule.code) for rule in found if "each" in rule.text]


@pytest.mark.parametrize(
    "sentence",
    [
        "A slot must name an existing observer.",
        "Each slot has to belong to a known observer.",
        "Every slot refers to an existing observer.",
        "The observer of a slot must exist.",
        "The observer must exist.",
        "When a slot is booked, the observer must exist.",
        "Slots are only possible for existing observers.",
        "A slot can only be booked for a known observer.",
        "Only known observers can book a slot.",
        "Unknown observers cannot book slots.",
        "Booking a slot for an unknown observer is refused.",
        "A slot for an observer who does not exist must be rejected as not found.",
        "If the observer does not exist, the slot is refused.",
        "The system rejects slots for unknown observers.",
    ],
)
def test_what_is_named_is_there(sentence: str) -> None:
    assert rules("book_slot", sentence) == [
        (f'{NO_OBSERVER}: "Observer not found"', "RESOURCE_NOT_FOUND")
    ]
    assert TOLD.pattern_of(sentence) == "told: book_slot only for a Observer that is there"


def test_two_that_are_named_are_there() -> None:
    for sentence in (
        "Booking a slot for an unknown observer or an unknown telescope is refused.",
        "A slot must name a known observer and an existing telescope.",
        "Both the observer and the telescope must exist.",
    ):
        assert [text.split(":")[0] for text, _ in rules("book_slot", sentence)] == [
            NO_OBSERVER,
            NO_TELESCOPE,
        ]


def test_how_it_is_refused_is_told() -> None:
    sentence = "Booking a slot for an unknown observer is refused as a conflict."
    assert rules("book_slot", sentence)[0][1] == "INVALID_STATE"
    sentence = 'Booking a slot for an unknown observer is refused with "who is that?".'
    assert rules("book_slot", sentence)[0][0] == f'{NO_OBSERVER}: "who is that?"'


@pytest.mark.parametrize(
    "sentence",
    [
        "An observer with booked slots cannot be removed.",
        "Observers who still have booked slots must not be removed.",
        "No observer with booked slots may be removed.",
        "An observer cannot be removed while they have booked slots.",
        "An observer cannot be removed as long as there are booked slots for them.",
        "As long as an observer has booked slots, he cannot be removed.",
        "It is not possible to remove an observer who has booked slots.",
        "Removing an observer with booked slots is a conflict.",
        "The office cannot remove an observer with booked slots.",
        "The system refuses to remove an observer with booked slots.",
        "An observer that has booked slots cannot be removed; the attempt is refused.",
    ],
)
def test_what_is_in_use_stays(sentence: str) -> None:
    assert rules("remove_observer", sentence) == [(IN_USE, "INVALID_STATE")]


def test_any_row_at_all_may_be_in_the_way() -> None:
    found = rules("delete_telescope", "A telescope that has slots cannot be deleted.")
    rows = "count(each for each in Slot if each.telescope == number)"
    assert found == [(f'reject when {rows} > 0: "the telescope has slots"', "INVALID_STATE")]


@pytest.mark.parametrize(
    "sentence",
    [
        "An observer may have at most three booked slots.",
        "An observer can have up to 3 booked slots at a time.",
        "Each observer can have no more than three booked slots at once.",
        "An observer cannot have more than three booked slots.",
        "No observer may have more than 3 booked slots at the same time.",
        "At most three slots per observer may be booked at a time.",
        "There can be at most three booked slots for each observer.",
    ],
)
def test_only_so_many_are_there(sentence: str) -> None:
    assert rules("book_slot", sentence) == [(FULL, "VALIDATION_ERROR")]


@pytest.mark.parametrize(
    "sentence",
    [
        "An observer may have at most one booked slot.",
        "An observer may have only one booked slot at a time.",
        "No observer may have more than one booked slot.",
    ],
)
def test_one_is_a_number(sentence: str) -> None:
    said = FULL.replace(">= 3", ">= 1").replace("3 booked slots", "1 booked slot")
    assert rules("book_slot", sentence) == [(said, "VALIDATION_ERROR")]


@pytest.mark.parametrize(
    "sentence",
    [
        "A slot must name a registered observer.",  # a status of observers
        "A slot for an observer who is registered is refused.",
        "Using a slot of an unknown observer is refused.",
        "Remove an observer with booked slots.",
        "Observers with booked slots can be removed.",
        "Only observers without booked slots can be removed.",
        "An observer with more than two booked slots cannot be removed.",
        "An observer with booked slots this year cannot be removed.",
        "An observer may have at most three slots at a time.",  # used ones, too?
        "An observer may have at most three used slots.",
        "An observer may have at most three booked slots a year.",
        "An observer may have at most three telescopes.",
        "Nobody may have more than three booked slots.",
    ],
)
def test_what_says_something_else_is_not_taken_for_that(sentence: str) -> None:
    found = TOLD.understood(sentence).document
    assert not [rule for each in found.operations for rule in each.rules if "each" in rule.text]


def test_another_deed_that_makes_one_more_is_left_out() -> None:
    again = "A used slot can be booked again."
    most = "An observer may have at most three booked slots."
    found = TOLD.understood(again, most).document.operations
    rules_of = {each.name: [rule.text for rule in each.rules] for each in found}
    assert rules_of["book_slot"] == [FULL]
    assert not [each for each in found if "update" in each.kinds and "book" in each.name]


def test_a_type_that_nobody_said_is_that_of_what_is_named() -> None:
    told = EffectsTold(
        "# Beds\n\nA gardener has a name and an email. A bed has a gardener id and a length in m "
        "(decimal).\n\n## Requirements\n\n- Register gardeners with name and email.\n- Get a "
        "gardener by id.\n- Add beds with gardener id and length.\n"
    )
    found = told.understood("A bed for an unknown gardener is refused.").document
    bed = found.entity("Bed")
    assert bed is not None
    kinds = {field.name: field.type for field in bed.fields}
    assert kinds["gardener_id"] == Scalar(Kind.UUID)


PLOTS = EffectsTold(
    """# Allotments
## Tenant
- id: uuid, primary key
- name: string
## Plot
- id: uuid, primary key
- size: int
- tenant: uuid?, references Tenant
- status: enum(free, rented), default free
## Requirements
- Enter tenants with name.
- Remove a tenant.
- Enter plots with size.
- Rent a free plot with tenant.
"""
)
NOT_THERE = (
    "(stored.tenant = none or tenant != stored.tenant) and tenant not in"
    " [each.id for each in Tenant]"
)


@pytest.mark.parametrize(
    ("sentence", "rule"),
    [
        ("A plot can only be rented to a known tenant.", f"tenant = none or ({NOT_THERE})"),
        ("Only known tenants can rent a plot.", f"tenant = none or ({NOT_THERE})"),
        ("Renting a plot to an unknown tenant is refused.", f"tenant != none and {NOT_THERE}"),
    ],
)
def test_what_may_be_left_out_is_looked_up_where_it_is_given(sentence: str, rule: str) -> None:
    found = PLOTS.operation("rent_plot", sentence).rules
    assert f'reject when {rule}: "Tenant not found"' in [each.text for each in found]


def test_what_may_be_left_out_is_not_what_must_be_named() -> None:
    found = PLOTS.understood("A plot must name a known tenant.").document
    assert not [rule for each in found.operations for rule in each.rules if "each" in rule.text]
