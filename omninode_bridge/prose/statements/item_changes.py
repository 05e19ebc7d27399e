"""Changes of some items of a list: `Lots of grade C are worth half the price.`"""

from typing import Final

from omninode_bridge.prose.statements.clause import ClauseOf
from omninode_bridge.prose.statements.formula import PRODUCT, Formula
from omninode_bridge.prose.statements.item_sums import kept
from omninode_bridge.prose.statements.said_verbs import does, done
from omninode_bridge.prose.statements.statement import Form, Statement, end
from omninode_bridge.prose.statements.terms import Term

_WORTH: Final = (*does("cost", "count", "be worth"), "are worth", "is worth", *done("charged"))
_TIMES: Final = {
    "half as much": "0.5", "half of that": "0.5", "half the price": "0.5", "half": "0.5",
    "twice the price": "2", "twice as much": "2", "double the price": "2", "double": "2",
}  # fmt: skip


def items_changed(clause: ClauseOf) -> Statement:
    """What is changed is the one amount that a sentence works out for each item.

    Raises `UnreadError`.
    """
    words, terms = clause.words, clause.terms
    only, over = _some(clause)
    made = [
        one for one in terms.known.values() if over and one.over == over and one.name in terms.made
    ]
    if len(made) != 1 or clause.condition is not None:
        words.fail("which value of each item is changed")
    condition = only or kept(clause, Term("", "", over))
    if condition is None:
        words.fail()
    factor = _factor(clause)
    end(words)
    (term,) = made
    reads = frozenset({over})
    value = Formula(f"{term.text} * {factor}", reads, PRODUCT)
    return Statement(Form.CHANGED, term, value, condition, reason="share")


def _some(clause: ClauseOf) -> tuple[Formula | None, str]:
    """`legal and medical files`: values of one field of the items; and the list."""
    words, terms = clause.words, clause.terms
    words.take("all", "every", "each", "the")
    said: list[str] = []
    while True:
        named = clause.formulas().name_words()
        if named and (over := terms.list_of(named[-1:])):
            said += [" ".join(named[:-1])] if named[1:] else []
            return (_of_values(clause, said, over) if said else None), over
        if len(named) != 1 or not words.take(", and", ",", "and"):
            return None, ""
        said += named


def _of_values(clause: ClauseOf, said: list[str], over: str) -> Formula:
    terms = clause.terms
    own = [one for one in terms.known.values() if one.over == over]
    for term in own:
        members = terms.values.get(f"{over}.{term.name}", ())
        if members and all(one in members for one in said):
            texts = ", ".join(f'"{one}"' for one in said)
            test = f"in [{texts}]" if len(said) > 1 else f"= {texts}"
            return Formula(f"{term.text} {test}", frozenset({over}), kind="bool")
    flag = terms.among(said, own) if len(said) == 1 else None
    if flag is None or not flag.type.startswith("bool"):
        clause.words.fail(f"`{' and '.join(said)}`, which no item is")
        raise AssertionError
    return Formula(flag.text, frozenset({over}), kind="bool")


def _factor(clause: ClauseOf) -> str:
    """`half the price`, `25 % more`."""
    words = clause.words
    words.expect(*_WORTH)
    if taken := words.take(*_TIMES):
        return _TIMES[taken]
    share = clause.formulas().plain_number()
    if not share.share:
        words.fail("how much that is")
    sign = "+" if words.take("more", "extra") else "-" if words.take("less") else words.fail()
    return f"(1 {sign} {share.text}%)"
