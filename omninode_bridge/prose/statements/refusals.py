"""Sentences that say what is refused, warned of or never so."""

import re
from dataclasses import replace
from typing import Final

from omninode_bridge.prose.statements.clause import (
    ClauseOf,
    condition_at_end,
    kind_of_subject,
    subject_condition,
)
from omninode_bridge.prose.statements.comparisons import comparison
from omninode_bridge.prose.statements.conditions import ConditionReader, negation
from omninode_bridge.prose.statements.formula import Formula
from omninode_bridge.prose.statements.literals import quoted_text
from omninode_bridge.prose.statements.reading import UnreadError
from omninode_bridge.prose.statements.statement import Form, Statement, both, end
from omninode_bridge.prose.statements.terms import Term

_VERBS: Final = ("reject", "refuse", "decline", "deny")
_REFUSED: Final = (
    *("is rejected", "are rejected", "must be rejected", "shall be rejected", "to be rejected"),
    *("should be rejected", "will be rejected", "is refused", "are refused", "must be refused"),
    *("shall be refused", "should be refused", "will be refused", "is declined", "are declined"),
    *("is not allowed", "are not allowed", "is not accepted", "are not accepted", "is invalid"),
    *("are invalid", "is an error", "are an error", "must not be accepted", "is not permitted"),
    *(
        "are not permitted",
        "is forbidden",
        "are forbidden",
        "cannot be accepted",
        "has to be rejected",
    ),
)
_WARNED: Final = (
    *("is warned", "are warned", "must be warned", "shall be warned", "should be warned"),
    *("is shown a warning", "gets a warning", "get a warning", "receive a warning"),
    *("receives a warning", "are shown a warning"),
)
_MUST: Final = ("must", "shall", "should", "has to", "have to", "needs to", "may", "can", "cannot")
_REQUESTS: Final = ("request", "requests", "input", "order", "orders", "it", "this", "they")
_TELLING: Final = (
    *("with the message", "with the error message", "with the error", "with a message"),
    *("with the reason", "with the text", "with message", "with", "saying", "as"),
)
_NEVER: Final = (
    *("is never", "are never", "never to be", "to never be", "must never be", "shall never be"),
    *("should never be", "may never be", "can never be", "must never fall", "never falls"),
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

_MODAL: Final = frozenset({"must", "shall", "may", "should", "cannot", "can"})
_RAISED: Final = ("is at least", "amounts to at least", "to be at least")
_LONGEST: Final = 100


def refused(clause: ClauseOf) -> Statement:
    """Raises `UnreadError`."""
    words = clause.words
    if words.take(*_VERBS):
        return _rejecting(clause)
    start = words.at
    for phrases, reading in ((_REFUSED, _passive), (_WARNED, _warned)):
        at = words.find(*phrases)
        if at is not None:
            words.at = start
            return reading(clause, at)
    words.at = start
    if words.take("warn"):
        return _warning(clause)
    if words.find(*_NEVER, *_CAPPED, *_RAISED, *_NOT_OVER) is not None:
        try:
            return _held(clause)
        except UnreadError:
            words.at = start
    return _required(clause)


def _rejecting(clause: ClauseOf) -> Statement:
    """`Reject a negative amount`, `Reject orders with more than 5 items`."""
    condition = _described(clause)
    return _refusal(clause, condition)


def _described(clause: ClauseOf) -> Formula | None:
    """What is said of the things that are refused; None where only a condition is."""
    words = clause.words
    words.take("a", "an", "any", "all", "every", "the")
    sign = words.take("negative", "non-positive", "zero", "empty")
    subject = clause.formulas().name_words()
    if not subject:
        words.fail()
    if sign:
        return _signed(clause, sign, subject)
    here = words.at
    try:
        return ConditionReader(words, clause.terms).condition(subject)
    except UnreadError:
        words.at = here
    if subject[-1] in _REQUESTS or clause.condition is not None:
        return None
    words.fail()
    raise AssertionError


def _signed(clause: ClauseOf, sign: str, subject: list[str]) -> Formula:
    known = clause.terms.lists
    items = known.get(subject[-1]) or (only_list(clause) if subject[-1] == "list" else "")
    if sign == "empty" and items:
        return Formula(f"len({items}) = 0", frozenset({items}), kind="bool")
    term = clause.terms.needed(subject, "string" if sign == "empty" else "decimal")
    shown = {"negative": "< 0", "non-positive": "<= 0", "zero": "= 0", "empty": '= ""'}[sign]
    if term.over or (sign == "empty") != term.type.startswith("string"):
        clause.words.fail(f"`{sign}`")
    return Formula(f"{term.text} {shown}", frozenset({term.name}), kind="bool")


def only_list(clause: ClauseOf) -> str:
    """The list of the request, where it has one."""
    found = set(clause.terms.lists.values())
    return found.pop() if len(found) == 1 else ""


def _passive(clause: ClauseOf, at: int) -> Statement:
    """`A total dose of more than 4000 mg must be rejected.`"""
    words = clause.words
    inner = clause.within(words.split(at))
    condition = _described(inner)
    end(inner.words)
    words.at = at
    words.take(*_REFUSED)
    return _refusal(clause, condition)


def _refusal(clause: ClauseOf, condition: Formula | None) -> Statement:
    message = _message(clause)
    condition = both(condition, condition_at_end(clause))
    condition = both(clause.condition, condition)
    message = message or _message(clause)
    end(clause.words)
    if condition is None:
        clause.words.fail("when it is refused")
    if condition is not None and condition.lists:
        condition = _any(condition)
    return Statement(Form.REFUSED, condition=condition, message=message or said_of(clause.said))


def _any(condition: Formula) -> Formula:
    """One item of the list for which it holds is enough."""
    term = next(iter(condition.lists))
    if len({one.over for one in condition.lists}) > 1:
        raise UnreadError("items of two lists")
    text = f"any({condition.text} for {term.item} in {term.over})"
    return Formula(text, condition.reads, kind="bool")


def _message(clause: ClauseOf) -> str:
    words, start = clause.words, clause.words.at
    words.take(":", ",", "(")
    words.take(*_TELLING)
    words.take(":")
    if words.token_is("quoted"):
        token = words.token()
        words.at += 1
        words.take(")")
        return quoted_text(token.text if token else "")
    words.at = start
    return ""


def _warned(clause: ClauseOf, at: int) -> Statement:
    """`The nurse is warned "check the protocol".`"""
    words = clause.words
    inner = clause.within(words.split(at))
    clause.formulas().name_words()
    condition = clause.condition
    if words.at != at:
        condition = both(condition, subject_condition(inner))
        end(inner.words)
    elif (kind := kind_of_subject(inner)) is not None:
        condition = both(condition, kind)
    words.at = at
    words.take(*_WARNED)
    return _told(replace(clause, condition=condition))


def _warning(clause: ClauseOf) -> Statement:
    clause.formulas().name_words()
    return _told(clause)


def _told(clause: ClauseOf) -> Statement:
    words = clause.words
    words.take("that", "about")
    message = _message(clause)
    condition = both(clause.condition, condition_at_end(clause))
    end(words)
    if condition is None:
        words.fail("when it is warned")
    return Statement(Form.WARNED, condition=condition, message=message or said_of(clause.said))


def _required(clause: ClauseOf) -> Statement:
    """`The quantity must be at least 1`, `must not be negative`, `may not exceed 10`."""
    words = clause.words
    named = clause.formulas().name_words()
    if not named:
        words.fail()
    if words.take("of"):
        named = [*named, "of", *clause.formulas().name_words()]
    modal = words.expect(*_MUST)
    is_not = modal == "cannot" or bool(words.take("not"))
    if modal in {"may", "can"} and not is_not and not words.take("only"):
        words.fail()
    term = clause.terms.needed(named, "decimal")
    if term.name not in clause.terms.given and clause.terms.is_closed:
        words.fail(f"`{term.name}`, which is computed: is it refused, or held there")
    is_not = is_not or bool(words.take("not"))
    held = ConditionReader(words, clause.terms).predicate(named)
    if held is None:
        words.fail()
        raise AssertionError
    condition = held if is_not else _opposite(held)
    message = _message(clause)
    condition = both(clause.condition, both(condition, condition_at_end(clause))) or condition
    end(words)
    if condition.lists:
        condition = _any(condition)
    return Statement(Form.REFUSED, condition=condition, message=message or said_of(clause.said))


def _opposite(held: Formula) -> Formula:
    return negation(held)


def _held(clause: ClauseOf) -> Statement:
    """`The fee is never below 20`: a value beyond the limit becomes the limit."""
    words = clause.words
    named = clause.formulas().name_words()
    term = clause.terms.target(named) if named else None
    if term is None or term.name in clause.terms.given or term.over:
        words.fail()
        raise AssertionError
    if words.low in _MODAL and not _FEES & set(term.name.split("_")):
        words.fail(f"`{term.name}`, which is computed: is it refused, or held there")
    sign, limit = _limit(clause, term)
    condition = Formula(f"{term.text} {sign} {limit.text}", limit.reads | {term.name}, kind="bool")
    whole = both(clause.condition, both(condition, condition_at_end(clause)))
    end(words)
    return Statement(Form.CHANGED, term, limit, whole, reason="limit")


def _limit(clause: ClauseOf, term: Term) -> tuple[str, Formula]:
    """On which side of which value nothing may be."""
    words, formulas = clause.words, clause.formulas(term.name)
    if taken := words.take(*_NOT_OVER, *_CAPPED, *_RAISED):
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


def said_of(sentence: str) -> str:
    """The sentence as a message, without signs that a rule cannot hold."""
    plain = re.sub(r"[^A-Za-z0-9 _.,;:/@+()'?!%\u20ac-]", "", sentence).strip(" .!")
    if len(plain) > _LONGEST:
        plain = plain[:_LONGEST].rsplit(" ", 1)[0]
    return quoted_text(plain[:1].lower() + plain[1:])
