"""What somebody gets, has or never does, with a number: `Children get 3 doses, all others 4`."""

from typing import Final

from omninode_bridge.language.word_forms import base_of
from omninode_bridge.prose.statements.case_conditions import is_rest, rest
from omninode_bridge.prose.statements.clause import ClauseOf, condition_at_end, subject_condition
from omninode_bridge.prose.statements.comparisons import comparison
from omninode_bridge.prose.statements.formula import (
    PLAIN,
    SUM,
    Formula,
    joined,
    number_text,
    of_term,
)
from omninode_bridge.prose.statements.reading import UnreadError
from omninode_bridge.prose.statements.said_verbs import does, done
from omninode_bridge.prose.statements.statement import Form, Statement, both, end
from omninode_bridge.prose.statements.terms import UNITS, Term

_GET: Final = (*does("get", "receive", "have", "be given", "take"), "is given", "are given")
_HAS: Final = ("has", "have", "needs", "takes", "lasts")
_SPAN: Final = tuple(
    f"{each} {span}"
    for each in ("a", "per", "each", "every")
    for span in ("day", "week", "month", "year", "hour", "person")
)
_WE_NEVER: Final = tuple(
    f"{who} never" for who in ("we", "the office", "the shop", "the club", "nobody", "no one")
)
_ADDED: Final = done("added", "put on top")
_DEDUCTED: Final = done("deducted", "subtracted", "taken off", "taken")
_NONE: Final = ("there is no", "there are no", "there shall be no", "there is neither", "no")
_DUE: Final = (
    *(
        "is due",
        "is charged",
        "is taken",
        "is paid",
        "is granted",
        "is given",
        "is added",
        "applies",
    ),
    *("is payable", "are due", "are charged", "are granted"),
)


def plain_deed(clause: ClauseOf) -> Statement:
    """Raises `UnreadError`."""
    start = clause.words.at
    for reading in (_none_there, _we_never, _differing, _worked_on, _allotted):
        clause.words.at = start
        try:
            found = reading(clause)
        except UnreadError:
            if reading is _allotted:
                raise
            continue
        if found is not None:
            return found
    clause.words.at = start
    clause.words.fail()
    raise AssertionError


def _output(clause: ClauseOf) -> Term | None:
    """The number that is named here and that the document answers, or that sentences define."""
    named = clause.formulas().name_words()
    found = clause.terms.resolve(named) if named else None
    is_own = found is not None and found.name not in clause.terms.given and not found.over
    is_number = found is not None and found.type in {"int", "decimal", "money", ""}
    return found if is_own and is_number else None


def _none_there(clause: ClauseOf) -> Statement | None:
    """`For a trip of one day there is no deposit`, `no deposit is due if ...`."""
    taken = clause.words.take(*_NONE)
    target = _output(clause) if taken else None
    if target is None or (taken == "no" and not clause.words.take(*_DUE)):
        return None
    condition = both(clause.condition, condition_at_end(clause))
    end(clause.words)
    if condition is None:
        clause.words.fail("when there is none")
    return Statement(Form.DEFINED, target, Formula("0"), condition, is_else=clause.is_otherwise)


def _we_never(clause: ClauseOf) -> Statement | None:
    """`We never credit more than 1,000 euros`, where the credit is answered."""
    words = clause.words
    if not words.take(*_WE_NEVER) or words.token() is None:
        return None
    verb = base_of(words.low) or words.low
    words.at += 1
    found = clause.terms.resolve((verb,), exactly=True)
    if (
        found is None
        or found.name in clause.terms.given
        or found.type not in {"money", "decimal", "int"}
    ):
        return None
    limit = comparison(clause.formulas(found.name))
    if (
        limit is None
        or len(limit.parts) != 1
        or limit.parts[0][0] not in {"<", ">"}
        or limit.measure
    ):
        return None
    words.take(*_SPAN)
    ((sign, value),) = limit.parts
    condition = Formula(
        f"{found.text} {sign} {value.text}", value.reads | {found.name}, kind="bool"
    )
    whole = both(clause.condition, both(condition, condition_at_end(clause)))
    end(words)
    return Statement(Form.CHANGED, found, value, whole, reason="limit")


def _differing(clause: ClauseOf) -> Statement | None:
    """`A trip has one night less than it has days.`"""
    words = clause.words
    words.take("a", "an", "the", "each", "every")
    if not clause.formulas().name_words() or not words.take(*_HAS):
        return None
    number = words.number()
    target = _output(clause) if number is not None else None
    sign = "-" if words.take("less", "fewer") else "+" if words.take("more") else ""
    if number is None or target is None or not sign or not words.take("than"):
        return None
    words.take("it has", "there are", "it lasts", "the number of")
    other = clause.formulas(target.name).factor()
    value = joined(other, sign, Formula(number_text(number)), SUM)
    condition = both(clause.condition, condition_at_end(clause))
    end(words)
    return Statement(Form.DEFINED, target, value, condition)


def _worked_on(clause: ClauseOf) -> Statement | None:
    """`If the ceiling is painted, length times width is added to the area.`"""
    words = clause.words
    value = clause.formulas().sum()
    sign = "+" if words.take(*_ADDED) else "-" if words.take(*_DEDUCTED) else ""
    # What has a name may be a part of it already.
    if not sign or value.level == PLAIN or value.share or not words.take("to", "from", "on top of"):
        return None
    target = _output(clause)
    if target is None:
        return None
    whole = joined(of_term(target), sign, value, SUM)
    condition = both(clause.condition, condition_at_end(clause))
    end(words)
    return Statement(Form.CHANGED, target, whole, condition, reason="addition")


def _allotted(clause: ClauseOf) -> Statement | None:
    """`Children under 12 months get 3 doses a day, all others 4.`"""
    words = clause.words
    words.take("all", "every", "each", "a", "an", "the")
    condition = both(clause.condition, subject_condition(clause))
    if condition is None or not words.take(*_GET):
        return None
    number = words.number()
    target = _output(clause) if number is not None else None
    if number is None or target is None:
        return None
    words.take(*_SPAN)
    value = Formula(number_text(number))
    otherwise = _of_others(clause)
    end(words)
    return Statement(Form.DEFINED, target, value, condition, otherwise)


def _of_others(clause: ClauseOf) -> Formula | None:
    words, start = clause.words, clause.words.at
    words.take(", and", ", but", ",", ";", "and", "but")
    if not is_rest(words):
        words.at = start
        return None
    rest(clause, ())
    words.take(*_GET)
    words.take("only")
    number = words.number()
    if number is None:
        raise UnreadError(words.shown)
    words.take(*UNITS)
    return Formula(number_text(number))
