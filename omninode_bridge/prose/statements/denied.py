"""What is denied to some: `Nobody under 12 may join`, `Only members are accepted`."""

from typing import Final

from omninode_bridge.prose.statements.clause import ClauseOf, subject_condition
from omninode_bridge.prose.statements.conditions import ConditionReader, negation
from omninode_bridge.prose.statements.formula import Formula
from omninode_bridge.prose.statements.kinds import kind, kind_of_item, need_known
from omninode_bridge.prose.statements.rates import number_of
from omninode_bridge.prose.statements.reading import STOPS, UnreadError
from omninode_bridge.prose.statements.said_verbs import done
from omninode_bridge.prose.statements.statement import both

ACCEPTED: Final = (
    *("accepted", "allowed", "permitted", "possible", "admitted", "valid", "treated", "served"),
    *("processed", "booked", "insured", "transported", "admissible", "acceptable", "tolerated"),
)
_NOBODY: Final = ("nobody", "no one", "no-one", "noone")
_MAY: Final = ("may", "can", "must", "shall", "should", "is allowed to", "are allowed to")
_DEEDS: Final = (
    *("join", "take part", "participate", "enter", "apply", "travel", "play", "ride", "book"),
    *("register", "buy", "start", "use it", "compete", "come", "work", "order", "donate"),
)
_WHERE: Final = ("with", "by", "in", "on", "at", "for", "as")


def denied(clause: ClauseOf) -> Formula | None:
    """What must not be; None, and the cursor where it was, where nothing is denied so."""
    words, start = clause.words, clause.words.at
    for phrases, reading in ((_NOBODY, _nobody), (("only",), _only), (("no",), _none)):
        words.at = start
        if not words.take(*phrases):
            continue
        try:
            return reading(clause)
        except UnreadError:
            break
    words.at = start
    if words.take("there must be", "there have to be", "there has to be", "there should be"):
        return negation(_there(clause))
    if words.take("there must not be", "there may not be", "there cannot be"):
        return _there(clause)
    if words.take("there may be", "there can be") and words.low in {"at", "up", "no"}:
        return negation(_there(clause))
    words.at = start
    return _required(clause)


def _nobody(clause: ClauseOf) -> Formula:
    words = clause.words
    reader = ConditionReader(words, clause.terms)
    if words.take(*_MAY):
        # "Nobody may work more than 240 hours."
        words.take(*_DEEDS, "be")
        return reader.condition(("person",))
    found = reader.condition(("person",))
    here = words.at
    is_denied = words.take(*_MAY) and words.take(*_DEEDS, *(f"be {one}" for one in ACCEPTED))
    if is_denied and words.low not in _WHERE:
        return found
    words.at = here
    return both(found, _done_in(clause)) or found


def _done_in(clause: ClauseOf) -> Formula:
    """`Nobody under 6 dives in the deep pool`: what is one of the values of the document."""
    words = clause.words
    words.take(*_MAY)
    verb = words.token()
    if verb is None or verb.kind != "word" or verb.low in STOPS:
        words.fail()
    words.at += 1
    words.take(*_WHERE)
    words.take("the", "a", "an")
    named = clause.formulas().name_words()
    found = kind(clause.terms, named) or kind_of_item(clause.terms, named)
    if found is None:
        words.fail(f"`{' '.join(named)}`, of which the document says nothing")
        raise AssertionError
    return found


def _only(clause: ClauseOf) -> Formula:
    words = clause.words
    found = subject_condition(clause)
    words.expect(*done(*ACCEPTED), *(f"may {deed}" for deed in _DEEDS))
    return negation(found)


def _none(clause: ClauseOf) -> Formula:
    """`No trip may be longer than 300 km`, `No item may weigh more than 30 kg`."""
    words = clause.words
    if (found_two := _more_than(clause)) is not None:
        words.expect(*done(*ACCEPTED))
        return found_two
    subject = clause.formulas().name_words()
    if subject and kind(clause.terms, subject[:-1]) is None:
        need_known(words, clause.terms, subject)
    words.expect(*_MAY)
    words.take("have a", "have")
    found = ConditionReader(words, clause.terms).predicate(subject)
    if found is None:
        words.fail()
        raise AssertionError
    return found


def _more_than(clause: ClauseOf) -> Formula | None:
    """`more children than guests`: two that are counted, compared with each other."""
    words, start = clause.words, clause.words.at
    sign = ">" if words.take("more") else "<" if words.take("fewer", "less") else ""
    one = clause.formulas().name_words() if sign else []
    if one and words.take("than"):
        words.take("there are", "the", "there is")
        first, second = (
            number_of(clause.formulas(), each) for each in (one, clause.formulas().name_words())
        )
        words.take("are there", "there are")
        if first is not None and second is not None:
            reads = first.reads | second.reads
            return Formula(f"{first.text} {sign} {second.text}", reads, kind="bool")
    words.at = start
    return None


def _there(clause: ClauseOf) -> Formula:
    if (found_two := _more_than(clause)) is not None:
        return found_two
    found = ConditionReader(clause.words, clause.terms).counted("thing")
    if found is None:
        clause.words.fail()
        raise AssertionError
    return found


def _required(clause: ClauseOf) -> Formula | None:
    """`The name is mandatory`, `At least one answer is required`."""
    words, start = clause.words, clause.words.at
    try:
        found = ConditionReader(words, clause.terms).counted("thing")
    except UnreadError:
        found = None
    if found is not None and words.take(*done("required", "needed", "mandatory", "necessary")):
        return negation(found)
    words.at = start
    named = clause.formulas().name_words()
    if named and words.take(*done("mandatory", "required", "compulsory")):
        own = clause.terms.resolve(named)
        if own is not None and own.type.startswith("string") and not own.is_optional:
            return Formula(f'{own.text} = ""', frozenset({own.over or own.name}))
    words.at = start
    return None
