"""Amounts by tiers: `The first 20 pages cost 0.10 each`, `each page above 100 costs 0.05`."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from omninode_bridge.language.lexicon import lexicon
from omninode_bridge.prose.statements.clause import ClauseOf
from omninode_bridge.prose.statements.rates import in_unit, number_of
from omninode_bridge.prose.statements.statement import Form, Statement, Tier, end
from omninode_bridge.prose.statements.terms import UNITS, Term

_COST: Final = (
    *("cost", "costs", "are charged at", "is charged at", "are billed at", "is billed at"),
    *("are priced at", "is priced at", "are", "is", "at", "come at", "it's", "it is", ":"),
)
_FREE: Final = ("free of charge", "free", "nothing", "included", "not charged", "for free")
_EACH: Final = ("each", "apiece", "a piece", "per piece")
_PER: Final = ("per", "for each", "for every", "a", "an", "every", "each")
_BEGUN: Final = ("started", "begun", "commenced", "starting")
_FULL: Final = ("full", "whole", "complete", "completed")
_FURTHER: Final = ("further", "additional", "extra", "more", "other", "subsequent")
_ABOVE: Final = ("above", "over", "beyond", "after", "more than", "from there on above")
_ALL: Final = ("everything", "anything", "all", "every", "each", "any")
_THEN: Final = (
    *("after that", "after this", "beyond that", "above that", "from then on", "thereafter"),
    *("the rest", "all the rest"),
)
_ON_TOP: Final = (
    *("on top of that", "on top of this", "on top of it", "in addition to that"),
    *(
        "in addition",
        "additionally",
        "in addition to this",
        "besides that",
        "added to that",
        "added to this",
    ),
)
_APART: Final = (", and", "; and", ", but", "and", "but", ",", ";")
_PRICES: Final = ("price", "cost", "fee", "charge", "rate")


@dataclass(frozen=True, slots=True)
class _Range:
    """From `low` to `high` of `measure`; without `low` it begins where the tier before ends.

    `count` is how many there are in it; `is_each` where the amount is for one of them.
    """

    measure: Term | None
    low: Decimal | None = None
    high: Decimal | None = None
    count: Decimal | None = None
    is_each: bool = False


def tiered(clause: ClauseOf) -> Statement:
    """Raises `UnreadError` for what is no amount by tiers."""
    if clause.condition is not None or clause.is_otherwise:
        clause.words.fail()
    words = clause.words
    is_on_top = bool(words.take(*_ON_TOP))
    words.take(",")
    start = words.at
    named = None if is_on_top else _named(clause)
    if named is None:
        words.at = start
    target, tiers = named, list[Tier]()
    while not words.is_done:
        target, tier = (_amount_first if named else _range_first)(clause, target, tiers)
        tiers.append(tier)
        if not words.take(*_APART):
            break
    end(words)
    if target is None:
        words.fail("which amount is meant")
        raise AssertionError
    is_base = tiers[0].low == 0 and not is_on_top
    form = Form.DEFINED if is_base else Form.CHANGED
    return Statement(form, target, tiers=tuple(tiers), reason="tier")


def _named(clause: ClauseOf) -> Term | None:
    """`The page price is ...` in front of the amounts."""
    words = clause.words
    if words.low == "the" and words.ahead(1) in {"first", "next"}:
        return None
    found = clause.formulas().name_words()
    term = clause.terms.target(found) if found else None
    is_free = term is not None and term.name not in clause.terms.given and not term.over
    is_amount = term is not None and term.type in {"money", "decimal", "int"}
    is_said = is_free and is_amount and words.take("is", "are", "costs", "=", ":")
    here = words.at
    is_number = words.number() is not None
    words.at = here
    return term if is_said and is_number else None


def _amount_first(
    clause: ClauseOf, target: Term | None, before: Sequence[Tier]
) -> tuple[Term | None, Tier]:
    """`0.10 per page for the first 20 pages`, `0.05 per page above 100`."""
    words = clause.words
    value = _value(clause)
    noun, rounding = _unit(clause) if words.take(*_PER) else ([], "")
    words.take("for", "on")
    found = _range(clause, noun, before)
    if found is None:
        words.fail()
        raise AssertionError
    return target, _tier(clause, found, value, noun, rounding)


def _range_first(
    clause: ClauseOf, target: Term | None, before: Sequence[Tier]
) -> tuple[Term | None, Tier]:
    """`The first 20 pages cost 0.10 each`, `After that every started hour costs 2.50`."""
    words = clause.words
    is_then = bool(words.take(*_THEN))
    words.take(",")
    noun: list[str] = []
    rounding = ""
    found = _Range(_last(before), None) if is_then else _range(clause, (), before)
    is_per = is_then and bool(words.take("every", "each"))
    if is_per:
        noun, rounding = _unit(clause)
        found = _Range(_last(before), None, is_each=True)
    if found is None or not (words.take(*_COST) or words.token_is("number")):
        words.fail()
        raise AssertionError
    value = Decimal(0) if words.take(*_FREE) else _value(clause)
    is_each = bool(words.take(*_EACH)) or is_per or found.is_each
    if not is_each and words.take(*_PER):
        noun, rounding = _unit(clause)
        is_each = True
    if not is_each and value:
        words.fail("whether the amount is for each of them or for all together")
    tier = _tier(clause, found, value, noun, rounding)
    return target or _target(clause, tier), tier


def _last(before: Sequence[Tier]) -> Term | None:
    return before[-1].measure if before else None


def _target(clause: ClauseOf, tier: Tier) -> Term | None:
    """`Pages cost ...`: the page price, else the one amount of money that comes out."""
    terms = clause.terms
    nouns = [tier.noun, lexicon().singular(tier.noun)] if tier.noun else []
    ways = [(noun, price) for noun in nouns for price in _PRICES]
    found = next((one for way in ways if (one := terms.resolve(way, exactly=True))), None)
    if found is not None and found.name not in terms.given:
        return found
    return terms.known.get(terms.charge) or terms.known.get(terms.running)


def _value(clause: ClauseOf) -> Decimal:
    found = clause.words.number()
    if found is None or clause.words.all[clause.words.at - 1].kind == "percent":
        clause.words.fail()
        raise AssertionError
    clause.words.take(*UNITS)
    return found


def _unit(clause: ClauseOf) -> tuple[list[str], str]:
    """`started hour`, `page`."""
    words = clause.words
    words.take(*_FURTHER)
    rounding = "ceil" if words.take(*_BEGUN) else "floor" if words.take(*_FULL) else ""
    words.take(*_FURTHER)
    noun = clause.formulas().name_words()
    if not noun:
        words.fail()
    return noun, rounding


def _range(clause: ClauseOf, unit: Sequence[str], before: Sequence[Tier]) -> _Range | None:
    words = clause.words
    if order := words.take("the first", "first", "the next", "next"):
        count = words.number()
        noun = clause.formulas().name_words() or list(unit)
        if count is None:
            return None
        measure = _measure(clause, noun, before)
        if order.endswith("first"):
            return _Range(measure, Decimal(0), count)
        return _Range(measure, None, None, count)
    return _above(clause, unit, before) or _between(clause, unit, before)


def _above(clause: ClauseOf, unit: Sequence[str], before: Sequence[Tier]) -> _Range | None:
    """`everything above 100`, `each page above 100`, `every further page`."""
    words, start = clause.words, clause.words.at
    is_each = bool(words.low in {"each", "every"})
    words.take("those")
    words.take(*_ALL)
    is_further = bool(words.take(*_FURTHER))
    noun = clause.formulas().name_words() if words.low not in _ABOVE else []
    noun = [word for word in noun if word not in _ALL] or list(unit)
    if words.take(*_ABOVE):
        if words.take("that", "this"):
            return _Range(_measure(clause, noun, before), None, None, is_each=is_each)
        count = words.number()
        if count is not None:
            noun = clause.formulas().name_words() or noun
            return _Range(_measure(clause, noun, before), count, None, is_each=is_each)
    elif is_further:
        return _Range(_measure(clause, noun, before), None, None, is_each=is_each)
    words.at = start
    return None


def _between(clause: ClauseOf, unit: Sequence[str], before: Sequence[Tier]) -> _Range | None:
    """`pages 21 to 100`, `from 20 to 100 pages`."""
    words, start = clause.words, clause.words.at
    words.take("the")
    noun = clause.formulas().name_words()
    words.take("from", "between")
    low = words.number()
    if low is None or not words.take("to", "and", "through", "up to"):
        words.at = start
        return None
    high = words.number()
    noun = noun or clause.formulas().name_words() or list(unit)
    if high is None or high <= low:
        words.fail()
    return _Range(_measure(clause, noun, before), low, high)


def _measure(clause: ClauseOf, noun: Sequence[str], before: Sequence[Tier]) -> Term | None:
    """The number that counts them."""
    if not noun:
        return _last(before)
    reader = clause.formulas()
    found = number_of(reader, noun)
    term = clause.terms.known.get(found.text) if found is not None else None
    units = in_unit(reader, noun[-1]) if noun[-1] in UNITS else ()
    if term is None and len(units) == 1:
        term = units[0]
    if term is None or term.name not in clause.terms.given:
        clause.words.fail(f"`{' '.join(noun)}`, which nothing counts")
    return term


def _tier(
    clause: ClauseOf, found: _Range, value: Decimal, noun: Sequence[str], rounding: str
) -> Tier:
    said = noun or ([found.measure.name] if found.measure else [""])
    is_same = not noun or (found.measure is not None and _counts(clause, found.measure, noun))
    unit = "" if is_same else UNITS.get(noun[-1], "")
    if not is_same and not unit:
        clause.words.fail(f"`{' '.join(noun)}`, which nothing counts")
    return Tier(found.measure, found.low, found.high, value, found.count, unit, rounding, said[-1])


def _counts(clause: ClauseOf, measure: Term, noun: Sequence[str]) -> bool:
    found = number_of(clause.formulas(), noun)
    return found is not None and found.text == measure.text
