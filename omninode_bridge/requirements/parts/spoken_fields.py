"""Data told in sentences: `Input: age (int, 0 to 120), member (bool)`, `An item has ...`."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from omninode_bridge.requirements.document import Entity, Field
from omninode_bridge.requirements.markdown.blocks import Block, Listing, Paragraph
from omninode_bridge.requirements.markdown.sections import Part
from omninode_bridge.requirements.markdown.span import Span
from omninode_bridge.requirements.naming import pascal_case
from omninode_bridge.requirements.parts.fields import FieldReader
from omninode_bridge.requirements.parts.spoken_frames import (
    Frame,
    Told,
    data_frames,
    entity_frame,
)
from omninode_bridge.requirements.parts.spoken_items import item_of
from omninode_bridge.requirements.parts.spoken_lists import Listed, SpokenList, list_of

_END: Final = re.compile(
    r"(?:(?<=[.)])|(?<=[.)]\*\*))\s+(?=[*_`]{0,2}[A-Z])|(?<=\.)$",
)
_FEWEST: Final = 2
"""A thing of which one field is named may rather be a sentence about that."""


@dataclass(slots=True)
class Spoken:
    """`inputs` and `outputs` are empty where no sentence tells of them."""

    inputs: list[Field] = field(default_factory=list)
    outputs: list[Field] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)


def take_spoken(root: Part, reader: FieldReader) -> Spoken:
    """Reads such sentences and takes them out of their sections: they ask for nothing more."""
    taking = _Taking(reader, _words(root))
    for part in root.walk():
        part.blocks = list(taking.left(part))
    return taking.found


def _words(root: Part) -> str:
    """All sentences and bullets, in lower case."""
    texts = []
    for part in root.walk():
        for block in part.blocks:
            if isinstance(block, Paragraph):
                texts.append(block.span.text)
            elif isinstance(block, Listing):
                texts += [item.span.text for item in block.items]
    return "\n".join(texts).lower()


@dataclass(slots=True)
class _Taking:
    reader: FieldReader
    words: str
    found: Spoken = field(default_factory=Spoken)

    def left(self, part: Part) -> Iterator[Block]:
        """The blocks without their sentences of data."""
        announced = entity_frame(part.title) if part.level else None
        for block in part.blocks:
            if isinstance(block, Listing) and announced is not None:
                if not self._take_bullets(block, announced):
                    yield block
                announced = None
            elif isinstance(block, Paragraph):
                announced = _announced(block)
                if (kept := self._without_data(block, part)) is not None:
                    yield kept
            else:
                yield block

    def _without_data(self, block: Paragraph, part: Part) -> Paragraph | None:
        sentences = list(_sentences(block.span))
        left = [one for one in sentences if not self._take(one, part)]
        if len(left) == len(sentences):
            return block
        return Paragraph(tuple(left)) if left else None

    def _take(self, sentence: Span, part: Part) -> bool:
        entity = entity_frame(sentence.text)
        frames = [entity] if entity is not None else []
        for frame in (*frames, *data_frames(sentence.text, part.kind)):
            listed = list_of(sentence.slice(frame.start))
            if listed is not None and _is_data(listed, frame):
                self._keep(frame, listed, sentence)
                return True
        return False

    def _take_bullets(self, block: Listing, frame: Frame) -> bool:
        """`A tile has:` above bullets that are its fields."""
        items = [(item_of(one.span.text), one.span) for one in block.items]
        if len(items) < _FEWEST or any(item is None for item, _ in items):
            return False
        listed = [
            Listed(item, span, at) for at, (item, span) in enumerate(items) if item is not None
        ]
        self._keep(frame, SpokenList(tuple(listed)), block.items[0].span)
        return True

    def _keep(self, frame: Frame, listed: SpokenList, sentence: Span) -> None:
        fields = listed.fields(self.reader, self.words)
        if frame.told is Told.INPUT:
            self.found.inputs.extend(fields)
        elif frame.told is Told.OUTPUT:
            self.found.outputs.extend(fields)
        else:
            name = pascal_case(frame.noun.title().replace(" ", ""))
            _add(self.found.entities, Entity(name, tuple(fields), sentence.place()))


def _add(entities: list[Entity], more: Entity) -> None:
    """A second sentence about the same thing says what else it has."""
    for at, one in enumerate(entities):
        if one.name == more.name:
            known = {field.name for field in one.fields}
            new = (field for field in more.fields if field.name not in known)
            entities[at] = replace(one, fields=(*one.fields, *new))
            return
    entities.append(more)


def _is_data(listed: SpokenList, frame: Frame) -> bool:
    """Items with their types; where the frame is plain, items that are named as such."""
    if listed.is_typed:
        return True
    if not frame.is_plain or not listed.is_named or len(listed.items) < _FEWEST:
        return False
    return frame.told is Told.ENTITY or listed.is_hinted


def _announced(block: Paragraph) -> Frame | None:
    """The frame of a last sentence that ends with a colon: its list comes as bullets."""
    sentences = _sentences(block.span)
    if not sentences or not sentences[-1].text.rstrip("*_ ").endswith(":"):
        return None
    last = sentences[-1]
    frame = entity_frame(last.text)
    return frame if frame is not None and not last.text[frame.start :].strip(" :*_") else None


def _sentences(span: Span) -> Sequence[Span]:
    found, start = [], 0
    for match in _END.finditer(span.text):
        said = span.text[start : match.start()]
        if said.count("(") == said.count(")"):
            found.append(span.slice(start, match.start()).strip())
            start = match.end()
    rest = span.slice(start).strip()
    return [*found, rest] if rest else found
