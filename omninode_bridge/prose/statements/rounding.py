"""What a sentence says of rounding: `rounded to two decimal places`, `rounded up`."""

from collections.abc import Callable
from typing import Final

from omninode_bridge.prose.statements.formula import Formula, called
from omninode_bridge.prose.statements.reading import Words

_WHOLE: Final = frozenset({"number", "euro", "integer", "unit", "one", "hour", "day", "kilogram"})


def rounding(words: Words) -> Callable[[Formula], Formula] | None:
    words.take(",")
    words.take("and is", "and")
    words.take("commercially")
    if not words.take("rounded half up", "rounded"):
        return None
    if words.take("up to the next", "up to a", "up to the nearest", "up to", "up"):
        _to_whole(words)
        return lambda one: called("ceil", one)
    if words.take("down to the next", "down to a", "down to the nearest", "down to", "down"):
        _to_whole(words)
        return lambda one: called("floor", one)
    places = _places(words)
    return lambda one: called("round", one, f", {places}")


def _places(words: Words) -> int:
    if words.take("to the nearest whole number", "to a whole number", "to whole numbers"):
        return 0
    if words.take(
        "to the nearest cent", "to the cent", "to cents", "to full cents", "to whole cents"
    ):
        return 2
    if words.take("to the nearest integer", "to an integer", "to full euros"):
        return 0
    words.expect("to")
    places = words.number()
    if places is None or places != places.to_integral_value() or not 0 <= places <= 12:  # noqa: PLR2004 - digits of a decimal
        words.fail()
    words.expect("decimal places", "decimals", "decimal place", "decimal", "places", "digits")
    return int(places or 0)


def _to_whole(words: Words) -> None:
    """`up to whole boxes`: of what it is, there are no parts."""
    is_whole = bool(words.take("full", "whole"))
    token = words.token()
    if token is not None and token.kind == "word" and (is_whole or token.low in _WHOLE):
        words.at += 1
