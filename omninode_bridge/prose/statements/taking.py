"""Which pattern takes a statement, and the parts of a document that it stands for."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from omninode_bridge.prose.pattern import Pattern
from omninode_bridge.prose.slots import Filled, Origin
from omninode_bridge.prose.statements.assembling import rules_of
from omninode_bridge.prose.statements.document import Stated, stated
from omninode_bridge.prose.statements.reading import UnreadError
from omninode_bridge.prose.statements.sentences import read_statement
from omninode_bridge.prose.statements.statement import Statement
from omninode_bridge.prose.statements.terms import Terms
from omninode_bridge.requirements.document import Document, Requirement


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
    document: Document, requirements: Sequence[Requirement], patterns: Iterable[Pattern]
) -> Taken:
    """The statements among the requirements, as far as their rules run together."""
    patterns = tuple(patterns)
    texts = {at: one.text for at, one in enumerate(requirements)}
    found = stated(document, texts) if patterns else Stated()
    matches = []
    for at in found.order:
        taker = _taker(found.statements[at], patterns)
        if taker is not None:
            text = "\n".join(_tables(found, at))
            matches.append((requirements[at], taker, filled(found.rules[at]), text))
    reasons = {requirements[at].id: why for at, why in found.reasons.items()}
    return Taken(tuple(matches), reasons)


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
