"""Where values end: no number, too many places, nothing there, nests too deep."""

from decimal import Decimal

import pytest

from omninode_bridge.requirements.types import Kind, ListOf, MapOf, Scalar
from omninode_bridge.rules.evaluation.conversions import rounding
from omninode_bridge.rules.evaluation.evaluate import evaluate
from omninode_bridge.rules.evaluation.outcomes import Answered, Failed, Outcome, Undecided, Value
from tests.unit.rules.declarations import program_of, scope_of

INPUTS = (
    "i: int",
    "d: decimal",
    "f: float",
    "rates: map[string, money]",
    "blobs: list[json]",
    "lines: list[Line]",
)
ENTITIES = {"Line": ("sku: string",), "Sold": ("sku: string", "count: int = 1", "note: string?")}
GIVEN: dict[str, Value] = {
    "i": 7,
    "d": Decimal("0.35"),
    "f": 0.35,
    "rates": {"a": Decimal("1.5")},
    "blobs": [{"a": 1}],
    "lines": [{"sku": "A"}],
}


def ends(rules: str, *outputs: str, **given: Value) -> Outcome:
    program = program_of(rules, scope_of(INPUTS, outputs or None, ENTITIES))
    return evaluate(program, GIVEN | given)


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("round(f, 1)", 0.4),
        ("mod(f * 10, 1.5)", 0.5),
        ("avg([f, f])", 0.35),
        ("f / 2", 0.175),
        ("1 < i < 3 < 4", False),
        ("1 < i < 8", True),
        ("rates", {"a": Decimal("1.5")}),
        ("first(blobs)", {"a": 1}),
    ],
)
def test_values(expression: str, expected: Value) -> None:
    found = ends(f"out = {expression}")
    assert isinstance(found, Answered)
    assert found.values["out"] == expected


@pytest.mark.parametrize(
    "expression",
    ["round(d, i * 100)", "f * f", "f / 0.0", "mod(f, 0.0)", "avg([y for y in [i] if i > 9])"],
)
def test_what_has_no_value_fails(expression: str) -> None:
    assert isinstance(ends(f"out = {expression}", f=1e300), Failed)


def test_json_values_are_not_told_apart() -> None:
    assert isinstance(ends("out = len(unique(blobs))"), Undecided)


def test_what_no_rule_sets_is_its_default_or_null() -> None:
    rules = "for each line in lines: line.length = len(line.sku)"
    found = ends(rules, "lines: list[Sold]", "again: int = 3", "i: int")
    assert isinstance(found, Answered)
    assert found.values == {
        "lines": [{"sku": "A", "count": 1, "note": None, "length": 1}],
        "again": 3,
        "i": 7,
    }


def test_money_is_rounded_inside_of_lists_and_maps() -> None:
    money = Scalar(Kind.MONEY)
    inside = rounding(MapOf(Scalar(Kind.STRING), ListOf(money)))
    assert inside is not None
    assert inside({"a": [Decimal("0.005")]}) == {"a": [Decimal("0.01")]}
    assert rounding(ListOf(Scalar(Kind.INT))) is None
