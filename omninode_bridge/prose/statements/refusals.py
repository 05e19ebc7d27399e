"""Sentences that say what is refused, warned of or never so."""

import re
from typing import Final

from omninode_bridge.language.lexicon import lexicon
from omninode_bridge.prose.statements.clause import (
    ClauseOf,
    condition_at_end,
    subject_condition,
)
from omninode_bridge.prose.statements.conditions import ConditionReader, negation
from omninode_bridge.prose.statements.denied import ACCEPTED, denied
from omninode_bridge.prose.statements.formula import Formula
from omninode_bridge.prose.statements.held import LIMITS, held
from omninode_bridge.prose.statements.kinds import kind_of_somebody, need_known
from omninode_bridge.prose.statements.messages import message_of, said_of
from omninode_bridge.prose.statements.persons import is_person
from omninode_bridge.prose.statements.reading import UnreadError
from omninode_bridge.prose.statements.said_verbs import does, done, not_done
from omninode_bridge.prose.statements.signs import signed
from omninode_bridge.prose.statements.statement import Form, Statement, both, end
from omninode_bridge.prose.statements.warned import warned

_VERBS: Final = ("reject", "refuse", "decline", "deny")
_LEADS: Final = ("lead to", "result in", "cause", "mean")
_ENDS: Final = ("disqualification", "rejection", "a rejection", "refusal", "exclusion", "an error")
_REFUSED: Final = (
    *done("rejected", "refused", "declined", "denied", "turned down", "turned away", "forbidden"),
    *done("an error", "invalid", "prohibited", "banned", "ruled out", "impossible", "excluded"),
    *not_done(*ACCEPTED),
    *does(*(f"{verb} {end}" for verb in _LEADS for end in _ENDS)),
)
_AN_ERROR: Final = (
    *("it is an error", "it is not allowed", "it is invalid", "it is forbidden", "an error occurs"),
    *("the request is invalid", "the input is invalid", "it is not permitted"),
)
_WE_REFUSE: Final = (
    *("we do not accept", "we don't accept", "we do not allow", "we refuse", "we reject"),
    *("do not accept", "do not allow", "never accept", "we cannot accept", "we do not take"),
)
_MUST: Final = ("must", "shall", "should", "has to", "have to", "needs to", "may", "can", "cannot")
_TAKE: Final = (
    *("stay", "bring", "book", "rent", "use", "take", "borrow", "order", "keep", "own", "hold"),
    *("carry", "contain", "last", "need", "comprise", "include", "drive", "work", "play"),
)
"""What somebody does with so many: as good as having them."""

_REQUESTS: Final = (
    "request",
    "requests",
    "input",
    "order",
    "orders",
    "it",
    "this",
    "they",
    "application",
    "applications",
    "claim",
    "booking",
)


def refused(clause: ClauseOf) -> Statement:
    """Raises `UnreadError`."""
    words, start = clause.words, clause.words.at
    if words.take(*_VERBS, *_WE_REFUSE):
        return _rejecting(clause)
    if words.take(*_AN_ERROR):
        return _refusal(clause, None)
    if (found := denied(clause)) is not None:
        return _refusal(clause, found)
    words.at = start
    at = words.find(*_REFUSED)
    if at is not None:
        return _passive(clause, at)
    return warned(clause) or _held_or_required(clause)


def _held_or_required(clause: ClauseOf) -> Statement:
    words, start = clause.words, clause.words.at
    if words.find(*LIMITS) is not None:
        try:
            return held(clause)
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
    if (found := ConditionReader(words, clause.terms).counted("thing")) is not None:
        return found
    sign = words.take("negative", "non-positive", "zero", "empty")
    subject = clause.formulas().name_words()
    if not subject and words.low == "with":
        return None
    if not subject:
        words.fail()
    if sign:
        return signed(clause, sign, subject)
    here = words.at
    try:
        return _limited(clause, subject)
    except UnreadError:
        words.at = here
    is_alone = words.low in {"with", "if", "when", "unless", "", ":"} and len(subject) == 1
    is_thing = lexicon().singular(subject[-1]) in clause.terms.things and is_alone
    if subject[-1] in _REQUESTS or clause.condition is not None or is_thing:
        return None
    words.fail()
    raise AssertionError


def _limited(clause: ClauseOf, subject: list[str]) -> Formula:
    """Of which of the things it is said, and what is said of these. Raises `UnreadError`."""
    words, terms = clause.words, clause.terms
    if subject[-1] in _REQUESTS and words.take("for", "from", "by"):
        return subject_condition(clause)
    own = kind_of_somebody(words, terms, subject)
    if own is None:
        need_known(words, terms, subject)
    found = ConditionReader(words, terms).condition(subject)
    # Where the words before the thing are the flag that is spoken of, it holds by itself.
    is_other = own is not None and re.search(rf"\b{re.escape(own.text)}\b", found.text) is None
    return both(own, found) or found if is_other else found


def _passive(clause: ClauseOf, at: int) -> Statement:
    """`A total dose of more than 4000 mg must be rejected.`"""
    words = clause.words
    inner = clause.within(words.split(at))
    condition = _described(inner)
    end(inner.words)
    words.at = at
    verdict = words.all[at : at + 4]
    answered = (clause.terms.resolve((one.low,), exactly=True) for one in verdict)
    if any(one and one.type == "bool" and one.name not in clause.terms.given for one in answered):
        words.fail("which is answered, and no reason to refuse")
    if words.take(*_REFUSED).endswith(_ENDS) and words.take(":", ","):
        # The rejection is told again: the result is rejected with ...
        clause.formulas().name_words()
        words.expect(*_REFUSED)
    return _refusal(clause, condition)


def _refusal(clause: ClauseOf, condition: Formula | None) -> Statement:
    message = message_of(clause)
    condition = both(condition, condition_at_end(clause))
    condition = both(clause.condition, condition)
    message = message or message_of(clause)
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


def _required(clause: ClauseOf) -> Statement:
    """`The quantity must be at least 1`, `must not be negative`, `may not exceed 10`."""
    words = clause.words
    words.take("both", "neither")
    subjects = _subjects(clause)
    modal = words.expect(*_MUST)
    is_not = modal == "cannot" or bool(words.take("not"))
    if modal in {"may", "can"} and not is_not and not words.take("only"):
        words.fail()
    is_not = is_not or bool(words.take("not"))
    start = words.at
    parts: list[Formula] = []
    for named in subjects:
        words.at = start
        one = _held_of(clause, named)
        parts.append(one if is_not else negation(one))
    reads = frozenset().union(*(one.reads for one in parts))
    lists = frozenset().union(*(one.lists for one in parts))
    text = " or ".join(one.text for one in parts)
    kind = "or" if len(parts) > 1 else "bool"
    condition = Formula(text, reads, lists=lists, kind=kind)
    message = message_of(clause)
    condition = both(clause.condition, both(condition, condition_at_end(clause))) or condition
    end(words)
    if condition.lists:
        condition = _any(condition)
    return Statement(Form.REFUSED, condition=condition, message=message or said_of(clause.said))


def _subjects(clause: ClauseOf) -> list[list[str]]:
    """`the length and the width`: each of them."""
    words = clause.words
    found: list[list[str]] = []
    while True:
        named = clause.formulas().name_words()
        if not named:
            words.fail()
        if words.take("of"):
            named = [*named, "of", *clause.formulas().name_words()]
        found.append(named)
        if not words.take(", and", ",", "and"):
            return found


def _is_somebody(named: list[str]) -> bool:
    """`Applicants must be at least 12 years old`: what is compared are their years."""
    return len(named) == 1 and is_person(named[0], ())


def _held_of(clause: ClauseOf, named: list[str]) -> Formula:
    """What has to be so, or not so, of what is given."""
    words, terms = clause.words, clause.terms
    if words.low != "have" and words.low not in _TAKE:
        term = terms.resolve(named) if is_person(named[-1], terms.things) else None
        term = term or (None if _is_somebody(named) else terms.needed(named, "decimal"))
        if term is not None and term.name not in terms.given and not term.over and terms.is_closed:
            words.fail(f"`{term.name}`, which is computed: is it refused, or held there")
    reader = ConditionReader(words, terms)
    found = _taken(reader, named) or reader.predicate(named)
    if found is None:
        words.fail()
        raise AssertionError
    start = words.at
    # "at least 1 kg and at most 30 kg"
    more = reader.predicate(named) if words.take("and") else None
    if more is None:
        words.at = start
    return both(found, more) or found


def _taken(reader: ConditionReader, named: list[str]) -> Formula | None:
    """`may not stay more than 9 nights`; None where nothing is counted behind the verb."""
    start = reader.words.at
    found = reader.counted(named[-1]) if reader.words.take(*_TAKE) else None
    if found is None:
        reader.words.at = start
    return found
