"""A life with what it remembers, told in sentences that go on about what was said before."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from omninode_bridge.diagnostics import Diagnostic
from omninode_bridge.prose import codes
from omninode_bridge.prose.lives.beginnings import Beginnings
from omninode_bridge.prose.lives.clause import Part
from omninode_bridge.prose.lives.doubtful import is_doubtful
from omninode_bridge.prose.lives.draft import Draft
from omninode_bridge.prose.lives.events import EventNames
from omninode_bridge.prose.lives.machine import machine_of
from omninode_bridge.prose.lives.plainer import plainer
from omninode_bridge.prose.lives.sentence import SentenceReader
from omninode_bridge.prose.lives.story import LifeStory
from omninode_bridge.prose.lives.vocabulary import vocabulary_of
from omninode_bridge.prose.narration.story import Line, Told, UntoldError, untold
from omninode_bridge.requirements.document import Document, EventType


def told_life(document: Document, lines: Sequence[Line]) -> Told:
    """The document as it is where it has events already, or its sentences tell no life."""
    texts = [one.text or one.requirement.text for one in lines]
    vocabulary = vocabulary_of([one.said for one in lines], texts, document.title)
    if vocabulary is None or document.states is not None or document.events or document.context:
        return Told(document)
    if vocabulary.alike:
        lines = [plainer(one, vocabulary) for one in lines]
        said = [one.said for one in lines]
        vocabulary = vocabulary_of(said, texts, document.title) or vocabulary
    lines = [plainer(one, vocabulary) for one in lines]
    reader = SentenceReader(vocabulary)
    read = _read(lines, reader)
    # Of a requirement of several sentences each must be read.
    told = {id(one) for one, _ in read}
    unread = {one.id for one in lines if one.is_asked and id(one) not in told}
    names = EventNames.of([parts for _, parts in read], vocabulary.named)
    draft = Draft(vocabulary)
    beginnings = Beginnings(draft)
    beginnings.declared(document, lines[0])
    story = LifeStory(draft, names, " | ".join(one.said for one in lines))
    story.tell(read, lines)
    beginnings.drop_unused()
    try:
        machine = machine_of(draft)
    except UntoldError:
        return Told(document)
    if machine is None:
        return Told(document)
    _drop(story)
    for state, line in draft.finals.items():
        if state not in machine.states:
            story.reasons.setdefault(line.id, (line, f"nothing leads to {state}"))
    context = tuple(one.remembered() for one in draft.context.values())
    made = replace(
        document, states=machine, events=tuple(_events(draft)), context=context or None, entities=()
    )
    shown = {key: one for key, one in story.bound.items() if key not in {*story.reasons, *unread}}
    keys = frozenset(one.key for one, _ in read) - story.failed - _dropped(story)
    return Told(made, shown, tuple(_notes(story)), frozenset(story.reasons), keys)


def _read(lines: Sequence[Line], reader: SentenceReader) -> list[tuple[Line, tuple[Part, ...]]]:
    plain = [one for one in lines if not is_doubtful(one)]
    return [(one, parts) for one in plain if (parts := reader.read(one.said))]


def _drop(story: LifeStory) -> None:
    """Sentences that only tell of events that are none are not read."""
    kept = {key for one in story.draft.deeds for key in one.ids}
    for line, reason in story.draft.dropped.values():
        if line.id not in kept:
            story.reasons.setdefault(line.id, (line, reason))


def _dropped(story: LifeStory) -> frozenset[tuple[str, str]]:
    return frozenset(line.key for line, _ in story.reasons.values())


def _events(draft: Draft) -> Iterator[EventType]:
    for event in dict.fromkeys(one.event for one in draft.deeds):
        fields = tuple(one.carried() for one in draft.carried(event).values())
        yield EventType(event, fields, draft.of_event(event)[0].line.requirement.place)


def _notes(story: LifeStory) -> Iterator[Diagnostic]:
    for line, taken, question in story.draft.questions:
        yield codes.ASSUMED.at(line.requirement.place, f"{line.id} {taken}", fix=question)
    for line, reason in story.reasons.values():
        yield untold(line, reason)
