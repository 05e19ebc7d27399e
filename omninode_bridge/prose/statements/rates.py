"""So much for each of something: `2.50 per started hour`, `6.25 for each child`."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from omninode_bridge.language.lexicon import lexicon
from omninode_bridge.prose.statements.excesses import beyond
from omninode_bridge.prose.statements.formula import (
    PRODUCT,
    Formula,
    called,
    joined,
    number_text,
    of_term,
)
from omninode_bridge.prose.statements.people import all_people
from omninode_bridge.prose.statements.reading import UnreadError
from omninode_bridge.prose.statements.terms import UNITS, Term, Terms

if TYPE_CHECKING:
    from omninode_bridge.prose.statements.formulas import FormulaReader

EACH: Final = (
    "for each of the",
    "for every one of the",
    "for each",
    "for every",
    "per",
    "every",
    "each",
)
_AND_EACH: Final = (
    *("and for each", "and for every", "and per", "and each", "and every", "per", "and"),
    *("for each", "for every", "a", "each", "every"),
)
_MEASURED: Final = {
    "sqm": ("area", "surface"), "km": ("distance", "mileage"), "kg": ("weight", "mass"),
}  # fmt: skip
"""What is measured in it, where the document does not say in what."""

_COUNTS: Final = frozenset({"point", "percent", "money"})
_LASTING: Final = frozenset({"night", "lesson", "session", "shift", "term", "season", "quarter"})
_BEHIND: Final = frozenset(
    {
        *(",", ".", ";", ")", "if", "when", "for", "but", "with", "plus", "minus", "and", "at"),
        *("rounded", "in", "per", "otherwise", "unless", "less", "on", "extra", "more", "each"),
    }
)
_STARTED: Final = ("started", "commenced", "begun", "starting", "beginning")
_FULL: Final = ("full", "whole", "complete", "completed")
_FURTHER: Final = ("additional", "further", "extra", "subsequent")
_PARTS: Final = ("or part thereof", "or part of it", "or fraction thereof", "started", "begun")
_BEYOND: Final = ("beyond the first", "after the first", "beyond", "above", "over", "exceeding")
_FREE: Final = (
    *("being free", "are free", "is free", "being included", "are included", "is included"),
    *("free of charge",),
)
PIECES: Final = frozenset({"piece", "pieces", "item", "items", "unit", "units"})
_NUMBERS: Final = ("int", "decimal")


def each_of(reader: "FormulaReader", one: Formula) -> Formula:
    """As often as there are such; the amount alone where nothing says how many."""
    words, start = reader.words, reader.words.at
    # "the litres per day" are no litres times days.
    is_number = not one.reads or words.low != "per"
    if one.share or not is_number or not (words.take(*EACH) or _is_of_one(reader)):
        return one
    try:
        found = joined(one, "*", measure(reader), PRODUCT)
    except UnreadError:
        words.at = start
        return one
    while (factor := _also_each(reader)) is not None:
        found = joined(found, "*", factor, PRODUCT)
    return replace(found, is_each=True)


def _is_of_one(reader: "FormulaReader") -> bool:
    """`4.50 euros a night`: behind an amount of money."""
    words = reader.words
    before = words.all[words.at - 1].low if words.at else ""
    return UNITS.get(before) == "money" and bool(words.take("a", "an"))


def _also_each(reader: "FormulaReader") -> Formula | None:
    """`per metre and night`, `per person per night`, `for each guest and each day`."""
    words, start = reader.words, reader.words.at
    before = words.all[start - 1].low if start else ""
    joint = words.take(*_AND_EACH)
    if joint and words.low not in {"the", "a", "an"} and not words.token_is("number"):
        try:
            found = measure(reader)
        except UnreadError:
            found = None
        # "for each adult and child" are so much for the one and so much for the other.
        is_product = "and" not in joint.split() or _measures({before, words.all[words.at - 1].low})
        if found is not None and is_product and (words.is_done or words.low in _BEHIND):
            return found
    words.at = start
    return None


def _measures(nouns: set[str]) -> bool:
    """Whether one of them is no thing among things, but how long or how big something is."""
    is_unit = any(UNITS.get(one, "point") not in _COUNTS for one in nouns)
    return is_unit or any(lexicon().singular(one) in _LASTING for one in nouns)


def measure(reader: "FormulaReader") -> Formula:
    """What there is so much of, behind `per`: raises where nothing counts it."""
    words = reader.words
    whole = words.take(*_STARTED, *_FULL)
    is_further = bool(words.take(*_FURTHER))
    if not whole:
        whole = words.take(*_STARTED, *_FULL)
    step = words.number()
    found = _by_name(reader) or _of_unit(reader) or counted(reader)
    whole = whole or words.take(*_PARTS)
    found, is_reduced = _less(reader, found)
    if is_further != is_reduced and is_further:
        words.fail("from where on it is further")
    if step is not None:
        if step <= 0:
            words.fail("nothing")
        found = joined(found, "/", Formula(number_text(step)), PRODUCT)
    if not whole:
        if step is not None:
            words.fail("whether each that has begun counts, or each full one")
        return found
    return called("floor" if whole in _FULL else "ceil", found)


def _by_name(reader: "FormulaReader") -> Formula | None:
    """`day late` is no day: what has a name of several words is that."""
    words, start = reader.words, reader.words.at
    named = reader.name_words()
    found = number_of(reader, named) if len(named) > 1 else None
    if found is None:
        words.at = start
    return found


def _of_unit(reader: "FormulaReader") -> Formula | None:
    """`per kilometre`: the one number that is counted in it; `per kg of the total weight`."""
    words, start = reader.words, reader.words.at
    unit = words.take(*sorted(UNITS, key=len, reverse=True))
    if not unit:
        return None
    behind = words.at
    if words.take("of"):
        try:
            named = reader.factor()
        except UnreadError:
            named = None
        term = None if named is None else reader.terms.known.get(named.text)
        if named is not None and term is not None and term.type.startswith(_NUMBERS):
            reader.terms.counted(unit, term)
            return named
        words.fail(f"what is counted in `{unit}`")
    words.at = behind
    found = in_unit(reader, unit)
    if len(found) == 1:
        return of_term(found[0])
    words.at = start
    exact = reader.terms.resolve((unit,), exactly=True) if not found else None
    if exact is None or not exact.type.startswith(_NUMBERS):
        names = " or ".join(f"`{one.name}`" for one in found) or "nothing"
        words.fail(f"`{unit}`, in which {names} is counted")
        raise AssertionError
    words.at = behind
    return of_term(exact)


def in_unit(reader: "FormulaReader", unit: str) -> Sequence[Term]:
    """Of those that go in and those that are worked out, the former."""
    plain = UNITS[unit]
    found = [
        one
        for one in reader.terms.known.values()
        if not one.over and one.name != reader.target and one.type.startswith(_NUMBERS)
        if "_per_" not in one.name and plain == unit_of(one, reader.terms)
    ]
    found = found or [
        one
        for one in reader.terms.known.values()
        if one.name in reader.terms.given and one.type.startswith(_NUMBERS) and not one.over
        if one.name.split("_")[-1] in _MEASURED.get(plain, ()) and not unit_of(one, reader.terms)
    ]
    own = [one for one in found if UNITS.get(one.name.replace("_", " ")) == plain]
    given = [one for one in found if one.name in reader.terms.given]
    return own if len(own) == 1 else given or found


def unit_of(term: Term, terms: Terms) -> str:
    """In what it is counted; empty where neither its name nor its declaration says that."""
    return _unit_of(term.name) or terms.measured.get(term.name, "")


def _unit_of(name: str) -> str:
    """That of `car_length_m`, of `cubic_metres`, of `hours_worked`."""
    words = name.split("_")
    ends = (" ".join(words[-length:]) for length in (2, 1))
    several = (word for word in words if word.endswith("s"))
    return next((UNITS[end] for end in (*ends, *several) if end in UNITS), "")


def counted(reader: "FormulaReader") -> Formula:
    """How many there are: the items of a list, or a number of that name."""
    words = reader.words
    named: Sequence[str] = reader.name_words()
    if named and named[-1] in PIECES and words.take("of"):
        named = reader.name_words()
    found = number_of(reader, named) if named else None
    if found is None:
        words.fail(f"`{' '.join(named)}`, which nothing counts")
        raise AssertionError
    return found


def number_of(reader: "FormulaReader", named: Sequence[str]) -> Formula | None:
    terms = reader.terms
    items = terms.list_of(named) if len(named) == 1 else ""
    if items:
        return Formula(f"len({items})", frozenset({items}))
    plural = (*named[:-1], lexicon().plural(named[-1]))
    for spoken in (named, ("number", "of", *named), (*named, "count"), plural):
        found = terms.resolve(spoken, exactly=True, without=reader.target)
        if found is not None and found.type.startswith(_NUMBERS) and not found.over:
            return of_term(found)
        if found is not None and found.type.startswith("list"):
            return Formula(f"len({found.text})", frozenset({found.name}))
    return all_people(terms, named)


def _less(reader: "FormulaReader", found: Formula) -> tuple[Formula, bool]:
    """`every kilometre beyond 2 km`, `per km, the first 2 km being free`."""
    words, start = reader.words, reader.words.at
    if words.take(*_BEYOND):
        value = words.number()
        if value is not None:
            words.take(*UNITS)
            return beyond(found, Formula(number_text(value))), True
        words.at = start
    words.take(",")
    words.take("with", "but", "where")
    if words.take("the first") and (value := words.number()) is not None:
        words.take(*UNITS)
        if words.take(*_FREE):
            return beyond(found, Formula(number_text(value))), True
    words.at = start
    return found, False
