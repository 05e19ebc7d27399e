"""What conditions on one number have in common: apart, one in the other, or all together all."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from omninode_bridge.prose.statements.formula import Formula

_PART: Final = re.compile(r"([\w.()]+) (>=|<=|>|<|=|!=) (-?\d+(?:\.\d+)?|\"[^\"]*\")")
_TRUTH: Final = re.compile(r"(not )?([a-z][\w.]*)")
_AND: Final = re.compile(r' and (?=(?:[^"]*"[^"]*")*[^"]*$)')
"""Outside of quotes."""

_END: Final = Decimal("Infinity")


@dataclass(frozen=True, slots=True)
class Interval:
    """Values of `name` from `low` to `high`; `open_low` where `low` itself is not among them."""

    name: str
    low: Decimal = -_END
    high: Decimal = _END
    open_low: bool = True
    open_high: bool = True

    def holds(self, other: "Interval") -> bool:
        starts = self.low < other.low or (
            self.low == other.low and (not self.open_low or other.open_low)
        )
        ends = self.high > other.high or (
            self.high == other.high and (not self.open_high or other.open_high)
        )
        return starts and ends

    def is_before(self, other: "Interval") -> bool:
        return self.high < other.low or (
            self.high == other.low and (self.open_high or other.open_low)
        )


def interval_of(condition: Formula) -> Interval | None:
    """None for what is no comparison of one name with numbers."""
    found: Interval | None = None
    for part in condition.text.split(" and "):
        match = _PART.fullmatch(part)
        if match is None or match[3].startswith('"') or match[2] == "!=":
            return None
        name, sign, value = match[1], match[2], Decimal(match[3])
        found = found or Interval(name)
        if name != found.name:
            return None
        low, high = (found.low, found.open_low), (found.high, found.open_high)
        if sign in {">", ">=", "="}:
            low = (value, sign == ">")
        if sign in {"<", "<=", "="}:
            high = (value, sign == "<")
        found = Interval(name, low[0], high[0], low[1], high[1])
    return found


def is_part_of(one: Formula, other: Formula) -> bool:
    """Whether the second holds wherever the first does."""
    if one.text == other.text:
        return True
    first, second = interval_of(one), interval_of(other)
    if first is None or second is None or first.name != second.name:
        parts = set(one.text.split(" and "))
        is_plain = "or" not in {one.kind, other.kind}
        return is_plain and parts > set(other.text.split(" and "))
    return second.holds(first)


def are_apart(one: Formula, other: Formula) -> bool:
    """Whether both can never hold together: of two `and`s, a part of one and one of the other."""
    mine, theirs = (_parts(each) for each in (one, other))
    if len(mine) > 1 or len(theirs) > 1:
        return any(are_apart(a, b) for a in mine for b in theirs) or _are_apart(one, other)
    return _are_apart(one, other)


def _parts(condition: Formula) -> Sequence[Formula]:
    """What all has to hold; brackets are not looked into."""
    if " or " in condition.text or "(" in condition.text or condition.text.count('"') % 2:
        return (condition,)
    return [Formula(text, kind="bool") for text in _AND.split(condition.text)]


def _are_apart(one: Formula, other: Formula) -> bool:
    first, second = interval_of(one), interval_of(other)
    if first is not None and second is not None:
        return first.name == second.name and (first.is_before(second) or second.is_before(first))
    mine, theirs = _PART.fullmatch(one.text), _PART.fullmatch(other.text)
    if mine is not None and theirs is not None:
        same_name = mine[1] == theirs[1] and mine[2] == theirs[2] == "="
        return same_name and mine[3] != theirs[3]
    truths = _TRUTH.fullmatch(one.text), _TRUTH.fullmatch(other.text)
    if truths[0] is not None and truths[1] is not None:
        return truths[0][2] == truths[1][2] and bool(truths[0][1]) != bool(truths[1][1])
    return False


def covers(conditions: Sequence[Formula], type_: str, values: Sequence[str] = ()) -> bool:
    """Whether one of them always holds: on one number without a gap, or for each of the values."""
    found = [interval_of(one) for one in conditions]
    known = [one for one in found if one is not None]
    if len(known) < len(conditions) or len({one.name for one in known}) != 1:
        return _covers_values(conditions, values)
    known.sort(key=lambda one: (one.low, one.open_low))
    end = Interval(known[0].name, high=-_END, open_high=False)
    for one in known:
        is_next = type_ == "int" and not one.open_low and not end.open_high
        gap = one.low > end.high + (1 if is_next and end.high.is_finite() else 0)
        if gap or (one.low == end.high and one.open_low and end.open_high and one.low != -_END):
            return False
        end = max(end, one, key=lambda each: (each.high, not each.open_high))
    return end.high == _END


def _covers_values(conditions: Sequence[Formula], values: Sequence[str]) -> bool:
    texts = {one.text for one in conditions}
    matches = [_PART.fullmatch(text) for text in texts]
    said = {one[3].strip('"') for one in matches if one is not None and one[2] == "="}
    names = {one[1] for one in matches if one is not None}
    if values and len(names) == 1 and None not in matches:
        return said == set(values)
    plain = {text.removeprefix("not ") for text in texts}
    return len(texts) == 2 and len(plain) == 1 and _TRUTH.fullmatch(next(iter(plain))) is not None  # noqa: PLR2004 - yes and no
