"""What rules answer by evaluation, against what the language promises."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from omninode_bridge.rules.evaluation.evaluate import Evaluator, evaluate
from omninode_bridge.rules.evaluation.outcomes import (
    Answered,
    Failed,
    Outcome,
    Rejected,
    Undecided,
    Value,
)
from tests.unit.rules.declarations import program_of, scope_of

INPUTS = (
    *("i: int", "j: int", "m: money", "d: decimal", "f: float", "b: bool", "s: string"),
    *("n: int?", "on: date", "at: datetime", "span: duration", "xs: list[int]", "ms: list[money]"),
    *(
        "words: list[string]",
        "color: enum(red, green)",
        "map_: map[string, int]",
        "fs: list[float]",
    ),
    *("maybe: list[int?]", "lines: list[Line]"),
)
ENTITIES = {"Line": ("sku: string", "quantity: int", "price: money", "note: string?")}
GIVEN: dict[str, Value] = {
    "i": 7,
    "j": -3,
    "m": Decimal("10.05"),
    "d": Decimal("0.3"),
    "f": 0.1,
    "b": True,
    "s": "Abc",
    "n": None,
    "on": date(2024, 2, 29),
    "at": datetime(2024, 2, 29, 12, tzinfo=UTC),
    "span": timedelta(hours=36),
    "xs": [3, 1, 2, 3],
    "ms": [Decimal("1.10"), Decimal("2.20")],
    "words": ["b", "a", "B"],
    "color": "green",
    "map_": {"a": 1},
    "fs": [0.1] * 10,
    "maybe": [2, None, 1],
    "lines": [
        {"sku": "A", "quantity": 2, "price": Decimal("1.99"), "note": None},
        {"sku": "B", "quantity": 1, "price": Decimal("0.50"), "note": "x"},
    ],
}


def outcome(rules: str, *outputs: str, **given: Value) -> Outcome:
    scope = scope_of(INPUTS, outputs or None, ENTITIES)
    return evaluate(program_of(rules, scope), GIVEN | given)


def values(rules: str, *outputs: str, **given: Value) -> Value:
    found = outcome(rules, *outputs, **given)
    assert isinstance(found, Answered), found
    return found.values


@pytest.mark.parametrize(
    ("expression", "type_", "expected"),
    [
        ("i + j * 2", "int", 1),
        ("i / 2", "decimal", Decimal("3.5")),
        ("1 / 3", "decimal", Decimal("0.3333333333333333333333333333")),
        ("2 / 3", "decimal", Decimal("0.6666666666666666666666666667")),
        ("m / 2", "money", Decimal("5.03")),
        ("-m / 2", "money", Decimal("-5.03")),
        ("m * 5%", "money", Decimal("0.50")),
        ("m / m", "decimal", 1),
        ("mod(i, 3)", "int", 1),
        ("mod(-7, 3)", "int", 2),
        ("mod(7, -3)", "int", -2),
        ("mod(-d, 0.2)", "decimal", Decimal("0.1")),
        ("mod(m, -3)", "money", Decimal("-1.95")),
        ("round(2.5)", "int", 3),
        ("round(-2.5)", "int", -3),
        ("round(-0.005, 2)", "decimal", Decimal("-0.01")),
        ("round(i, -1)", "int", 10),
        ("round(f * 25, 1)", "float", 2.5),
        ("floor(-0.5)", "int", -1),
        ("ceil(-0.5)", "int", 0),
        ("abs(j)", "int", 3),
        ("min(i, m)", "money", 7),
        ("max(xs)", "int", 3),
        ("sum(xs)", "int", 9),
        ("sum(ms)", "money", Decimal("3.30")),
        ("sum(fs)", "float", 1.0),
        ("avg(xs)", "decimal", Decimal("2.25")),
        ("avg(ms)", "money", Decimal("1.65")),
        ("len(words)", "int", 3),
        ("count(s)", "int", 3),
        ("[x / 2 for x in ms]", "list[money]", [Decimal("0.55"), Decimal("1.10")]),
        ("m / 2 if b else none", "money?", Decimal("5.03")),
        ("none if b else m / 2", "money?", None),
        ("xs", "list[decimal]", [3, 1, 2, 3]),
        ("n", "decimal?", None),
        ("sum([span, span])", "duration", timedelta(hours=72)),
        ("sorted(xs)", "list[int]", [1, 2, 3, 3]),
        ("sorted(words)", "list[string]", ["B", "a", "b"]),
        ("sorted(maybe)", "list[int?]", [None, 1, 2]),
        ("[x.sku for x in sorted(lines by x.price)]", "list[string]", ["B", "A"]),
        ("[x.sku for x in sorted(lines by x.note desc)]", "list[string]", ["B", "A"]),
        ("unique(xs)", "list[int]", [3, 1, 2]),
        ("first(xs)", "int", 3),
        ("last(words)", "string", "B"),
        ("xs[-1]", "int", 3),
        ("s[0]", "string", "A"),
        ('map_["a"]', "int", 1),
        ("any(x > 2 for x in xs)", "bool", True),
        ("all(x > 2 for x in xs)", "bool", False),
        ("any(1 / x > 0 for x in [1, 0])", "bool", True),
        ("lower(s)", "string", "abc"),
        ('split("a,b", ",")', "list[string]", ["a", "b"]),
        ('join(words, "-")', "string", "b-a-B"),
        ('replace(s, "b", "xy")', "string", "Axyc"),
        ('contains(s, "bc")', "bool", True),
        (r"matches(s, /[A-Z]\w+/)", "bool", True),
        ("matches(s, /[A-Z]/)", "bool", False),
        ('days_between(on, "2024-03-01")', "int", 1),
        ('days_between(at, "2024-02-28T13:00:00Z")', "int", 0),
        ("add_days(on, 1)", "date", date(2024, 3, 1)),
        ("month(on)", "int", 2),
        ("at + span", "datetime", datetime(2024, 3, 2, tzinfo=UTC)),
        ("1 < i <= 7", "bool", True),
        ("i in xs", "bool", False),
        ('"bc" in s', "bool", True),
        ('color = "green"', "bool", True),
        ('not (color == "green") or b', "bool", True),
        ("n if n != none else i", "int", 7),
        ("n != none and n > 3", "bool", False),
        ("[x * y for x in xs if x > 1 for y in [1, 10]]", "list[int]", [3, 30, 2, 20, 3, 30]),
    ],
)
def test_an_expression_has_the_value_that_the_language_gives_it(
    expression: str, type_: str, expected: Value
) -> None:
    assert values(f"out = {expression}", f"out: {type_}") == {"out": expected}


@pytest.mark.parametrize(
    "expression",
    [
        *("i / 0", "m / (i - 7)", "mod(i, 0)", "min([x for x in xs if x > 9])", "xs[9]"),
        *('map_["z"]', "first([x for x in xs if x > 9])", 'split(s, "")', "add_days(on, 9999999)"),
        *("avg([x for x in xs if x > 9])", "f * 10 / 0"),
    ],
)
def test_an_expression_without_a_value_fails_and_names_its_rule(expression: str) -> None:
    assert outcome(f"ok = 1\nout = {expression}") == Failed("R2 (line 11)")


def test_money_is_rounded_where_it_is_declared_and_only_there() -> None:
    rules = "half = m / 2\ndeclared = half\ntwice = half * 2\nagain = declared * 2"
    found = values(rules, "declared: money", "twice: money", "again: money")
    assert found == {
        "declared": Decimal("5.03"),
        "twice": Decimal("10.05"),
        "again": Decimal("10.06"),
    }


def test_the_last_definition_whose_condition_holds_wins_and_may_read_the_value_so_far() -> None:
    rules = "out = i\nif b: out = out + 1\nif i > 100: out = out / (i - i)\nif i > 3: out = out * 2"
    assert values(rules, "out: decimal") == {"out": 16}


def test_each_item_gets_its_fields_and_the_request_keeps_its_own() -> None:
    rules = (
        "for each x in lines: x.amount = x.quantity * x.price\n"
        'for each x in lines: if x.amount > 3: x.tag = "big" else: x.tag = "small"\n'
        "total = sum(x.amount for x in lines)"
    )
    found = values(rules)
    assert [(line["amount"], line["tag"]) for line in found["lines"]] == [
        (Decimal("3.98"), "big"),
        (Decimal("0.50"), "small"),
    ]
    assert found["total"] == Decimal("4.48")
    assert "amount" not in GIVEN["lines"][0]


def test_a_rejection_comes_before_whatever_it_does_not_need() -> None:
    assert outcome('out = 1 / 0\nreject when i > 3: "too many"') == Rejected("too many")


def test_the_first_of_several_rejections_decides() -> None:
    assert outcome('reject when i > 3: "one"\nreject when b: "two"\nout = i') == Rejected("one")


def test_warnings_are_collected_in_the_order_of_the_document() -> None:
    rules = 'warn when z > 1: "late"\nwarn when b: "early"\nwarn when i > 9: "never"\nz = i'
    found = outcome(rules)
    assert isinstance(found, Answered)
    assert found.warnings == ("late", "early")


def test_what_cannot_be_evaluated_is_no_guess() -> None:
    scope = scope_of(["a: json", "c: json"])
    found = evaluate(program_of("out = a == c", scope), {"a": 1, "c": 1.0})
    assert isinstance(found, Undecided)


def test_conditions_leave_marks_of_both_outcomes() -> None:
    scope = scope_of(["i: int"])
    evaluator = Evaluator(program_of("if i > 3: out = 1 else: out = 0", scope))
    seen = {evaluator.observed({"i": value}).seen for value in (2, 3, 4)}
    assert len(seen) == 3
    decisions = evaluator.points.decisions
    assert {(point, way) for point in decisions for way in (True, False)} <= set().union(*seen)


def test_a_long_chain_of_definitions_is_evaluated_or_left_open() -> None:
    rules = "out = i\n" + "\n".join("if b: out = out + 1" for _ in range(3000))
    assert isinstance(outcome(rules), Answered | Undecided)
