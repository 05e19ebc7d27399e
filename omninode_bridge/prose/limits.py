"""Numbers, limits and lengths of time that a sentence states."""

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import Final

from omninode_bridge.prose.sentence import Limit
from omninode_bridge.prose.tokens import Token
from omninode_bridge.requirements.parts.durations import UNITS, seconds, unit_of

WRITTEN: Final = {
    "once": "1", "twice": "2", "thrice": "3", "two": "2", "three": "3", "four": "4", "five": "5",
    "six": "6", "seven": "7", "eight": "8", "nine": "9", "ten": "10",
}  # fmt: skip
MOST: Final = (
    *("at most", "up to", "no more than", "not more than", "a maximum of", "maximum of", "maximum"),
    *("max", "limit of", "limited to", "not exceed", "fewer than", "less than", "below", "under"),
)
LEAST: Final = (
    *("at least", "no less than", "no fewer than", "a minimum of", "minimum of", "minimum", "min"),
    *("more than", "above", "over", "greater than"),
)
_NAMED: Final = {"hourly": "1h", "daily": "1d", "weekly": "1w"}
_EACH: Final = frozenset({"per", "every", "each", "by"})
_AGAIN: Final = _EACH | {"and"}
"""`per station and day`: `and` goes on with what `per` began."""

_LONGEST_MS: Final = 10 * 365 * 24 * 3600 * 1000


def numbers(tokens: Sequence[Token]) -> tuple[Limit, ...]:
    """Each number that is no length of time, with what stands before and behind it."""
    found: list[Limit] = []
    for at, token in enumerate(tokens):
        value = _value(token)
        if value is None or _milliseconds(tokens, at) is not None:
            continue
        signed = _signed(tokens, at, value)
        until = at if signed == value else at - 1
        before = " ".join(one.low for one in tokens[max(until - 3, 0) : until])
        after = tokens[at + 1].low if at + 1 < len(tokens) else ""
        unit = "%" if token.text.endswith("%") or token.kind == "percent" else after
        found.append(Limit(_kind(before, after, token), signed, unit))
    return tuple(found)


def durations(tokens: Sequence[Token]) -> tuple[int, ...]:
    """In milliseconds: `5 minutes`, `1h`, `hourly`, `per day`."""
    found = [_milliseconds(tokens, at) for at in range(len(tokens))]
    return tuple(value for value in found if value is not None and value <= _LONGEST_MS)


def _kind(before: str, after: str, token: Token) -> str:
    if after in {"times", "time", "attempts", "retries"} or token.low in {"once", "twice"}:
        return "times"
    if before.endswith(MOST):
        return "at most"
    return "at least" if before.endswith(LEAST) else "number"


def _signed(tokens: Sequence[Token], at: int, value: Decimal) -> Decimal:
    """A minus that touches the number and nothing before it is its sign."""
    if at == 0 or tokens[at - 1].low != "-" or tokens[at - 1].end != tokens[at].start:
        return value
    is_apart = at == 1 or tokens[at - 2].end < tokens[at - 1].start
    return -value if is_apart else value


def _value(token: Token) -> Decimal | None:
    text = WRITTEN.get(token.low, token.low)
    if token.kind not in {"number", "percent"} and token.low not in WRITTEN:
        return None
    plain = text.replace("%", "").strip()
    try:
        return Decimal(plain.replace(",", "") if plain.count(".") < 2 else "")  # noqa: PLR2004
    except InvalidOperation:
        return None


def _milliseconds(tokens: Sequence[Token], at: int) -> int | None:
    token = tokens[at]
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if token.low == "and" and not {one.low for one in tokens[max(at - 6, 0) : at]} & _EACH:
        return None
    if token.low in _NAMED:
        return _ms(_NAMED[token.low])
    if token.low in _AGAIN and after is not None and len(after.low) > 1:
        unit = unit_of(after.low)
        return None if unit is None or _is_part(tokens, at + 2) else _ms(f"1{unit}")
    value = _value(token)
    if value is None or after is None or after.kind != "word":
        return None
    word = after.low.removesuffix("-long")
    # `m` may mean metres or millions where it does not touch the number.
    if len(word) == 1 and after.start != token.end:
        return None
    unit = unit_of(word)
    return None if unit is None or unit not in UNITS else int(value * UNITS[unit] * 1000)


def _is_part(tokens: Sequence[Token], at: int) -> bool:
    """`the hour of the day` is none that lasts."""
    of, the, unit = (one.low for one in (*tokens[at : at + 3], *[tokens[0]] * 3)[:3])
    return (of, the) == ("of", "the") and unit_of(unit) is not None


def _ms(text: str) -> int:
    return int((seconds(text) or 0) * 1000)
