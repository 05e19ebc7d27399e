"""Values on their way into declared fields, and defaults as values."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from tests.unit.generation.logic.execution import case
from tests.unit.rules.declarations import check, scope_of

D = Decimal
ID = UUID("12345678-1234-5678-1234-567812345678")
INPUTS = {
    "i: int": 3,
    "d: decimal": D("2.345"),
    "m: money": D("1.50"),
    "f: float": 0.5,
    "s: string": "x",
    "id: uuid": ID,
    "e: enum(a, b)": "b",
    "b: bool": False,
    "ints: list[int]": [2, 1],
    "decimals: list[decimal]": [D("1.005")],
    "enums: list[enum(a, b)]": ["b", "a"],
    "maybe: int?": None,
    "some: int?": 4,
    "level: enum(a, b)?": "a",
    "ids: list[uuid]": [ID],
    "prices: map[string, decimal]": {"x": D("0.005")},
    "mail: email": "a@b.c",
    "days: list[date]": [date(2024, 1, 2)],
}


def result(expression: str, type_: str) -> object:
    words = [declared for declared in INPUTS if declared.partition(":")[0] in expression]
    given = {declared.partition(":")[0]: INPUTS[declared] for declared in words}
    return case(f"out = {expression}", scope_of(words, [f"out: {type_}"]))(**given)["out"]


@pytest.mark.parametrize(
    ("expression", "type_", "expected"),
    [
        ("i", "decimal", D(3)),
        ("i", "money", D("3.00")),
        ("i", "float", 3.0),
        ("1", "float", 1.0),
        ("1.5 * 2", "float", 3.0),
        ("-1.5", "float", -1.5),
        ("f if b else 2", "float", 2.0),
        ("d", "money", D("2.35")),
        ("m", "decimal", D("1.50")),
        ("ints", "list[decimal]", [D(2), D(1)]),
        ("ints", "list[float]", [2.0, 1.0]),
        ("decimals", "list[money]", [D("1.01")]),
        ("[1, 2.5]", "list[decimal]", [D(1), D("2.5")]),
        ("[x * 1.005 for x in ints]", "list[money]", [D("2.01"), D("1.01")]),
        ("[]", "list[int]", []),
        ("[] if b else ints", "list[int]", [2, 1]),
        ("e", "string", "b"),
        ("e", "enum(a, b, c)", "b"),
        ("enums", "list[string]", ["b", "a"]),
        ('"a"', "enum(a, b)", "a"),
        ('"a" if b else "b"', "enum(a, b)", "b"),
        ('e if b else "a"', "enum(a, b)", "a"),
        ("id", "string", str(ID)),
        ("join(ids, s)", "string", str(ID)),
        ("join(enums, s)", "string", "bxa"),
        ("mail", "string", "a@b.c"),
        ("s", "email", "x"),
        ('"2024-01-02"', "date", date(2024, 1, 2)),
        ('"2024-01-02T01:00:00+01:00"', "datetime", datetime(2024, 1, 2, tzinfo=UTC)),
        ('"1h"', "duration", timedelta(hours=1)),
        ('"P1DT2H3M4S"', "duration", timedelta(days=1, hours=2, minutes=3, seconds=4)),
        ("maybe", "int?", None),
        ("some", "decimal?", D(4)),
        ("maybe", "money?", None),
        ("i", "int?", 3),
        ("none", "int?", None),
        ("none if b else i", "int?", 3),
        ("level", "string?", "a"),
        ("level", "enum(a, b, c)?", "a"),
        ("prices", "map[string, money]", {"x": D("0.01")}),
        ("floor(f)", "int", 0),
        ("round(f * 5)", "int", 3),
        ("ceil(f)", "float", 1.0),
        ("abs(f)", "float", 0.5),
        ("mod(f, 0.4)", "float", 0.09999999999999998),
        ("min(days)", "date", date(2024, 1, 2)),
        ("sorted(ids by x)", "list[uuid]", [ID]),
        ("sorted([level, none])", "list[enum(a, b)?]", [None, "a"]),
        ('id = "12345678-1234-5678-1234-567812345678"', "bool", True),
        ('id != "ABCDEF00-1234-5678-1234-567812345678"', "bool", True),
        ("id = s", "bool", False),
        ("e in enums and s not in enums", "bool", True),
        ("ints = [2, 1]", "bool", True),
        ("unique([ints, ints])", "list[list[int]]", [[2, 1]]),
    ],
)
def test_a_value_takes_the_declared_type(expression: str, type_: str, expected: object) -> None:
    found = result(expression, type_)
    assert found == expected
    assert type(found) is type(expected) or isinstance(found, str)


@pytest.mark.parametrize(
    ("type_", "default", "expected"),
    [
        ("int", "5", 5),
        ("int", "-5", -5),
        ("decimal", "0.25", D("0.25")),
        ("decimal", "19%", D("0.19")),
        ("money", "1.505", D("1.51")),
        ("float", "1.5", 1.5),
        ("bool", "yes", True),
        ("bool", "false", False),
        ("string", '"EUR"', "EUR"),
        ("string", "EUR", "EUR"),
        ("enum(a, b)", "b", "b"),
        ("date", "2024-02-29", date(2024, 2, 29)),
        ("duration", "90m", timedelta(minutes=90)),
        ("list[int]", "[]", []),
        ("int?", "7", 7),
    ],
)
def test_a_default_is_the_value_of_the_other_case(
    type_: str, default: str, expected: object
) -> None:
    scope = scope_of(["i: int"], ["x: int", f"out: {type_} = {default}"])
    assert case("x = i", scope)(i=1)["out"] == expected


@pytest.mark.parametrize(
    ("expression", "type_"),
    [
        ("d", "int"),
        ("f", "decimal"),
        ("d", "float"),
        ("s", "int"),
        ("i", "string"),
        ("b", "int"),
        ("e", "enum(a, c)"),
        ("s", "uuid"),
        ('"x"', "date"),
        ('"2024-01-01T00:00:00"', "datetime"),
        ('"soon"', "duration"),
        ("decimals", "list[int]"),
        ("ints", "int"),
        ("maybe", "int"),
        ("none", "int"),
        ("round(d, 1)", "int"),
        ("avg(ints)", "int"),
        ("i / 1", "int"),
    ],
)
def test_what_does_not_fit_is_refused(expression: str, type_: str) -> None:
    checked = check(f"out = {expression}", scope_of(list(INPUTS), [f"out: {type_}"]))
    assert checked.program is None
    assert {found.code for found in checked.diagnostics} <= {"PRD207", "PRD209"}
