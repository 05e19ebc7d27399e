"""Sentences that say several things, cases one after the other, and points that are added up."""

import pytest

from omninode_bridge.node_type import NodeType
from omninode_bridge.prose.statements.apart import apart
from omninode_bridge.prose.understanding import Understood, understand
from omninode_bridge.requirements.reading import read_prd

_BOAT = """
The clerk enters the guest's age in years, the number of guests, the number of storms and whether
the boat has a radio.

The answer contains whether the boat is allowed (yes or no) and the reason.
"""
_SCORE = """
I enter the guest's age, the number of falls, the number of lifts, whether the guest uses a stick
and whether the guest is confused.

As a result I want to see the score and the risk.
"""


def understood(before: str, *sentences: str) -> Understood:
    lines = "\n".join(f"- {one}" for one in sentences)
    text = f"---\ntype: compute\n---\n# Desk\n{before}\n## Requirements\n{lines}\n"
    return understand(read_prd(text).document, NodeType.COMPUTE)


def rules_of(before: str, *sentences: str) -> list[str]:
    return [one.text for one in understood(before, *sentences).document.rules]


@pytest.mark.parametrize(
    ("said", "parts"),
    [
        (
            "A weight below 0 is refused, and so is a ride with negative minutes.",
            ["A weight below 0 is refused", "a ride with negative minutes is refused"],
        ),
        (
            'If it is late, the fee is 5 and the reason is "late".',
            ["If it is late, the fee is 5", 'If it is late, the reason is "late"'],
        ),
        (
            'A skipper under 16 is not allowed; the reason is "too young".',
            [
                "A skipper under 16 is not allowed",
                'For a skipper under 16, the reason is "too young"',
            ],
        ),
        (
            'If the card is blocked, it is not allowed because of "blocked".',
            [
                "If the card is blocked, it is not allowed",
                'If the card is blocked, the reason is "blocked"',
            ],
        ),
        ('If none of these applies, the level is "low".', ['Otherwise, the level is "low"']),
        ('When all checks pass, the level is "ok".', ['Otherwise, the level is "ok"']),
        (
            "One lift gives 2 points, two or more lifts give 4 points, everybody else gets none.",
            ["One lift gives 2 points", "two or more lifts give 4 points"],
        ),
    ],
)
def test_a_sentence_that_says_several_things(said: str, parts: list[str]) -> None:
    assert apart(said) == parts


@pytest.mark.parametrize(
    "said",
    [
        "The full name is the first name and the last name",
        "Orders with more than 5 items and a weight above 10 kg are refused",
        "The discount is 10 % if the customer is a member and the total is above 100",
        'The request is refused with "too many" if there are more than 5 items',
        'If any check fails, the level is "low"',
    ],
)
def test_a_sentence_that_says_one_thing(said: str) -> None:
    assert apart(said) == [said]


@pytest.mark.parametrize(
    "order",
    [
        "The checks are made in this order, and the first one that fails gives the reason.",
        "The first rule that applies decides.",
    ],
)
def test_the_first_case_that_holds_decides(order: str) -> None:
    rules = rules_of(
        _BOAT,
        'A guest under 16 is not allowed; the reason is "too young".',
        'A boat with more than 8 guests is not allowed; the reason is "too many".',
        order,
        'When all checks pass, the boat is allowed and the reason is "ok".',
    )
    assert rules == [
        "allowed = false if age_years < 16 else true",
        'reason = "too young" if age_years < 16 else "ok"',
        "if number_of_guests > 8 and not (age_years < 16): allowed = false",
        'if number_of_guests > 8 and not (age_years < 16): reason = "too many"',
        "if not ((age_years < 16) or (number_of_guests > 8)): allowed = true",
        'if not ((age_years < 16) or (number_of_guests > 8)): reason = "ok"',
    ]


def test_otherwise_if_holds_only_where_none_before_it_does() -> None:
    rules = rules_of(
        _BOAT,
        'If the age is below 16, the reason is "too young".',
        'Otherwise, if the number of guests is above 8, the reason is "too many".',
        'Otherwise, the reason is "ok".',
    )
    assert rules == [
        'reason = "too young" if age_years < 16 else "ok"',
        'if number_of_guests > 8 and not (age_years < 16): reason = "too many"',
        'if not ((age_years < 16) or (number_of_guests > 8)): reason = "ok"',
    ]


def test_without_an_order_two_cases_that_may_both_hold_stay_unbound() -> None:
    rules = rules_of(
        _BOAT,
        'If the age is below 16, the reason is "too young".',
        'If the number of guests is above 8, the reason is "too many".',
        'Otherwise, the reason is "ok".',
    )
    assert not any("too many" in one and "too young" in one for one in rules)
    assert not any(one.startswith("if number_of_guests") for one in rules)


def test_what_is_answered_is_no_refusal() -> None:
    assert rules_of(_BOAT, "If the age is below 16, the boat is not allowed.") == [
        "allowed = not (age_years < 16)"
    ]


def test_points_are_added_to_nothing() -> None:
    found = understood(
        _SCORE,
        "A guest aged 65 to 79 gets 1 point, a guest aged 80 or older gets 2 points.",
        "One fall in the last 12 months gives 2 points, two or more falls give 4 points.",
        "Five or more lifts give 1 point.",
        "A stick gives 1 point.",
        "A confused guest gets 3 points.",
    )
    assert [one.text for one in found.document.rules] == [
        "score = 0",
        "if age >= 65 and age <= 79: score = score + 1",
        "if age >= 80: score = score + 2",
        "if number_of_falls = 1: score = score + 2",
        "if number_of_falls >= 2: score = score + 4",
        "if number_of_lifts >= 5: score = score + 1",
        "if stick: score = score + 1",
        "if confused: score = score + 3",
    ]
    types = {one.name: str(one.type) for one in found.document.outputs or ()}
    assert types["score"] == "int"


def test_negative_numbers_of_several_things() -> None:
    rules = rules_of(
        _SCORE,
        "An age below 0 or above 120 must be refused, and so must a negative "
        "number of falls or lifts.",
    )
    assert [one.split(":")[0] for one in rules] == [
        "reject when age < 0 or age > 120",
        "reject when number_of_falls < 0 or number_of_lifts < 0",
    ]
