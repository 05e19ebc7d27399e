"""What was understood of a document of which no node was made: planned, never proven."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from omninode_bridge.generation.package import Binding, BindingState
from omninode_bridge.node_type import NodeType
from omninode_bridge.prose.recognition.advising import advice_on
from omninode_bridge.prose.stated import has_structure
from omninode_bridge.requirements.document import Document, Requirement, RequirementClass
from omninode_bridge.requirements.findings import AsRead
from omninode_bridge.requirements.structures import Step, Transition

UNPROVEN: Final = "understood, but neither built nor proven, as no node was made"
UNREAD: Final = "not understood"
UNDECIDED: Final = "no node was made, so nothing shows whether a table or a rule realises it"
UNTRIED: Final = "not looked at, as the document has errors"
_IN_OTHER_WORDS: Final = "Say it in other words, or say that it is out of scope."
_MOST_PARTS: Final = 4
_MOST: Final = 500
"""So many sentences are looked at for what they seem to ask for."""


def planned(document: Document, node_type: NodeType) -> tuple[Binding, ...]:
    """One for each requirement; `how` says what it was to become, and none of them is bound."""
    by_id = {name: ", ".join(parts) for name, parts in _parts_of(document).items()}
    is_stated = has_structure(document, node_type) and not any(
        one.pattern for one in document.requirements
    )
    return tuple(
        _planned(one, by_id.get(one.id, ""), is_stated=is_stated, is_asked=at < _MOST)
        for at, one in enumerate(document.requirements)
    )


def as_read(document: Document) -> tuple[AsRead, ...]:
    """What each requirement that is told in prose becomes: the parts that carry its id."""
    parts = _parts_of(document)
    return tuple(
        AsRead(one, _few(parts.get(one.id, ())) or one.pattern)
        for one in document.requirements
        if one.pattern
    )


def untried(document: Document) -> tuple[Binding, ...]:
    """Those of a document that is not read further than its errors."""
    return tuple(
        _binding(one, BindingState.QUALITY_ATTRIBUTE)
        if one.classification is RequirementClass.QUALITY
        else _binding(one, BindingState.UNBOUND, reason=UNTRIED)
        for one in document.requirements
    )


def _planned(one: Requirement, parts: str, *, is_stated: bool, is_asked: bool) -> Binding:
    how = "; ".join(filter(None, (one.pattern, parts)))
    if how:
        return _binding(one, BindingState.UNBOUND, how=how, reason=UNPROVEN)
    if one.classification is RequirementClass.QUALITY:
        return _binding(one, BindingState.QUALITY_ATTRIBUTE)
    if is_stated:
        return _binding(one, BindingState.UNBOUND, reason=UNDECIDED)
    advice = advice_on(one.text) if is_asked else None
    said = one.unread or UNREAD
    reason = "; ".join(filter(None, (said, advice.reason if advice else "")))
    question = advice.question if advice else ""
    return _binding(one, BindingState.UNBOUND, reason=reason, question=question or _IN_OTHER_WORDS)


def _binding(
    one: Requirement, state: BindingState, *, how: str = "", reason: str = "", question: str = ""
) -> Binding:
    return Binding(one.id, one.shown, one.place, state, how=how, reason=reason, question=question)


def _few(parts: Sequence[str]) -> str:
    more = f" and {len(parts) - _MOST_PARTS} more" if len(parts) > _MOST_PARTS else ""
    return ", ".join(parts[:_MOST_PARTS]) + more


def _parts_of(document: Document) -> Mapping[str, Sequence[str]]:
    """By requirement, the parts that carry its id."""
    found: dict[str, dict[str, None]] = {}
    for requirement_id, part in _carrying(document):
        found.setdefault(requirement_id, {}).setdefault(part)
    return {requirement_id: tuple(parts) for requirement_id, parts in found.items()}


def _carrying(document: Document) -> Iterator[tuple[str, str]]:
    rules = [(one, f"rule `{' '.join(one.text.split())}`") for one in document.rules]
    rules += [(one, f"rule of `{each.name}`") for each in document.operations for one in each.rules]
    yield from ((one.requirement_id, shown) for one, shown in rules if one.requirement_id)
    for operation in document.operations:
        for each in operation.requirement_ids:
            yield each, f"operation `{operation.name}`"
    for metric in document.aggregations:
        for each in metric.requirement_ids:
            yield each, f"metric `{metric.metric}`"
    yield from _behaving(document)


def _transition(row: Transition) -> str:
    by = f" by `{row.event}`" if row.event else ""
    guard = f" if `{row.guard.text}`" if row.guard else ""
    done = f": `{'; '.join(one.text for one in row.actions)}`" if row.actions else ""
    return f"transition {row.source} -> {row.target}{by}{guard}{done}"


def _step(step: Step) -> str:
    needs = f" after {' and '.join(f'`{one}`' for one in step.needs)}" if step.needs else ""
    when = f" if `{step.when.text}`" if step.when else ""
    return f"step `{step.name}`{needs}{when}"


def _behaving(document: Document) -> Iterator[tuple[str, str]]:
    for row in document.states.transitions if document.states else ():
        for each in row.requirement_ids:
            yield each, _transition(row)
    for step in document.workflow.steps if document.workflow else ():
        for each in step.requirement_ids:
            yield each, _step(step)
