"""What is said behind an amount: its limits, its rounding, what goes off it or comes to it."""

from typing import TYPE_CHECKING, Final

from omninode_bridge.prose.statements.formula import PLAIN, PRODUCT, SUM, Formula, joined, times
from omninode_bridge.prose.statements.reading import UnreadError
from omninode_bridge.prose.statements.rounding import rounding
from omninode_bridge.prose.statements.terms import UNITS

if TYPE_CHECKING:
    from omninode_bridge.prose.statements.formulas import FormulaReader

_CLAMPS: Final = {
    "at most": "min", "no more than": "min", "not more than": "min", "up to a maximum of": "min",
    "with a maximum of": "min", "a maximum of": "min", "subject to a maximum of": "min",
    "to a maximum of": "min", "capped at": "min", "limited to": "min", "with a cap of": "min",
    "with an upper limit of": "min", "never more than": "min", "never above": "min",
    "not above": "min", "never over": "min", "not over": "min", "not exceeding": "min",
    "maximum": "min", "max": "min", "up to": "min", "but must not exceed": "min",
    "must not exceed": "min", "shall not exceed": "min", "may not exceed": "min",
    "at least": "max", "no less than": "max", "not less than": "max", "with a minimum of": "max",
    "a minimum of": "max", "subject to a minimum of": "max", "with a lower limit of": "max",
    "never less than": "max", "never below": "max", "not below": "max", "never under": "max",
    "not under": "max", "minimum": "max", "min": "max", "must not fall below": "max",
    "shall not fall below": "max",
    **{f"{who} pays less than": "max" for who in ("nobody", "no one", "no customer")},
    **{f"{who} pays more than": "min" for who in ("nobody", "no one", "no customer")},
}  # fmt: skip
_NO_JOINT: Final = frozenset({"up to a maximum of", "capped at", "limited to", "to a maximum of"})
"""What says so without `but`, and without a comma."""

_NOT_NEGATIVE: Final = (
    *("never negative", "not negative", "never below zero", "never less than zero"),
)
_EXTREMES: Final = {
    "larger": "max", "greater": "max", "higher": "max", "more": "max", "bigger": "max",
    "longer": "max", "later": "max", "smaller": "min", "lower": "min", "less": "min",
    "lesser": "min", "shorter": "min", "fewer": "min", "cheaper": "min",
}  # fmt: skip


def modified(reader: "FormulaReader", found: Formula) -> Formula | None:
    """The amount with what stands at the cursor; None, and the cursor where it was, without."""
    words, start = reader.words, reader.words.at
    for reading in (_rounded, _held, _extreme, _moved, _worked_on):
        words.at = start
        try:
            changed = reading(reader, found)
        except UnreadError:
            changed = None
        if changed is not None:
            return changed
    words.at = start
    return None


def _rounded(reader: "FormulaReader", found: Formula) -> Formula | None:
    change = rounding(reader.words)
    return None if change is None else change(found)


def _held(reader: "FormulaReader", found: Formula) -> Formula | None:
    """`..., but at most 50 euros`, `... and is never negative`, `... capped at 20`."""
    words, start = reader.words, reader.words.at
    words.take(",")
    words.take("but", "and", "yet", "though", "with")
    is_joined = words.at > start
    if words.all[words.at - 1].low == "with":
        words.at -= 1
    words.take("it is", "is", "are", "to be", "it must be", "must be", "shall be")
    if words.take(*_NOT_NEGATIVE):
        return Formula(f"max({found.text}, 0)", found.reads, lists=found.lists)
    taken = words.take(*sorted(_CLAMPS, key=len, reverse=True))
    if not taken or not (is_joined or taken in _NO_JOINT):
        return None
    limit = _limit(reader)
    text = f"{_CLAMPS[taken]}({found.text}, {limit.text})"
    return Formula(text, found.reads | limit.reads, lists=found.lists | limit.lists)


def _limit(reader: "FormulaReader") -> Formula:
    """In the unit of what is held: `2.00 per hour, at most 3 hours` says nothing of money."""
    words, target = reader.words, reader.terms.known.get(reader.target)
    limit = reader.factor()
    unit = UNITS.get(words.all[words.at - 1].low, "money")
    if limit.share or (unit != "money" and (target is None or target.type == "money")):
        words.fail("a limit in another unit")
    return limit


def _extreme(reader: "FormulaReader", found: Formula) -> Formula | None:
    """`the fee or 5.00, whichever is larger`."""
    words = reader.words
    words.take(",")
    if not words.take("or", "and"):
        return None
    other = reader.sum()
    words.take(",")
    if not words.take("whichever is the", "whichever is", "whichever of the two is"):
        return None
    function = _EXTREMES[words.expect(*_EXTREMES)]
    text = f"{function}({found.text}, {other.text})"
    return Formula(text, found.reads | other.reads, lists=found.lists | other.lists)


def _moved(reader: "FormulaReader", found: Formula) -> Formula | None:
    """`the gross reduced by the tax`, `the price increased by 5 %`."""
    words = reader.words
    words.take(",")
    sign = ""
    if words.take("reduced by", "lowered by", "decreased by", "diminished by"):
        sign = "-"
    elif words.take("increased by", "raised by"):
        sign = "+"
    if not sign:
        return None
    part = reader.factor()
    return joined(found, sign, times(part, found) if part.share else part, SUM)


_WORK: Final[dict[str, tuple[str, int]]] = {
    ", plus": ("+", SUM), ", minus": ("-", SUM), ", less": ("-", SUM),
    ", divided by": ("/", PRODUCT), ", multiplied by": ("*", PRODUCT), ", times": ("*", PRODUCT),
}  # fmt: skip


def _worked_on(reader: "FormulaReader", found: Formula) -> Formula | None:
    """Behind a comma, it is done to all that stands before it."""
    taken = reader.words.take(*_WORK)
    if not taken:
        return None
    sign, level = _WORK[taken]
    if level == PRODUCT:
        return joined(found, sign, reader.factor(), PRODUCT)
    return joined(found, sign, reader.part(reader.product(), found), SUM)


def whole_of(reader: "FormulaReader") -> Formula:
    """Of what it is a share: `of the sum of a and b`, `of the net and the surcharge`."""
    words = reader.words
    whole = reader.factor()
    start = behind = words.at
    parts = [whole]
    while words.take("and", "plus"):
        try:
            parts.append(reader.factor())
        except UnreadError:
            break
        start = words.at
    words.at = start
    is_whole = words.is_done or words.low in {",", ".", "if", "when", "rounded", ";"}
    if len(parts) == 1 or not is_whole or any(one.level != PLAIN or not one.reads for one in parts):
        words.at = behind
        return whole
    reads = frozenset().union(*(one.reads for one in parts))
    lists = frozenset().union(*(one.lists for one in parts))
    return Formula(f"({' + '.join(one.text for one in parts)})", reads, PLAIN, lists)
