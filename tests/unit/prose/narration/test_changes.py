"""What events do to remembered values, told in sentences."""

import pytest

from omninode_bridge.prose.narration.lifecycle import told_lifecycle
from omninode_bridge.prose.narration.story import Told, lines_of
from omninode_bridge.requirements.reading import read_prd
from tests.unit.prose.narration.lifecycles import rows

_MODEL = """
## Context
- balance: money (default 0)
- overdraft: money (default 0)
- withdrawals: int (default 0)

## What can happen
- open: overdraft: money (>= 0)
- deposit: amount: money (> 0)
- withdraw: amount: money (> 0)
- freeze
- unfreeze
- close
"""
_START = "An account begins as new and becomes active when it is opened."
_FREEZE = "An active account can be frozen, and a frozen account can be unfrozen."
_OPEN = "new --open--> active / overdraft = overdraft"
_DEPOSIT = "active --deposit--> active / balance = balance + amount"
_FROZEN = {"active --freeze--> frozen", "frozen --unfreeze--> active"}


def told(*sentences: str) -> Told:
    listed = "\n".join(f"- R{number}: {one}" for number, one in enumerate(sentences, 1))
    document = read_prd(f"# Account\n{_MODEL}\n## Requirements\n{listed}\n").document
    return told_lifecycle(document, lines_of(document))


def test_events_with_a_way_back() -> None:
    found = told(_START, _FREEZE)
    assert rows(found) == {_OPEN, *_FROZEN}
    assert found.shown.keys() == {"R1", "R2"}
    assert any("remembers the overdraft of `open`" in note.message for note in found.notes)


@pytest.mark.parametrize(
    "sentence",
    [
        "A deposit increases the balance of an active account by the amount.",
        "When an active account is deposited, the balance is increased by the amount.",
        "The balance is raised by the amount when an active account is deposited.",
        "A deposit shall raise the balance of an account that is active by the amount.",
    ],
)
def test_other_words_for_one_change(sentence: str) -> None:
    found = told(_START, _FREEZE, sentence)
    assert rows(found) == {_OPEN, *_FROZEN, _DEPOSIT}
    assert "R3" in found.shown


@pytest.mark.parametrize(
    ("condition", "guard"),
    [
        (", provided that the balance and the overdraft suffice", "balance + overdraft >= amount"),
        (" only if the balance suffices", "balance >= amount"),
        (" if the balance is at least the amount", "balance >= amount"),
        (" unless the balance is zero", "not (balance = 0)"),
    ],
)
def test_conditions_of_changes(condition: str, guard: str) -> None:
    sentence = f"A withdrawal decreases the balance of an active account by the amount{condition}."
    found = told(_START, _FREEZE, sentence)
    wanted = f"active --withdraw [{guard}]--> active / balance = balance - amount"
    assert wanted in rows(found)
    assert "R3" in found.shown


def test_a_change_without_a_state_is_where_the_others_are_and_asked_for() -> None:
    deposit = "A deposit increases the balance of an active account by the amount."
    found = told(_START, _FREEZE, deposit, "A withdrawal decreases the balance by the amount.")
    assert "active --withdraw--> active / balance = balance - amount" in rows(found)
    assert any("R4 takes active" in note.message for note in found.notes)


def test_a_number_of_events_that_is_remembered() -> None:
    withdraw = "A withdrawal decreases the balance of an active account by the amount."
    found = told(_START, _FREEZE, withdraw, "The number of withdrawals shall be counted.")
    actions = "balance = balance - amount / withdrawals = withdrawals + 1"
    assert f"active --withdraw--> active / {actions}" in rows(found)
    assert "R4" in found.shown


def test_what_is_possible_and_impossible_in_a_state() -> None:
    found = told(
        _START,
        _FREEZE,
        "A deposit increases the balance of an active account by the amount.",
        "A withdrawal decreases the balance by the amount.",
        "While an account is frozen, nothing can be withdrawn, but deposits are accepted.",
    )
    assert "frozen --deposit--> frozen / balance = balance + amount" in rows(found)
    assert not any(one.startswith("frozen --withdraw") for one in rows(found))
    assert "R5" in found.shown


def test_a_guarded_move_to_a_state_of_its_own() -> None:
    found = told(_START, _FREEZE, "An active account may be closed only if its balance is zero.")
    assert "active --close [balance = 0]--> closed" in rows(found)
    assert any("takes closed as the state" in note.message for note in found.notes)


def test_a_value_beyond_a_limit_is_a_row_of_its_own() -> None:
    found = told(
        _START,
        _FREEZE,
        "A withdrawal decreases the balance of an active account by the amount.",
        "After a withdrawal that leaves the balance below zero, the customer is informed.",
    )
    change = "balance = balance - amount"
    below = "balance - amount < 0"
    assert f"active --withdraw [{below}]--> active / {change} / emit inform_customer()" in rows(
        found
    )
    assert f"active --withdraw [not ({below})]--> active / {change}" in rows(found)


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("A deposit increases the mood of an active account by the amount.", "not declared"),
        ("A deposit increases the balance of an active account by the tip.", "not declared"),
        ("A transfer increases the balance of an active account by the amount.", "not declared"),
        ("A deposit increases the balance of a rich account by the amount.", "no state"),
        ("A deposit increases the balance of an active account by 5 if it rains.", "declared"),
        ("An active account may be closed only if the weather is fine.", "condition"),
        ("When an active account is sold, it becomes closed.", "none of the declared events"),
        ("After a withdrawal that leaves the mood below zero, the customer is informed.", "not"),
        ("While an account is frozen, deposits are accepted.", "not said"),
        ("An active account cannot be frozen.", "elsewhere"),
    ],
)
def test_what_does_not_fit_stays_unbound_and_is_told(sentence: str, reason: str) -> None:
    found = told(_START, _FREEZE, sentence)
    assert "R3" not in found.shown
    assert rows(found) == {_OPEN, *_FROZEN}
    assert any(reason in note.message for note in found.notes), [one.message for one in found.notes]
