"""Where data may stand, and whose they are: headings, captions, labels, types in code."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from omninode_bridge.requirements.markdown.blocks import (
    Listing,
    Paragraph,
)
from omninode_bridge.requirements.markdown.headings import kind_within
from omninode_bridge.requirements.markdown.sections import Part
from omninode_bridge.requirements.markdown.span import Span
from omninode_bridge.requirements.parts.entities import entity_title
from omninode_bridge.requirements.parts.spoken_frames import Frame
from omninode_bridge.requirements.parts.spoken_headings import heading_frame
from omninode_bridge.requirements.parts.spoken_heads import Item as ToldItem
from omninode_bridge.requirements.parts.spoken_sentences import (
    FEWEST,
    FramedSentence,
    label_frame,
)
from omninode_bridge.requirements.parts.spoken_types import entity_called
from omninode_bridge.requirements.parts.told_lists import Listed, SpokenList
from omninode_bridge.requirements.structures import DataKind, SectionKind

_FREE: Final = frozenset({SectionKind.OTHER, SectionKind.OVERVIEW, SectionKind.NODES})
"""Sections of which only their own heading tells what stands there."""
ANYWHERE: Final = frozenset(
    {
        *(SectionKind.OTHER, SectionKind.OVERVIEW, SectionKind.DATA_MODEL, SectionKind.NODES),
        *(SectionKind.REQUIREMENTS, SectionKind.INPUT, SectionKind.OUTPUT, SectionKind.ENTITY),
    }
)
"""Sections whose bullets may be sentences of data."""
READ: Final = frozenset({SectionKind.INPUT, SectionKind.OUTPUT, SectionKind.ENTITY})
"""Sections whose bullets are fields by their heading."""
CODE: Final = frozenset(
    {"", "ts", "typescript", "python", "py", "sql", "postgresql", "json", "jsonc", "kotlin"}
)
_TAUGHT: Final = {SectionKind.INPUT: DataKind.INPUT, SectionKind.OUTPUT: DataKind.OUTPUT}
THING: Final = DataKind.ENTITY
_IN_OR_OUT: Final = re.compile(
    r"(?:(?P<given>Inputs?|Request|Parameters)|Outputs?|Response|Answer|Result)$"
)
_NAME: Final = re.compile(
    r"(?P<mark>\*\*|__)(?P<noun>[A-Z][A-Za-z]+(?: [A-Za-z]+){0,2}):?(?P=mark):?|"
    r"(?P<plain>[A-Z][a-z]+(?: [a-z]+)?):?"
)

_BOLD: Final = re.compile(r"(?P<mark>\*\*|__)(?P<title>[A-Z][A-Za-z ]{2,60}?):?(?P=mark):?")


def texts_of(root: Part) -> Iterator[Span]:
    """All paragraphs and bullets."""
    for part in root.walk():
        for block in part.blocks:
            if isinstance(block, Paragraph):
                yield block.span
            elif isinstance(block, Listing):
                yield from (item.span for item in block.items)


def things_named(root: Part, framed: Iterable[FramedSentence]) -> Iterator[str]:
    """The names of what sentences, headings and labels of nested bullets tell of."""
    frames = [heading_frame(part.title) for part in root.walk() if part.level]
    frames += [frame for _, frame in framed]
    blocks = [block for part in root.walk() for block in part.blocks]
    frames += [caption_of(one) for one in blocks if isinstance(one, Paragraph)]
    nested = (item for part in root.walk() for each in part.listings() for item in each.items)
    frames += [label_frame(item.span) for item in nested if item.children and item.span]
    return (entity_called(one.noun) for one in frames if one is not None and one.noun)


def things_told(framed: Iterable[FramedSentence]) -> Iterator[str]:
    """The names of what sentences surely tell of, and not only what it may have besides."""
    frames = (frame for _, frame in framed)
    return (entity_called(one.noun) for one in frames if one.noun and not one.is_maybe)


def caption_of(block: Paragraph) -> Frame | None:
    """`**Vehicle**`, or only `Vehicle`, above its fields."""
    if (titled := _headed(block.span.text)) is not None:
        return titled
    match = _NAME.fullmatch(block.span.text)
    return Frame(THING, 0, match["noun"] or match["plain"]) if match is not None else None


def _headed(text: str) -> Frame | None:
    """`**Input**`, `**What goes in:**`: a heading that is only printed bold, and no name."""
    match = _NAME.fullmatch(text)
    bold = _BOLD.fullmatch(text)
    title = bold["title"] if bold else match["plain"] if match else ""
    # An entity may be called `Request`; none is called `Input`.
    kind = kind_within(title, SectionKind.DATA_MODEL) if title else SectionKind.OTHER
    if kind in _TAUGHT:
        return Frame(_TAUGHT[kind], 0, is_plain=True)
    found = heading_frame(title) if bold and title.lower().startswith("what ") else None
    return found if found is not None and found.told in _TAUGHT.values() else None


def is_modelled(root: Part) -> bool:
    """Whether a section of its own tells of things that may be stored."""
    kinds = {SectionKind.ENTITY, SectionKind.DATA_MODEL}
    return any(part.kind in kinds for part in root.walk())


def heading_of(part: Part) -> Frame | None:
    """What the heading of a section announces."""
    if part.kind is SectionKind.ENTITY:
        return Frame(THING, 0, entity_title(part.title), is_plain=True)
    if part.kind in _TAUGHT:
        return Frame(_TAUGHT[part.kind], 0, is_plain=True)
    return (
        heading_frame(part.title)
        if part.level and not part.is_title and part.kind in _FREE
        else None
    )


def kinds_of_sections(root: Part) -> frozenset[DataKind]:
    """What goes in or comes out, where a section with a list or a table of its own tells it."""
    frames = [
        heading_of(part) for part in root.walk() if any(part.listings()) or any(part.tables())
    ]
    told = {one.told for one in frames if one is not None and one.is_plain}
    return frozenset(told - {THING})


def is_introduction(part: Part) -> bool:
    """What stands below the title, before any section."""
    return part.is_title or not part.level


_DATA: Final = re.compile(
    r"(?:the |our |stored )?(?:data(?: stored)?|fields|record|"
    r"what (?:is|we|it) (?:stored|store|keeps?|kept))",
    re.IGNORECASE,
)


def frame_of_table(part: Part, noun: str) -> Frame | None:
    """Fields right below `Data` are those of what most is done to."""
    is_data = part.kind in _FREE and not part.is_title and _DATA.fullmatch(part.title.strip(" :"))
    return Frame(THING, 0, noun, is_plain=True) if is_data and noun else None


def row_as_text(cells: Sequence[Span]) -> Span:
    """`| line | whole number | 1 to 99 |` as the bullet `line: whole number, 1 to 99`."""
    name, *said = (one for one in cells)
    rest = ", ".join(one.text for one in said if one.text.strip())
    return name.retold(f"{name.text}: {rest}" if rest else name.text)


def as_list(items: Iterable[tuple[ToldItem, Span]]) -> SpokenList:
    return SpokenList(tuple(Listed(item, span, at) for at, (item, span) in enumerate(items)))


def frame_of_type(name: str) -> Frame:
    """`class FareRequest` goes in, `class FareAnswer` comes out; others are things."""
    match = _IN_OR_OUT.search(name)
    told = THING if match is None else DataKind.INPUT if match["given"] else DataKind.OUTPUT
    return Frame(told, 0, name, is_plain=True)


def fewest_of(frame: Frame) -> int:
    return FEWEST if frame.told is DataKind.ENTITY else 1
