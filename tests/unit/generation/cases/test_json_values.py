"""JSON values are read as strictly as a node reads them, and written as it writes them."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from omninode_bridge.diagnostics import Place
from omninode_bridge.generation.cases.json_values import RequestReader, UnfitError, json_value
from omninode_bridge.requirements.document import Document, Entity, JsonValue
from omninode_bridge.rules.evaluation.outcomes import Value
from tests.unit.rules.declarations import field_of, type_of

LINE = Entity("Line", (field_of("sku: string"), field_of("n: int = 1")), Place(1))


def read(declared: str, *given: JsonValue) -> Value:
    """The value of the field `x`, absent where nothing is given."""
    document = Document(name="case", inputs=(field_of(f"x: {declared}"),), entities=(LINE,))
    request: dict[str, JsonValue] = dict(zip("x", given, strict=False))
    return RequestReader(document).request(request)["x"]


@pytest.mark.parametrize(
    ("declared", "given", "expected"),
    [
        ("int", 3, 3),
        ("decimal", "1.50", Decimal("1.50")),
        ("money", 0.005, Decimal("0.01")),
        ("money", Decimal("-2.675"), Decimal("-2.68")),
        ("float", 1, 1.0),
        ("date", "2024-02-29", date(2024, 2, 29)),
        ("datetime", "2024-02-29T01:00:00+02:00", datetime(2024, 2, 28, 23, tzinfo=UTC)),
        ("duration", "P1DT2H0.5S", timedelta(days=1, hours=2, milliseconds=500)),
        ("duration", "-PT1M", timedelta(minutes=-1)),
        ("uuid", "0" * 8 + "-0000-4000-8000-" + "A" * 12, UUID(int=0x40008000AAAAAAAAAAAA)),
        ("bytes", "AAE=", b"\x00\x01"),
        ("enum(a, b)", "b", "b"),
        ("map[int, int]", {"1": 2}, {1: 2}),
        ("list[Line]", [{"sku": "A"}], [{"sku": "A", "n": 1}]),
        ("int?", None, None),
        ("json", {"any": [1]}, {"any": [1]}),
    ],
)
def test_what_fits_is_read(declared: str, given: JsonValue, expected: Value) -> None:
    found = read(declared, given)
    assert (found, type(found)) == (expected, type(expected))


@pytest.mark.parametrize(
    ("declared", "given"),
    [
        *(("int", value) for value in ("3", Decimal("3.0"), True, None)),
        *(("decimal", value) for value in ("1e3", "+1", " 1", True, "NaN", Decimal("1E+2000"))),
        ("money", "1" * 30),
        ("money", [1]),
        *(("date", value) for value in ("2024-02-30", "20240229", "2024-02-29T00:00:00Z", 1)),
        *(("datetime", value) for value in ("2024-02-29T01:00:00", "x")),
        *(("duration", value) for value in ("P", "1h", "P1Y")),
        *(("enum(a)", value) for value in ("c", 1, None)),
        ("Line", {"sku": "A", "y": 1}),
        ("Line", {}),
        ("Line", []),
        ("list[int]", {}),
        ("list[int]", ["1"]),
        ("map[string, int]", [1]),
        ("bool", 1),
        ("float", "1"),
        ("bytes", "A"),
        ("uuid", "x"),
        ("string", 1),
        ("int = 3", None),
    ],
)
def test_what_does_not_fit_is_refused(declared: str, given: JsonValue) -> None:
    with pytest.raises(UnfitError, match="x"):
        read(declared, given)


@pytest.mark.parametrize(
    ("declared", "expected"), [("int = 3", 3), ("int?", None), ("list[int] = []", [])]
)
def test_what_may_be_absent_has_a_value(declared: str, expected: Value) -> None:
    assert read(declared) == expected


def test_what_must_be_there_is_missed() -> None:
    with pytest.raises(UnfitError, match="x"):
        read("int")


@pytest.mark.parametrize(
    ("declared", "value", "expected"),
    [
        ("money", Decimal("-0.001"), "0.00"),
        ("decimal", Decimal("1E+3"), "1000"),
        ("decimal", Decimal("0.500"), "0.5"),
        ("datetime", datetime(2024, 2, 29, 1, 2, 3, 500000, tzinfo=UTC), "2024-02-29T01:02:03.5Z"),
        ("date", date(2024, 2, 29), "2024-02-29"),
        ("duration", timedelta(0), "PT0S"),
        ("duration", timedelta(days=2), "P2D"),
        ("duration", -timedelta(days=1, hours=2, seconds=3, microseconds=5), "-P1DT2H3.000005S"),
        ("uuid", UUID(int=1), "00000000-0000-0000-0000-000000000001"),
        ("bytes", b"\x00\x01", "AAE="),
        ("map[int, money]", {1: Decimal(2)}, {"1": "2.00"}),
        ("list[decimal?]", [None, Decimal(1)], [None, "1"]),
    ],
)
def test_answers_are_spelled_canonically(declared: str, value: Value, expected: JsonValue) -> None:
    assert json_value(value, type_of(declared), {}) == expected
