"""Sentences that warn: `The answer carries the warning "x" if ...`, `Long trips get a warning`."""

from dataclasses import replace
from typing import Final

from omninode_bridge.prose.statements.clause import (
    ClauseOf,
    condition_at_end,
    kind_of_subject,
    subject_condition,
)
from omninode_bridge.prose.statements.formula import Formula
from omninode_bridge.prose.statements.messages import message_of, said_of
from omninode_bridge.prose.statements.persons import is_person
from omninode_bridge.prose.statements.reading import Words
from omninode_bridge.prose.statements.said_verbs import does, done
from omninode_bridge.prose.statements.statement import Form, Statement, both, end

_SOMEBODY: Final = done("warned", "told", "alerted")
_WARN: Final = (*does("warn"), "tell", "inform", "alert", "notify")
_NOUN: Final = (
    *(f"{article} {noun}" for article in ("a", "the", "this", "an") for noun in ("warning",)),
    "warning",
)
_SEEN: Final = does("see", "find", "read", "be shown", "be given")
_GIVE: Final = (
    *does("carry", "contain", "get", "receive", "have", "bear", "include", "show", "return"),
    *does("give", "raise", "issue", "trigger", "cause", "add", "display", "put out", "produce"),
    *_SEEN,
    *does("come with", "lead to", "result in", "come back with", "emit"),
    *done("given", "shown", "accompanied by", "marked with", "returned with", "flagged with"),
    *("there is", "there shall be", "there must be", "there should be", "with", "there will be"),
)
_ANSWERS: Final = frozenset(
    {
        *("answer", "result", "reply", "response", "output", "node", "system", "tool", "program"),
        *("calculator", "calculation", "service", "we", "it", "they", "i", "which", "that"),
    }
)
_GIVEN: Final = done(
    *("given", "shown", "issued", "raised", "added", "displayed", "returned", "attached"),
    *("included", "put out", "sent along", "set", "wanted", "expected", "needed"),
)
_WITH: Final = ("to", "in", "with", "on", "along with", "together with")


def warned(clause: ClauseOf) -> Statement | None:
    """None, and the cursor where it was, where nobody is warned. Raises `UnreadError`."""
    words, start = clause.words, clause.words.at
    for reading in (_by_verb, _of_somebody, _by_noun):
        words.at = start
        if (found := reading(clause)) is not None:
            return found
    words.at = start
    return None


def _by_verb(clause: ClauseOf) -> Statement | None:
    """`Warn the nurse if ...`, `The answer warns "ask" ...`."""
    words = clause.words
    _answer(words)
    if not words.take(*_WARN):
        return None
    clause.formulas().name_words()
    return _told(clause)


def _answer(words: Words) -> bool:
    """Who warns is the node itself, whatever it is called."""
    start = words.at
    words.take("the", "our", "this")
    if words.low in _ANSWERS:
        words.at += 1
        return True
    words.at = start
    return False


def _of_somebody(clause: ClauseOf) -> Statement | None:
    """`The nurse is warned "check the protocol".`"""
    words, start = clause.words, clause.words.at
    at = words.find(*_SOMEBODY)
    if at is None:
        return None
    condition = _of_subject(clause.within(words.split(at)), start)
    words.at = at
    words.take(*_SOMEBODY)
    return _told(replace(clause, condition=both(clause.condition, condition)))


def _of_subject(inner: ClauseOf, start: int) -> Formula | None:
    """Of which things it is said; of somebody who is only told, nothing."""
    words = inner.words
    words.at = start
    inner.formulas().name_words()
    if words.is_done:
        words.at = start
        return kind_of_subject(inner)
    words.at = start
    found = subject_condition(inner)
    end(words)
    return found


def _by_noun(clause: ClauseOf) -> Statement | None:
    """`A warning "ask" is given if ...`, `Trips of more than 9 hours get the warning "ask"`."""
    words, start = clause.words, clause.words.at
    at = words.find(*_NOUN)
    if at is None:
        return None
    condition = None if at == start else _before_noun(clause.within(words.split(at)))
    words.at = at
    words.take(*_NOUN)
    words.take("is", "reads", "says", "shall be", "must be")
    message = message_of(clause)
    if words.take(*_GIVEN) and words.take(*_WITH):
        _answer(words) or clause.formulas().name_words()
    return _told(replace(clause, condition=both(clause.condition, condition)), message)


def _before_noun(inner: ClauseOf) -> Formula | None:
    """What stands before the verb that gives the warning; that has to stand right before it."""
    words, start = inner.words, inner.words.at
    at = _verb_at(words, start)
    if at == start:
        return None
    words.at = start
    before = inner.within(words.split(at))
    before.words.at = start
    if _answer(before.words) and before.words.is_done:
        return None
    before.words.at = start
    is_told = _is_somebody(before, words.all[at].low, is_case=inner.condition is not None)
    before.words.at = start
    if is_told and kind_of_subject(before) is None:
        return None
    before.words.at = start
    found = subject_condition(before)
    end(before.words)
    return found


def _verb_at(words: Words, start: int) -> int:
    """Where the last words that give something begin; raises where other words stand last."""
    for at in range(start, len(words.all)):
        words.at = at
        if words.take(*_GIVE) and words.is_done:
            return at
    words.at = start
    words.fail()
    raise AssertionError


def _is_somebody(before: ClauseOf, verb: str, *, is_case: bool) -> bool:
    """`If ..., the customer sees a warning`: who reads it says nothing more of when."""
    named = before.formulas().name_words()
    is_one = before.words.is_done and len(named) == 1
    return is_one and (verb in _SEEN or (is_case and is_person(named[0], before.terms.things)))


def _told(clause: ClauseOf, message: str = "") -> Statement:
    words = clause.words
    words.take("that", "about", "of")
    message = message or message_of(clause)
    condition = both(clause.condition, condition_at_end(clause))
    end(words)
    if condition is None:
        words.fail("when it is warned")
    return Statement(Form.WARNED, condition=condition, message=message or said_of(clause.said))
