"""A disturbed rule gives something else of its type, and nothing where it does not win."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from omninode_bridge.rules.evaluation.disturbance import disturbed
from omninode_bridge.rules.evaluation.evaluate import Evaluator
from omninode_bridge.rules.evaluation.outcomes import Answered, Value
from tests.unit.rules.declarations import program_of, scope_of


def values(declared: str, given: Value, rule: str = "out = x") -> list[Value]:
    """What the rule gives when it is disturbed, one way after the other."""
    scope = scope_of([f"x: {declared}", "other: bool"], [f"out: {declared}"])
    evaluator = Evaluator(program_of(rule, scope))
    [*_, last] = evaluator.program.steps
    position = len(evaluator.program.steps) - 1
    found = []
    for other in disturbed(evaluator, position, last.sources[0]):
        outcome = other.observed({"x": given, "other": False}).outcome
        assert isinstance(outcome, Answered)
        found.append(outcome.values["out"])
    return found


@pytest.mark.parametrize(
    ("declared", "given", "expected"),
    [
        ("int", 2, [3, 3000, -3]),
        ("float", 0.5, [1.5, 1500.0, -1.5]),
        ("money", Decimal("1.50"), [Decimal("2.50"), Decimal("2500.00"), Decimal("-2.50")]),
        ("bool", True, [False, False, True]),
        ("string", "ab", ["abx", "", "ba"]),
        ("list[int]", [1, 2], [[1], [], [2, 1]]),
        ("date", date(2024, 2, 28), [date(2024, 2, 29), date(2024, 2, 28), date(2024, 2, 28)]),
        ("duration", timedelta(0), [timedelta(days=1), timedelta(0), timedelta(0)]),
        ("map[int, int]", {1: 2}, [{1: 2}] * 3),
        ("enum(a, b, c)", "c", ["a"]),
        ("enum(a)", "a", []),
        ("int?", 2, [3, 3000, -3]),
        ("int?", None, [None] * 3),
    ],
)
def test_each_type_has_its_other_values(declared: str, given: Value, expected: list[Value]) -> None:
    assert values(declared, given) == expected


def test_a_datetime_moves_by_days() -> None:
    noon = datetime(2024, 2, 29, 12, tzinfo=UTC)
    assert values("datetime", noon)[0] == noon + timedelta(days=1)


def test_both_sides_of_a_condition_are_disturbed() -> None:
    rule = "if other: out = x else: out = x + 10"
    assert values("int", 2, rule) == [13, 13000, -13]


def test_where_another_definition_wins_nothing_changes() -> None:
    rules = "out = x\nif x < 5: out = 7"
    assert values("int", 2, rules) == [7, 7, 7]


def test_a_rejection_has_no_value() -> None:
    evaluator = Evaluator(program_of('reject when x: "no"\nout = 1', scope_of(["x: bool"])))
    [source] = evaluator.program.steps[0].sources
    assert [*disturbed(evaluator, 0, source)] == []
