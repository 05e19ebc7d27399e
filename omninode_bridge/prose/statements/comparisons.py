"""Words that compare: `at least 18`, `18 or more`, `between 5 and 9`, `heavier than 2 kg`."""

from dataclasses import dataclass
from typing import Final

from omninode_bridge.prose.statements.formula import Formula
from omninode_bridge.prose.statements.formulas import FormulaReader
from omninode_bridge.prose.statements.reading import STOPS, Words
from omninode_bridge.prose.statements.terms import UNITS

BEFORE: Final = {
    "at least": ">=", "no less than": ">=", "not less than": ">=", "no fewer than": ">=",
    "not fewer than": ">=", "a minimum of": ">=", "greater than or equal to": ">=",
    "not below": ">=", "not under": ">=", "not lower than": ">=",
    "at most": "<=", "no more than": "<=", "not more than": "<=", "up to": "<=",
    "a maximum of": "<=", "not above": "<=", "not over": "<=", "not exceeding": "<=",
    "less than or equal to": "<=", "not greater than": "<=", "not higher than": "<=",
    "more than": ">", "over": ">", "above": ">", "greater than": ">", "higher than": ">",
    "larger than": ">", "bigger than": ">", "exceeding": ">", "beyond": ">",
    "less than": "<", "under": "<", "below": "<", "fewer than": "<", "lower than": "<",
    "smaller than": "<",
    "after": ">", "later than": ">", "before": "<", "earlier than": "<", "on or after": ">=",
    "on or before": "<=", "not before": ">=", "not after": "<=", "not earlier than": ">=",
    "not later than": "<=",
    "exactly": "=", "equal to": "=", "the same as": "=",
}  # fmt: skip
VERBS: Final = {
    "exceeds": ">", "exceed": ">", "does not exceed": "<=", "do not exceed": "<=",
    "reaches": ">=", "reach": ">=", "does not reach": "<", "equals": "=", "equal": "=",
    "falls below": "<", "is not more than": "<=",
}  # fmt: skip
MEASURING: Final = {
    "older than": (">", "age"), "younger than": ("<", "age"),
    "heavier than": (">", "weight"), "lighter than": ("<", "weight"),
    "longer than": (">", "length duration"), "shorter than": ("<", "length duration"),
    "taller than": (">", "height"), "wider than": (">", "width"),
    "cheaper than": ("<", "price cost"), "more expensive than": (">", "price cost"),
    "faster than": (">", "speed"), "slower than": ("<", "speed"),
    "hotter than": (">", "temperature"), "warmer than": (">", "temperature"),
    "colder than": ("<", "temperature"),
}  # fmt: skip
_BEHIND: Final = {
    ">=": ("or more", "or above", "or over", "or higher", "or older", "or heavier", "or longer",
           "or greater", "or later", "and above", "and over", "and more", "and older",
           "and upwards", "upwards", "or better"),
    "<=": ("or less", "or below", "or under", "or fewer", "or lower", "or younger", "or lighter",
           "or shorter", "and below", "and under", "and less", "and younger"),
}  # fmt: skip
_OPPOSITE: Final = {">=": "<", "<=": ">", ">": "<=", "<": ">=", "=": "!="}


@dataclass(frozen=True, slots=True)
class Comparison:
    """`sign` and `value`, or two of each for a range; `unit` is that of the values.

    `measure` is what the words name by themselves: the age, for `older than`.
    """

    parts: tuple[tuple[str, Formula], ...]
    unit: str = ""
    measure: str = ""
    is_outside: bool = False

    def of(self, left: str) -> str:
        if self.is_outside:
            (_, low), (_, high) = self.parts
            return f"({left} < {low.text} or {left} > {high.text})"
        return " and ".join(f"{left} {sign} {value.text}" for sign, value in self.parts)

    @property
    def reads(self) -> frozenset[str]:
        return frozenset().union(*(value.reads for _, value in self.parts))

    @property
    def negated(self) -> "Comparison | None":
        if len(self.parts) > 1:
            return None
        ((sign, value),) = self.parts
        return Comparison(((_OPPOSITE[sign], value),), self.unit, self.measure)


def comparison(reader: FormulaReader) -> Comparison | None:
    """What stands at the cursor; None, and the cursor where it was, where nothing compares."""
    found = _comparison(reader)
    return None if found is None else _named_unit(reader, found)


def _comparison(reader: FormulaReader) -> Comparison | None:
    words, start = reader.words, reader.words.at
    for phrase in sorted(MEASURING, key=len, reverse=True):
        if words.take(phrase):
            sign, measure = MEASURING[phrase]
            value, unit = _value(reader)
            return Comparison(((sign, value),), unit, measure)
    if words.take("between", "from") and (found := _range(reader)):
        return found
    words.at = start
    if words.take("not between", "outside of", "outside") and (found := _range(reader)):
        return Comparison(found.parts, found.unit, is_outside=True)
    words.at = start
    return _with_sign_before(reader, start)


def _with_sign_before(reader: FormulaReader, start: int) -> Comparison | None:
    words = reader.words
    if words.take("from", "as of", "starting at", "starting from") and words.number() is not None:
        words.at -= 1
        value, unit = _value(reader)
        words.take("and up", "and upwards", "onwards", "upwards", "on", "up")
        return Comparison(((">=", value),), unit, _age(words))
    words.at = start
    if taken := words.take(*sorted(BEFORE, key=len, reverse=True)):
        value, unit = _value(reader)
        return Comparison(((BEFORE[taken], value),), unit, _age(words))
    if words.number() is not None:
        words.at = start
        return _with_sign_behind(reader, start)
    return None


def _with_sign_behind(reader: FormulaReader, start: int) -> Comparison | None:
    """`18 years or older`, `80 to 89`, or a bare number, which is exactly that."""
    words = reader.words
    if (found := _range(reader)) is not None:
        return found
    words.at = start
    value, unit = _value(reader)
    measure = _age(words)
    for sign, phrases in _BEHIND.items():
        if taken := words.take(*phrases):
            age = "age" if taken.endswith(("older", "younger")) else measure
            return Comparison(((sign, value),), unit or _unit(words), age or _age(words))
    return Comparison((("=", value),), unit, measure)


def _range(reader: FormulaReader) -> Comparison | None:
    words = reader.words
    words.take("the range")
    if words.number() is None:
        return None
    words.at -= 1
    low, first = _value(reader)
    if not words.take("and", "to", "through", "up to"):
        return None
    if words.number() is None:
        return None
    words.at -= 1
    high, unit = _value(reader)
    words.take("inclusive", "( inclusive )", "both included", "included")
    return Comparison(((">=", low), ("<=", high)), unit or first, _age(words))


def _value(reader: FormulaReader) -> tuple[Formula, str]:
    """A number with its unit, or an expression."""
    words, start = reader.words, reader.words.at
    if words.number() is None:
        return reader.comparand(), ""
    words.at = start
    value = reader.plain_number()
    return value, _unit(words)


def _named_unit(reader: FormulaReader, found: Comparison) -> Comparison:
    """`more than 60 days late`: the days late."""
    words = reader.words
    if not words.is_done and words.token_is("word") and UNITS.get(found.unit, "money") == "money":
        # "jobs under 25.00 net": what is compared is called so.
        term = reader.terms.resolve((words.low,), exactly=True)
        if term is not None and term.type == "money" and not found.measure:
            words.at += 1
            return Comparison(found.parts, "", term.name)
    named = f"{found.unit}_{words.low}"
    if (
        not found.unit
        or words.is_done
        or words.low in STOPS
        or reader.terms.resolve((named,), exactly=True) is None
    ):
        return found
    words.at += 1
    return Comparison(found.parts, "", named)


def _unit(words: Words) -> str:
    return words.take(*UNITS)


def _age(words: Words) -> str:
    return "age" if words.take("old", "of age") else ""


def or_more(found: Comparison, words: Words) -> Comparison:
    """`10 pallets or more`: what stands behind the noun is said of the number."""
    is_bare = len(found.parts) == 1 and found.parts[0][0] == "="
    for sign, phrases in _BEHIND.items() if is_bare else ():
        if words.take(*phrases):
            return Comparison(((sign, found.parts[0][1]),), found.unit, found.measure)
    return found
