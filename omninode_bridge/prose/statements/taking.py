"""Which pattern takes a statement, and the parts of a document that it stands for."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from omninode_bridge.prose.pattern import Pattern
from omninode_bridge.prose.slots import Filled, Origin
from omninode_bridge.prose.statements.apart import apart
from omninode_bridge.prose.statements.assembling import rules_of
from omninode_bridge.prose.statements.document import Stated, stated
from omninode_bridge.prose.statements.following import with_roots
from omninode_bridge.prose.statements.going_on import gone_on
from omninode_bridge.prose.statements.reading import UnreadError
from omninode_bridge.prose.statements.sentences import read_statement
from omninode_bridge.prose.statements.spoken_before import with_subjects
from omninode_bridge.prose.statements.statement import Statement
from omninode_bridge.prose.statements.terms import Terms
from omninode_bridge.prose.statements.written import NONE_WRITTEN, Written
from omninode_bridge.requirements.document import Document, Requirement
from omninode_bridge.requirements.parts.sentences import clauses

_MOST: Final = 16
"""A requirement of so many sentences is not taken apart."""


def stated_by(text: str, patterns: Iterable[Pattern]) -> tuple[Pattern, tuple[Filled, ...]] | None:
    """The pattern of the statement that the sentence makes by itself; None where it makes none."""
    patterns = tuple(patterns)
    if not patterns:
        return None
    try:
        found = read_statement(text, Terms(is_alone=True))
    except UnreadError:
        return None
    rules = rules_of({0: found}, Terms()).rules.get(0, ())
    taker = _taker(found, patterns)
    return None if taker is None else (taker, filled(rules))


def filled(rules: Sequence[str]) -> tuple[Filled, ...]:
    return (Filled("rules", tuple(rules), Origin.SENTENCE),)


def _taker(found: Statement, patterns: Iterable[Pattern]) -> Pattern | None:
    return next((one for one in patterns if found.form.value in one.states), None)


@dataclass(frozen=True, slots=True)
class Taken:
    """`texts` are what each requirement stands for, as a PRD, in the order in which it is added.

    `reasons` say, for a requirement that is a statement and was left out, why.
    """

    matches: tuple[tuple[Requirement, Pattern, tuple[Filled, ...], str], ...] = ()
    reasons: Mapping[str, str] = field(default_factory=dict)


def taken(
    document: Document,
    requirements: Sequence[Requirement],
    patterns: Iterable[Pattern],
    written: Written = NONE_WRITTEN,
) -> Taken:
    """The statements among the requirements, as far as their rules run together.

    `written` is what the author's rules give a value.
    """
    patterns = tuple(patterns)
    found, parts = _stated(document, requirements, written) if patterns else (Stated(), {})
    matches = []
    reasons: dict[str, str] = {}
    for requirement, places in parts.items():
        takers = [_taker(found.statements[at], patterns) for at in places if at in found.rules]
        if len(takers) == len(places) and takers[0] is not None:
            text = "\n".join(line for at in places for line in _tables(found, at))
            rules = [rule for at in places for rule in found.rules[at]]
            order = [found.order.index(at) for at in places]
            matches.append((min(order), (requirement, takers[0], filled(rules), text)))
        whys = [found.reasons[at] for at in places if at in found.reasons]
        if whys:
            reasons[requirement.id] = whys[0]
    matches.sort(key=lambda one: one[0])
    return Taken(tuple(one for _, one in matches), with_roots(requirements, reasons))


def _stated(
    document: Document, requirements: Sequence[Requirement], written: Written
) -> tuple[Stated, Mapping[Requirement, tuple[int, ...]]]:
    """With the places of each requirement: one of several sentences counts when all are read."""
    texts = with_subjects([one.text for one in requirements])
    whole = {at * _MOST: text for at, text in enumerate(texts)}
    found = stated(document, whole, written)
    parts = {
        at: {at: text} if at in found.rules else _parts(at, text) for at, text in whole.items()
    }
    is_whole = True
    while any(one != {at: whole[at]} for at, one in parts.items()):
        found = stated(
            document, {at: one for each in parts.values() for at, one in each.items()}, written
        )
        halves = {
            at
            for at, one in parts.items()
            if one != {at: whole[at]} and {*one} - found.rules.keys()
        }
        is_whole = False
        if not halves:
            break
        finer = {at: _finer(at, parts[at], found) for at in halves}
        parts |= {at: one if one != parts[at] else {at: whole[at]} for at, one in finer.items()}
    else:
        # What was read of a half stands at the place of the whole: all is read anew without it.
        found = found if is_whole else stated(document, whole, written)
    return found, {one: tuple(parts[at * _MOST]) for at, one in enumerate(requirements)}


def _parts(at: int, text: str) -> dict[int, str]:
    """What its sentences say, each with a place of its own behind that of the first."""
    found = gone_on([one for one, _ in clauses(text)])
    if len(found) == 1:
        found = apart(found[0]) if found[0] == text else found
    is_several = 0 < len(found) < _MOST
    return {at + number: one for number, one in enumerate(found)} if is_several else {at: text}


def _finer(at: int, parts: Mapping[int, str], found: Stated) -> dict[int, str]:
    """With those that are not understood taken apart."""
    texts = [
        one
        for place, text in parts.items()
        for one in ([text] if place in found.rules else apart(text))
    ]
    return {at + number: one for number, one in enumerate(texts[:_MOST])}


def _tables(found: Stated, at: int) -> Iterator[str]:
    """The tables of what goes in and what comes out, as far as nobody declares it."""
    one = found.statements[at]
    inputs = sorted(name for name in one.reads if name in found.inputs)
    if inputs:
        yield from ("## Input", "| field | type |", "| --- | --- |")
        yield from (f"| {name} | {found.inputs[name]} |" for name in inputs)
        yield ""
    if one.target is not None and one.target.name in found.outputs:
        yield from ("## Output", "| field | type |", "| --- | --- |")
        yield f"| {one.target.name} | {found.outputs[one.target.name]} |"
        yield ""
