"""What a sentence says of rounding: `rounded to two decimal places`, `rounded up`."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from omninode_bridge.prose.statements.formula import PRODUCT, Formula, called
from omninode_bridge.prose.statements.reading import Words

_WHOLE: Final = frozenset({"number", "euro", "integer", "unit", "one", "hour", "day", "kilogram"})


def rounding(words: Words) -> Callable[[Formula], Formula] | None:
    words.take(",")
    words.take("and is", "and")
    words.take("commercially")
    if not words.take("rounded half up", "rounded"):
        return None
    for way, function in (("up", "ceil"), ("down", "floor")):
        ways = (f"{way} to the next", f"{way} to a", f"{way} to the nearest", f"{way} to", way)
        if words.take(*ways):
            return _of_cents(function) if _to_cents(words) else _to_whole(words, function)
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


def _to_cents(words: Words) -> bool:
    return bool(
        words.take("the full cent", "full cents", "full cent", "whole cents", "cents", "cent")
    )


def _of_cents(function: str) -> Callable[[Formula], Formula]:
    """A hundredth is the last that counts."""
    return lambda one: replace(
        called(function, one), text=f"{function}(({one.text}) * 100) / 100", level=PRODUCT
    )


def _to_whole(words: Words, function: str) -> Callable[[Formula], Formula]:
    """`up to whole boxes`: of what it is, there are no parts."""
    is_whole = bool(words.take("full", "whole"))
    token = words.token()
    if token is not None and token.kind == "word" and (is_whole or token.low in _WHOLE):
        words.at += 1
    return lambda one: called(function, one)
