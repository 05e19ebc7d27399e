"""How many there are of something: items, days between dates, so much for each."""

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from omninode_bridge.prose.statements.formula import PRODUCT, Formula, joined, of_term

if TYPE_CHECKING:
    from omninode_bridge.prose.statements.formulas import FormulaReader

_DAYS: Final = ("the number of days between", "the number of days from", "the days between")


def each_of(reader: "FormulaReader", one: Formula) -> Formula:
    """`6.25 euros for each child`: as often as there are such."""
    words, start = reader.words, reader.words.at
    if not words.take("for each", "for every", "per", "each"):
        return one
    named = reader.name_words()
    items = reader.terms.list_of(named) if len(named) == 1 else None
    if items:
        return replace(
            joined(one, "*", Formula(f"len({items})", frozenset({items})), PRODUCT),
            is_each=True,
        )
    spoken = (named, ("number", "of", *named))
    term = next(
        (t for each in spoken if named and (t := reader.terms.resolve(each, exactly=True))), None
    )
    if term is None or term.type not in {"int", "decimal"}:
        words.at = start
        return one
    return replace(joined(one, "*", of_term(term), PRODUCT), is_each=True)


def days(reader: "FormulaReader") -> Formula | None:
    """`the number of days between the due date and the return date`."""
    words = reader.words
    if not words.take("the number of days between", "the number of days from", "the days between"):
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
    found = reader.terms.list_of(name)
    if found:
        return Formula(f"len({found})", frozenset({found}))
    for spoken in (("number", "of", *name), name):
        if term := reader.terms.resolve(spoken, without=reader.target):
            return Formula(term.text, frozenset({term.name}))
    reader.words.at = start
    term = reader.terms.needed(("number", "of", *name), "int", without=reader.target)
    reader.name_words()
    return Formula(term.text, frozenset({term.name}))
