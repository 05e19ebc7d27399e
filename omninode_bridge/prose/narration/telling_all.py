"""What the sentences of a document tell together about a node of one type."""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from typing import Final

from omninode_bridge.node_type import NodeType
from omninode_bridge.prose.acts.bearing import Bearings
from omninode_bridge.prose.acts.files import told_files
from omninode_bridge.prose.acts.introducing import lines_about
from omninode_bridge.prose.acts.telling import heard_effects, told_effects
from omninode_bridge.prose.lives.life import told_life
from omninode_bridge.prose.narration.figures import told_figures
from omninode_bridge.prose.narration.held_events import with_held_events
from omninode_bridge.prose.narration.held_steps import held_steps, is_done
from omninode_bridge.prose.narration.lifecycle import told_lifecycle
from omninode_bridge.prose.narration.story import READ, Line, Told, lines_of
from omninode_bridge.prose.narration.unread_limits import limited, unread_limits
from omninode_bridge.prose.narration.unread_steps import unread_steps
from omninode_bridge.prose.narration.workflow import told_workflow
from omninode_bridge.prose.streams.stream import told_stream
from omninode_bridge.prose.unread_rules import with_unread_rules
from omninode_bridge.requirements.document import Document, RequirementClass
from omninode_bridge.requirements.structures import SectionKind, Snippet, Step, Workflow

_FLOWS: Final = frozenset({SectionKind.WORKFLOW, SectionKind.OTHER})
_LIVES: Final = frozenset({SectionKind.STATES, SectionKind.AGGREGATIONS})
_DATA: Final = frozenset(
    {SectionKind.DATA_MODEL, SectionKind.ENTITY, SectionKind.EVENTS, SectionKind.OTHER}
)
_OF_VALUES: Final = re.compile(
    r"^(?:each|every) [a-z -]+ (?:carries|brings|comes with) |"
    r"\b(?:starts?|begins?) (?:at|with|from) \d|^(?:the|an?) [a-z]+ (?:also )?remembers |"
    r"^we (?:also )?(?:keep|count|remember) "
)
"""Such a sentence tells of a life wherever it stands."""

_DEEDS: Final = frozenset(
    {SectionKind.OTHER, SectionKind.RULES, SectionKind.STATES, SectionKind.DATA_MODEL}
    | {SectionKind.ENTITY, SectionKind.EVENTS}
)
_FEW: Final = 2
_FEW_LEFT: Final = 1 / 2
"""Where more of the sentences are not read, it is another story."""

_TELLING: Final = frozenset({NodeType.REDUCER, NodeType.ORCHESTRATOR})


type Telling = Callable[[Bearings], Told]
"""What the sentences tell where the operations that are barred are not told."""


def telling_of(document: Document, node_type: NodeType) -> Telling:
    """`shown` is empty where the sentences tell nothing together, or tables say it already.

    They are read once, whatever is barred.
    """
    if node_type is NodeType.EFFECT:
        return _effects(document)
    told = _told(document, node_type)
    return lambda _barred: told


def _told(document: Document, node_type: NodeType) -> Told:
    if node_type not in _TELLING:
        return Told(document)
    is_flow = node_type is NodeType.ORCHESTRATOR
    lines = (
        lines_of(document, _FLOWS, classes=READ | {RequirementClass.QUALITY})
        if is_flow
        else lines_of(document, _LIVES, beside=True, in_order=False)
    )
    told = told_workflow(document, lines) if is_flow else _told_reducer(document, lines)
    if not is_flow:
        lines = _with_values(document)
    return _with_added(document, told, lines)


def _with_values(document: Document) -> list[Line]:
    """Also what is said elsewhere of what a life keeps, and of what its events carry."""
    known = {one.key for one in lines_of(document, _LIVES, beside=True, in_order=False)}
    wide = lines_of(document, _LIVES | _DATA, beside=True, in_order=False)
    return [one for one in wide if one.key in known or _OF_VALUES.search(one.said)]


def _with_added(document: Document, told: Told, lines: Sequence[Line]) -> Told:
    """With the sentences that are requirements, as they tell something."""
    stated = {one.id for one in document.requirements}
    meant = {*told.shown, *told.refused} - stated if told.shown else set()
    added = {line.id: line.requirement for line in lines if line.id in meant}
    asked = sorted((*document.requirements, *added.values()), key=lambda one: one.place)
    return replace(told, document=replace(told.document, requirements=tuple(asked)))


def _effects(document: Document) -> Telling:
    """What is kept as files, and what is stored."""
    lines = lines_about(document, _DEEDS)
    if document.operations:
        alone = _with_added(document, Told(document), lines)
        return lambda _barred: alone
    files = told_files(document, lines)
    heard = heard_effects(document, [line for line in lines if line.id not in files.shown])

    def telling(barred: Bearings) -> Told:
        told = told_effects(document, heard, barred)
        operations = (*told.document.operations, *files.document.operations)
        found = replace(told.document, operations=operations)
        both = replace(told, document=found, shown={**files.shown, **told.shown})
        return _with_added(document, both, lines)

    return telling


def with_unread(
    document: Document,
    told: Document,
    node_type: NodeType,
    realised: Collection[str],
    story: Told | None = None,
) -> Document:
    """`told` is made of the sentences of `document`; it knows which of them it lacks.

    A `story` knows its sentences that are understood, also of requirements that are not as a whole.
    """
    match node_type:
        case NodeType.ORCHESTRATOR if told.workflow is None or told.workflow != document.workflow:
            return _with_unread_steps(told, story or Told(document), document, realised)
        case NodeType.REDUCER:
            read = story.read if story else frozenset[tuple[str, str]]()
            return _with_unread_events(document, told, realised, read)
        case NodeType.COMPUTE:
            return with_unread_rules(document, told, realised)
        case _:
            return told


def _with_unread_events(
    document: Document,
    told: Document,
    realised: Collection[str],
    read: Collection[tuple[str, str]],
) -> Document:
    lines = lines_of(document, _LIVES, beside=True)
    if told.aggregations != document.aggregations and (unread := unread_limits(lines, realised)):
        told = _without_limited(told, unread)
    return told if document.states is not None else with_held_events(told, lines, realised, read)


def _without_limited(told: Document, unread: tuple[Snippet, ...]) -> Document:
    """The figures that no sentence limits that is not understood; beside a life cycle none is."""
    because = limited(unread, told.aggregations)
    left = tuple(one for one in told.aggregations if one.metric not in because)
    if not left or told.states is not None:
        return replace(told, unread=unread)
    kept = {each for one in left for each in one.requirement_ids}
    lost = {
        each: because[one.metric].text
        for one in told.aggregations
        if one.metric in because
        for each in one.requirement_ids
        if each not in kept
    }
    reason = "its figure is not answered, because this limits it and is not understood"
    requirements = tuple(
        replace(one, pattern="", unread=f'{reason}: "{lost[one.id]}"') if one.id in lost else one
        for one in told.requirements
    )
    return replace(told, aggregations=left, requirements=requirements)


def _with_unread_steps(
    told: Document, story: Told, document: Document, realised: Collection[str]
) -> Document:
    """A workflow of which nothing can be decided is none."""
    lines = [
        replace(line, is_asked=line.is_asked or _is_among(line, told))
        for line in lines_of(document, _FLOWS)
        if line.key not in story.read
    ]
    if told.workflow is None:
        unread = unread_steps(lines, realised)
        few = len(unread) < _FEW
        return told if few else replace(told, workflow=Workflow((), unread[0].place, unread=unread))
    steps = told.workflow.steps
    targets = lines_of(document, _FLOWS, classes=frozenset({RequirementClass.QUALITY}))
    holds = held_steps((*lines, *_of_steps(targets, steps)), realised, steps, story.sure)
    starts = frozenset[str]().union(*(hold.starts for hold in holds))
    if all(step.name in starts for step in steps if not step.needs):
        unread = tuple(Snippet(hold.text, hold.place) for hold in holds)
        return replace(told, workflow=replace(told.workflow, unread=unread))
    return replace(told, workflow=replace(told.workflow, holds=holds))


def _is_among(line: Line, told: Document) -> bool:
    """Among the steps it is asked for, if the story could not tell it, in whatever section."""
    steps = told.workflow.steps if told.workflow is not None else ()
    is_behind = any(step.place < line.requirement.place for step in steps)
    return is_behind and any(line.id == one.id for one in told.requirements)


def _of_steps(lines: Sequence[Line], steps: Sequence[Step]) -> Iterator[Line]:
    """Of the targets of a document those that are about a step."""
    return (
        line
        for line in lines
        if line.requirement.classification is RequirementClass.QUALITY
        and any(is_done(step, line.said) for step in steps)
    )


def _told_reducer(document: Document, lines: Sequence[Line]) -> Told:
    """A life cycle, figures of a stream, or both.

    A life that remembers values is read where that leaves fewer sentences unread.
    """
    told = _told_plainly(document, lines)
    if not _unread(told, lines):
        return told
    asked = sum(line.is_asked for line in lines)
    wide = _with_values(document)
    for way, spoken in ((told_life, wide), (told_stream, lines)):
        other = way(document, spoken)
        left = _unread(other, lines)
        if left < _unread(told, lines) and left <= _FEW_LEFT * asked:
            return other
    # Where nothing is told, what was missing for figures is.
    return told if told.shown else replace(told, notes=told_stream(document, lines).notes)


def _unread(told: Told, lines: Sequence[Line]) -> int:
    return sum(line.is_asked and line.id not in told.shown for line in lines)


def _told_plainly(document: Document, lines: Sequence[Line]) -> Told:
    told = told_lifecycle(document, lines)
    more = told_figures(told.document, [line for line in lines if line.key not in told.read])
    shown = {**told.shown, **more.shown}
    refused = (told.refused | more.refused) - {*shown}
    notes, read = (*told.notes, *more.notes), told.read | more.read
    return _whole(Told(more.document, shown, notes, refused, read), lines)


def _whole(told: Told, lines: Sequence[Line]) -> Told:
    """Of a requirement of several sentences all are told, or it is not bound."""
    halves = {line.id for line in lines if line.id in told.shown and line.key not in told.read}
    if not halves:
        return told
    kept = tuple(
        replace(
            one, requirement_ids=tuple(each for each in one.requirement_ids if each not in halves)
        )
        for one in told.document.aggregations
        if not one.requirement_ids or not halves.issuperset(one.requirement_ids)
    )
    shown = {key: said for key, said in told.shown.items() if key not in halves}
    document = replace(told.document, aggregations=kept)
    return replace(told, document=document, shown=shown, refused=told.refused | halves)
