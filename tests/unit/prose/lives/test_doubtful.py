"""Turns that change what a sentence says are not passed over, and no value changes twice."""

import pytest

from tests.unit.prose.lives.told import rows, told

CARD = (
    "A card starts as new.",
    "When the desk activates a new card, it becomes active.",
    "The balance starts at 0 euros.",
    "Each deposit carries an amount in euros, and each visit carries a fee in euros.",
    "A deposit adds the amount to the balance of an active card.",
    "While a card is active, a visit decreases the balance by the fee.",
    "We keep the number of visits (visits).",
    "The desk may block an active card; it is then blocked.",
)
LAST = "R9"


@pytest.mark.parametrize(
    "sentence",
    [
        "The desk may punch an active card up to 3 times, after which it becomes blocked.",
        "The desk may stamp an active card for the third time; it is then blocked.",
        "If the amount is above 50 euros, the amount is added to the balance twice.",
        "A card must be visited before it is blocked.",
        "After five visits the card is blocked automatically.",
        "After five visits the card is permanently blocked.",
        "If the amount is above 50 euros, 5 euros are added to the balance.",
        "If the fee is above 5 euros, the balance is decreased by 1 euro.",
    ],
)
def test_it_is_not_read_as_if_it_said_less(sentence: str) -> None:
    assert LAST not in told(*CARD, sentence, title="Swim card").shown


def test_nothing_is_emptied_by_what_is_added_to_it() -> None:
    found = told(*CARD, "When the balance reaches 0, the card is blocked.", title="Swim card")

    assert "active --deposit--> active / balance = balance + amount" in rows(found)
    assert any("(balance - fee) <= 0" in row and "blocked" in row for row in rows(found))
