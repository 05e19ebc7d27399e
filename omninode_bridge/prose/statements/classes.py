"""Sentences that say when something is so: `A customer is eligible if ...`, `90 is an A`."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from omninode_bridge.language.lexicon import lexicon
from omninode_bridge.prose.statements.clause import ClauseOf, condition_at_end, subject_condition
from omninode_bridge.prose.statements.conditions import ConditionReader
from omninode_bridge.prose.statements.formula import Formula
from omninode_bridge.prose.statements.kinds import kind
from omninode_bridge.prose.statements.literals import values_of
from omninode_bridge.prose.statements.persons import is_person
from omninode_bridge.prose.statements.reading import UnreadError
from omninode_bridge.prose.statements.statement import Form, Statement, both, end
from omninode_bridge.prose.statements.terms import Term
from omninode_bridge.prose.tokens import Token

_KINDS: Final = ("someone", "somebody", "a person", "anyone", "anybody", "a", "an")
_CLASSED: Final = (
    *("is classified as", "are classified as", "is graded as", "is graded", "is rated as"),
    *("is rated", "counts as", "count as", "is considered", "are considered", "is called"),
    *("gets the grade", "gets grade", "gets a grade of", "means", "gives", "belongs to", "gets"),
    *("get", "receive", "receives"),
    *("falls into", "is in", "is", "are"),
)
_NEVER: Final = (
    *("never get", "never gets", "never receive", "never have", "never count as", "never earn"),
    *("are never", "is never", "do not get", "does not get", "cannot get", "do not count as"),
)
_TRUE: Final = (
    *("true", "yes", "raised", "given", "granted", "set", "triggered", "awarded", "issued", "due"),
    *("allowed", "possible", "required", "needed", "necessary", "offered", "available"),
)
_IS: Final = (
    *("is", "are", "shall be", "must be", "should be", "will be", "to be", "counts as", "has been"),
    *("is considered", "are considered", "have", "has"),
)


def so(clause: ClauseOf) -> Statement:
    """`A customer is eligible if ...`. Raises `UnreadError`."""
    words = clause.words
    named = clause.formulas().name_words()
    if not named:
        words.fail()
    start = words.at
    own = clause.terms.resolve(named)
    is_free = own is None or own.type.startswith("bool")
    if words.take("is", "are", "means") and is_free and words.take(*_KINDS):
        found = _someone(clause, own, named)
        if found is not None:
            return found
    words.at = start
    if (found := _never(clause, named)) is not None:
        return found
    if words.take(*_IS):
        return _labelled(replace(clause, named=tuple(named)), clause.condition)
    return _doing(clause, named)


def _never(clause: ClauseOf, named: Sequence[str]) -> Statement | None:
    """`Relay teams never get a medal time`: what is so otherwise is not so for them."""
    words = clause.words
    things = kind(clause.terms, named) or kind(clause.terms, named[:-1]) if named else None
    if things is None or not words.take(*_NEVER):
        return None
    words.take("a", "an", "the")
    said = clause.formulas().name_words()
    target = clause.terms.resolve(said) if said else None
    if target is None or not target.type.startswith("bool") or target.name in clause.terms.given:
        words.fail()
        raise AssertionError
    end(words)
    condition = both(clause.condition, things)
    return Statement(Form.CHANGED, target, Formula("false", kind="bool"), condition, reason="never")


def _doing(clause: ClauseOf, named: Sequence[str]) -> Statement:
    """`A student passes if ...`: the name is a form of the verb."""
    known = lexicon()
    verb = known.lemma(named[-1])
    found = [
        one
        for one in clause.terms.known.values()
        if one.type.startswith("bool") and known.lemma(one.name) == verb
    ]
    if not verb or len(found) != 1 or not is_person(named[0], clause.terms.things):
        clause.words.fail()
    return _so(clause, found[0], clause.condition, is_not=False)


def _labelled(clause: ClauseOf, condition: Formula | None) -> Statement:
    """What stands behind `is` is the name of a yes or no."""
    words, terms = clause.words, clause.terms
    is_not = bool(words.take("not", "no longer"))
    if words.take("false") or (words.low == "no" and _is_last(clause) and words.take("no")):
        return _true(clause, condition, is_not=not is_not)
    is_not = bool(words.take("no")) or is_not
    start = words.at
    if words.take(*_TRUE):
        verdict = words.all[start : words.at]
        own = terms.resolve(clause.named) if clause.named else None
        if own is None and _answered(clause, verdict):
            # "The boat is allowed", where it is answered whether something is `allowed`.
            words.at = start
        else:
            return _true(clause, condition, is_not=is_not)
    words.take("a", "an")
    said = [] if words.take("free") else clause.formulas().name_words()
    target = terms.resolve(said) if said else _free(clause)
    if target is None or not target.type.startswith("bool"):
        words.fail(f"`{' '.join(said)}`, which is no yes or no of the document")
        raise AssertionError
    if words.take("for"):
        clause.formulas().name_words()
    return _so(clause, target, condition, is_not=is_not)


def _answered(clause: ClauseOf, verdict: Sequence[Token]) -> bool:
    found = clause.terms.resolve([one.low for one in verdict], exactly=True)
    is_own = found is not None and found.name not in clause.terms.given
    return is_own and found is not None and found.type == "bool"


def _is_last(clause: ClauseOf) -> bool:
    """`The alarm is no`, and not `no alarm`."""
    return clause.words.ahead(1) in {"", ".", ",", "if", "when", "unless"}


def _free(clause: ClauseOf) -> Term | None:
    """`Delivery is free if ...` says of `free_delivery` when it is so."""
    if not clause.named:
        return None
    ways = ((*clause.named, "free"), ("free", *clause.named))
    return next((one for way in ways if (one := clause.terms.resolve(way, exactly=True))), None)


def _true(clause: ClauseOf, condition: Formula | None, *, is_not: bool) -> Statement:
    """`An alarm is raised if ...`, `Passed is true when ...`: what stands in front is named."""
    target = clause.terms.resolve(clause.named) if clause.named else None
    if target is None or not target.type.startswith("bool"):
        clause.words.fail(f"`{' '.join(clause.named)}`, which is no yes or no of the document")
        raise AssertionError
    return _so(clause, target, condition, is_not=is_not)


def _so(clause: ClauseOf, target: Term, condition: Formula | None, *, is_not: bool) -> Statement:
    words = clause.words
    if target.name in clause.terms.given or target.over:
        words.fail(f"`{target.name}`, which the request says")
    if words.take("with"):
        words.at -= 1
        condition = both(condition, ConditionReader(words, clause.terms).condition(("person",)))
    condition = both(condition, condition_at_end(clause))
    end(words)
    if condition is None and not clause.is_otherwise:
        words.fail("what it depends on")
    value = Formula("false" if is_not else "true", kind="bool")
    is_else = clause.is_otherwise and condition is not None
    return Statement(Form.DEFINED, target, value, condition, is_else=is_else)


def _someone(clause: ClauseOf, own: Term | None, named: Sequence[str]) -> Statement | None:
    words = clause.words
    is_someone = words.all[words.at - 1].low not in {"a", "an"} or words.take("person")
    subject: Sequence[str] = ("person",)
    if not is_someone:
        subject = clause.formulas().name_words()
        if not subject or clause.words.is_done:
            return None
    try:
        found = ConditionReader(words, clause.terms).condition(subject)
    except UnreadError:
        return None
    if own is None:
        own = clause.terms.new(named, "bool")
    end(words)
    return Statement(Form.DEFINED, own, both(clause.condition, found) or found)


def classified(clause: ClauseOf) -> Statement:
    """`A score of 90 or more is an A`, `Scores from 80 to 89 get a B`."""
    words = clause.words
    condition = both(clause.condition, subject_condition(clause))
    start = words.at
    if words.take(*_IS):
        try:
            return _labelled(clause, condition)
        except UnreadError:
            words.at = start
    words.expect(*_CLASSED)
    words.take("a", "an", "the grade", "grade", "class", "the class")
    for length in (3, 2, 1):
        said = [one.text for one in words.all[words.at : words.at + length]]
        owner = values_of(clause.terms, said) if len(said) == length else None
        if owner is not None:
            words.at += length
            target, text = owner
            end(words)
            if target.name in clause.terms.given:
                words.fail()
            value = Formula(text, kind="text")
            return Statement(Form.DEFINED, target, value, condition)
    words.fail()
    raise AssertionError
