"""Points that are added up: `Five or more lifts give 1 point`, `A confused guest gets 3 points`."""

from typing import Final

from omninode_bridge.prose.statements.clause import ClauseOf, condition_at_end, subject_condition
from omninode_bridge.prose.statements.conditions import ConditionReader
from omninode_bridge.prose.statements.formula import Formula, number_text
from omninode_bridge.prose.statements.reading import UnreadError
from omninode_bridge.prose.statements.said_verbs import does
from omninode_bridge.prose.statements.statement import Form, Statement, both, end
from omninode_bridge.prose.statements.terms import Term

POINTS: Final = "points"
"""The reason of a change that adds points to nothing, unless a sentence says otherwise."""

_VERBS: Final = (
    *does("get", "give", "add", "bring", "score", "earn", "receive", "count", "be worth"),
    *("is worth", "are worth", "means", "mean", "scores"),
)
_UNIT: Final = ("points", "point", "pts")
_SUMS: Final = (
    *("is a sum of points", "is the sum of points", "is the sum of the points"),
    *("is the sum of all points", "is the sum of all the points", "is the sum of these points"),
    *("is a total of points", "adds up points", "is made up of points"),
)
_WHEN: Final = ("in the last", "in the past", "within the last", "during the last")


def scored(clause: ClauseOf) -> Statement:
    """Raises `UnreadError`."""
    words, start = clause.words, clause.words.at
    named = clause.formulas().name_words()
    if named and words.take(*_SUMS):
        end(words)
        return Statement(Form.DEFINED, _target(clause, named), Formula("0"), clause.condition)
    words.at = start
    at = words.find(*_VERBS)
    if at is None:
        words.fail()
        raise AssertionError
    inner = clause.within(words.split(at))
    condition = both(clause.condition, _of_subject(inner))
    words.at = at
    words.take(*_VERBS)
    words.take("an extra", "an additional", "another", "a further")
    number = words.number()
    if number is None or not words.take(*_UNIT):
        words.fail()
        raise AssertionError
    words.take("more", "extra", "on top", "in addition")
    condition = both(condition, condition_at_end(clause))
    end(words)
    if condition is None:
        words.fail("for what the points are given")
    target = _target(clause, ())
    value = Formula(f"{target.text} + {number_text(number)}", frozenset({target.name}))
    return Statement(Form.CHANGED, target, value, condition, reason=POINTS)


def _target(clause: ClauseOf, named: tuple[str, ...] | list[str]) -> Term:
    """The one figure of the answer that is a score."""
    terms = clause.terms
    found = [
        one
        for one in terms.known.values()
        if not one.over
        and one.name not in terms.given
        and one.name.split("_")[-1] in {"score", "points"}
    ]
    own = terms.target(named) if named else None
    if named and own not in found:
        clause.words.fail(f"`{' '.join(named)}`, which is no score")
    if own is None and len(found) != 1:
        clause.words.fail("which score the points are for")
    return own or found[0]


def _of_subject(clause: ClauseOf) -> Formula:
    """`Five or more lifts`, `a guest aged 65 to 79`, `a walking stick`, `one fall`."""
    words, start = clause.words, clause.words.at
    for reading in (_counted, _so, subject_condition):
        words.at = start
        try:
            found = reading(clause)
        except UnreadError:
            continue
        if words.take(*_WHEN):
            words.at = len(words.all)
        if found is not None and words.is_done:
            return found
    words.fail()
    raise AssertionError


def _counted(clause: ClauseOf) -> Formula | None:
    clause.words.take("having", "with")
    return ConditionReader(clause.words, clause.terms).counted("thing")


def _so(clause: ClauseOf) -> Formula | None:
    """What is a yes or no by itself."""
    named = clause.formulas().name_words()
    found = clause.terms.resolve(named) if named else None
    if found is None or not found.type.startswith("bool") or found.over:
        return None
    return Formula(found.text, frozenset({found.name}), kind="bool")
