"""What the sentences of a document tell together, and which of them told what."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from omninode_bridge.diagnostics import Diagnostic
from omninode_bridge.prose.narration.plain_words import plain_requirement
from omninode_bridge.requirements.document import Document, Requirement, RequirementClass
from omninode_bridge.requirements.markdown.span import Span
from omninode_bridge.requirements.naming import digest
from omninode_bridge.requirements.parts.sentences import sentences
from omninode_bridge.requirements.structures import Section, SectionKind

MOST: Final = 500
"""So many sentences of a document are read together."""

_ITEM: Final = re.compile(r"\s*(?:[-*+]|\d{1,3}[.)])\s+")
_STRUCTURE: Final = re.compile(r"\s*(?:\||```|~~~|#|>|<)")
_TALKING: Final = frozenset({SectionKind.STATES, SectionKind.WORKFLOW, SectionKind.AGGREGATIONS})


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence; `is_asked` where the reader of documents found it to be a requirement."""

    requirement: Requirement
    said: str
    is_asked: bool = True
    is_ordered: bool = False

    @property
    def id(self) -> str:
        return self.requirement.id


@dataclass(frozen=True, slots=True)
class Told:
    """`document` with what was told; `shown` says for each requirement what it became."""

    document: Document
    shown: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[Diagnostic, ...] = ()


class UntoldError(Exception):
    """A sentence is not read; the message says why, and is empty where it is of something else."""


def lines_of(document: Document, *, kinds: frozenset[SectionKind] = _TALKING) -> list[Line]:
    """The requirements, and the other sentences of sections that say how things go, in order."""
    known = {_key(one.text): one for one in document.requirements}
    found = [
        Line(one, plain_requirement(one))
        for one in document.requirements[:MOST]
        if one.classification in {RequirementClass.FUNCTIONAL, RequirementClass.CONSTRAINT}
    ]
    for section in document.sections:
        if section.kind not in kinds:
            continue
        for span, is_ordered in _sentences(section):
            if _key(span.text) in known or len(found) >= MOST:
                continue
            made = Requirement(f"R-{digest(_key(span.text), 6)}", span.text, span.place())
            made = replace(made, own_id=False)
            known[_key(span.text)] = made
            found.append(Line(made, plain_requirement(made), False, is_ordered))
    return sorted(found, key=lambda line: line.requirement.place)


def _key(text: str) -> str:
    return " ".join(text.lower().split()).strip(" .")


def _sentences(section: Section) -> Iterator[tuple[Span, bool]]:
    """Those of paragraphs and lists; tables, diagrams and code are no sentences."""
    block: list[Span] = []
    is_code = is_ordered = False
    for number, text in enumerate(section.text.split("\n"), section.place.line + 1):
        is_fence = text.lstrip().startswith(("```", "~~~"))
        is_code ^= is_fence
        item = _ITEM.match(text)
        if is_code or is_fence or _STRUCTURE.match(text) or not text.strip() or item:
            yield from _of_block(block, is_ordered=is_ordered)
            block = []
        if is_code or is_fence or _STRUCTURE.match(text) or not text.strip():
            continue
        start = item.end() if item else len(text) - len(text.lstrip())
        is_ordered = text.strip()[0].isdigit() if item else is_ordered and bool(block)
        block.append(Span.on(text[start:].rstrip(), number, start + 1))
    yield from _of_block(block, is_ordered=is_ordered)


def _of_block(block: list[Span], *, is_ordered: bool) -> Iterator[tuple[Span, bool]]:
    if block:
        yield from ((one, is_ordered) for one in sentences(Span.joined(block)))
