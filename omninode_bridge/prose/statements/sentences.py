"""One sentence of arithmetic, read as a whole or not at all."""

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Final

from omninode_bridge.language.frames import framed
from omninode_bridge.prose.statements.adjustments import changed
from omninode_bridge.prose.statements.case_conditions import condition_of_case
from omninode_bridge.prose.statements.cases import depending
from omninode_bridge.prose.statements.charges import charged
from omninode_bridge.prose.statements.classes import classified, so
from omninode_bridge.prose.statements.clause import IFS, ClauseOf, subject_condition
from omninode_bridge.prose.statements.conditions import ConditionReader, negation
from omninode_bridge.prose.statements.definitions import DEFINING, defined
from omninode_bridge.prose.statements.doubtful import doubtful
from omninode_bridge.prose.statements.formula import Formula
from omninode_bridge.prose.statements.formulas import FormulaReader
from omninode_bridge.prose.statements.item_changes import items_changed
from omninode_bridge.prose.statements.kinds import BESIDE, kind_beside
from omninode_bridge.prose.statements.others import for_some
from omninode_bridge.prose.statements.plain_deeds import plain_deed
from omninode_bridge.prose.statements.plainer import plainer, rest_apart
from omninode_bridge.prose.statements.points import scored
from omninode_bridge.prose.statements.reading import UnreadError, Words, words_of
from omninode_bridge.prose.statements.refusals import refused
from omninode_bridge.prose.statements.rounded_all import rounded_all
from omninode_bridge.prose.statements.statement import Statement, both
from omninode_bridge.prose.statements.terms import Term, Terms
from omninode_bridge.prose.statements.tiers import tiered
from omninode_bridge.prose.statements.whole_names import with_whole_names

_DEPENDING: Final = ("depending on", "based on", "according to")
_OPENERS: Final = (
    *(*IFS, "where", "unless", "given", *_DEPENDING, "from", "under", "over", "above", "below"),
    *("up to", "between", "as of", "after", "before", *BESIDE),
)
_CENTS: Final = re.compile(r"(?<![\d.,])(\d+(?:\.\d+)?) ?(?:cents?|ct)\b", re.IGNORECASE)
_STARTS: Final = re.compile(
    r"(?P<what>the [a-z]+(?: [a-z]+){0,2}) (?:starts|begins) (?:with|at) "
    r"(?:(?:an?|the) (?:[a-z]+ ){0,2}(?:amount|charge|fee|price|rate|fare|sum) of )?"
    r"(?P<amount>[€£$] ?\d[\d.,]*|\d[\d.,]* ?(?:euros?|dollars?|pounds?|cents?|EUR|USD|[€£$]))",
    re.IGNORECASE,
)
"""`The fare starts with a basic charge of 4 euros`: what the sentences behind it add to."""

_LABELLED: Final = re.compile(
    r"(?P<label>[A-Z][a-z]+(?: [a-z]+){0,2}): (?P<value>(?:(?!\b(?:is|are|be|gets?|pays?|costs?|"
    r"must|shall|should|may|can|has|have|will)\b)[^:;])+)"
)
_OTHERWISE: Final = ("otherwise", "else", "in all other cases", "in any other case")
_HERE: Final = -1
"""The condition in front ends where it can be read no further."""

_READINGS: Final[tuple[Callable[[ClauseOf], Statement], ...]] = (
    refused, defined, so, changed, classified, charged,
    items_changed, tiered, scored, plain_deed, rounded_all,
)  # fmt: skip


def read_statement(text: str, terms: Terms) -> Statement:
    """Raises `UnreadError` with the words that nothing is known for.

    What the reading adds to `terms` is left there where it succeeds only.
    """
    if unclear := doubtful(text):
        raise UnreadError(f"`{unclear}`, which may mean two things")
    text = plainer(text)
    text = _unlabelled(text, terms)
    parted = rest_apart(text)
    if parted is not None:
        return for_some(_framed(parted[0], terms), parted[1])
    return _framed(text, terms)


def _unlabelled(text: str, terms: Terms) -> str:
    """`Postage: 2 for each letter` says what the postage is, where that is answered."""
    found = _LABELLED.fullmatch(text.strip())
    term = terms.resolve(found["label"].lower().split(), exactly=True) if found else None
    if found is None or term is None or term.name in terms.given or term.type.startswith("bool"):
        return text
    return f"The {found['label'].lower()} is {found['value']}"


def _framed(text: str, terms: Terms) -> Statement:
    frame = framed(text)
    try:
        return _read(frame.plain, frame.asker, terms)
    except UnreadError:
        if not frame.passive:
            raise
    return _read(frame.passive, frame.asker, terms)


def _read(text: str, asker: str, terms: Terms) -> Statement:
    if started := _STARTS.fullmatch(text.rstrip(" .")):
        text = f"{started['what']} is {started['amount']}."
    words = with_whole_names(words_of(_in_whole_money(text, terms)), terms)
    furthest: UnreadError | None = None
    reached = -1
    for split in _splits(words):
        for reading in _READINGS:
            attempt = copied(terms)
            clause = ClauseOf(Words(words.text, words.all), attempt, said=words.text)
            try:
                found = reading(_conditioned(clause, split, asker))
            except UnreadError as error:
                if clause.words.at > reached:
                    furthest, reached = error, clause.words.at
                continue
            terms.invented, terms.units = attempt.invented, attempt.units
            return found
    raise furthest or UnreadError(words.shown)


def _in_whole_money(text: str, terms: Terms) -> str:
    """`50 cents` are 0.50, where nothing of the document is in cents."""
    in_cents = any({"cent", "cents"} & {*name.split("_")} for name in terms.known)
    if in_cents or "cent" in terms.measured.values():
        return text
    return _CENTS.sub(lambda found: f"{Decimal(found[1]) / 100:f} euros", text)


def subject_of(text: str) -> list[list[str]]:
    """The words that stand before `is` and the like, in a sentence that may define them."""
    try:
        words = words_of(text)
    except UnreadError:
        return []
    named = FormulaReader(words, Terms()).name_words()
    return [named] if named and words.take(*DEFINING) else []


def copied(terms: Terms) -> Terms:
    return replace(terms, invented=dict(terms.invented), units=dict(terms.units))


def _splits(words: Words) -> list[int]:
    """Where the condition in front may end: at each of its commas, or nowhere."""
    words.at = 0
    if words.take(*_OTHERWISE):
        words.take(",")
    start = words.at
    if not words.take(*_OPENERS):
        return [0]
    found = [at for at, one in enumerate(words.all) if one.low == "," and at > start]
    words.at = 0
    return [*found, 0, _HERE]


def _conditioned(clause: ClauseOf, split: int, actor: str) -> ClauseOf:
    condition = _of_actor(clause, actor)
    words = clause.words
    is_otherwise = bool(words.take(*_OTHERWISE))
    if is_otherwise:
        words.take(",")
    about = None
    if split == _HERE:
        condition = both(condition, _condition(clause))
        words.take(",")
    elif split:
        words.all, rest = words.all[:split], words.all
        about = _about(clause)
        condition = condition if about else both(condition, _condition(clause))
        if not words.is_done:
            words.fail()
        words.all = rest
        words.at = split + 1
    words.take("then")
    return replace(clause, condition=condition, is_otherwise=is_otherwise, about=about)


def _given(clause: ClauseOf) -> Formula:
    """`Given a donor younger than 18`, `Given the last donation was less than 56 days ago`."""
    words, start = clause.words, clause.words.at
    words.take("a", "an", "the", "that the", "that")
    subject = clause.formulas().name_words()
    is_sentence = words.low in {"is", "are", "was", "were", "has", "have"}
    words.at = start
    reader = ConditionReader(words, clause.terms)
    return reader.condition() if is_sentence or not subject else subject_condition(clause)


def _of_actor(clause: ClauseOf, actor: str) -> Formula | None:
    """`As a volunteer, I want 25.00 to be taken off`: it holds for volunteers."""
    if not actor:
        return None
    found = clause.terms.resolve(actor.split())
    if found is None or not found.type.startswith("bool"):
        if any(one.low in {"my", "me", "i", "mine"} for one in clause.words.all):
            clause.words.fail(f"`{actor}`, who are nothing that the document asks for")
        return None
    return Formula(found.text, frozenset({found.name}), kind="bool")


def _about(clause: ClauseOf) -> Term | None:
    """`Depending on the plan, the price is ...`."""
    if not clause.words.take(*_DEPENDING):
        return None
    found = depending(clause)
    if found is None:
        clause.words.fail()
    return found


def _condition(clause: ClauseOf) -> Formula:
    words, reader = clause.words, ConditionReader(clause.words, clause.terms)
    if words.take("unless"):
        return negation(reader.condition())
    if (found := kind_beside(words, clause.terms)) is not None:
        return found
    if words.take("for", "on"):
        return subject_condition(clause)
    if words.low == "with":
        return reader.condition(("request",))
    if words.take("given"):
        return _given(clause)
    return reader.condition() if words.take(*IFS) else condition_of_case(clause, (), None)
