"""Charges for each of something: `For every day late, 0.25 is charged for each item.`"""

from typing import Final

from omninode_bridge.prose.statements.clause import ClauseOf, condition_at_end
from omninode_bridge.prose.statements.formula import PRODUCT, Formula, joined, number_text
from omninode_bridge.prose.statements.rates import EACH, measure
from omninode_bridge.prose.statements.statement import Form, Statement, both, end
from omninode_bridge.prose.statements.terms import UNITS

_CHARGED: Final = ("is charged", "are charged", "is due", "are due", "is to be paid", "is payable")


def charged(clause: ClauseOf) -> Statement:
    """What is charged is the one amount of money that the document answers.

    Raises `UnreadError`.
    """
    words, terms = clause.words, clause.terms
    target = terms.known.get(terms.charge)
    if target is None:
        words.fail("what is charged")
        raise AssertionError
    factors = [measure(clause.formulas())] if words.take(*EACH) else []
    words.take(",")
    words.take("a fee of", "a charge of", "a fine of")
    number = words.number()
    if number is None:
        words.fail()
        raise AssertionError
    words.take(*UNITS)
    words.expect(*_CHARGED)
    if words.take(*EACH):
        factors.append(measure(clause.formulas()))
    if not factors:
        words.fail("for what it is charged")
    value = Formula(number_text(number))
    for factor in factors:
        value = joined(value, "*", factor, PRODUCT)
    condition = both(clause.condition, condition_at_end(clause))
    end(words)
    otherwise = Formula("0") if condition is not None else None
    return Statement(Form.DEFINED, target, value, condition, otherwise)
