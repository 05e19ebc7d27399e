"""Sentences about what a document stores: states that a verb brings about, guards, events."""

import pytest

from omninode_bridge.requirements.reading import read_prd
from tests.unit.prose.effects_told import EffectsTold

HEAD = """# Tool shed
## Loan
- id: uuid (primary key)
- tool: string
- due_on: date
- status: enum(open, overdue, closed), default open
- blocked: bool, default false
## Requirements
- Register loans with tool and due date.
- Delete loans.
- Close a loan by id.
"""

TOLD = EffectsTold(HEAD)
understood = TOLD.understood
pattern_of = TOLD.pattern_of
operation = TOLD.operation


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("The desk blocks loans.", "block_loan: update Loan sets blocked"),
        ("A loan can be unblocked by its id.", "unblock_loan: update Loan by id sets not blocked"),
        ("As a clerk I want to reopen loans.", "reopen_loan: update Loan sets open"),
    ],
)
def test_a_verb_brings_about_the_value_that_is_called_after_it(sentence: str, said: str) -> None:
    assert said in pattern_of(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Pause a loan.",
        "Close a window.",
        "Block loans that are large.",
        "Block a loan if it is overdue.",
        "Loans are not blocked.",
    ],
)
def test_a_verb_without_such_a_value_sets_nothing(sentence: str) -> None:
    assert pattern_of(sentence) == ""


def test_the_operation_sets_the_value_and_leaves_the_rest() -> None:
    found = operation("close_loan")
    assert [rule.text for rule in found.rules] == ['status = "closed"']
    assert (found.kinds, found.inputs[0].names) == (("update",), ("id",))


@pytest.mark.parametrize(
    ("sentence", "event", "left"),
    [
        ("A closed loan cannot be closed again.", "close_loan", "open overdue"),
        ("Only open loans can be closed.", "close_loan", "open"),
        ("A loan can be closed only while it is open.", "close_loan", "open"),
        ("A loan that is overdue must not be deleted.", "delete_loan", "open closed"),
        ("Deleting an overdue loan is not allowed.", "delete_loan", "open closed"),
        ("Once a loan is closed, it cannot be deleted.", "delete_loan", "open overdue"),
        ("No closed loan may be deleted.", "delete_loan", "open overdue"),
    ],
)
def test_a_state_refuses_an_operation(sentence: str, event: str, left: str) -> None:
    states = understood(sentence).document.states
    assert states is not None
    assert " ".join(one.source for one in states.transitions if one.event == event) == left


def test_a_yes_or_no_refuses_by_a_rule() -> None:
    [rule] = operation("delete_loan", "Blocked loans may not be deleted.").rules
    assert rule.text == 'reject when stored.blocked = true: "the loan is blocked"'


@pytest.mark.parametrize(
    "sentence",
    [
        "A closed loan cannot be forgotten.",
        "A green loan cannot be deleted.",
        "Only clerks can delete loans.",
        "A closed loan cannot be deleted without a reason.",
        "A closed loan cannot be deleted on Mondays.",
        "A closed loan cannot be deleted twice.",
        "A closed window cannot be deleted.",
    ],
)
def test_what_is_no_state_or_no_operation_refuses_nothing(sentence: str) -> None:
    assert pattern_of(sentence) == ""


@pytest.mark.parametrize(
    ("sentence", "name", "event"),
    [
        ("When a loan is registered, an event is published.", "register_loan", "loan_registered"),
        ("Closing a loan publishes the event tool_back.", "close_loan", "tool_back"),
        ("Closing a loan publishes the event loan_closed.", "close_loan", "loan_closed"),
        ("Once a loan is deleted, emit the event loan_gone.", "delete_loan", "loan_gone"),
    ],
)
def test_an_operation_tells_what_it_did(sentence: str, name: str, event: str) -> None:
    assert operation(name, sentence).emits == (event,)


@pytest.mark.parametrize(
    "sentence",
    [
        "When a loan is painted, an event is published.",
        "When a window is closed, an event is published.",
        "When a loan is closed, an email is sent.",
        "If closing a loan fails, an event is published.",
        "When a loan is closed twice, an event is published.",
        "When a loan is closed, an event is published after 3 days.",
        "Closing a loan does not publish an event.",
    ],
)
def test_what_is_no_operation_tells_nothing(sentence: str) -> None:
    assert pattern_of(sentence) == ""


def test_a_field_is_found_by_what_the_sentence_calls_it() -> None:
    [entity] = understood().document.entities
    assert "due_date" not in {field.name for field in entity.fields}
    assert "with tool, due_on" in understood().document.requirements[0].pattern


def test_a_heading_with_nothing_but_typed_fields_is_an_entity() -> None:
    assert [one.name for one in read_prd(HEAD).document.entities] == ["Loan"]
    plain = "# A\n## Ideas\n- id: we need one\n- name: a nice one\n"
    assert read_prd(plain).document.entities == ()


PETS = """# Pets
## Pet
- id: uuid (primary key)
- name: string
- day: date
## Requirements
- Create pets with name and day.
"""

pets = EffectsTold(PETS).understood


@pytest.mark.parametrize("sentence", ["Deceased pets are archived.", "Archive pets."])
def test_what_is_stored_as_an_entity_is_no_file(sentence: str) -> None:
    found = pets(sentence)
    assert found.document.requirements[-1].pattern == ""
    assert [one.code for one in found.diagnostics if one.code == "PRD803"] == ["PRD803"]


def test_what_is_removed_for_good_does_not_come_back() -> None:
    found = pets("Erase pets by id.", "Restore pets by id.").document
    first, second = found.requirements[-2:]
    assert (bool(first.pattern), second.pattern) == (True, "")


def test_what_two_sentences_remove_in_two_ways_is_not_removed_at_all() -> None:
    found = pets("Soft delete pets.", "Delete pets permanently.")
    assert [one.pattern for one in found.document.requirements[-2:]] == ["", ""]
    assert [one.kinds for one in found.document.operations] == [("create",)]
    assert "PRD812" in {one.code for one in found.diagnostics}


def test_two_sentences_about_one_list_give_it_the_filters_of_both() -> None:
    found = pets("List pets by name, a page at a time.", "List all pets by day.")
    [listed] = [one for one in found.document.operations if one.kinds == ("list",)]
    names = [name for one in listed.inputs for name in one.names]
    assert sorted(names) == ["day", "name", "page", "size", "sort"]
    assert listed.requirement_ids == tuple(one.id for one in found.document.requirements[1:])


def test_of_several_sentences_of_one_requirement_all_are_realised_or_none() -> None:
    assert "update_pet" in pets("Delete pets. Update pets by id.").document.requirements[-1].pattern
    assert pets("Delete pets. Paint the pets.").document.requirements[-1].pattern == ""


def test_what_is_deleted_may_be_kept_and_hidden() -> None:
    found = pets("Delete pets. Deleted pets are kept but no longer shown.")
    [deleting] = [one for one in found.document.operations if one.kinds == ("delete",)]
    assert deleting.deletion == "soft"
    assert pets("Deleted pets are kept for a year.").document.requirements[-1].pattern == ""


def test_a_default_is_told_only_where_it_changes_what_is_made() -> None:
    told = [one.message for one in pets("Delete pets.").diagnostics if one.code == "PRD801"]
    assert told == []


def test_what_nearly_fits_is_shown_a_sentence_that_does() -> None:
    [note] = [
        one for one in pets("Create failed pets with name.").diagnostics if one.code == "PRD805"
    ]
    assert note.fix.startswith('write it as in "Create new user accounts')
