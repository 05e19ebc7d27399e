"""Effects in running text: data told further, lists of deeds, conflicts, events by their names."""

import pytest

from omninode_bridge.node_type import NodeType
from omninode_bridge.prose.understanding import Understood, understand
from omninode_bridge.requirements.reading import read_prd
from tests.unit.requirements.test_told_data import shown

_HEAD = """---
type: effect
---
# Kite club

A kite has a code, a colour, a span (decimal) and a status. {data}

{text}
"""
_STATES = (
    'A new kite starts with the status "ready". Members can add a kite and lend a kite, which sets '
    'its status to "lent".'
)


def told(text: str, data: str = "") -> Understood:
    document = read_prd(_HEAD.format(data=data, text=text)).document
    return understand(document, NodeType.EFFECT)


def fields(found: Understood) -> dict[str, str]:
    (kite,) = found.document.entities
    return dict(one.split(": ", 1) for one in shown(kite.fields))


@pytest.mark.parametrize(
    ("sentence", "name", "expected"),
    [
        ("The span must be at least 40 and may not exceed 300.", "span", "decimal >=40 <=300"),
        ("The span lies between 40 and 300.", "span", "decimal >=40 <=300"),
        ("Colours are red, blue and green.", "colour", "enum(red, blue, green)"),
        ("The colour shall be red, blue or green.", "colour", "enum(red, blue, green)"),
        (
            "The colour is one of red, blue and green. If nobody names it, it is blue.",
            "colour",
            "enum(red, blue, green) =blue",
        ),
        ("The code must have at least 3 and at most 9 characters.", "code", "string 3..9"),
        ("Code and span are required.", "colour", "string?"),
        ("Code and span must be given when a kite is added.", "colour", "string?"),
        ("The code and the colour are needed, the span is not.", "span", "decimal?"),
        ("The span, if given, is a number not before 40.", "span", "decimal >=40"),
    ],
)
def test_what_is_said_of_a_field_holds(sentence: str, name: str, expected: str) -> None:
    found = told("Members can add a kite and list all kites.", sentence)

    assert fields(found)[name] == expected


@pytest.mark.parametrize(
    ("sentence", "default"),
    [
        ('Every new kite starts with the status "ready", and it gets an id.', "ready"),
        ("A kite that has just been added is ready.", "ready"),
        ("Newly added kites are ready.", "ready"),
        ("Initially, a kite is ready.", "ready"),
        ("The initial status is ready.", "ready"),
        ('The status is "ready" to begin with.', "ready"),
    ],
)
def test_a_status_is_a_choice_of_the_states_that_are_named(sentence: str, default: str) -> None:
    found = told(f"{sentence} Members can add a kite and lend a kite. A lent kite is never sold.")

    assert fields(found)["status"] == f"enum(ready, lent) ={default}"


@pytest.mark.parametrize(
    "sentence",
    [
        "Members can add a kite, get a kite by its code, list kites and remove a kite.",
        "She wants to add a kite, to get a kite by its code, to list the kites, and remove a kite.",
        "Kites can be added, got by code, listed, and removed.",
        "It is possible to add a kite, get a kite by its code, list all kites or remove a kite.",
    ],
)
def test_several_deeds_are_one_operation_each(sentence: str) -> None:
    names = {one.name for one in told(sentence).document.operations}

    assert names == {"add_kite", "get_kite", "list_kites", "remove_kite"}


@pytest.mark.parametrize(
    "sentence",
    [
        "Members can add a kite and list kites (optionally only those of one colour).",
        "Members can add a kite and list kites, either all of them or only those of one colour.",
        "Members can add a kite and list kites, with a filter for the colour.",
        "Members can add a kite and list kites. The list can be narrowed down by colour.",
    ],
)
def test_a_list_may_be_narrowed_down(sentence: str) -> None:
    found = told(sentence).document.operations
    (listing,) = (one for one in found if one.name == "list_kites")

    assert next(one.names for one in listing.inputs) == ("colour",)


@pytest.mark.parametrize(
    "sentence",
    [
        "Lending a kite that is already lent is a conflict.",
        "A kite that is lent cannot be lent; that is a conflict as well.",
        "Lending a kite twice is refused as a conflict.",
        "A lent kite may not be lent again, because it is gone; the attempt is a conflict.",
        "While a kite is out nobody else can lend it; such an attempt is refused.",
    ],
)
def test_a_conflict_is_a_state_in_which_it_is_refused(sentence: str) -> None:
    states = told(f"{_STATES} {sentence}").document.states

    assert states is not None
    assert [(one.source, one.event, one.target) for one in states.transitions] == [
        ("[*]", "add_kite", "ready"),
        ("ready", "lend_kite", "lent"),
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Adding a kite announces kite_added, and lending announces kite_lent.",
        "Events: kite_added and kite_lent, each sent when the thing has happened.",
        "The service emits kite_added and kite_lent.",
        (
            'Whenever a kite is added the event "kite_added" is published, and whenever a kite is '
            'lent the event "kite_lent".'
        ),
    ],
)
def test_events_are_told_of_the_deeds_that_they_are_called_after(sentence: str) -> None:
    found = told(f"{_STATES} {sentence}").document.operations

    assert {one.name: one.emits for one in found} == {
        "add_kite": ("kite_added",),
        "lend_kite": ("kite_lent",),
    }


@pytest.mark.parametrize(
    "sentence",
    [
        "Members can also move a kite: they state the kite and the borrower.",
        "When lending a kite, the borrower has to be given and is stored with the kite.",
    ],
)
def test_what_only_a_deed_notes_is_kept_with_the_thing(sentence: str) -> None:
    found = told(f"{_STATES} {sentence}")
    inputs = {one.name: {each.names[0] for each in one.inputs} for one in found.document.operations}

    assert fields(found)["borrower"] == "string?"
    assert "borrower" not in inputs["add_kite"]


@pytest.mark.parametrize(
    "sentence",
    [
        "The code may be changed or removed.",
        "A kite can be lent or sold.",
        "When a kite is lent, the event kite_lent is sent.",
        "The colour is nice.",
    ],
)
def test_what_is_done_is_no_choice_and_no_default(sentence: str) -> None:
    found = fields(told(f"Members can add a kite. {sentence}"))

    assert {found["code"], found["colour"]} == {"string"}


def test_a_refusal_asks_for_no_deed() -> None:
    found = told("Members can add a kite. Changing a kite that does not exist is refused.")

    assert [one.name for one in found.document.operations] == ["add_kite"]


@pytest.mark.parametrize(
    "sentence",
    [
        "When a lent kite is returned, it becomes ready again.",
        "Once a lent kite is returned, its status is ready.",
        "Members can return a lent kite, which sets its status to ready.",
    ],
)
def test_an_event_brings_about_a_state(sentence: str) -> None:
    states = told(f"{_STATES} {sentence}").document.states

    assert states is not None
    moves = [(one.source, one.event, one.target) for one in states.transitions]
    assert ("lent", "return_kite", "ready") in moves
    assert ("ready", "return_kite", "ready") not in moves


def test_what_is_closed_is_changed_only_by_what_is_asked_for_of_such() -> None:
    found = told(
        f"{_STATES} Members can change the colour of a kite. Members can burn a lent kite, which "
        "sets its status to ready. The club shall not allow changes to lent kites."
    ).document
    assert found.states is not None
    moves = {(one.source, one.event) for one in found.states.transitions}

    assert ("ready", "update_kite") in moves
    assert ("lent", "update_kite") not in moves
    assert ("lent", "burn_kite") in moves


def test_who_unsubscribes_is_not_gone_where_there_is_a_word_for_it() -> None:
    text = (
        "---\ntype: effect\n---\n# List\n\n## Subscriber\n- email: email, unique\n"
        "- status: enum(active, unsubscribed), default active\n\n## Requirements\n"
        "- As a visitor, I want to subscribe with my email.\n"
        "- As a subscriber, I want to unsubscribe using my email.\n"
    )
    found = understand(read_prd(text).document, NodeType.EFFECT).document.operations

    assert {one.name: one.kinds for one in found} == {
        "subscribe": ("create",),
        "unsubscribe": ("update",),
    }
