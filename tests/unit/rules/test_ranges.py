"""Rejections that leave no value to a field are told, with both of them."""

from dataclasses import replace
from decimal import Decimal

import pytest

from omninode_bridge.diagnostics import Diagnostic
from omninode_bridge.requirements.document import Bound, Constraints
from omninode_bridge.rules.codes import NOTHING_LEFT
from tests.unit.rules.declarations import check, scope_of

INPUTS = ("i: int", "d: decimal", "low: int", "maybe: int?", "s: string")

AT_LEAST_10 = Constraints(minimum=Bound(Decimal(10)))


def told(rules: str) -> list[Diagnostic]:
    scope = scope_of(INPUTS, None, {})
    inputs = tuple(replace(each, constraints=AT_LEAST_10) for each in scope.inputs[2:3])
    scope = replace(scope, inputs=(*scope.inputs[:2], *inputs, *scope.inputs[3:]))
    found = check(rules, scope).diagnostics
    return [each for each in found if each.code == NOTHING_LEFT.code]


def refusing(*conditions: str) -> str:
    rules = [f'reject when {each}: "no {number}"' for number, each in enumerate(conditions)]
    return "\n".join([*rules, "out = i + 1"])


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("i > 5", "i < 10"),
        ("5 < i", "10 > i"),
        ("i > 5 or i == 3", "s == s or i <= 5"),
        ("not (10 <= i <= 20)", "not (30 <= i and i <= 40)"),
        ("i <= 4", "i >= 5"),
        ("d < 0.5", "d >= 50%"),
        ("i > -5", "i < 1"),
        ("s == s", "low > 9"),
    ],
)
def test_what_leaves_nothing_is_told_at_the_later_rule(first: str, second: str) -> None:
    [found] = told(refusing(first, second))
    assert found.place.line == 11


def test_both_are_named() -> None:
    [rules] = told(refusing("i > 5", "i < 10"))
    assert rules.message == (
        "No value of `i` is left: this accepts at least 10, and R1 (line 10) accepts at most 5."
    )
    [field] = told(refusing("low > 5"))
    assert "the field (line 1) accepts at least 10" in field.message


@pytest.mark.parametrize(
    "conditions",
    [
        ("i > 5", "i < 5"),
        ("d > 5", "d <= 4.99"),
        ("i > 5 and d > 1", "i < 10"),
        ("i > d", "i < 10"),
        ("maybe != none and maybe > 5", "maybe != none and maybe < 10"),
        ("not (i > 5)", "not (i > 7)"),
        ("i != 5", "i > 7"),
        ("1 < i < 5", "i < 0"),
        ("low > 10",),
    ],
)
def test_what_leaves_something_or_is_no_plain_limit_is_not(conditions: tuple[str, ...]) -> None:
    assert told(refusing(*conditions)) == []


def test_a_name_that_a_rule_changes_has_other_limits() -> None:
    scope = scope_of(INPUTS, ["i: int"], {})
    rules = 'reject when i > 5: "a"\nif s == "x": i = 3\nreject when i < 10: "b"'
    assert NOTHING_LEFT.code not in {each.code for each in check(rules, scope).diagnostics}
