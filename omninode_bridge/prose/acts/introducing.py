"""Which sentences of a document may ask for something: not those that only introduce it."""

import re
from collections.abc import Sequence
from dataclasses import replace

from omninode_bridge.prose.acts.data_lines import nouns_of
from omninode_bridge.prose.acts.limiting import LIMITING
from omninode_bridge.prose.acts.values import values_of
from omninode_bridge.prose.narration.plain_words import asked
from omninode_bridge.prose.narration.story import STORED, Line, lines_of
from omninode_bridge.requirements.document import Document, Entity, RequirementClass
from omninode_bridge.requirements.structures import SectionKind


def lines_about(document: Document, kinds: frozenset[SectionKind]) -> list[Line]:
    """The sentences of those sections, and what seems to be about quality and is about a state.

    `Only usable wrenches can be reported` says how wrenches have to be, where they can be usable.
    """
    classes = STORED | {RequirementClass.QUALITY}
    found = lines_of(document, kinds, beside=True, in_order=False, classes=classes)
    states = [_states_of(one) for one in document.entities]
    return [
        one
        for one in found
        if one.requirement.classification is not RequirementClass.QUALITY
        or any(state.search(one.said.lower()) for state in states)
    ]


def _states_of(entity: Entity) -> re.Pattern[str]:
    values = "|".join(re.escape(one.words) for one in values_of(entity)) or "(?!)"
    return re.compile(rf"\b(?:{values}) (?:{nouns_of([entity])})\b")


def with_introduction(document: Document, lines: Sequence[Line]) -> list[Line]:
    """What only introduces, and limits nothing, asks for nothing: `The register of a port: ...`.

    Where sections follow that ask for something; else it may be all that is said.
    """
    title, *others = document.sections[:2] or (None,)
    first = others[0].place.line if title is not None and title.level <= 1 and others else 0
    is_followed = any(one.is_asked and one.requirement.place.line > first for one in lines)
    return [
        replace(one, is_asked=False)
        if is_followed and one.requirement.place.line < first and not LIMITING.search(_said(one))
        else one
        for one in lines
    ]


def _said(line: Line) -> str:
    return f"{asked(line.text)} {line.text.lower()}"
