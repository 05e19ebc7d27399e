"""A value for each case: `5 euros for a bicycle, 30 euros for a car, otherwise 40`."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from omninode_bridge.prose.statements.case_conditions import (
    condition_of_case,
    is_rest,
    rest,
)
from omninode_bridge.prose.statements.clause import ClauseOf
from omninode_bridge.prose.statements.formula import PRODUCT, Formula, joined
from omninode_bridge.prose.statements.intervals import are_apart, covers, is_part_of
from omninode_bridge.prose.statements.literals import literal, quoted_text
from omninode_bridge.prose.statements.reading import STOPS, UnreadError
from omninode_bridge.prose.statements.rest_said import nothing_said, said_again
from omninode_bridge.prose.statements.statement import Form, Statement, end
from omninode_bridge.prose.statements.terms import Term

_APART: Final = (
    *("; and", ", and", ", or", ", but", ";", ",", ".", "and", "or", "but", "while", "whereas"),
)
_SHARE: Final = re.compile(r"(?P<base>.+) \* [\d.]+%")
_DEPENDING: Final = (", depending on", "depending on", ", based on", "based on", "according to")
_GIVEN: Final = (
    *("it's", "is", "are", "costs", "cost", "pay", "pays", "get", "gets", "in", "with"),
)
_MOST: Final = 20


@dataclass(slots=True)
class Cases:
    """What has been read so far; `base` is that of the first percentage."""

    clause: ClauseOf
    target: Term
    said: list[tuple[Formula, Formula]] = field(default_factory=list)
    last: Formula | None = None
    base: Formula | None = None


def by_cases(clause: ClauseOf, target: Term) -> Statement | None:
    """None, and the cursor where it was, where no two cases stand here.

    Raises `UnreadError` where they leave something open.
    """
    words, start, whole = clause.words, clause.words.at, clause.words.all
    cases = Cases(_about(clause), target)
    try:
        _read(cases)
        end(words)
    except UnreadError:
        words.at = start
        return None
    finally:
        words.all = whole
    if len(cases.said) + (cases.last is not None) < 2:  # noqa: PLR2004 - cases
        words.at = start
        return None
    return _whole(cases)


def _about(clause: ClauseOf) -> ClauseOf:
    """`..., depending on the points`: that stands behind the cases, and is read before them."""
    words, start = clause.words, clause.words.at
    at = words.find(*_DEPENDING)
    if at is None:
        return clause
    words.at = at
    words.take(*_DEPENDING)
    term = depending(clause)
    is_last = words.is_done
    words.at = start
    if term is None or not is_last:
        return clause
    words.all = words.all[:at]
    return replace(clause, about=term)


def depending(clause: ClauseOf) -> Term | None:
    """What is named here, where the document declares it."""
    named = clause.formulas().name_words()
    return clause.terms.resolve(named) if named else None


def _read(cases: Cases) -> None:
    words = cases.clause.words
    first = value_of_case(cases)
    condition = cases.clause.condition or condition_of_case(cases.clause, cases.said, first)
    cases.said.append((first, condition))
    while not words.is_done and len(cases.said) < _MOST:
        words.take(*_APART)
        if cases.last is not None or words.is_done:
            words.fail()
        _read_next(cases)


def _read_next(cases: Cases) -> None:
    words, clause = cases.clause.words, cases.clause
    if is_rest(words):
        rest(clause, cases.said)
        _take_target(cases)
        cases.last = value_of_case(cases)
        return
    here = words.at
    for reading in (_value_first, _condition_first):
        words.at = here
        try:
            reading(cases)
        except UnreadError:
            continue
        return
    words.fail()


def _value_first(cases: Cases) -> None:
    _take_target(cases)
    value = value_of_case(cases)
    if is_rest(cases.clause.words):
        rest(cases.clause, cases.said)
        cases.last = value
        return
    cases.said.append((value, condition_of_case(cases.clause, cases.said, value)))


def _condition_first(cases: Cases) -> None:
    condition = condition_of_case(cases.clause, cases.said, None)
    cases.clause.words.take(",")
    _take_target(cases)
    cases.said.append((value_of_case(cases), condition))


def _take_target(cases: Cases) -> None:
    """`... it is`, `... the price is`: what the value is of, once more."""
    words, start = cases.clause.words, cases.clause.words.at
    said_again(words, cases.clause.terms, cases.target)
    if words.at == start:
        words.take(",")
        words.take(*_GIVEN)


def value_of_case(cases: Cases) -> Formula:
    """A number, an amount or a text; of percentages, only the first may say of what."""
    clause, target = cases.clause, cases.target
    words = clause.words
    members = clause.terms.values.get(target.name)
    if target.type.startswith(("string", "enum")) or members or words.token_is("quoted"):
        # "A" is a grade and an article.
        if words.low in {"a", "an"} and not words.all[words.at].text[0].isupper():
            words.at += 1
        return Formula(_text(cases, members or ()), kind="text")
    if (none := nothing_said(words, target)) is not None:
        return none
    found = clause.formulas(target.name).sum()
    if not found.share:
        match = _SHARE.fullmatch(found.text)
        if match is not None and cases.base is None:
            cases.base = Formula(match["base"], found.reads, PRODUCT, found.lists)
        return found
    if cases.base is None:
        words.fail("a percentage of what")
        raise AssertionError
    return joined(cases.base, "*", replace(found, share=False), PRODUCT)


def _text(cases: Cases, members: Sequence[str]) -> str:
    """What stands for a text without members may be a plain word: `gold if ...`."""
    words, terms = cases.clause.words, cases.clause.terms
    token = words.token()
    is_plain = token is not None and token.kind == "word" and token.low not in STOPS
    if members or token is None or not is_plain or terms.resolve((token.low,)) is not None:
        return literal(words, members)
    words.at += 1
    return quoted_text(token.text)


def _whole(cases: Cases) -> Statement | None:
    """The narrower before the wider; nothing is left open, and no two hold at once."""
    words = cases.clause.words
    said = _sorted(cases)
    reads = frozenset().union(*(one.reads | two.reads for one, two in said))
    if any(one.lists or two.lists for one, two in said):
        words.fail("items of a list, one by one")
    last = cases.last
    if last is None:
        if not _is_whole(cases, [two for _, two in said]):
            words.fail("what it is otherwise")
        *said, (last, _) = said
    text = "".join(f"{one.text} if {two.text} else " for one, two in said) + last.text
    kind = said[0][0].kind
    if {one.kind for one, _ in said} | {last.kind} != {kind}:
        words.fail("values of two kinds")
    return Statement(Form.DEFINED, cases.target, Formula(text, reads | last.reads, kind=kind))


def _sorted(cases: Cases) -> list[tuple[Formula, Formula]]:
    found: list[tuple[Formula, Formula]] = []
    for one in cases.said:
        wider = [at for at, other in enumerate(found) if is_part_of(one[1], other[1])]
        found.insert(wider[0] if wider else len(found), one)
    for at, (_, condition) in enumerate(found):
        for _, other in found[at + 1 :]:
            if not (is_part_of(condition, other) or are_apart(condition, other)):
                cases.clause.words.fail("two values where both conditions hold")
            if condition.text == other.text:
                cases.clause.words.fail("the same case twice")
    return found


def _is_whole(cases: Cases, conditions: Sequence[Formula]) -> bool:
    terms = cases.clause.terms
    reads = frozenset().union(*(one.reads for one in conditions))
    if len(reads) != 1:
        return False
    (name,) = reads
    term = terms.known.get(name) or terms.invented.get(name)
    return covers(conditions, term.type if term else "", terms.values.get(name, ()))
