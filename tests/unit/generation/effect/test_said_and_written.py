"""Operations called by words that usually say nothing; calls whose answer nobody reads."""

import pytest

from omninode_bridge.generation.effect.handlers import only_used
from omninode_bridge.generation.effect.moving_bindings import said_by_moves
from omninode_bridge.generation.effect.operations import Operations
from omninode_bridge.generation.effect.wording import says
from omninode_bridge.requirements.reading import read_prd

PERMITS = """\
# Town
Hands out permits.

## Data model
### Permit
| field | type | constraints |
| --- | --- | --- |
| plate | string | primary key |
| zone | enum(a, b) | |
| state | enum(asked, active) | |

## Operations
| operation | kind | entity | input | output |
| --- | --- | --- | --- | --- |
| request_permit | create | Permit | plate, zone | Permit |
| pay_permit | update | Permit | plate | Permit |
| return_permit | delete | Permit | plate | |

## States
| from | event | to | guard | action |
| --- | --- | --- | --- | --- |
| [*] | request_permit | asked | | |
| asked | pay_permit | active | | |
| asked | return_permit | [*] | | |
"""


@pytest.mark.parametrize(
    ("sentence", "operation"),
    [
        ("Request a permit with plate and zone.", "request_permit"),
        ("Return a permit.", "return_permit"),
        ("The system returns the answer.", None),
        ("Request a permit with plate and colour.", None),
    ],
)
def test_an_operation_is_named_by_the_only_verb_it_has(
    sentence: str, operation: str | None
) -> None:
    document = read_prd(PERMITS).document
    said = [plan.name for plan in Operations(document).plans if says(document, plan, sentence)]
    assert said == ([] if operation is None else [operation])


@pytest.mark.parametrize(
    ("sentence", "operation"),
    [
        ("An active permit cannot be returned.", "return_permit"),
        ("Only an asked permit can be returned.", "return_permit"),
        ("An asked permit cannot be returned.", None),
        ("Only an active permit can be returned.", None),
    ],
)
def test_such_a_verb_is_known_to_the_state_machine(sentence: str, operation: str | None) -> None:
    found = said_by_moves(Operations(read_prd(PERMITS).document).plans, sentence)
    assert [plan.name for plan in found] == ([] if operation is None else [operation])


def test_nothing_is_read_from_a_call_whose_answer_nobody_takes() -> None:
    lines = ["    taken = Transitions().handle(checked(Facts, {})).transition", "    return answer"]
    assert only_used(lines) == ["    Transitions().handle(checked(Facts, {}))", "    return answer"]


LETTERS = """\
# Energy alerts

## Data model
### Household
| field | type | constraints |
| --- | --- | --- |
| meter_no | string | primary key |
| email | email | |

## Operations
| operation | kind | entity | input | output | request | emits |
| --- | --- | --- | --- | --- | --- | --- |
| add_household | create | Household | meter_no, email, idempotency_key | Household | | |
| fetch_price | call | | hour: int | price: decimal | GET {exchange_url}/prices/{hour} | |
| price_dropped | publish | | price: decimal | | | price_dropped |
| remove_household | delete | Household | meter_no | | | |
"""


@pytest.mark.parametrize(
    ("sentence", "operation"),
    [
        ("Households are added with their meter number.", "add_household"),
        ("As a clerk I add a household with its email, so that it gets letters.", "add_household"),
        ("The price of an hour is asked from the exchange.", "fetch_price"),
        ("A drop in price is published.", "price_dropped"),
        ("The clerk may remove a household.", "remove_household"),
        ("Only the clerk may remove a household.", None),
        ("Households are added with their phone number.", None),
        ("Households are not added.", None),
        ("A rise in price is published.", None),
        ("The price of an hour is asked from the neighbour.", None),
        ("A clerk is removed.", None),
    ],
)  # fmt: skip
def test_operations_as_people_tell_them(sentence: str, operation: str | None) -> None:
    document = read_prd(LETTERS).document
    said = [plan.name for plan in Operations(document).plans if says(document, plan, sentence)]
    assert said == ([] if operation is None else [operation])
