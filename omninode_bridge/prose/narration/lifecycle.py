"""A life cycle that is told in sentences, as the state machine of a document."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from omninode_bridge.diagnostics import Diagnostic
from omninode_bridge.prose import codes
from omninode_bridge.prose.narration.life_changes import Memory
from omninode_bridge.prose.narration.life_machine import Story
from omninode_bridge.prose.narration.life_moves import Row
from omninode_bridge.prose.narration.life_rewriting import unfolded
from omninode_bridge.prose.narration.life_vocabulary import vocabulary_of
from omninode_bridge.prose.narration.story import Line, Told, untold
from omninode_bridge.requirements.document import Default, Document, EventType, Field
from omninode_bridge.requirements.structures import OUTSIDE, Snippet, StateMachine, Transition
from omninode_bridge.requirements.types import Kind, Scalar


def told_lifecycle(document: Document, lines: Sequence[Line]) -> Told:
    """The document as it is where its sentences tell no state machine that begins and moves."""
    declared = [event.name for event in document.events]
    lines = [replace(line, said=unfolded(line.said)) for line in lines]
    title = document.name.replace("_", " ")
    vocabulary = vocabulary_of([line.said for line in lines], declared, title)
    if vocabulary is None or document.states is not None:
        return Told(document)
    story = Story(vocabulary, Memory.of(document, vocabulary.thing))
    story.tell(lines)
    machine = story.machine
    if not machine.rows:
        return Told(document)
    refused = frozenset(key for key, (_, reason) in story.reasons.items() if reason)
    made, notes, read = _with_machine(document, story), tuple(_notes(story)), frozenset(story.read)
    return Told(made, story.bound, notes, refused, read)


def _notes(story: Story) -> Iterator[Diagnostic]:
    for line, taken, question in story.machine.questions:
        yield codes.ASSUMED.at(line.requirement.place, f"{line.id} {taken}", fix=question)
    for line, reason in story.reasons.values():
        if reason:
            yield untold(line, reason)


def _with_machine(document: Document, story: Story) -> Document:
    machine = story.machine
    first = machine.rows[0].line.requirement.place
    found = tuple(_transition(row) for row in machine.rows)
    names = dict.fromkeys(name for row in machine.rows for name in (row.source, row.target))
    if machine.initial:
        names = dict.fromkeys((machine.initial, *names))
    names.pop(OUTSIDE, None)
    states = StateMachine(
        found, tuple(names), first, machine.initial or None, tuple(machine.finals)
    )
    known = {event.name for event in document.events}
    events = {row.event: row.line for row in machine.rows if row.event not in known}
    added = (EventType(name, (), line.requirement.place) for name, line in events.items())
    return replace(
        document,
        states=states,
        events=(*document.events, *added),
        context=_with_counters(document, machine.counters),
    )


def _transition(row: Row) -> Transition:
    place = row.line.requirement.place
    guard = Snippet(row.guard, place) if row.guard else None
    actions = tuple(Snippet(one, place) for one in row.actions)
    ids = tuple(dict.fromkeys(row.ids))
    return Transition(row.source, row.target, place, row.event, guard, actions, ids)


def _with_counters(document: Document, counters: dict[str, Line]) -> tuple[Field, ...] | None:
    known = {field.name for field in document.context or ()}
    added = tuple(
        Field(name, Scalar(Kind.INT), line.requirement.place, required=False, default=Default("0"))
        for name, line in counters.items()
        if name not in known
    )
    return (*(document.context or ()), *added) if added else document.context
