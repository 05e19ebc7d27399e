"""Which number is compared, where a sentence names the thing only: `parcels over 2 kg`."""

from collections.abc import Sequence
from typing import Final

from omninode_bridge.prose.statements.comparisons import Comparison
from omninode_bridge.prose.statements.formulas import FormulaReader
from omninode_bridge.prose.statements.persons import is_person
from omninode_bridge.prose.statements.rates import in_unit
from omninode_bridge.prose.statements.terms import UNITS, Term, Terms

_BY_UNIT: Final = {
    "kg": ("weight", "mass"), "g": ("weight", "mass"), "mg": ("weight", "dose"), "t": ("weight",),
    "lb": ("weight",), "km": ("distance",), "mile": ("distance",), "m": ("length", "distance"),
    "cm": ("length", "height", "width"), "mm": ("length",), "l": ("volume",), "ml": ("volume",),
    "money": ("total", "amount", "value", "price", "sum", "subtotal", "cost"),
    "celsius": ("temperature",), "kwh": ("consumption",), "hour": ("duration",),
    "minute": ("duration",), "day": ("duration",), "point": ("score", "point"),
    "year": ("age",), "sqm": ("area",), "cbm": ("volume",), "percent": ("percentage", "percent"),
}  # fmt: skip


_SPANS: Final = frozenset({"month", "week", "day"})
"""Of people, what is told in these is how old they are."""


def is_number(term: Term) -> bool:
    return not term.type.startswith(("bool", "enum", "string", "list", "date"))


def valued(reader: FormulaReader, subject: Sequence[str], found: Comparison) -> Term:
    """The number that is compared: the subject itself, or what the unit says is measured."""
    terms = reader.terms
    exact = terms.resolve(subject, without=reader.target, exactly=True)
    if found.measure and found.reads and exact is not None and is_number(exact):
        # "The downtime is longer than the month": two numbers that have names.
        return exact
    if found.measure:
        return measured(reader, found.measure.split(), subject, found.unit)
    if exact is not None and (is_number(exact) or _are_dates(exact, found)):
        return exact
    is_plain = exact is None and len(subject) == 1
    if is_plain and (only := _counted_in(reader, found)) is not None:
        return only
    return _by_unit(reader, subject, found)


def _by_unit(reader: FormulaReader, subject: Sequence[str], found: Comparison) -> Term:
    """`parcels over 2 kg`, `children under 12 months`: what is told in the unit."""
    terms, is_somebody = reader.terms, is_person(subject[-1], ())
    unit = "percent" if any(one.share for _, one in found.parts) else UNITS.get(found.unit, "")
    if not unit and any(_is_money(terms, one.reads) for _, one in found.parts):
        unit = "money"
    is_aged = not unit and is_person(subject[-1], terms.things) and terms.resolve(("age",))
    if is_aged or (is_somebody and unit in _SPANS):
        return measured(reader, ("age",), subject, found.unit)
    own = None if is_somebody else terms.resolve(subject, without=reader.target)
    if own is None or not is_number(own):
        own = measured(reader, _BY_UNIT.get(unit, ()), subject, found.unit) if unit else None
    return own or terms.needed(subject, "decimal", without=reader.target)


def _counted_in(reader: FormulaReader, found: Comparison) -> Term | None:
    """`contracts of 12 months or more`: the one number that goes in and is counted in months."""
    unit = UNITS.get(found.unit, "")
    if unit in {"", "money", "percent", "year"} or any(
        measured_as in reader.terms.known for measured_as in _BY_UNIT.get(unit, ())
    ):
        return None
    units = [one for one in in_unit(reader, found.unit) if one.name in reader.terms.given]
    return units[0] if len(units) == 1 else None


def _are_dates(term: Term, found: Comparison) -> bool:
    """`The end date must be after the start date`: compared with what has a name."""
    return term.type == "date" and not found.unit and bool(found.reads)


def _is_money(terms: Terms, names: frozenset[str]) -> bool:
    return any(name in terms.known and terms.known[name].type == "money" for name in names)


def measured(
    reader: FormulaReader, measures: Sequence[str], subject: Sequence[str], unit: str
) -> Term:
    """The one known name for what is measured; of a subject that has one, that."""
    found: dict[str, Term] = {}
    # "an average consumption" is another than the consumption.
    is_other = len(subject) > 1 and subject[-1] in measures
    for owner in (tuple(subject),) if is_other else (tuple(subject), ()):
        for measure in measures:
            term = reader.terms.resolve((*owner, measure), without=reader.target)
            if term is not None and is_number(term):
                found.setdefault(term.name, term)
        if found:
            break
    if len(found) > 1:
        names = " or ".join(f"`{name}`" for name in found)
        reader.words.fail(f"`{' '.join(subject)}`, whose measure may be {names}")
    if found:
        return next(iter(found.values()))
    if not measures or is_other or UNITS.get(unit) == "money":
        reader.words.fail(f"what is measured of `{' '.join(subject)}`")
    return reader.terms.needed((measures[0],), "decimal", without=reader.target)
