"""A requirement of a reducer is bound where each of its words is so."""

import pytest

from tests.unit.generation.reducer.emitted import (
    aggregation_document,
    findings,
    machine_document,
    reducer,
)

FIELDS = """
passage | uuid | unique
plate | string |
station | string |
axles | int |
"""
METRICS = """
plates | distinct | plate | station | |
heavy | count | | station | | axles > 3
wide | count | | station | | axles >= 9
"""


@pytest.mark.parametrize(
    ("sentence", "is_bound"),
    [
        ("The number of different plates by station.", True),
        ("Count the distinct plates by station.", True),
        ("The number of plates by station.", False),
        ("Count sales with more than 3 axles by station.", True),
        ("Count sales with less than 3 axles by station.", False),
        ("Count sales with more than 9 axles by station.", False),
        ("A sale that is reported twice counts once.", True),
        ("A sale that is painted twice counts once.", False),
    ],
)
def test_each_word_is_accounted_for(sentence: str, *, is_bound: bool) -> None:
    text = aggregation_document("Toll", METRICS, FIELDS)
    text = text.replace("# Toll\n", f"# Toll\n\n## Requirements\n- R1: {sentence}\n", 1)
    unbound = [found for found in findings(text) if found.code in ("PRD410", "PRD402")]
    assert bool(unbound) != is_bound


def test_what_a_rule_refuses_is_shown_by_a_test() -> None:
    rules = '## Rules\n- R1: `reject when axles > 12: "too long"`\n'
    text = aggregation_document("Toll", METRICS, FIELDS).replace(
        "# Toll\n", f"# Toll\n\n## Requirements\n- R1: Refuse long ones.\n\n{rules}\n", 1
    )
    node = reducer(text)
    (binding,) = node.package.bindings
    assert (binding.how, len(binding.tests)) == ("rule, line 7", 1)


TIME = "| moment | datetime | |\n"
CALLS = """
lost | count | | station | | axles > 3
mean | avg | axles | station | |
busiest | top-2 | station | | |
early | first | plate | | 1d |
late | last | plate | | 1d |
slow | p90 | axles | station | |
damaged | sum | axles | station | 30d | axles < 9
"""


@pytest.mark.parametrize(
    ("sentence", "is_bound"),
    [
        ("The average of the axles is known for each station.", True),
        ("The first and the last plate of a day are known.", True),
        ("The two busiest stations are shown.", True),
        ("The 90th percentile of the axles is known by station.", True),
        ("As a clerk I want the average axles by station, so that I see jams.", True),
        ("The two busiest stations are reported.", True),
        ("Damages are summed per station and period of 30 days.", True),
        ("A sale is counted once.", True),
        ("Damages are summed per station and period of 20 days.", False),
        ("Damages are summed per station and day.", False),
        ("The three busiest stations are shown.", False),
        ("The first and the last station of a day are known.", False),
        ("The first and the average plate of a day are known.", False),
        ("The 90th percentile and the median of the axles are known by station.", False),
        ("The average of the axles is known for each station except the north.", False),
    ],
)
def test_sentences_as_people_write_them(sentence: str, *, is_bound: bool) -> None:
    text = aggregation_document("Toll", CALLS, FIELDS, more=TIME)
    text = text.replace("# Toll\n", f"# Toll\n\n## Requirements\n- R1: {sentence}\n", 1)
    unbound = [found for found in findings(text) if found.code in ("PRD410", "PRD402")]
    assert bool(unbound) != is_bound


SEAT_FIELDS = """
price | money | default 20
paid | money | default 0
holder | email? |
"""
SEAT_EVENTS = """
hold | holder: email
pay | amount: money (> 0)
"""
SEAT = """
[*] | offer | free | |
free | hold | held | | holder = holder
held | pay | held | paid + amount < price | paid = paid + amount
held | pay | sold | paid + amount >= price | paid = paid + amount; emit send_ticket(holder)
held | release | free | | paid = 0
"""


@pytest.mark.parametrize(
    ("sentence", "is_bound"),
    [
        ("A free seat can be held for a customer.", True),
        ("A held seat is sold when at least the price has been paid.", True),
        ("Payments below the price are added up.", True),
        ("The cashier may release a held seat.", True),
        ("A seat can be held for a group of customers.", False),
        ("Only the cashier may release a held seat.", False),
        ("Payments above the price are added up.", False),
        ("Payments below the deposit are added up.", False),
        ("A sold seat can be released.", False),
        ("A held seat is sold when at most the price has been paid.", False),
    ],
)
def test_transitions_as_people_tell_them(sentence: str, *, is_bound: bool) -> None:
    text = machine_document("Theatre seat", SEAT, context=SEAT_FIELDS, events=SEAT_EVENTS)
    title = "# Theatre seat\n"
    text = text.replace(title, f"{title}\n## Requirements\n- R1: {sentence}\n", 1)
    unbound = [found for found in findings(text) if found.code in ("PRD410", "PRD402")]
    assert bool(unbound) != is_bound


_TICKETS = """# Box office

## Data model

### Events

| event | fields |
| --- | --- |
| sale | slip: string (unique), seats: int (>= 1, <= 10), price: money |

## Aggregations

of: sale

| metric | function | field |
| --- | --- | --- |
| takings | sum | price |

## Requirements

- R1: Sum the price of all sales.
- R2: {}
"""


@pytest.mark.parametrize(
    ("sentence", "is_bound"),
    [
        ("A slip counts once, however often it is sent.", True),
        ("A sale shall be counted once, no matter how often it is reported.", True),
        ("A price counts once, however often it is sent.", False),
        ("A slip counts twice, however often it is sent.", False),
        ("No two sales have the same slip.", True),
        ("No two sales may share the same slip.", True),
        ("No two sales have the same price.", False),
        ("No two refunds have the same slip.", False),
        ("The number of seats shall not exceed 10.", True),
        ("The number of seats must be between 1 and 10.", True),
        ("The number of seats shall not exceed 12.", False),
        ("The number of prices shall not exceed 10.", False),
    ],
)
def test_what_a_column_of_the_data_does_is_said_in_prose(sentence: str, *, is_bound: bool) -> None:
    told = [one for one in findings(_TICKETS.format(sentence)) if one.code in ("PRD410", "PRD402")]
    assert bool(told) != is_bound
