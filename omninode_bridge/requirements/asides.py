"""What stands in a document and is no requirement, and why not."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from omninode_bridge.diagnostics import Place
from omninode_bridge.language.echoes import repeats
from omninode_bridge.requirements.assembly import Outline
from omninode_bridge.requirements.document import Document
from omninode_bridge.requirements.markdown.blocks import Item, Listing, Paragraph
from omninode_bridge.requirements.markdown.inline import plain
from omninode_bridge.requirements.markdown.sections import Part
from omninode_bridge.requirements.markdown.span import Span
from omninode_bridge.requirements.naming import words
from omninode_bridge.requirements.parts.background import (
    INTRODUCES,
    REPEATS,
    background_of,
)
from omninode_bridge.requirements.parts.own_ids import split_id
from omninode_bridge.requirements.parts.rule_texts import looks_like_rule
from omninode_bridge.requirements.parts.section_kinds import has_structure
from omninode_bridge.requirements.parts.sentences import sentences
from omninode_bridge.requirements.parts.wanted import BEHAVIOUR, is_informative
from omninode_bridge.requirements.structures import SectionKind

MOST: Final = 2_000
"""So many sentences are looked at."""

_DATA: Final = "it tells of data"
_SAYS_LITTLE: Final = "it asks for nothing, and tells no case"
_BY_SECTION: Final[Mapping[SectionKind, str]] = {
    SectionKind.OUT_OF_SCOPE: "it is out of scope",
    SectionKind.DATA_MODEL: _DATA,
    SectionKind.ENTITY: _DATA,
    SectionKind.INPUT: _DATA,
    SectionKind.OUTPUT: _DATA,
    SectionKind.CONTEXT: _DATA,
    SectionKind.EVENTS: _DATA,
    SectionKind.DEPENDENCIES: "it names what the node depends on",
    SectionKind.TOPICS: "it names a topic",
    SectionKind.PERFORMANCE: "it is a target",
}


@dataclass(frozen=True, slots=True)
class Aside:
    """`reason` reads like "it is a question"."""

    text: str
    place: Place
    reason: str


def asides_of(document: Document) -> tuple[Aside, ...]:
    """In document order; tables, code, examples and what is compiled are not among them."""
    outline = Outline(document.text)
    asked = "\n".join(_key(one.text) for one in document.requirements)
    said = ((part, span) for part in outline.whole().walk() for span in _said(part))
    left: list[tuple[Span, str]] = []
    before = ""
    for part, span in islice(said, MOST):
        rest, last = split_id(span)[1], before
        before = plain(rest.text)
        key = _key(rest.text)
        if key and key not in asked and not looks_like_rule(rest.text.strip("` ")):
            left.append((span, _reason(part, before, last)))
    found = {span.place(): one for span, one in _with_data(left, outline)}
    return tuple(found[place] for place in sorted(found))


def _with_data(left: Sequence[tuple[Span, str]], outline: Outline) -> Iterator[tuple[Span, Aside]]:
    """Whatever else would be said of them, some tell of data; where none is left, none is asked."""
    parts = outline.without_data().walk() if left else ()
    others = {_key(span.text) for part in parts for span in _said(part)}
    for span, reason in left:
        told = reason if _key(span.text) in others else _DATA
        yield span, Aside(plain(span.written), span.place(), told)


def _said(part: Part) -> Iterator[Span]:
    """The sentences of running text, and the items of lists."""
    is_compiled = part.kind in BEHAVIOUR and has_structure(part)
    if is_compiled or part.kind is SectionKind.EXAMPLES:
        return
    for block in part.blocks:
        if isinstance(block, Paragraph):
            yield from sentences(block.span)
        elif isinstance(block, Listing):
            yield from _items(block.items)


def _items(items: Sequence[Item]) -> Iterator[Span]:
    for item in items:
        if item.span:
            yield item.span
        for child in item.children:
            if isinstance(child, Listing):
                yield from _items(child.items)


def _reason(part: Part, text: str, before: str) -> str:
    if repeats(text, before):
        return REPEATS
    if part.kind in _BY_SECTION:
        return _BY_SECTION[part.kind]
    titles = (part.title, *part.path)
    explains = next((one for one in titles if is_informative(one)), "")
    if explains and part.kind is SectionKind.OTHER:
        return f"it explains, below `{explains}`"
    is_opening = part.is_title or not part.level or part.kind is SectionKind.OVERVIEW
    return background_of(text) or (INTRODUCES if is_opening else _SAYS_LITTLE)


def _key(text: str) -> str:
    return " ".join(words(plain(text)))
