"""When an event is refused, however that is said."""

import pytest

from tests.unit.prose.lives.told import KILN, carried, rows, told

PAY = "`pay` with an amount in euros is possible only while the kiln is hot."


@pytest.mark.parametrize(
    "sentence",
    [
        "An amount of 0 or less is refused.",
        "The amount must be more than 0.",
        "A payment with an amount of 0 or less is refused.",
        "An amount must be greater than 0, otherwise the payment is refused.",
        "The amount of a payment must be more than 0.",
        "If the amount is 0 or less, the payment is refused.",
    ],
)
def test_a_value_has_a_limit(sentence: str) -> None:
    found = told(*KILN, PAY, sentence)

    assert carried(found, "pay") == {"amount": "money > 0"}
    assert "R5" in found.shown


@pytest.mark.parametrize(
    "sentence",
    [
        "The amount must be between 5 and 80.",
        "The amount is between 5 and 80, limits included.",
        "A payment outside 5 to 80 is refused.",
        "An amount below 5 or above 80 is refused.",
        "The amount must be at least 5 and at most 80.",
    ],
)
def test_a_value_lies_between_limits(sentence: str) -> None:
    found = told(*KILN, PAY, sentence)

    assert carried(found, "pay") == {"amount": "money >= 5 <= 80"}


def test_a_negative_value_is_refused() -> None:
    assert carried(told(*KILN, PAY, "A payment with a negative amount is refused."), "pay") == {
        "amount": "money >= 0"
    }
    assert carried(told(*KILN, PAY, "A negative amount is refused."), "pay") == {
        "amount": "money >= 0"
    }


@pytest.mark.parametrize(
    "sentence",
    [
        "A hot kiln may be stoked no more than three times; the fourth attempt is refused.",
        "The kiln can be stoked while it is hot, but not more than three times.",
        "A hot kiln can be stoked. At most 3 logs can be stoked for one fire.",
        "While hot, it can be stoked up to three times in total. A further stoking is refused.",
    ],
)
def test_something_happens_so_often(sentence: str) -> None:
    found = told(*KILN, sentence)

    assert "hot --stoke [stoke_count < 3]--> hot / stoke_count = stoke_count + 1" in rows(found)


def test_what_is_counted_anyway_is_counted_once() -> None:
    found = told(*KILN, "A hot kiln can be stoked twice. We keep the number of stokings.")

    assert (
        "hot --stoke [number_of_stokings < 2]--> hot / number_of_stokings = number_of_stokings + 1"
        in rows(found)
    )


@pytest.mark.parametrize(
    ("sentence", "guard"),
    [
        ("A payment that would bring the bill over 50 euros is refused.", "bill + amount <= 50"),
        ("A payment that would leave the bill below zero is refused.", "bill + amount >= 0"),
        ("The bill must be at most 50.", "bill + amount <= 50"),
        ("The bill can never go above 50 euros; such a payment is refused.", "bill + amount <= 50"),
        ("A payment of more than the current bill is refused.", "not (amount > bill)"),
        ("You cannot pay more than the bill.", "not (amount > bill)"),
        ("If the amount is more than the bill, the payment is refused.", "not (amount > bill)"),
    ],
)
def test_remembered_values_limit_an_event(sentence: str, guard: str) -> None:
    found = told(*KILN, f"{PAY} Paying adds the amount to the bill.", sentence)

    assert f"hot --pay [{guard}]--> hot / bill = bill + amount" in rows(found)
    assert "R5" in found.shown


def test_what_is_in_it_is_limited() -> None:
    found = told(
        "The kiln can hold at most 500 logs, and it is empty at the start. The level is shown.",
        *KILN,
        "`stoke` brings a number of logs into the kiln.",
    )

    assert (
        "hot --stoke [level + number_of_logs <= 500]--> hot / level = level + number_of_logs"
        in rows(found)
    )
    assert found.document.states is not None
    assert found.document.states.initial == "cold"


@pytest.mark.parametrize(
    ("sentence", "move"),
    [
        (
            (
                "When there are at least two stokings, the potter may glaze a hot kiln; it is "
                "then glazed. With fewer stokings the glazing is refused."
            ),
            "hot --glaze [number_of_stokings >= 2]--> glazed",
        ),
        (
            (
                "`glaze` is done only when the kiln is hot and the number of stokings is more "
                "than 1. The kiln is then glazed."
            ),
            "hot --glaze [number_of_stokings > 1]--> glazed",
        ),
        (
            "A hot kiln can be glazed unless the number of stokings is 0, and it is then glazed.",
            "hot --glaze [not (number_of_stokings = 0)]--> glazed",
        ),
    ],
)
def test_a_condition_on_values_guards_a_move(sentence: str, move: str) -> None:
    stoked = "A hot kiln can be stoked. We keep the number of stokings."
    found = told(*KILN, stoked, sentence)

    assert move in rows(found)


@pytest.mark.parametrize(
    "sentence",
    [
        "A payment in foreign coins is refused.",
        "After the deadline the payment is refused.",
        "While it is cold, an amount of 0 or less is refused.",
        "If the moon is over 5, the payment is refused.",
        "A payment of less than the moon is refused.",
        "The moon must be at least 5.",
        "A payment that would bring the moon over 50 is refused.",
        "A payment of more coins than the kiln has is refused.",
        "Every payment of other coins is refused.",
    ],
)
def test_refusals_that_are_not_understood_are_not_read(sentence: str) -> None:
    found = told(*KILN, PAY, sentence)

    assert "R5" not in found.shown
