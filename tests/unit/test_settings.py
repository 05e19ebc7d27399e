"""What people set as text where a number or one of some words is meant."""

import pytest

from omninode_bridge.errors import InvalidRequestError
from omninode_bridge.settings import LAST_PORT, choice, port, seconds


@pytest.mark.parametrize(("given", "found"), [("", None), (" ", None), ("1", 1), (" 9090 ", 9090)])
def test_a_port_is_read_and_what_is_not_set_is_none(given: str, found: int | None) -> None:
    assert port("P", given) == found


@pytest.mark.parametrize(
    "given", ["many", "0", "-1", str(LAST_PORT + 1), "9" * 5000, "9090.0", "²", "٣٣", "0x10", "1 2"]
)
def test_what_is_no_port_is_refused_with_the_name_and_a_hint(given: str) -> None:
    with pytest.raises(InvalidRequestError, match=r"P is .*, not a port") as refused:
        port("P", given)
    assert str(LAST_PORT) in refused.value.hint


def test_seconds_are_read() -> None:
    assert (seconds("S", "", 5), seconds("S", " 0.5 ", 5)) == (5, 0.5)


@pytest.mark.parametrize("given", ["soon", "0", "-1", "inf", "nan", "1,5"])
def test_what_is_no_number_of_seconds_is_refused(given: str) -> None:
    with pytest.raises(InvalidRequestError, match=r"S is .*, not a number of seconds") as refused:
        seconds("S", given, 5.0)
    assert "such as 5," in refused.value.hint


def test_of_some_words_the_first_is_meant_where_none_is_set() -> None:
    assert (choice("C", "", ("a", "b")), choice("C", "b", ("a", "b"))) == ("a", "b")
    with pytest.raises(InvalidRequestError, match="C is 'B', which is unknown") as refused:
        choice("C", "B", ("a", "b"))
    assert refused.value.hint == "Set it to one of a, b."
