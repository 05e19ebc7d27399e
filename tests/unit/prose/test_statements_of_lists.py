"""Statements about lists, dates and classes, and what is too near to them to be taken."""

import pytest

from omninode_bridge.node_type import NodeType
from omninode_bridge.prose.understanding import understand
from omninode_bridge.requirements.reading import read_prd

DECLARED = """\
## Data model
### Lot
- picker: string
- kilograms: decimal
- grade: enum(A, B, C)
- price_per_kilogram: money

## Input
- lots: list[Lot]
- levy_percent: decimal
- adults: int
- children: int
- start_on: date
- end_on: date
- last_visit: date?
- today: date
- vehicle: enum(none, bicycle, car)
- first_time: bool
- length_m: decimal
- width_m: decimal

## Output
- lots: list[Lot]
- total: money
- days: int
- blocked: bool
"""


def rules(*sentences: str, declared: str = DECLARED) -> list[str]:
    lines = "\n".join(f"- {one}" for one in sentences)
    text = f"---\ntype: compute\n---\n# Harvest\n{declared}\n## Requirements\n{lines}\n"
    found = understand(read_prd(text).document, NodeType.COMPUTE)
    return [one.text for one in found.document.rules]


@pytest.mark.parametrize(
    ("sentence", "rule"),
    [
        (
            "The amount of a lot is its kilograms times its price per kilogram.",
            "for each lot in lots: lot.amount = lot.kilograms * lot.price_per_kilogram",
        ),
        (
            "The total weight is the sum of the kilograms of all lots.",
            "total_weight = sum(lot.kilograms for lot in lots)",
        ),
        (
            "The best weight is the highest kilograms of any lot.",
            "best_weight = max(lot.kilograms for lot in lots)",
        ),
        (
            "The number of pickers is the number of different pickers.",
            "number_of_pickers = len(unique([lot.picker for lot in lots]))",
        ),
        (
            "The sorted out weight is the kilograms of the lots of grade C.",
            'sorted_out_weight = sum(lot.kilograms for lot in lots if lot.grade = "C")',
        ),
        (
            "The levy of the season is the levy percentage of the total.",
            "",
        ),
        ("An empty list is rejected.", 'reject when len(lots) = 0: "an empty list is rejected"'),
        (
            "The total is 12.50 for each adult and 6.25 for each child.",
            "total = 12.50 * adults + 6.25 * children",
        ),
        (
            "The days are the number of days between the start date and the end date.",
            "days = days_between(start_on, end_on)",
        ),
        (
            "The end date must be after the start date.",
            'reject when not (end_on > start_on): "the end date must be after the start date"',
        ),
        (
            "A guest is blocked if the last visit was less than 30 days ago.",
            "blocked = last_visit != none and days_between(last_visit, today) < 30",
        ),
        (
            "The total is 5 euros for a car, 2 euros for a bicycle and 0 euros for none.",
            'total = 5 if vehicle = "car" else 2 if vehicle = "bicycle" else 0',
        ),
        (
            "Both length and width must be positive.",
            (
                "reject when not (length_m > 0) or not (width_m > 0): "
                '"both length and width must be positive"'
            ),
        ),
        (
            'First-time visitors with more than 3 children get a warning "ask".',
            'warn when first_time and children > 3: "ask"',
        ),
        (
            "The total is 40 euros plus 19 % VAT, rounded up to whole euros, plus one euro.",
            "total = ceil(40 + 40 * 19%) + 1",
        ),
    ],
)
def test_a_statement_is_one_rule(sentence: str, rule: str) -> None:
    assert rules(sentence) == ([rule] if rule else [])


@pytest.mark.parametrize(
    "sentence",
    [
        "The total is the price of the most expensive lot.",
        "The total weight is the sum of the kilograms of all damaged lots.",
        "The total weight is the sum of the kilograms of all lots but the last.",
        "The total is 5 euros for a car and 2 euros for a bicycle.",
        "The total is 12.50 for each adult and 6.25 for each dog.",
        "The total is 1.500 euros.",
        "The days are the number of working days between the start date and the end date.",
        "The days are the number of days between the start date and the end date, inclusive.",
        "The start date must not be in the past.",
        "A guest is blocked if the last visit was less than 3 months ago.",
        "A request with more than 3 damaged lots is rejected.",
        "Lots without a picker are nice.",
        "As a child, I want 5 euros to be taken off my total, so that I can come.",
    ],
)
def test_what_is_not_wholly_clear_stays_unbound(sentence: str) -> None:
    assert rules(sentence) == []


def test_what_is_worked_out_for_items_is_changed_for_some_of_them() -> None:
    amount = "The amount of a lot is its kilograms times its price per kilogram."
    assert rules(amount, "Lots of grade C are worth half the price.")[1:] == [
        'for each lot in lots: if lot.grade = "C": lot.amount = lot.amount * 0.5'
    ]
    assert rules("Lots of grade C are worth half the price.") == []
    assert len(rules(amount, "Lots of grade D are worth half the price.")) == 1
    assert len(rules(amount, "Lots are worth half the price.")) == 1


def test_cases_without_values_are_rules() -> None:
    declared = (
        f"{DECLARED}\n## Acceptance\n\n"
        "Scenario 1. Given more than 8 adults, when the check is made, then the request is rejected"
        ' with "too many".\n\nScenario 2. Given children = 3, then the total is 5.\n'
    )
    assert rules("The staff has to be nice.", declared=declared) == [
        'reject when adults > 8: "too many"'
    ]


def test_what_is_so_otherwise_stands_in_a_sentence_of_its_own() -> None:
    found = rules(
        "If there are more than 3 children, the visit is not blocked.",
        "Otherwise the visit is blocked.",
    )
    assert found == [
        "blocked = false if children > 3 else true",
        "if not ((children > 3)): blocked = true",
    ]
