"""A bullet below a heading of data: one field, with what a second sentence says, or several."""

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from typing import Final

from omninode_bridge.requirements.markdown.span import Span
from omninode_bridge.requirements.parts.spoken_frames import Frame
from omninode_bridge.requirements.parts.spoken_heads import Item
from omninode_bridge.requirements.parts.spoken_items import described, item_of
from omninode_bridge.requirements.parts.spoken_lists import list_of
from omninode_bridge.requirements.parts.spoken_places import as_list, fewest_of
from omninode_bridge.requirements.parts.spoken_terms import terms_of
from omninode_bridge.requirements.parts.spoken_units import MEASURE
from omninode_bridge.requirements.parts.told_lists import SpokenList
from omninode_bridge.requirements.structures import DataKind

_LONGEST: Final = 400
_SEVERAL: Final = 2
_FEW: Final = 3
"""At least one of so many is read as a field."""

_UNIT: Final = re.compile(rf",(?= in {MEASURE}[. ]*$)", re.IGNORECASE)
_GOES_ON: Final = re.compile(r"[,;](?: (?:and|or))?$")
_SENTENCE: Final = re.compile(r"\.\s+(?=[A-Z])")
_MEANS: Final = re.compile(r"(?:It is )?(?:true|yes|set|ticked) (?:if|when|where) ", re.IGNORECASE)
_SELDOM: Final = re.compile(
    r"(?:normally|usually|mostly|by default),? (?:not|no|it is not)|(?:no|not)(?:,? "
    r"(?:normally|usually|mostly|by default|unless (?:told|said|stated) otherwise))",
    re.IGNORECASE,
)
_MOSTLY: Final = re.compile(
    r"(?:normally|usually|mostly|by default),? (?:yes|so|it is)|yes(?:,? "
    r"(?:normally|usually|mostly|by default|unless (?:told|said|stated) otherwise))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Bullets:
    """`are_read` where no field is only told in whatever words."""

    fields: SpokenList
    are_read: bool


def bullets_of(spans: Sequence[Span], things: AbstractSet[str], frame: Frame) -> Bullets | None:
    """The fields of all bullets; None where one of them is none, or too few are read."""
    if len(spans) < fewest_of(frame) or any(len(one.text) > _LONGEST for one in spans):
        return None
    are_figures = frame.told is DataKind.OUTPUT
    items = [_items_of(one, things, are_figures=are_figures) for one in spans]
    count = sum(map(bool, items))
    told = [each or _described(span) for each, span in zip(items, spans, strict=True)]
    if not all(told) or _FEW * count < len(spans):
        return None
    pairs = ((one, span) for each, span in zip(told, spans, strict=True) for one in each)
    return Bullets(as_list(pairs), count == len(spans))


def declared_by(span: Span, things: AbstractSet[str], frame: Frame | None) -> SpokenList | None:
    """The field that a bullet declares in a sentence; None where it may be anything else."""
    if frame is None or frame.told is not DataKind.INPUT or not frame.is_plain:
        return None
    bullets = bullets_of([span], things, frame)
    is_field = bullets is not None and bullets.are_read and bullets.fields.is_typed
    return bullets.fields if bullets is not None and is_field else None


def _items_of(span: Span, things: AbstractSet[str], *, are_figures: bool) -> tuple[Item, ...]:
    """Empty where a part of the bullet is not read.

    Of several figures the unit behind the last comma is that of all, and no part of their names.
    """
    if are_figures and (found := _UNIT.search(span.text)):
        span = Span.on(f"{span.text[: found.start()]}, all{span.text[found.end() :]}", 1)
    first, *more = _SENTENCE.split(_GOES_ON.sub("", span.text.strip()))
    item = item_of(first, things)
    if item is None:
        listed = None if more else list_of(span, things)
        several = [one.item for one in listed.items] if listed is not None else []
        if len(several) < _SEVERAL or not all(one.type for one in several):
            return ()
        return tuple(replace(one, unit="") if are_figures else one for one in several)
    for sentence in more:
        item = _with(item, sentence.rstrip(" ."))
        if item is None:
            return ()
    return (item,)


def _described(span: Span) -> tuple[Item, ...]:
    """As `described`, where no field is read."""
    found = described(span.text)
    return () if found is None else (found,)


def _with(item: Item, sentence: str) -> Item | None:
    """`Normally not.`, `Standard if nothing is said.` behind a field."""
    for usual, pattern in (("false", _SELDOM), ("true", _MOSTLY)):
        if item.type == "bool" and pattern.fullmatch(sentence):
            return replace(item, limits=(*item.limits, f"default {usual}"))
    if item.type == "bool" and _MEANS.match(sentence):
        return item
    sentence = re.sub(r"^(?:It|They) (?:is|are) ", "", sentence)
    terms = terms_of(sentence[:1].lower() + sentence[1:])
    if terms is None or terms.rest or terms.name or terms.type or not terms.limits:
        return None
    return replace(item, limits=(*item.limits, *terms.limits))
