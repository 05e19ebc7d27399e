"""What events carry, what is remembered of it, and how remembered values change."""

import pytest

from tests.unit.prose.lives.told import KILN, carried, rows, told, values

FIRED = "A cold kiln can be loaded with a glaze and the number of bowls, and it is then loaded."


@pytest.mark.parametrize(
    ("sentence", "field"),
    [
        ("Each lighting carries the price in euros.", {"price": "money"}),
        ("The lighting has a reason.", {"reason": "string"}),
        ("The lighting brings the gas in litres.", {"gas_litres": "decimal"}),
        ("A lighting gives the potter's name.", {"potter_name": "string"}),
        ("Each lighting states a score from 1 to 5.", {"score": "int >= 1 <= 5"}),
        ("Each lighting brings a number of logs.", {"number_of_logs": "int"}),
        ("A lighting contains an hourly fee in euros. The fee is kept.", {"fee": "money"}),
    ],
)  # fmt: skip
def test_an_event_carries_values(sentence: str, field: dict[str, str]) -> None:
    found = told(*KILN, sentence)

    assert carried(found, "light") == field
    assert "R4" in found.shown


@pytest.mark.parametrize(
    "sentence",
    [
        "The kiln remembers the glaze and the bowls.",
        "The glaze is kept, and the bowls are remembered.",
    ],
)
def test_what_an_event_carries_is_remembered(sentence: str) -> None:
    found = told(KILN[0], FIRED, "A loaded kiln can be lit; it is then hot.", sentence)

    assert "cold --load--> loaded / glaze = glaze; bowls = bowls" in rows(found)
    assert values(found) == {"glaze": "string?", "bowls": "int"}


def test_a_number_of_things_is_called_so_where_nobody_calls_it_for_short() -> None:
    said = "We keep the glaze and the number of bowls."
    found = told(KILN[0], FIRED, "A loaded kiln can be lit; it is then hot.", said)

    assert values(found) == {"glaze": "string?", "number_of_bowls": "int"}
    assert "cold --load--> loaded / glaze = glaze; number_of_bowls = number_of_bowls" in rows(found)


@pytest.mark.parametrize("said", ["a whole number from 4 to 26", "whole number from 4 to 26"])
def test_a_type_behind_a_comma_is_of_the_value_before_it(said: str) -> None:
    found = told(
        *KILN,
        f"A hot kiln can be loaded with the number of logs (logs), {said}; it is then loaded.",
        "The kiln remembers the logs.",
    )

    assert carried(found, "load") == {"logs": "int >= 4 <= 26"}


def test_what_is_said_of_a_value_behind_it_is_done_and_not_left_out() -> None:
    found = told(
        *KILN,
        "When the potter stokes a hot kiln with the number of logs (logs), it stays hot.",
        "The kiln remembers the logs.",
        "When the potter feeds a hot kiln, it stays hot.",
        "Each feeding carries the extra logs (extra_logs), a whole number, "
        "which are added to the logs.",
    )

    assert "hot --stoke--> hot / logs = logs" in rows(found)
    assert "hot --feed--> hot / logs = logs + extra_logs" in rows(found)


def test_what_is_final_is_reached() -> None:
    found = told(*KILN, "Hot and shattered kilns are final.")

    assert "R4" not in found.shown


def test_it_is_remembered_at_once_or_under_another_name() -> None:
    found = told(
        KILN[0],
        "A cold kiln is lit with a match, which is kept, and is then hot.",
        "A hot kiln can be cooled. Its reason is remembered as cooling reason. Then it is cold.",
    )

    assert values(found) == {"match": "string?", "cooling_reason": "string?"}
    assert "hot --cool--> cold / cooling_reason = reason" in rows(found)


@pytest.mark.parametrize(
    ("sentence", "change"),
    [
        ("Charge adds the amount to the bill.", "bill = bill + amount"),
        ("The amount of a charge is added to the bill.", "bill = bill + amount"),
        ("For every charge, the bill goes up by the amount.", "bill = bill + amount"),
        ("With each charge the amount is taken from the bill.", "bill = bill - amount"),
        ("After a charge the bill is set to the amount.", "bill = amount"),
        ("When it is charged, the bill rises by 3 euros.", "bill = bill + 3"),
        ("For each charge, the node sums the amount up.", "amount = state.amount + amount"),
        ("We keep the sum of the amounts.", "sum_of_amounts = sum_of_amounts + amount"),
        ("We see the total charged in euros.", "total_charged = total_charged + amount"),
        ("We keep the charges cost so far.", "charges_cost = charges_cost + amount"),
        ("We count how many charges there were.", "charges = charges + 1"),
        ("The node counts all charges.", "charges = charges + 1"),
        ("Charge takes one off the credit.", "credit = credit - 1"),
        ("The node keeps the number of charges.", "number_of_charges = number_of_charges + 1"),
        ("We want to know how often it was charged.", "times_charged = times_charged + 1"),
        ("We count the visits, that is, how many charges there were.", "visits = visits + 1"),
    ],
)  # fmt: skip
def test_values_change(sentence: str, change: str) -> None:
    found = told(
        *KILN, "`charge` with an amount in euros is possible only while it is hot.", sentence
    )

    assert f"hot --charge--> hot / {change}" in rows(found)
    assert "R5" in found.shown


def test_values_start_end_and_are_forgotten() -> None:
    found = told(
        KILN[0],
        "A cold kiln is lit with a guest and the number of days; it is then hot.",
        "The kiln remembers the guest and the days, and the fee starts at 20 euros per day.",
        "A hot kiln can be cooled; it is then cold again.",
        "The guest is forgotten, the days and the fee go back to 0.",
    )

    assert "cold --light--> hot / guest = guest; days = days; fee = 20 * days" in rows(found)
    assert "hot --cool--> cold / guest = none; days = 0; fee = 0" in rows(found)
    assert values(found) == {"guest": "string?", "days": "int", "fee": "money"}


def test_what_is_put_in_raises_what_is_in_it() -> None:
    found = told(
        *KILN,
        "`stoke` brings a number of logs into the kiln, `rake` takes a number of logs out.",
        "Both need a hot kiln. The level is shown.",
    )

    assert "hot --stoke--> hot / level = level + number_of_logs" in rows(found)
    assert "hot --rake--> hot / level = level - number_of_logs" in rows(found)


def test_an_event_with_values_is_possible_where_nothing_forbids_it() -> None:
    found = told(*KILN, "Each delivery carries an amount in euros. The kiln adds the amount up.")

    assert {one for one in rows(found) if "--delivery--" in one} == {
        f"{state} --delivery--> {state} / amount = state.amount + amount"
        for state in ("cold", "hot")
    }
    assert any("all states that are not final" in one.message for one in found.notes)


def test_points_are_earned_and_taken() -> None:
    found = told(
        *KILN,
        "Each purchase has an amount. For every purchase, the kiln gets as many points as that.",
        "Points can be redeemed: a redemption has a number of points, and these are taken from it.",
        "A redemption of more points than the kiln has is refused.",
        "While the kiln is cold, nothing can be redeemed.",
    )

    assert "hot --redeem [points <= state.points]--> hot / points = state.points - points" in rows(
        found
    )
    assert "cold --purchase--> cold / points = points + amount" in rows(found)
    assert not any(one.startswith("cold --redeem") for one in rows(found))


@pytest.mark.parametrize(
    "sentence",
    [
        "The weather is remembered.",
        "The weather adds the rain to the bill.",
        "The clerk keeps the rain.",
        "The bill goes up by the rain.",
        "The number of rabbits is kept.",
        "We keep the sum of the feathers.",
        "The snow goes back to 0 and the bill is forgotten.",
        "The bill starts at 95 euros per moon.",
        "The event carries walking dogs of.",
    ],
)
def test_values_that_nothing_brings_are_named(sentence: str) -> None:
    found = told(*KILN, sentence)

    assert "R4" not in found.shown
    assert rows(found) == {"cold --light--> hot", "hot --cool--> cold"}
