"""Whether there is any of something: `has a voucher`, `there are no points at all`."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from omninode_bridge.prose.statements.formula import PRODUCT, Formula, of_term
from omninode_bridge.prose.statements.measures import is_number
from omninode_bridge.prose.statements.rates import number_of
from omninode_bridge.prose.statements.statement import both
from omninode_bridge.prose.statements.states import truth

if TYPE_CHECKING:
    from omninode_bridge.prose.statements.conditions import ConditionReader


def there(reader: "ConditionReader") -> Formula:
    """What stands behind `there is`. Raises `UnreadError`."""
    words = reader.words
    is_not = bool(words.take("no", "not any"))
    words.take("any", "a", "an")
    named = reader.formulas.name_words()
    if not named:
        words.fail()
    words.take("at all")
    return present(reader, ("thing",), named, is_not=is_not)


def present(
    reader: "ConditionReader", subject: Sequence[str], named: Sequence[str], *, is_not: bool
) -> Formula:
    """Of a list, of what a number counts, or a yes or no."""
    terms, formulas = reader.terms, reader.formulas
    sign = "=" if is_not else ">"
    if items := terms.list_of(named):
        return Formula(f"len({items}) {sign} 0", frozenset({items}), kind="bool")
    if (figure := number_of(formulas, named)) is not None:
        found = Formula(f"{figure.within(PRODUCT)} {sign} 0", figure.reads, kind="bool")
        own = number_of(formulas, subject)
        # "children without an adult": where there are any.
        some = own and Formula(f"{own.within(PRODUCT)} > 0", own.reads, kind="bool")
        return both(some or None, found) or found
    number = terms.resolve(("number", "of", *named), exactly=True)
    if number is not None and is_number(number):
        return Formula(f"{number.text} {sign} 0", of_term(number).reads, kind="bool")
    for spoken in (("has", *named), named, (*subject, *named)):
        term = terms.resolve(spoken)
        if term is not None and term.type.startswith("bool"):
            return truth(term, is_not=is_not)
    return truth(terms.needed(("has", *named), "bool"), is_not=is_not)
