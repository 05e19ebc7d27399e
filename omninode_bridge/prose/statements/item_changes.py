"""Changes of some items of a list: `Lots of grade C are worth half the price.`"""

from typing import Final

from omninode_bridge.prose.statements.clause import ClauseOf
from omninode_bridge.prose.statements.formula import PRODUCT, Formula
from omninode_bridge.prose.statements.item_sums import kept
from omninode_bridge.prose.statements.statement import Form, Statement, end
from omninode_bridge.prose.statements.terms import Term

_WORTH: Final = ("are worth", "is worth", "cost", "costs", "count", "counts")
_TIMES: Final = {
    "half as much": "0.5", "half of that": "0.5", "half the price": "0.5", "half": "0.5",
    "twice the price": "2", "twice as much": "2", "double the price": "2", "double": "2",
}  # fmt: skip


def items_changed(clause: ClauseOf) -> Statement:
    """What is changed is the one amount that a sentence works out for each item.

    Raises `UnreadError`.
    """
    words, terms = clause.words, clause.terms
    named = clause.formulas().name_words()
    over = terms.list_of(named) if named else ""
    made = [
        one for one in terms.known.values() if over and one.over == over and one.name in terms.made
    ]
    if len(made) != 1 or clause.condition is not None:
        words.fail("which value of each item is changed")
    condition = kept(clause, Term("", "", over))
    if condition is None:
        words.fail()
    words.expect(*_WORTH)
    factor = words.expect(*_TIMES)
    end(words)
    (term,) = made
    reads = frozenset({over})
    value = Formula(f"{term.text} * {_TIMES[factor]}", reads, PRODUCT)
    return Statement(Form.CHANGED, term, value, condition, reason="share")
