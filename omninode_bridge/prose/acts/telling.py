"""What the sentences of a document tell of the things that its data model declares."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from omninode_bridge.diagnostics import Diagnostic
from omninode_bridge.prose import codes
from omninode_bridge.prose.acts.act import (
    Act,
    Counted,
    Exists,
    Guard,
    Locked,
    Said,
    Telling,
    Undeleted,
    Unseen,
    Versioned,
)
from omninode_bridge.prose.acts.bearing import NONE_BARRED, Bearings, unguarded
from omninode_bridge.prose.acts.lasting import settled
from omninode_bridge.prose.acts.limiting import verbs_in
from omninode_bridge.prose.acts.machine import with_states
from omninode_bridge.prose.acts.model import Model
from omninode_bridge.prose.acts.operations import ClashError
from omninode_bridge.prose.acts.sentences import SentenceReader
from omninode_bridge.prose.acts.unique import with_unique
from omninode_bridge.prose.acts.workshop import Workshop
from omninode_bridge.prose.declared.declaring import Declared, declared
from omninode_bridge.prose.narration.plain_words import asked
from omninode_bridge.prose.narration.story import Line, Told
from omninode_bridge.requirements.document import Document, Requirement

_RESULT: Final = re.compile(
    r"^(?:afterwards |then |after that |from then on )?,? ?(?:the )?"
    r"(?P<what>it|[a-z]+(?: [a-z]+)?) "
    r"(?:(?:is|becomes) (?:then|now|afterwards|from then on|thereby)|becomes) (?P<value>[a-z_ ]+)$"
)

type _Read = tuple[Requirement, tuple[Said, ...]]


@dataclass(frozen=True, slots=True)
class Heard:
    """What the sentences of a document say, before it is known which operations are made."""

    data: Declared
    read: tuple[_Read, ...]


def heard_effects(document: Document, lines: Sequence[Line]) -> Heard | None:
    """None where the document declares no entity. Acts come first: remarks speak of them."""
    if not document.entities or document.operations:
        return None
    data = declared(document, lines)
    data = replace(data, entities=with_unique(Model(data.entities, document.title), lines))
    read = _read(SentenceReader(Model(data.entities, document.title), data), lines)
    return Heard(data, tuple(sorted(read, key=lambda one: _turn(one[1]))))


def told_effects(document: Document, heard: Heard | None, barred: Bearings = NONE_BARRED) -> Told:
    """Operations that are `barred` are not made, and what asks for one is not bound."""
    if heard is None:
        return Told(document)
    workshop = Workshop(heard.data.entities, heard.data.later, heard.data.fixed)
    found = _Taken(workshop, document, barred)
    for requirement, all_said in heard.read:
        found.take(requirement, all_said)
    found.settle(heard.read)
    if not workshop.made:
        notes, refused = tuple(found.notes), frozenset(found.refused)
        return Told(document, notes=notes, refused=refused) if barred else Told(document)
    made = with_states(workshop.document(document), list(workshop.made.values()))
    return Told(made, found.shown, tuple(found.notes), frozenset(found.refused))


@dataclass(slots=True)
class _Taken:
    """What the workshop took of each requirement, and what it did not."""

    workshop: Workshop
    document: Document
    barred: Bearings
    shown: dict[str, str] = field(default_factory=dict)
    refused: set[str] = field(default_factory=set)
    notes: list[Diagnostic] = field(default_factory=list)

    def take(self, requirement: Requirement, all_said: tuple[Said, ...]) -> None:
        out = [one.named for one in all_said if isinstance(one, Act) and one.named in self.barred]
        if out:
            self.refused.add(requirement.id)
            self.notes.append(unguarded(requirement, out[0], self.barred[out[0]]))
        left = _without(all_said, self.barred) if out else all_said
        told = self._told(requirement, left) if left else ""
        if told and not out:
            self.shown[requirement.id] = told
            for one in all_said:
                if isinstance(one, Unseen):
                    message = f"{requirement.id}: nothing is done for `{one.what}`"
                    self.notes.append(codes.NOT_DONE.at(requirement.place, message))

    def settle(self, read: Sequence[_Read]) -> None:
        """What holds from something on, or of all deeds, is known when all is, or is not told."""
        known = {requirement.id: requirement for requirement, _ in read}
        for requirement, all_said in read:
            for said in all_said if requirement.id in self.shown else ():
                if isinstance(said, Locked):
                    self.workshop.take(said, requirement)
        for by, why in settled(self.workshop.lasting, self.workshop.made):
            self.shown.pop(by, None)
            self.notes.append(codes.UNTOLD.at(known[by].place, f"{by}: {why}"))

    def _told(self, requirement: Requirement, all_said: tuple[Said, ...]) -> str:
        """Empty where it does not fit what others say."""
        kept = self.workshop.kept()
        try:
            # Remarks speak of deeds that the same sentence may ask for.
            ordered = sorted(all_said, key=lambda one: not isinstance(one, Act))
            told = [self.workshop.take(said, requirement) for said in ordered]
            _expect_sound(self.workshop, self.document, self.barred)
        except ClashError as clash:
            self.workshop.restore(kept)
            if _has_deed(all_said) or any(isinstance(one, Telling) and one.own for one in all_said):
                self.refused.add(requirement.id)
            message = f"{requirement.id}: {clash}"
            self.notes.append(codes.UNTOLD.at(requirement.place, message))
            return ""
        return "; ".join(told)


def _turn(said: Sequence[Said]) -> int:
    """Deeds come first, and what is said of all deeds behind those that have remarks, too."""
    if not _has_deed(said):
        return len(("deeds", "with remarks", "about all"))
    about_all = any(isinstance(one, Locked | Versioned | Exists | Undeleted) for one in said)
    return 1 + about_all if any(not isinstance(one, Act) for one in said) else 0


def _has_deed(said: Iterable[Said]) -> bool:
    return any(isinstance(one, Act) for one in said)


def _without(said: tuple[Said, ...], barred: Bearings) -> tuple[Said, ...]:
    """The other deeds of a list of deeds."""
    if not all(isinstance(one, Act) for one in said):
        return ()
    return tuple(one for one in said if isinstance(one, Act) and one.named not in barred)


def _expect_sound(workshop: Workshop, document: Document, barred: Bearings) -> None:
    workshop.document(document)
    if out := min(workshop.made.keys() & barred.keys(), default=""):
        raise ClashError(f"{out} is left out")


def _joined(model: Model, lines: Sequence[Line]) -> Iterator[Line]:
    """`The porter lends a key. The key is then out.` is one thing that is done."""
    before: Line | None = None
    for line in lines:
        found = _RESULT.match(asked(line.text))
        entity = model.entity_at(tuple(found["what"].split()), 0)[0] if found else None
        is_own = found is not None and (found["what"] == "it" or entity is not None)
        if before is not None and found is not None and before.id == line.id and is_own:
            what = "it" if found["what"] == "it" else f"the {found['what']}"
            text = f"{before.text.rstrip(' .')}, and {what} becomes {found['value']}."
            before = replace(before, text=text)
            continue
        if before is not None:
            yield before
        before = line
    if before is not None:
        yield before


def _read(reader: SentenceReader, lines: Sequence[Line]) -> list[_Read]:
    """All that each requirement says, where every sentence of it is read.

    What is not asked for is read as well where it stands behind what is: deeds, or remarks on them.
    """
    found: dict[str, tuple[Requirement, list[Said]]] = {}
    unread: set[str] = set()
    first = min((one.requirement.place for one in lines if one.is_asked), default=None)
    for line in _joined(reader.model, [_worded(one) for one in lines]):
        said = reader.after(line.text)
        is_late = first is None or first < line.requirement.place
        if not line.is_asked and not is_late and any(isinstance(one, Act) for one in said):
            continue
        if not said and line.is_asked:
            unread.add(line.id)
        if said or line.is_asked:
            found.setdefault(line.id, (line.requirement, []))[1].extend(said)
    asked_for = {verb for line in lines if line.id in unread for verb in verbs_in(line.said)}
    return [
        (one, tuple(_without_wish(each, asked_for) for each in said))
        for key, (one, said) in found.items()
        if key not in unread
    ]


def _without_wish(said: Said, asked_for: set[str]) -> Said:
    """What another sentence asks for in words that are not understood is asked for by no guard.

    Nor is an event of it one of what is asked for otherwise.
    """
    if isinstance(said, Guard | Counted) and said.asks and said.verb in asked_for:
        return replace(said, asks=False)
    is_told = isinstance(said, Telling) and said.verb in asked_for
    return replace(said, own=True) if is_told and isinstance(said, Telling) else said


def _worded(line: Line) -> Line:
    return line if line.text else replace(line, text=line.requirement.text)
