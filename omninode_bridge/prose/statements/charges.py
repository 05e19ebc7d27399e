"""Charges for each of something: `For every day late, 0.25 is charged for each item.`"""

from typing import Final

from omninode_bridge.prose.statements.clause import ClauseOf, condition_at_end
from omninode_bridge.prose.statements.formula import PRODUCT, SUM, Formula, joined, number_text
from omninode_bridge.prose.statements.rates import EACH, measure
from omninode_bridge.prose.statements.reading import UnreadError
from omninode_bridge.prose.statements.said_verbs import does
from omninode_bridge.prose.statements.statement import Form, Statement, both, end
from omninode_bridge.prose.statements.terms import UNITS, Term

_ADDS: Final = does("add", "cost", "count", "bring", "give")
_TAKES: Final = does("deduct", "subtract", "take", "remove", "cost minus")
_CHARGED: Final = ("is charged", "are charged", "is due", "are due", "shall be paid", "is payable")


def charged(clause: ClauseOf) -> Statement:
    """What is charged is the one amount of money that the document answers.

    Raises `UnreadError`.
    """
    words, terms = clause.words, clause.terms
    if (found := _adding(clause)) is not None:
        return found
    target = terms.known.get(terms.charge)
    factors = [measure(clause.formulas())] if words.take(*EACH) else []
    words.take(",")
    target = _fee(clause) or target
    number = words.number()
    if target is None:
        words.fail("what is charged")
        raise AssertionError
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


def _fee(clause: ClauseOf) -> Term | None:
    """`a fee of 2.00 is due`: what is named is charged."""
    words, start = clause.words, clause.words.at
    words.take("a", "an", "the")
    named = clause.formulas().name_words()
    if named and words.take("of"):
        found = clause.terms.resolve(named)
        is_own = found is not None and found.name not in clause.terms.given and not found.over
        if found is not None and is_own and found.type in {"money", "decimal", "int"}:
            return found
        if found is None and named[-1] in {"fee", "charge", "fine"} and len(named) == 1:
            return None
    words.at = start
    return None


def _adding(clause: ClauseOf) -> Statement | None:
    """`Each penalty adds 60 seconds to the total`, `Each piece of luggage costs 1.00 extra`."""
    words, start = clause.words, clause.words.at
    if not words.take("each", "every"):
        return None
    try:
        factor = measure(clause.formulas())
    except UnreadError:
        words.at = start
        return None
    sign = "-" if words.take(*_TAKES) else "+" if words.take(*_ADDS) else ""
    number = words.number() if sign else None
    if number is None:
        words.at = start
        return None
    words.take(*UNITS)
    words.take("extra", "more", "on top", "additional")
    if not words.take("to", "from", "off"):
        words.fail("to what it is added")
    named = clause.formulas().name_words()
    target = clause.terms.target(named) if named else None
    if target is None or target.name in clause.terms.given or target.over:
        words.fail(f"`{' '.join(named)}`, which has no value")
        raise AssertionError
    part = joined(Formula(number_text(number)), "*", factor, PRODUCT)
    value = joined(Formula(target.text, frozenset({target.name})), sign, part, SUM)
    condition = both(clause.condition, condition_at_end(clause))
    end(words)
    return Statement(Form.CHANGED, target, value, condition, reason="addition")
