"""Sentences that may be statements: the requirements, and what stands beside them."""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from omninode_bridge.prose.narration.story import lines_of
from omninode_bridge.requirements.document import Document, Requirement
from omninode_bridge.requirements.parts.background import ANNOUNCES, QUESTION, background_of
from omninode_bridge.requirements.structures import SectionKind

_KINDS: Final = frozenset({SectionKind.REQUIREMENTS, SectionKind.RULES})
_CASES: Final = frozenset({SectionKind.EXAMPLES})
_SAYS_NOTHING: Final = frozenset({ANNOUNCES, QUESTION})
_VALUES: Final = re.compile(r"=|`|^(?:given|and|when)\b[^,]*\bis [\d\"]", re.IGNORECASE)
"""What says of one case which values it has is an example and no rule."""


def asked_or_said(document: Document) -> list[Requirement]:
    """Requirements, and sentences of their sections that ask for nothing in so many words.

    Cases without values, such as `Given a donor younger than 18, then ...`, are rules.
    """
    asked = list(document.requirements)
    known = {one.id for one in asked}
    said = [line.requirement for line in lines_of(document, _KINDS)]
    said += [
        line.requirement
        for line in (lines_of(document, _CASES) if not document.examples else ())
        if not _VALUES.search(line.requirement.text)
    ]
    said = [one for one in said if background_of(one.text) not in _SAYS_NOTHING]
    found = {one.id: one for one in said if one.id not in known}
    return sorted([*asked, *found.values()], key=lambda one: one.place)


def with_requirements(document: Document, more: Iterable[Requirement]) -> Document:
    """The document with those of the sentences that became rules."""
    known = {one.id for one in document.requirements}
    new = [one for one in more if one.id not in known]
    if not new:
        return document
    both = sorted([*document.requirements, *new], key=lambda one: one.place)
    return replace(document, requirements=tuple(both))
