"""Data told in sentences, and in lists and tables below headings of one's own."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from omninode_bridge.node_type import NodeType
from omninode_bridge.requirements.markdown.blocks import (
    Block,
    Fence,
    Item,
    Listing,
    Paragraph,
    Table,
)
from omninode_bridge.requirements.markdown.sections import Part
from omninode_bridge.requirements.markdown.span import Span
from omninode_bridge.requirements.notebook import Notebook
from omninode_bridge.requirements.parts.code_fields import declared_in, shown_in
from omninode_bridge.requirements.parts.fields import FieldReader
from omninode_bridge.requirements.parts.own_ids import split_id
from omninode_bridge.requirements.parts.spoken_amending import rest_optional
from omninode_bridge.requirements.parts.spoken_announcing import purpose_of
from omninode_bridge.requirements.parts.spoken_bullets import bullets_of, declared_by
from omninode_bridge.requirements.parts.spoken_details import (
    Details,
    explained_in,
    without_details,
)
from omninode_bridge.requirements.parts.spoken_frames import Frame
from omninode_bridge.requirements.parts.spoken_headings import holds
from omninode_bridge.requirements.parts.spoken_heads import TEXT
from omninode_bridge.requirements.parts.spoken_merging import IN, OUT, Spoken, Telling, ToldField
from omninode_bridge.requirements.parts.spoken_places import (
    ANYWHERE,
    CODE,
    READ,
    THING,
    as_list,
    caption_of,
    frame_of_table,
    frame_of_type,
    heading_of,
    is_introduction,
    is_modelled,
    kinds_of_sections,
    row_as_text,
    texts_of,
    things_named,
    things_told,
)
from omninode_bridge.requirements.parts.spoken_reported import tells_of_figures
from omninode_bridge.requirements.parts.spoken_sentences import (
    FEWEST,
    Around,
    all_tell,
    announced_by,
    announced_in,
    data_and_rest,
    data_parts,
    data_sentences,
    framed_in,
    label_frame,
    tales_behind,
    tells_of_things,
    topic_of,
)
from omninode_bridge.requirements.parts.spoken_types import entity_called
from omninode_bridge.requirements.parts.thing_names import main_thing, thing_done_to
from omninode_bridge.requirements.parts.told_lists import SpokenList
from omninode_bridge.requirements.structures import DataKind, HalfTold

_USUAL: Final = {DataKind.INPUT: TEXT, DataKind.OUTPUT: "decimal"}


def take_spoken(
    root: Part, reader: FieldReader, notebook: Notebook, node_type: NodeType | None = None
) -> Spoken:
    """Reads such text and takes it out of its sections: it asks for nothing more."""
    spans = list(texts_of(root))
    words = "\n".join(one.text for one in spans).lower()
    sentences = [one for span in spans for one in data_sentences(span)]
    framed = framed_in(sentences)
    headed = {*reader.things}
    reader.know_things(things_named(root, framed))
    explained = explained_in(sentences, reader.things)
    sure = frozenset({*headed, *things_told(framed)})
    purpose = purpose_of(node_type, words, tells_of_things=bool(headed) or tells_of_things(framed))
    most, counts = thing_done_to(root), tells_of_figures(node_type, words)
    is_compute = purpose is NodeType.COMPUTE and (purpose is node_type or not is_modelled(root))
    said = words if is_compute else ""
    known = (reader, notebook, words, explained, root, most, sure, purpose, counts, said)
    taking = _Taking(*known, kinds_of_sections(root))
    for part in root.walk():
        part.blocks = list(taking.left(part))
    details = Details(taking.things, reader, notebook)
    for part in root.walk():
        if taking.things and part.kind in ANYWHERE:
            part.blocks = list(without_details(part, details, nearby=id(part) in taking.near))
    rest_optional(taking.things.get(IN, Telling()))
    for told in (one for thing in taking.things.values() for one in thing.told.values()):
        if told.is_open and not told.field.is_open:
            reader.note_type(told.field)
    read = {*headed, *(one.name for one in taking.things.values())}
    for thing in taking.things.values():
        thing.forget({*reader.things} - read)
    things = dict(taking.things)
    given, answered = things.pop(IN, Telling()), things.pop(OUT, Telling())
    entities = [one.entity() for one in things.values() if one.told]
    return Spoken(taking.half_told, [*given.fields], [*answered.fields], entities)


@dataclass(slots=True)
class _Taking:
    """`near` are the sections in which data were found, `topic` what the last sentence told of."""

    reader: FieldReader
    notebook: Notebook
    words: str
    explained: frozenset[str]
    root: Part
    thing: str
    known: frozenset[str]
    purpose: NodeType | None
    counts: bool
    said: str
    sections: frozenset[DataKind]
    things: dict[str, Telling] = field(default_factory=dict)
    near: set[int] = field(default_factory=set)
    half_told: list[HalfTold] = field(default_factory=list)
    topic: str = ""

    def left(self, part: Part) -> Iterator[Block]:
        """The blocks without their sentences of data."""
        announced = None if self._is_taught(part) else heading_of(part)
        caption: Paragraph | None = None
        for block in part.blocks:
            if caption is not None and announced is not None and self._take_block(block, announced):
                self.near.add(id(part))
                caption = None
                continue
            yield from [caption] if caption else []
            caption = block if isinstance(block, Paragraph) and caption_of(block) else None
            if not isinstance(block, Paragraph):
                yield from self._left_of(block, part, announced)
            elif not self._takes_lines(block, part, announced):
                announced = caption_of(block) or announced_by(block.span) or announced
                kept = None if caption else self._without_data(block, part)
                yield from [kept] if kept else []
        yield from [caption] if caption else []

    def _is_taught(self, part: Part) -> bool:
        """Whether a section by its heading holds fields as they are taught, or none at all."""
        spans = [item.span for each in part.listings() for item in each.items]
        is_listed = bool(spans) and all(map(self.reader.names_field, spans))
        return part.kind in READ and (any(part.tables()) or is_listed)

    def _takes_lines(self, block: Paragraph, part: Part, frame: Frame | None) -> bool:
        """A paragraph of lines that are a field each."""
        if frame is None or len(block.lines) < FEWEST or not self._take_spans(block.lines, frame):
            return False
        self.near.add(id(part))
        return True

    def _left_of(self, block: Block, part: Part, announced: Frame | None) -> Iterator[Block]:
        """What is left of a list, a table or other block."""
        if announced is None and isinstance(block, Table) and self.reader.tells_fields(block):
            announced = frame_of_table(part, self.thing)
        is_taken = isinstance(block, Fence) and self._take_code(block, part, announced)
        if is_taken or (announced is not None and self._take_block(block, announced)):
            self.near.add(id(part))
            return
        if announced is not None and announced.is_plain and isinstance(block, Listing | Table):
            self.half_told.append(HalfTold(announced.told, announced.noun, part.place))
        if not isinstance(block, Listing) or part.kind not in ANYWHERE:
            yield block
        elif kept := [rest for one in block.items for rest in self._left_of_item(one, part)]:
            yield replace(block, items=tuple(kept))

    def _left_of_item(self, item: Item, part: Part) -> list[Item]:
        """Of a bullet that begins with a thing's data, the sentences behind them."""
        if self._take_item(item, part):
            return []
        is_whole = part.kind in READ or item.children or not item.span or split_id(item.span)[0]
        told, left = data_and_rest(item.span, self._around(part))
        if is_whole or not told:
            return [item]
        for one in told:
            self._take(one, part)
        return [replace(item, span=one, place=one.place()) for one in left]

    def _take_block(self, block: Block, frame: Frame) -> bool:
        if isinstance(block, Listing):
            return self._take_bullets(block.items, frame)
        if not isinstance(block, Table):
            return False
        if not self.reader.tells_fields(block):
            return self._take_rows(block, frame)
        told = [ToldField(one, is_said=True) for one in self.reader.from_table(block)]
        return self._telling(frame).add(told, self.notebook)

    def _take_rows(self, block: Table, frame: Frame) -> bool:
        """Rows of a name and what is said of it, in columns that are called in any way."""
        is_thing = frame.is_plain and frame.told is THING
        return is_thing and self._take_spans([row_as_text(one) for one in block.rows], frame)

    def _around(self, part: Part) -> Around:
        named = (self.explained, self.reader.things, self.thing, self.known)
        return Around(heading_of(part), *named, self.purpose, self.counts, words=self.said)

    def _take_code(self, block: Fence, part: Part, announced: Frame | None) -> bool:
        """Types in code, or an object that shows what a thing looks like."""
        if part.kind not in ANYWHERE or block.info not in CODE:
            return False
        frame = announced or heading_of(part)
        if block.info.startswith("json"):
            shown = shown_in(block) if frame is not None else []
            if frame is not None and shown:
                self._keep(frame, as_list(shown))
            return bool(shown)
        declared = declared_in(block)
        for one in declared:
            is_only = len(declared) == 1 and frame is not None and frame.told is not THING
            own = frame if is_only and frame is not None else frame_of_type(one.name)
            self._keep(own, as_list(one.items))
        return bool(declared)

    def _without_data(self, block: Paragraph, part: Part) -> Paragraph | None:
        sentences = list(data_parts(block.span))
        left = [one for one in sentences if not self._take(one, part)]
        if len(left) == len(sentences):
            return block
        return Paragraph(tuple(left)) if left else None

    def _take(self, sentence: Span, part: Part) -> bool:
        tales = tales_behind(sentence, self._around(part), self.topic)
        if is_introduction(part) and any(frame.told in self.sections for frame, _ in tales):
            return False
        self.topic = topic_of(tales)
        heading = heading_of(part)
        for frame, listed in tales:
            is_holder = heading and heading.told is frame.told is THING
            own = heading if heading and is_holder and holds(frame.noun) else frame
            self._keep(own, listed)
            self.near.add(id(part))
        if not tales and (unread := announced_in(sentence.text)) is not None:
            self.half_told.append(HalfTold(unread.told, unread.noun, sentence.place()))
        return bool(tales)

    def _take_item(self, item: Item, part: Part) -> bool:
        """A bullet that is a sentence of data, or a thing above bullets that are its fields."""
        if not item.span or split_id(item.span)[0] is not None:
            return False
        if item.children:
            frame = label_frame(item.span)
            lists = [child for child in item.children if isinstance(child, Listing)]
            below = [one for child in lists for one in child.items]
            is_listed = len(lists) == len(item.children)
            return frame is not None and is_listed and self._take_bullets(below, frame)
        if part.kind in READ and self.reader.names_field(item.span):
            return False
        sentences = data_sentences(item.span)
        if all_tell(sentences, self._around(part), self.topic):
            return all(self._take(one, part) for one in sentences)
        frame = heading_of(part)
        declared = declared_by(item.span, self.reader.things, frame)
        if frame is not None and declared is not None:
            self._keep(frame, declared)
            self.near.add(id(part))
        return declared is not None

    def _take_bullets(self, bullets: Iterable[Item], frame: Frame) -> bool:
        """`A tile has:` above bullets that are its fields."""
        return self._take_spans([one.span for one in bullets if not one.children], frame)

    def _take_spans(self, spans: Sequence[Span], frame: Frame) -> bool:
        """Texts that are one field each; of a few it may only be told what they are."""
        bullets = bullets_of(spans, self.reader.things, frame)
        if bullets is None:
            return False
        listed = bullets.fields
        is_data = (
            (bullets.are_read and listed.is_hinted(self.explained))
            or listed.is_mostly_said
            or (listed.is_of_attributes(self.explained) and frame.told is THING)
        )
        if not (is_data if frame.is_plain else listed.is_limited):
            return False
        self._keep(frame, listed)
        return True

    def _keep(self, frame: Frame, listed: SpokenList) -> None:
        usual = _USUAL.get(frame.told, "") if self.said else ""
        self._telling(frame).add(listed.fields(self.reader, self.words, usual), self.notebook)

    def _telling(self, frame: Frame) -> Telling:
        key = {DataKind.INPUT: IN, DataKind.OUTPUT: OUT}.get(frame.told, "")
        noun = frame.noun or ("" if key else main_thing(self.root))
        name = "" if key else entity_called(noun)
        return self.things.setdefault(key or name, Telling(name))
