"""Data told in sentences, and in lists and tables below headings of one's own."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from omninode_bridge.requirements.document import Entity, Field
from omninode_bridge.requirements.markdown.blocks import Block, Item, Listing, Paragraph, Table
from omninode_bridge.requirements.markdown.sections import Part
from omninode_bridge.requirements.markdown.span import Span
from omninode_bridge.requirements.notebook import Notebook
from omninode_bridge.requirements.parts.fields import FieldReader
from omninode_bridge.requirements.parts.own_ids import split_id
from omninode_bridge.requirements.parts.spoken_details import Details, explained_in
from omninode_bridge.requirements.parts.spoken_frames import Frame, Told
from omninode_bridge.requirements.parts.spoken_headings import heading_frame
from omninode_bridge.requirements.parts.spoken_items import item_of
from omninode_bridge.requirements.parts.spoken_lists import Listed, SpokenList
from omninode_bridge.requirements.parts.spoken_merging import Telling, ToldField
from omninode_bridge.requirements.parts.spoken_sentences import (
    FEWEST,
    announced_by,
    data_sentences,
    tales_of,
)
from omninode_bridge.requirements.parts.spoken_types import entity_called
from omninode_bridge.requirements.parts.thing_names import main_thing
from omninode_bridge.requirements.structures import SectionKind

_ANYWHERE: Final = frozenset(
    {
        *(SectionKind.OTHER, SectionKind.OVERVIEW, SectionKind.DATA_MODEL, SectionKind.NODES),
        *(SectionKind.REQUIREMENTS, SectionKind.INPUT, SectionKind.OUTPUT, SectionKind.ENTITY),
    }
)
"""Sections whose bullets may be sentences of data."""

_FREE: Final = frozenset({SectionKind.OTHER, SectionKind.OVERVIEW, SectionKind.NODES})
"""Sections of which only their own heading tells what stands there."""

_READ: Final = frozenset({SectionKind.INPUT, SectionKind.OUTPUT, SectionKind.ENTITY})
"""Sections whose bullets are fields by their heading."""

_TAUGHT: Final = {SectionKind.INPUT: Told.INPUT, SectionKind.OUTPUT: Told.OUTPUT}
_LONGEST: Final = 400


@dataclass(slots=True)
class Spoken:
    """`inputs` and `outputs` are empty where no sentence tells of them."""

    inputs: list[Field] = field(default_factory=list)
    outputs: list[Field] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)


def take_spoken(root: Part, reader: FieldReader, notebook: Notebook) -> Spoken:
    """Reads such text and takes it out of its sections: it asks for nothing more."""
    spans = list(_spans(root))
    words = "\n".join(one.text for one in spans).lower()
    explained = explained_in(one for span in spans for one in data_sentences(span))
    taking = _Taking(reader, notebook, words, explained, root)
    for part in root.walk():
        part.blocks = list(taking.left(part))
    details = Details(taking.things, reader, notebook)
    for part in root.walk():
        if taking.things and part.kind in _ANYWHERE:
            part.blocks = list(_without_details(part, details, nearby=id(part) in taking.near))
    for told in (one for thing in taking.things.values() for one in thing.told.values()):
        if told.is_open:
            reader.note_type(told.field)
    things = dict(taking.things)
    given, answered = things.pop(_IN, Telling()), things.pop(_OUT, Telling())
    entities = [one.entity() for one in things.values() if one.told]
    return Spoken([*given.fields], [*answered.fields], entities)


_IN: Final = "<in>"
_OUT: Final = "<out>"


def _spans(root: Part) -> Iterator[Span]:
    """All paragraphs and bullets."""
    for part in root.walk():
        for block in part.blocks:
            if isinstance(block, Paragraph):
                yield block.span
            elif isinstance(block, Listing):
                yield from (item.span for item in block.items)


@dataclass(slots=True)
class _Taking:
    """`near` are the sections in which data were found."""

    reader: FieldReader
    notebook: Notebook
    words: str
    explained: frozenset[str]
    root: Part
    things: dict[str, Telling] = field(default_factory=dict)
    near: set[int] = field(default_factory=set)

    def left(self, part: Part) -> Iterator[Block]:
        """The blocks without their sentences of data."""
        announced = _heading(part) if part.kind in _FREE else None
        for block in part.blocks:
            if isinstance(block, Paragraph):
                announced = announced_by(block.span) or announced
                if (kept := self._without_data(block, part)) is not None:
                    yield kept
                continue
            is_taken = announced is not None and self._take_block(block, announced)
            if is_taken:
                self.near.add(id(part))
            elif isinstance(block, Listing) and part.kind in _ANYWHERE:
                kept_items = [one for one in block.items if not self._take_item(one, part)]
                if kept_items:
                    yield replace(block, items=tuple(kept_items))
            else:
                yield block

    def _take_block(self, block: Block, frame: Frame) -> bool:
        if isinstance(block, Listing):
            return self._take_bullets(block.items, frame)
        if not isinstance(block, Table) or not self.reader.tells_fields(block):
            return False
        told = [ToldField(one, is_said=True) for one in self.reader.from_table(block)]
        self._telling(frame).add(told, self.notebook)
        return bool(told)

    def _without_data(self, block: Paragraph, part: Part) -> Paragraph | None:
        sentences = list(data_sentences(block.span))
        left = [one for one in sentences if not self._take(one, part)]
        if len(left) == len(sentences):
            return block
        return Paragraph(tuple(left)) if left else None

    def _take(self, sentence: Span, part: Part) -> bool:
        tales = tales_of(sentence, _heading(part), self.explained)
        for frame, listed in tales:
            self._keep(frame, listed)
            self.near.add(id(part))
        return bool(tales)

    def _take_item(self, item: Item, part: Part) -> bool:
        """A bullet that is a sentence of data, or a thing above bullets that are its fields."""
        if not item.span or split_id(item.span)[0] is not None:
            return False
        if item.children:
            frame = _label_frame(item.span)
            below = [
                one for child in item.children if isinstance(child, Listing) for one in child.items
            ]
            is_listed = all(isinstance(child, Listing) for child in item.children)
            return frame is not None and is_listed and self._take_bullets(below, frame)
        if part.kind in _READ and self.reader.names_field(item.span):
            return False
        sentences = data_sentences(item.span)
        if any(not tales_of(one, _heading(part), self.explained) for one in sentences):
            return False
        for one in sentences:
            self._take(one, part)
        return True

    def _take_bullets(self, bullets: Iterable[Item], frame: Frame) -> bool:
        """`A tile has:` above bullets that are its fields."""
        spans = [one.span for one in bullets if not one.children]
        items = [item_of(one.text) if len(one.text) <= _LONGEST else None for one in spans]
        if len(items) < _fewest(frame) or any(item is None for item in items):
            return False
        listed = SpokenList(
            tuple(
                Listed(item, span, at)
                for at, (item, span) in enumerate(zip(items, spans, strict=True))
                if item is not None
            )
        )
        is_data = listed.is_hinted(self.explained) or (
            listed.is_of_attributes and frame.told is Told.ENTITY
        )
        if not (is_data if frame.is_plain else listed.is_limited):
            return False
        self._keep(frame, listed)
        return True

    def _keep(self, frame: Frame, listed: SpokenList) -> None:
        self._telling(frame).add(listed.fields(self.reader, self.words), self.notebook)

    def _telling(self, frame: Frame) -> Telling:
        key = {Told.INPUT: _IN, Told.OUTPUT: _OUT}.get(frame.told, "")
        noun = frame.noun or ("" if key else main_thing(self.root))
        name = "" if key else entity_called(noun)
        return self.things.setdefault(key or name, Telling(name))


def _heading(part: Part) -> Frame | None:
    """What the heading of a section announces."""
    if part.kind in _TAUGHT:
        return Frame(_TAUGHT[part.kind], 0, is_plain=True)
    return heading_frame(part.title) if part.level and part.kind in _FREE else None


def _fewest(frame: Frame) -> int:
    return FEWEST if frame.told is Told.ENTITY else 1


def _label_frame(span: Span) -> Frame | None:
    """`Ticket`, `A ticket has:`, `Inputs`, `What it gets:` above bullets of their own."""
    text = span.text.strip("*_` ").rstrip(":").strip("*_` ")
    frame = announced_by(Span.on(f"{text}:", 1)) or heading_frame(text)
    if frame is not None:
        return frame
    told = {"input": Told.INPUT, "output": Told.OUTPUT}.get(text.lower().removesuffix("s"))
    if told is not None:
        return Frame(told, 0, is_plain=True)
    words = text.split()
    is_name = 0 < len(words) <= 3 and all(word.isalpha() for word in words)  # noqa: PLR2004  a name
    return Frame(Told.ENTITY, 0, text.lower() if len(words) > 1 else text) if is_name else None


def _without_details(part: Part, details: Details, *, nearby: bool) -> Iterator[Block]:
    """The blocks without the sentences that say more of fields that are known."""
    for block in part.blocks:
        if isinstance(block, Paragraph) and part.kind is not SectionKind.REQUIREMENTS:
            sentences = list(data_sentences(block.span))
            left = [one for one in sentences if not details.take(one, nearby=nearby)]
            if len(left) == len(sentences):
                yield block
            elif left:
                yield Paragraph(tuple(left))
        elif isinstance(block, Listing) and part.kind is not SectionKind.REQUIREMENTS:
            items = [
                one
                for one in block.items
                if one.children or not one.span or not details.take(one.span, nearby=nearby)
            ]
            if items:
                yield replace(block, items=tuple(items))
        else:
            yield block
