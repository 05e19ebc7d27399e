"""`All amounts are rounded to cents`: what is money is, and the last of it says so."""

from typing import Final

from omninode_bridge.prose.statements.clause import ClauseOf
from omninode_bridge.prose.statements.formula import of_term
from omninode_bridge.prose.statements.reading import UnreadError
from omninode_bridge.prose.statements.rounding import rounding
from omninode_bridge.prose.statements.statement import Form, Statement, end

_ALL: Final = (
    *("all amounts", "every amount", "each amount", "amounts", "the amounts", "all sums"),
    *("each of these amounts", "all of these amounts", "all these amounts", "each of the amounts"),
    *("the each of these amounts", "the all of these amounts", "all the amounts", "all prices"),
    *("all amounts of money", "every sum", "each sum", "every price", "all money amounts"),
)
_CENTS: Final = ", 2)"


def rounded_all(clause: ClauseOf) -> Statement:
    """Raises `UnreadError`; amounts that are declared as money are rounded wherever they stand."""
    words, terms = clause.words, clause.terms
    words.expect(*_ALL)
    words.expect("is", "are", "shall be", "must be", "should be", "will be")
    change = rounding(words)
    end(words)
    target = terms.known.get(terms.running) or terms.known.get(terms.charge)
    if change is None or target is None or target.type != "money" or clause.condition is not None:
        raise UnreadError("which amounts are rounded")
    value = change(of_term(target))
    if not value.text.endswith(_CENTS):
        words.fail("an amount of money has cents")
    return Statement(Form.CHANGED, target, value, reason="rounding")
