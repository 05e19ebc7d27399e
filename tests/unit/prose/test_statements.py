"""Sentences of arithmetic become rules as a whole, or stay unbound."""

import pytest

from omninode_bridge.node_type import NodeType
from omninode_bridge.prose.understanding import Understood, understand
from omninode_bridge.requirements.reading import read_prd

DECLARED = """\
## Input
- weight_kg: decimal
- dose_mg_per_kg: decimal
- quantity: int
- unit_price: money
- age: int
- member: bool
- country: enum(Germany, France, Spain)
- score: int

## Output
- total: money
- discount: money
- fee: money
- eligible: bool
- grade: enum(A, B, C)
"""

BETWEEN = ("Scores of 80 or more get a B.",)


def understood(*sentences: str, declared: str = DECLARED) -> Understood:
    lines = "\n".join(f"- {one}" for one in sentences)
    text = f"---\ntype: compute\n---\n# Prices\n{declared}\n## Requirements\n{lines}\n"
    return understand(read_prd(text).document, NodeType.COMPUTE)


def rules(*sentences: str, declared: str = DECLARED) -> list[str]:
    return [one.text for one in understood(*sentences, declared=declared).document.rules]


@pytest.mark.parametrize(
    ("sentence", "rule"),
    [
        ("The total is quantity times unit price.", "total = quantity * unit_price"),
        (
            "The total shall be the quantity multiplied by the price.",
            "total = quantity * unit_price",
        ),
        (
            "Calculate the total by multiplying quantity by unit price.",
            "total = quantity * unit_price",
        ),
        ("The whole dose is the weight times the dose.", "whole_dose = weight_kg * dose_mg_per_kg"),
        ("The fee is 19 % of the unit price.", "fee = unit_price * 19%"),
        ("The fee is half of the unit price.", "fee = unit_price / 2"),
        (
            "The fee is 7 % of the unit price, rounded up to whole cents.",
            "fee = ceil((unit_price * 7%) * 100) / 100",
        ),
        (
            "The fee is half of the unit price, rounded down to the full cent.",
            "fee = floor((unit_price / 2) * 100) / 100",
        ),
        (
            "The total is the sum of the unit price and 5 euros, rounded to one decimal place.",
            "total = round(unit_price + 5, 1)",
        ),
        (
            "The fee is 5 euros if the customer is a member, otherwise 9.50 euros.",
            "fee = 5 if member else 9.50",
        ),
        (
            "If the country is Germany or France, the fee is 5 euros, otherwise 9 euros.",
            'fee = 5 if country in ["Germany", "France"] else 9',
        ),
        (
            "Members under 18 get a discount of 50 % of the unit price.",
            "discount = unit_price * 50% if member and age < 18 else 0",
        ),
        (
            "As a clerk, I want orders over 5 kg to get a discount of 2 euros, so that they come.",
            "discount = 2 if weight_kg > 5 else 0",
        ),
        (
            "A customer is eligible if they are at least 18 and the score is 70 or more.",
            "eligible = age >= 18 and score >= 70",
        ),
        ("Reject a negative quantity.", 'reject when quantity < 0: "reject a negative quantity"'),
        (
            'A weight of more than 30 kg must be rejected with the message "too heavy".',
            'reject when weight_kg > 30: "too heavy"',
        ),
        (
            'If the parcel weighs less than 2 kg, the clerk is warned "check the scale".',
            'warn when weight_kg < 2: "check the scale"',
        ),
        (
            "The quantity must be between 1 and 100.",
            (
                "reject when not (quantity >= 1 and quantity <= 100): "
                '"the quantity must be between 1 and 100"'
            ),
        ),
    ],
)
def test_a_statement_is_one_rule(sentence: str, rule: str) -> None:
    assert rules(sentence) == [rule]


@pytest.mark.parametrize(
    "sentence",
    [
        "The total is never quantity times unit price.",
        "The total is quantity times unit price, except on Sundays.",
        "The total is the unit price plus quantity times the fee.",
        "The total is quantity times unit price or twice that.",
        "The total is the sum of quantity and unit price times two.",
        "The total is quantity times the shelf price.",
        "The total is 4,90 plus the unit price.",
        "The total is the price^2.",
        "The total is the unit price less the usual.",
        "The fee is 5 %.",
        "The weight is the quantity times two.",
        "The fee is 5 euros if the customer is a member or the age is 18 and the score is 3.",
        "The fee is 5 euros if the weight is above 2 g, otherwise 9 euros.",
        "The fee is 5 euros if the country is Italy, otherwise 9 euros.",
        "The fee is 5 euros if the customer is a member.",
        "The total must be at least 20.",
        "Reject a negative mood.",
        "Reject quantities.",
        "A weight of more than 30 kg is rejected on Mondays.",
        "Orders of 100 or more get a better service.",
        "A customer is eligible if they are nice.",
        "A customer is eligible unless the manager says otherwise.",
        "The clerk is warned when the total is unusual.",
    ],
)
def test_what_is_not_wholly_clear_stays_unbound(sentence: str) -> None:
    found = understood(sentence)
    assert found.provenance == ()
    assert found.document.rules == ()


ONE_RESULT = DECLARED.replace("- fee: money\n", "").replace("- discount: money\n", "")


def test_changes_come_one_after_the_other() -> None:
    assert rules(
        "The total is quantity times unit price.",
        "Members get 10 % off.",
        "If the age is under 12, the total is halved.",
        "VAT of 19 % is added.",
        "The total is never below 5 euros.",
        declared=ONE_RESULT,
    ) == [
        "total_before_vat = quantity * unit_price",
        "if member: total_before_vat = total_before_vat * (1 - 10%)",
        "if age < 12: total_before_vat = total_before_vat * 0.5",
        "total = total_before_vat * (1 + 19%)",
        "if total < 5: total = 5",
    ]


def test_of_two_results_none_is_meant() -> None:
    found = rules("The total is quantity times unit price.", "VAT of 19 % is added.")
    assert found == ["total = quantity * unit_price"]


def test_a_change_of_what_nobody_works_out_is_none() -> None:
    assert rules("Members get 10 % off.", "VAT of 19 % is added.") == []


def test_two_changes_of_which_one_holds_within_the_other_are_not_both_made() -> None:
    found = rules(
        "The total is quantity times unit price.",
        "If the quantity is at least 10, the total is reduced by 5 %.",
        "If the quantity is at least 50, the total is reduced by 10 %.",
    )
    assert found == [
        "total = quantity * unit_price",
        "if quantity >= 10: total = total * (1 - 5%)",
    ]


def test_classes_have_no_gap_and_the_narrower_decides() -> None:
    whole = ("A score of 90 or more is an A.", "Scores from 80 to 89 get a B.")
    assert rules(*whole) == []
    assert rules(*whole, "Scores below 80 get a C.") == [
        'grade = "A"',
        'if score >= 80 and score <= 89: grade = "B"',
        'if score < 80: grade = "C"',
    ]
    assert rules(*whole[:1], *BETWEEN, "Scores below 80 get a C.") == [
        'grade = "A"',
        'if score >= 80 and not (score >= 90): grade = "B"',
        'if score < 80: grade = "C"',
    ]
    assert rules("Scores below 80 get a C.", "Scores of 90 or more get an A.", *BETWEEN) == [
        'grade = "C"',
        'if score >= 90: grade = "A"',
        'if score >= 80 and not (score >= 90): grade = "B"',
    ]


def test_what_is_so_otherwise_may_stand_behind() -> None:
    found = rules(
        "If the age is below 6, the fee is 0 euros.",
        "If the age is 65 or more, the fee is 4 euros.",
        "The fee is 9 euros.",
    )
    assert found == [
        "fee = 0 if age < 6 else 9",
        "if age >= 65: fee = 4",
        "if not ((age < 6) or (age >= 65)): fee = 9",
    ]


def test_conditions_that_overlap_give_no_value() -> None:
    found = rules(
        "The fee is 9 euros.",
        "If the customer is a member, the fee is 5 euros.",
        "If the age is below 18, the fee is 3 euros.",
    )
    assert found == ["fee = 9"]


def test_what_is_defined_twice_is_not_defined() -> None:
    assert rules("The fee is 9 euros.", "The fee is the unit price.") == []


def test_without_an_input_what_is_not_defined_is_asked_for() -> None:
    found = understood(
        "The total is the net price plus the tax.", "The tax is 19 % of the net price.", declared=""
    ).document
    assert [(one.name, str(one.type)) for one in found.inputs or ()] == [("net_price", "money")]
    assert [(one.name, str(one.type)) for one in found.outputs or ()] == [
        ("total", "money"),
        ("tax", "money"),
    ]


def test_what_hangs_on_a_sentence_that_is_not_understood_stays_unbound_with_it() -> None:
    found = rules(
        "The total is the net price plus the tax.",
        "The tax is whatever the law says.",
        declared="",
    )
    assert found == []
