"""What the sentences of a document tell of the things that its data model declares."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from omninode_bridge.diagnostics import Diagnostic
from omninode_bridge.language.people import without_agent
from omninode_bridge.language.wishes import NODE
from omninode_bridge.prose import codes
from omninode_bridge.prose.acts.act import Act, Guard, Said
from omninode_bridge.prose.acts.bearing import NONE_BARRED, Bearings, unguarded
from omninode_bridge.prose.acts.limiting import verbs_in
from omninode_bridge.prose.acts.machine import with_states
from omninode_bridge.prose.acts.messages import with_message, without_message
from omninode_bridge.prose.acts.model import Model
from omninode_bridge.prose.acts.operations import ClashError, with_key
from omninode_bridge.prose.acts.reading import ActReader
from omninode_bridge.prose.acts.remarks import RemarkReader
from omninode_bridge.prose.acts.workshop import Workshop
from omninode_bridge.prose.narration.plain_words import asked
from omninode_bridge.prose.narration.story import Line, Told
from omninode_bridge.requirements.document import Document, Requirement

_REASON: Final = re.compile(
    r"\s(?:because|since)\s[^,;]+?\s(?=(?:must|shall|should|may|can|cannot|will)\b)", re.IGNORECASE
)

_SEMICOLON: Final = re.compile(r";\s+(?:and |but )?")
_CLAUSE: Final = re.compile(r",\s+(?:and|but)\s+")
_OPENED: Final = re.compile(
    r"(?:when|if|once|after|while|as|where|unless|until|before|only|given|each|every time)\b",
    re.IGNORECASE,
)
_ECHO: Final = re.compile(
    r"(?:it|they) (?:is|are) (?:then )?(?:deleted|removed|erased|gone)(?: then)?[.,]?",
    re.IGNORECASE,
)
"""What `cancels an outage` says once more."""

_RETURNED: Final = re.compile(rf"^(?P<who>{NODE})\s+(?P<must>[a-z]+\s+)?returns?\b", re.IGNORECASE)
_MOST_PARTS: Final = 4
_RESULT: Final = re.compile(
    r"^(?:afterwards |then |after that |from then on )?,? ?(?:the )?"
    r"(?P<what>it|[a-z]+(?: [a-z]+)?) "
    r"(?:(?:is|becomes) (?:then|now|afterwards|from then on|thereby)|becomes) (?P<value>[a-z_ ]+)$"
)

type _Read = tuple[Requirement, tuple[Said, ...]]


def told_effects(document: Document, lines: Sequence[Line], barred: Bearings = NONE_BARRED) -> Told:
    """Empty where the document declares no entity. Acts come first: remarks speak of them.

    Operations that are `barred` are not made, and what asks for one is not bound.
    """
    if not document.entities or document.operations:
        return Told(document)
    model = Model((with_key(one) for one in document.entities), document.title)
    read = list(_read(model, lines))
    workshop = Workshop(model.entities)
    shown: dict[str, str] = {}
    refused: set[str] = set()
    notes: list[Diagnostic] = []
    ordered = sorted(read, key=lambda one: not any(isinstance(each, Act) for each in one[1]))
    for requirement, all_said in ordered:
        kept = workshop.kept()
        out = [one.named for one in all_said if isinstance(one, Act) and one.named in barred]
        if out:
            refused.add(requirement.id)
            notes.append(unguarded(requirement, out[0], barred[out[0]]))
            continue
        try:
            told = [workshop.take(said, requirement) for said in all_said]
            _expect_sound(workshop, document, barred)
        except ClashError as clash:
            workshop.restore(kept)
            if any(isinstance(one, Act) for one in all_said):
                refused.add(requirement.id)
            message = f"{requirement.id}: {clash}"
            notes.append(codes.UNTOLD.at(requirement.place, message))
        else:
            shown[requirement.id] = "; ".join(told)
    if not workshop.made:
        return (
            Told(document, notes=tuple(notes), refused=frozenset(refused))
            if barred
            else Told(document)
        )
    made = with_states(workshop.document(document), list(workshop.made.values()))
    return Told(made, shown, tuple(notes), frozenset(refused))


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


def _read(model: Model, lines: Sequence[Line]) -> list[_Read]:
    """All that each requirement says, where every sentence of it is read."""
    acts, remarks = ActReader(model), RemarkReader(model)
    found: dict[str, tuple[Requirement, list[Said]]] = {}
    unread: set[str] = set()
    for line in _joined(model, [one for one in lines if one.is_asked]):
        said = _said(line.text, acts, remarks) or _of_parts(line.text, acts, remarks)
        if not said:
            unread.add(line.id)
        found.setdefault(line.id, (line.requirement, []))[1].extend(said)
    asked_for = {verb for line in lines if line.id in unread for verb in verbs_in(line.said)}
    return [
        (one, tuple(_without_wish(each, asked_for) for each in said))
        for key, (one, said) in found.items()
        if key not in unread
    ]


def _without_wish(said: Said, asked_for: set[str]) -> Said:
    """What another sentence asks for in words that are not understood is asked for by no guard."""
    is_asked = isinstance(said, Guard) and said.asks and said.verb in asked_for
    return replace(said, asks=False) if is_asked and isinstance(said, Guard) else said


def _of_parts(text: str, acts: ActReader, remarks: RemarkReader) -> tuple[Said, ...]:
    """What stands between semicolons, or clauses: all of it is read, or nothing."""
    for between in (_SEMICOLON, _CLAUSE) if not _OPENED.match(text) else (_SEMICOLON,):
        parts = between.split(text)
        if not 1 < len(parts) <= _MOST_PARTS:
            continue
        found = [_said(one, acts, remarks) for one in parts if not _ECHO.fullmatch(one)]
        said = tuple(one for each in found for one in each)
        is_deleted = len(found) == len(parts) or any(_is_deleting(one) for one in said)
        if all(found) and is_deleted:
            return said
    return ()


def _is_deleting(said: Said) -> bool:
    return isinstance(said, Act) and said.kind == "delete"


def _said(text: str, acts: ActReader, remarks: RemarkReader) -> tuple[Said, ...]:
    # What the node returns is shown; what a reader returns is back.
    text = _RETURNED.sub(r"\g<who> \g<must>retrieve", text)
    plain, message = without_message(_REASON.sub(" ", text))
    spoken = asked(plain)
    said = remarks.remarks_of(spoken) or acts.acts_of(spoken)
    # Behind `by` a field may stand as well as somebody.
    said = said or acts.acts_of(without_agent(spoken)) or remarks.lists_of(spoken)
    return with_message(said, message) if message else said
