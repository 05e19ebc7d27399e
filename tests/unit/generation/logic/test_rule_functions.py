"""The functions that a generated package carries."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal, InvalidOperation
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from omninode_bridge.generation.logic import rule_functions as rf
from omninode_bridge.generation.logic.support import support_source

D = Decimal
DECIMALS = st.decimals(-(10**9), 10**9, places=6)


def half_away(value: Fraction) -> int:
    size = abs(value) + Fraction(1, 2)
    whole = size.numerator // size.denominator
    return whole if value >= 0 else -whole


@given(DECIMALS)
def test_money_is_the_nearest_cent_and_half_goes_away_from_zero(amount: Decimal) -> None:
    assert Fraction(rf.money(amount)) == Fraction(half_away(Fraction(amount) * 100), 100)


@given(DECIMALS, st.integers(0, 5))
def test_rounding_to_places(value: Decimal, places: int) -> None:
    expected = Fraction(half_away(Fraction(value) * 10**places), 10**places)
    assert Fraction(rf.rounded(value, places)) == expected
    assert rf.rounded_int(value) == half_away(Fraction(value))


@given(DECIMALS, DECIMALS.filter(bool))
def test_a_remainder_has_the_sign_of_its_divisor(value: Decimal, divisor: Decimal) -> None:
    rest = rf.remainder(value, divisor)
    quotient = (Fraction(value) - Fraction(rest)) / Fraction(divisor)
    assert quotient.denominator == 1
    assert abs(rest) < abs(divisor)
    assert rest == 0 or (rest < 0) == (divisor < 0)


@pytest.mark.parametrize(
    ("value", "places", "expected"),
    [
        (2.675, 2, 2.68),
        (-2.5, 0, -3.0),
        (1234.5, -2, 1200.0),
        (0.1, 5, 0.1),
        (-0.001, 2, 0.0),
        (1e300, 2, 1e300),
    ],
)
def test_floats_round_as_they_are_written(value: float, places: int, expected: float) -> None:
    found = rf.rounded_float(value, places)
    assert repr(found) == repr(expected)


@pytest.mark.parametrize("value", [float("inf"), float("-inf"), float("nan")])
def test_infinity_is_no_value(value: float) -> None:
    with pytest.raises(OverflowError):
        rf.finite(value)


def test_more_than_28_digits_is_an_error_and_not_a_guess() -> None:
    with rf.exact_decimals(), pytest.raises(InvalidOperation) as caught:
        rf.money(D("1E+27"))
    assert rf.failure_reason(caught.value) == "a value is too large"


def test_arithmetic_keeps_28_digits_half_up() -> None:
    with rf.exact_decimals():
        assert D(2) / 3 == D("0.6666666666666666666666666667")
        assert D("1234567890123456789012345678") + D("0.5") == D("1234567890123456789012345679")


def test_the_context_of_the_caller_comes_back() -> None:
    before = D(1) / 3
    with rf.exact_decimals():
        pass
    assert D(1) / 3 == before


@given(st.lists(st.tuples(st.integers(0, 3) | st.none(), st.integers())), st.booleans())
def test_sorting_with_nulls_is_stable(
    pairs: list[tuple[int | None, int]], descending: bool
) -> None:
    found = rf.sorted_nulls_first(pairs, lambda pair: pair[0], descending=descending)
    ranks = [-1 if key is None else key for key, _ in found]
    assert ranks == sorted(ranks, reverse=descending)
    for key in {key for key, _ in pairs}:
        assert [p for p in found if p[0] == key] == [p for p in pairs if p[0] == key]


@given(st.lists(st.integers(0, 5)))
def test_unique_keeps_first_occurrences(values: list[int]) -> None:
    assert rf.unique(values) == list(dict.fromkeys(values))


@given(st.integers(-100, 100))
def test_whole_days_are_counted_towards_zero(hours: int) -> None:
    start = datetime(2024, 1, 1, tzinfo=UTC)
    days = rf.whole_days(start, start + timedelta(hours=hours))
    assert days == int(hours / 24)


def test_matching_takes_linear_time_and_the_whole_text() -> None:
    assert rf.matches("a" * 100_000, r"\A(?:(?:a+)+)\z")
    assert not rf.matches("a" * 100_000 + "b", r"\A(?:(?:a+)+)\z")
    assert not rf.matches("ab\n", r"\A(?:ab)\z")


def test_null_stays_null() -> None:
    assert rf.converted(None, str) is None
    assert rf.converted(1, str) == "1"


def test_an_average_of_nothing_fails() -> None:
    for average in (lambda: rf.average([]), lambda: rf.average_float([])):
        with pytest.raises(ValueError):  # noqa: PT011 - it has no message; the reason is below
            average()
    assert rf.failure_reason(ValueError()) == "a list or text is empty or too short"


def test_the_support_module_holds_what_is_used_and_no_more() -> None:
    source = support_source({"remainder", "whole_days"}, ("# header",))
    namespace: dict[str, object] = {}
    exec(source, namespace)
    assert source.startswith("# header\n")
    assert namespace["__all__"] == ["remainder", "whole_days"]
    assert "def money" not in source
    assert "pydantic" not in source


def test_functions_come_with_what_they_need() -> None:
    source = support_source({"rounded_float_int", "matches"}, ())
    for needed in ("def rounded_int", "def rounded(", "def finite", "@cache\ndef compiled"):
        assert needed in source
