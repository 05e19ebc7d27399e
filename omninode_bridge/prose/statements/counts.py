"""How many there are of something: items, days between dates, so much for each."""

from typing import TYPE_CHECKING, Final

from omninode_bridge.prose.statements.formula import Formula
from omninode_bridge.prose.statements.rates import number_of

if TYPE_CHECKING:
    from omninode_bridge.prose.statements.formulas import FormulaReader

_DAYS: Final = (
    *("the number of days between", "the number of days from", "the days between"),
    *("the days from", "number of days between"),
)


def days(reader: "FormulaReader") -> Formula | None:
    """`the number of days between the due date and the return date`."""
    words = reader.words
    if not words.take(*_DAYS):
        return None
    first = date(reader)
    words.expect("and", "to", "until")
    second = date(reader)
    return Formula(f"days_between({first}, {second})", frozenset({first, second}))


def date(reader: "FormulaReader") -> str:
    """The name of a date; raises where it is none."""
    named = reader.name_words()
    term = reader.terms.resolve(named) if named else None
    if term is None or term.type != "date" or term.over or term.is_optional:
        reader.words.fail(f"`{' '.join(named)}`, which is no date")
        raise AssertionError
    return term.name


def count(reader: "FormulaReader") -> Formula:
    start = reader.words.at
    name = reader.name_words()
    if not name:
        reader.words.fail()
    if (found := number_of(reader, name)) is not None:
        return found
    for spoken in (("number", "of", *name), name):
        term = reader.terms.resolve(spoken, without=reader.target)
        # "The number of doses" is no `single_dose`: what counts them is a whole number.
        if term is not None and term.type in {"int", ""}:
            return Formula(term.text, frozenset({term.name}))
    reader.words.at = start
    term = reader.terms.needed(("number", "of", *name), "int", without=reader.target)
    reader.name_words()
    return Formula(term.text, frozenset({term.name}))
