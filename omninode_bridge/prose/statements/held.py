"""Sentences that say between which limits a value is held: `The fee is never below 20`."""

from typing import Final

from omninode_bridge.prose.statements.clause import ClauseOf, condition_at_end
from omninode_bridge.prose.statements.comparisons import comparison
from omninode_bridge.prose.statements.formula import Formula
from omninode_bridge.prose.statements.statement import Form, Statement, both, end
from omninode_bridge.prose.statements.terms import Term

_NEVER: Final = (
    *("is never", "are never", "never to be", "to never be", "must never be", "shall never be"),
    *(
        "should never be",
        "never shall be",
        "may never be",
        "can never be",
        "must never fall",
        "never falls",
    ),
    *("never to fall", "should never fall", "never is", "cannot be", "can not be", "must never go"),
    *("never goes", "shall never fall", "will never be"),
)
_CAPPED: Final = (
    *("is capped at", "are capped at", "is limited to", "shall be capped at", "must be capped at"),
    *("is at most", "amounts to at most", "should be capped at", "to be capped at"),
)
_NOT_OVER: Final = ("must not exceed", "shall not exceed", "may not exceed", "should not exceed")
_FEES: Final = frozenset(
    {"fee", "fine", "discount", "surcharge", "charge", "penalty", "rebate", "bonus", "premium"}
)
"""What is held at a limit; of other values it may also be meant that beyond it they are refused."""

_NEVER_OVER: Final = (
    *("never exceeds", "never exceed"),
    *(f"{modal} never exceed" for modal in ("must", "shall", "should", "may", "can", "will")),
)
"""Who refuses says so: beside a refusal, what never exceeds a limit is held there."""

_MODAL: Final = frozenset({"must", "shall", "may", "should", "cannot", "can"})
_RAISED: Final = ("is at least", "amounts to at least", "to be at least")
LIMITS: Final = (*_NEVER, *_CAPPED, *_RAISED, *_NOT_OVER, *_NEVER_OVER)


def held(clause: ClauseOf) -> Statement:
    """`The fee is never below 20`: a value beyond the limit becomes the limit."""
    words = clause.words
    named = clause.formulas().name_words()
    term = clause.terms.target(named) if named else None
    if term is None or term.name in clause.terms.given or term.over:
        words.fail()
        raise AssertionError
    is_meant = clause.terms.refuses and words.ahead(1) == "never"
    if words.low in _MODAL and not is_meant and not _FEES & set(term.name.split("_")):
        words.fail(f"`{term.name}`, which is computed: is it refused, or held there")
    sign, limit = _limit(clause, term)
    condition = Formula(f"{term.text} {sign} {limit.text}", limit.reads | {term.name}, kind="bool")
    whole = both(clause.condition, both(condition, condition_at_end(clause)))
    end(words)
    return Statement(Form.CHANGED, term, limit, whole, reason="limit")


def _limit(clause: ClauseOf, term: Term) -> tuple[str, Formula]:
    """On which side of which value nothing may be."""
    words, formulas = clause.words, clause.formulas(term.name)
    if taken := words.take(*_NOT_OVER, *_CAPPED, *_RAISED, *_NEVER_OVER):
        return "<" if taken in _RAISED else ">", formulas.comparand()
    words.expect(*_NEVER)
    found = comparison(formulas)
    if found is None or len(found.parts) != 1 or found.measure:
        words.fail()
        raise AssertionError
    ((sign, limit),) = found.parts
    if sign not in {"<", ">"}:
        words.fail()
    if found.unit:
        clause.terms.counted(found.unit, term)
    return sign, limit
