"""One sentence of data: whose it is, and the list of what there is."""

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import Final

from omninode_bridge.requirements.markdown.span import Span
from omninode_bridge.requirements.parts.spoken_frames import (
    Frame,
    Told,
    both_frames,
    data_frames,
    entity_frame,
)
from omninode_bridge.requirements.parts.spoken_lists import SpokenList, list_of

type Tale = tuple[Frame, SpokenList]

_END: Final = re.compile(
    r"(?:(?<=[.)])|(?<=[.)]\*\*))\s+(?=[*_`]{0,2}[A-Z])|(?<=\.)$",
)
FEWEST: Final = 2
"""A thing of which one field is named may rather be a sentence about that."""


def data_sentences(span: Span) -> Sequence[Span]:
    """A full stop inside of brackets ends no sentence."""
    found, start = [], 0
    for match in _END.finditer(span.text):
        said = span.text[start : match.start()]
        if said.count("(") == said.count(")"):
            found.append(span.slice(start, match.start()).strip())
            start = match.end()
    rest = span.slice(start).strip()
    return [*found, rest] if rest else found


def tales_of(sentence: Span, heading: Frame | None, explained: AbstractSet[str]) -> list[Tale]:
    """What a sentence tells; empty where any part of it is no data.

    `heading` is what the heading above it announces; `explained` are names of which another
    sentence says the type.
    """
    halves = both_frames(sentence.text)
    if halves is not None:
        at, answered = halves
        given = _tale(sentence.slice(0, at), heading, explained)
        listed = list_of(sentence.slice(answered.start))
        is_told = given is not None and given[0].told is Told.INPUT
        if (
            given is not None
            and listed is not None
            and is_told
            and _is_data(listed, answered, explained)
        ):
            return [given, (answered, listed)]
    tale = _tale(sentence, heading, explained)
    return [] if tale is None else [tale]


def _tale(sentence: Span, heading: Frame | None, explained: AbstractSet[str]) -> Tale | None:
    for frame in _frames(sentence, heading):
        listed = list_of(sentence.slice(frame.start))
        if listed is not None and _is_data(listed, frame, explained):
            return frame, listed
    return None


def _frames(sentence: Span, heading: Frame | None) -> Iterator[Frame]:
    entity = entity_frame(sentence.text)
    if entity is not None:
        yield entity
    yield from data_frames(sentence.text, heading)


def _is_data(listed: SpokenList, frame: Frame, explained: AbstractSet[str]) -> bool:
    """Items with their types; where the frame is plain, items that are named as such."""
    if listed.is_typed:
        return True
    if not frame.is_plain or not listed.is_named:
        return False
    if frame.told is Told.ENTITY:
        return len(listed.items) >= FEWEST and listed.is_of_attributes
    return listed.is_hinted(explained)


def announced_by(span: Span) -> Frame | None:
    """The frame of a last sentence that ends with a colon: its list comes as bullets."""
    sentences = data_sentences(span)
    if not sentences or not sentences[-1].text.rstrip("*_ ").endswith(":"):
        return None
    last = sentences[-1]
    for frame in _frames(Span.on(f"{last.text.rstrip('*_: ')}: .", 1), None):
        if not last.text[frame.start :].strip(" :*_."):
            return frame
    return None
