"""What the sentences of a document tell together, and which of them told what."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from omninode_bridge.diagnostics import Diagnostic
from omninode_bridge.prose import codes
from omninode_bridge.prose.narration.plain_words import plain
from omninode_bridge.requirements.document import Document, Requirement, RequirementClass
from omninode_bridge.requirements.markdown.numbering import number_end
from omninode_bridge.requirements.markdown.span import Span
from omninode_bridge.requirements.markdown.wording import in_common_words
from omninode_bridge.requirements.naming import digest
from omninode_bridge.requirements.parts.sentences import clauses, sentences
from omninode_bridge.requirements.structures import Section, SectionKind

MOST: Final = 500
"""So many sentences of a document are read together."""

_OWN_ID: Final = re.compile(
    r"^[*_`\[(]*[a-z]{1,8}-?\d{1,5}(?:\.\d{1,4}){0,3}[*_`\])]*[:.]?[*_`]*\s+"
)
_COURSE: Final = re.compile(
    r"\b(?:how|what (?:is done|happens|we do)|steps?|procedure|sequence|course|(?:work)?flow|"
    r"process|stages|phases|order)\b",
    re.IGNORECASE,
)
_ITEM: Final = re.compile(r"\s*(?:[-*+]|\d{1,3}[.)])\s+")
_QUOTED: Final = re.compile(r"`([^`]*)`")
_BLANK: Final = re.compile(r"\s+(?=[,;:.])")
_STRUCTURE: Final = re.compile(r"\s*(?:\||```|~~~|#|>|<)")
READ: Final = frozenset(
    {RequirementClass.FUNCTIONAL, RequirementClass.CONSTRAINT, RequirementClass.INTERFACE}
)
STORED: Final = READ | {RequirementClass.DATA}
"""What is said of what an effect stores: also below a heading such as `Data`."""

_TALKING: Final = frozenset({SectionKind.STATES, SectionKind.WORKFLOW, SectionKind.AGGREGATIONS})


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence, in a plain form and as it is written.

    `is_asked` where the reader of documents found it to be a requirement. `is_numbered`
    where it begins an item of a list whose numbers may only count.
    """

    requirement: Requirement
    said: str
    is_asked: bool = True
    is_ordered: bool = False
    text: str = ""
    is_numbered: bool = False

    @property
    def id(self) -> str:
        return self.requirement.id

    @property
    def key(self) -> tuple[str, str]:
        """Tells it from the other sentences of its requirement."""
        return self.requirement.id, self.text


@dataclass(frozen=True, slots=True)
class Told:
    """`document` with what was told; `shown` says for each requirement what it became.

    `refused` are those that speak of the same and do not fit the others; `read` are the sentences
    that were understood, each with the id of its requirement. `sure` are steps of which their own
    sentence says after what they come.
    """

    document: Document
    shown: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[Diagnostic, ...] = ()
    refused: frozenset[str] = frozenset()
    read: frozenset[tuple[str, str]] = frozenset()
    sure: frozenset[str] = frozenset()


def untold(line: Line, reason: str) -> Diagnostic:
    """Why a sentence is not read; what is quoted of it is written as people write it."""
    said = _QUOTED.sub(lambda one: f"`{_BLANK.sub('', one[1]).strip(' ,;:.')}`", reason)
    return codes.UNTOLD.at(line.requirement.place, f"{line.id}: {said}")


class UntoldError(Exception):
    """A sentence is not read; the message says why, and is empty where it is of something else."""


def lines_of(
    document: Document,
    kinds: frozenset[SectionKind] = _TALKING,
    *,
    beside: bool = False,
    in_order: bool = True,
    classes: frozenset[RequirementClass] = READ,
) -> list[Line]:
    """The requirements, and the other sentences of sections that say how things go, in order.

    `beside` also those of a section of any kind, one sentence of which is a requirement. Whether
    one comes last is of interest `in_order` only.
    """
    ordered, counted = _numbered(document), _counted(document)
    found: list[Line] = []
    known: set[str] = set()
    for one in document.requirements[:MOST]:
        whole = one.text.strip()
        known |= {_key(whole), *(_key(part.text) for part in sentences(Span.on(whole, 1)))}
        for part, of in clauses(whole) if one.classification in classes else ():
            key, said = _key(of), plain(part, in_order=in_order)
            found.append(Line(one, said, True, key in ordered, part, key in counted))
    asked = frozenset(known)
    for section in document.sections:
        spans = [span for span, _ in _sentences(section)]
        is_asked = beside and any(_key(span.text) in asked for span in spans)
        for span in spans if section.kind in kinds or is_asked else ():
            key = _key(span.text)
            if key in known or len(found) >= MOST:
                continue
            known.add(key)
            made = Requirement(f"R-{digest(key, 6)}", span.text, span.place(), own_id=False)
            for part, _ in clauses(span.text):
                said = plain(part, in_order=in_order)
                found.append(Line(made, said, False, key in ordered, part, key in counted))
    return sorted(found, key=lambda line: line.requirement.place)


def _numbered(document: Document) -> frozenset[str]:
    """The sentences whose numbers say what comes first."""
    return frozenset(
        _key(span.text)
        for section in document.sections
        if _is_told_in_order(section)
        for span, is_ordered in _sentences(section)
        if is_ordered
    )


def _counted(document: Document) -> frozenset[str]:
    """The first sentences of numbered items elsewhere: the numbers may tell an order, too."""
    return frozenset(
        _key(span.text)
        for section in document.sections
        if section.kind is SectionKind.OTHER and not _is_told_in_order(section)
        for span, is_ordered in _sentences(section, only_first=True)
        if is_ordered
    )


def _is_told_in_order(section: Section) -> bool:
    """Whether its numbers say what comes first; those of requirements only count them."""
    is_other = section.kind is SectionKind.OTHER
    return section.kind is SectionKind.WORKFLOW or (
        is_other and _COURSE.search(section.title) is not None
    )


def _key(text: str) -> str:
    """The text without its own id, marks and case: a sentence is one wherever it was read."""
    return " ".join(_OWN_ID.sub("", text.lower()).replace("*", "").split()).strip(" .")


def _sentences(section: Section, *, only_first: bool = False) -> Iterator[tuple[Span, bool]]:
    """Those of paragraphs and lists; tables, diagrams and code are no sentences.

    With `only_first` an item's number is that of its first sentence.
    """
    block: list[Span] = []
    is_code = is_ordered = False
    for number, text in enumerate(section.text.split("\n"), section.line):
        is_fence = text.lstrip().startswith(("```", "~~~"))
        is_code ^= is_fence
        item = _ITEM.match(text)
        if is_code or is_fence or _STRUCTURE.match(text) or not text.strip() or item:
            yield from _of_block(block, is_ordered=is_ordered, only_first=only_first)
            block = []
        if is_code or is_fence or _STRUCTURE.match(text) or not text.strip():
            continue
        start = item.end() if item else len(text) - len(text.lstrip())
        start += number_end(text[start:])
        is_ordered = text.strip()[0].isdigit() if item else is_ordered and bool(block)
        block.append(Span.on(text[start:].rstrip(), number, start + 1))
    yield from _of_block(block, is_ordered=is_ordered, only_first=only_first)


def _of_block(
    block: list[Span], *, is_ordered: bool, only_first: bool
) -> Iterator[tuple[Span, bool]]:
    parts = sentences(Span.joined(tuple(in_common_words(block)))) if block else ()
    for at, one in enumerate(parts):
        yield one, is_ordered and not (at and only_first)
