"""What the sentences of a document tell of the things that its data model declares."""

import re
from collections.abc import Sequence
from typing import Final

from omninode_bridge.diagnostics import Diagnostic
from omninode_bridge.language.people import without_agent
from omninode_bridge.prose import codes
from omninode_bridge.prose.acts.act import Act, Said
from omninode_bridge.prose.acts.bearing import NONE_BARRED, Bearings, unguarded
from omninode_bridge.prose.acts.machine import with_states
from omninode_bridge.prose.acts.model import Model
from omninode_bridge.prose.acts.operations import ClashError
from omninode_bridge.prose.acts.reading import ActReader
from omninode_bridge.prose.acts.remarks import RemarkReader
from omninode_bridge.prose.acts.workshop import Workshop, with_key
from omninode_bridge.prose.narration.plain_words import asked
from omninode_bridge.prose.narration.story import Line, Told
from omninode_bridge.requirements.document import Document, Requirement

_REASON: Final = re.compile(
    r"\s(?:because|since)\s[^,;]+?\s(?=(?:must|shall|should|may|can|cannot|will)\b)", re.IGNORECASE
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
            workshop.document(document)
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


def _read(model: Model, lines: Sequence[Line]) -> list[_Read]:
    """All that each requirement says, where every sentence of it is read."""
    acts, remarks = ActReader(model), RemarkReader(model)
    found: dict[str, tuple[Requirement, list[Said]]] = {}
    unread: set[str] = set()
    for line in lines:
        if not line.is_asked:
            continue
        spoken = asked(_REASON.sub(" ", line.text))
        said = remarks.remarks_of(spoken) or acts.acts_of(spoken)
        # Behind `by` a field may stand as well as somebody.
        said = said or acts.acts_of(without_agent(spoken))
        if not said:
            unread.add(line.id)
        found.setdefault(line.id, (line.requirement, []))[1].extend(said)
    return [(one, tuple(said)) for key, (one, said) in found.items() if key not in unread]
