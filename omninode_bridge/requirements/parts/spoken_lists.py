"""Lists of fields in sentences: `the width and the height (both int), a name and whether ...`."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from omninode_bridge.requirements.document import Field
from omninode_bridge.requirements.markdown.span import Span
from omninode_bridge.requirements.parts.fields import FieldReader
from omninode_bridge.requirements.parts.spoken_constraints import spelled
from omninode_bridge.requirements.parts.spoken_items import Item, item_of

_AND: Final = re.compile(r"\s+(?:and|as well as|plus)\s+")
_REMARK: Final = re.compile(r"(?:and )?which (?:is|must be|has to be) (\w+)|(unique|optional)")
_TWICE: Final = 2
_PLAIN: Final = frozenset({"uuid", "email", "url", "date", "datetime", "bool"})
"""Types that nobody doubts where a field is called so."""


@dataclass(frozen=True, slots=True)
class Listed:
    """Items in order; each knows its words and in which part between commas it stands."""

    item: Item
    span: Span
    part: int


@dataclass(frozen=True, slots=True)
class SpokenList:
    items: tuple[Listed, ...]

    @property
    def is_typed(self) -> bool:
        return bool(self.items) and all(one.item.is_said for one in self.items)

    @property
    def is_hinted(self) -> bool:
        """Whether each type is said or follows from what is said, and none is left open."""
        return bool(self.items) and all(one.item.type for one in self.items)

    @property
    def is_named(self) -> bool:
        """Whether each item is announced as one: `an id, the name`, and not `height`."""
        return bool(self.items) and all(
            one.item.is_marked or one.item.is_said or one.item.limits for one in self.items
        )

    def fields(self, reader: FieldReader, elsewhere: str) -> list[Field]:
        """`elsewhere` are all words of the document: they tell whose a field has to be."""
        named = not self.is_typed
        found = []
        for one in self.items:
            item = _owned(one.item, elsewhere)
            field = reader.from_text(Span.on(item.spelled(named=named), 1))
            if field is not None:
                field = replace(field, place=one.span.place())
                found.append(field)
                if not (item.is_said or item.limits) and item.type not in _PLAIN:
                    reader.note_type(field)
        return reader.unique(found)


def list_of(span: Span) -> SpokenList | None:
    """Every item of the list, or None where one of them is no field."""
    listed = span.strip(" *_:")
    listed = listed.slice(0, len(listed.text.rstrip(" .")))
    separator = ";" if len(list(listed.split_outside(";"))) > 1 else ","
    found: list[Listed] = []
    for number, part in enumerate(listed.split_outside(separator)):
        if found and (remark := _REMARK.fullmatch(part.text)):
            said = spelled(remark[1] or remark[2])
            if not said:
                return None
            last = found[-1]
            found[-1] = replace(last, item=replace(last.item, limits=(*last.item.limits, said)))
            continue
        items = _items(part, number)
        if items is None:
            return None
        found += items
    return SpokenList(tuple(_shared(found))) if found else None


def _items(part: Span, number: int) -> list[Listed] | None:
    """One item, or several that are joined by `and`."""
    whole = item_of(part.text)
    if whole is not None:
        return [Listed(whole, part, number)]
    joints = [one for one in _AND.finditer(part.text) if _is_outside(part.text, one.start())]
    for joint in joints:
        before, after = item_of(part.text[: joint.start()]), part.slice(joint.end())
        if before is None:
            continue
        rest = _items(after.strip(), number)
        if rest is not None:
            return [Listed(before, part.slice(0, joint.start()).strip(), number), *rest]
    return None


def _is_outside(text: str, at: int) -> bool:
    return text.count("(", 0, at) == text.count(")", 0, at)


def _shared(found: Sequence[Listed]) -> list[Listed]:
    """What is said of `both`, or of the last of those that stand together, holds for all of them.

    An `and` that is not the last one of the list joins what belongs together.
    """
    kept = list(found)
    for at, one in enumerate(found):
        if one.item.is_said or one.item.limits:
            for before in _together(kept, at):
                own = kept[before].item
                shared = replace(
                    own, type=one.item.type, limits=(*own.limits, *one.item.limits), is_said=True
                )
                kept[before] = replace(kept[before], item=shared)
    return kept


def _together(found: Sequence[Listed], at: int) -> list[int]:
    """Items before one of which nothing is said, and for which its words hold, too."""
    one, bare = found[at], []
    for before in range(at - 1, -1, -1):
        if not found[before].item.is_bare:
            break
        bare.append(before)
    if one.item.same:
        return bare[:1] if one.item.same == "both" else bare
    is_within = one.part < found[-1].part
    joined = [each for each in bare if is_within and found[each].part == one.part]
    if one.item.is_code or not joined:
        names = [each for each in bare if found[each].item.is_code and one.item.is_code]
        return list(dict.fromkeys([*joined, *names]))
    return joined


def _owned(item: Item, elsewhere: str) -> Item:
    """`the guest's email` is `guest_email` where the document calls it so once more."""
    said = rf"\b{re.escape(item.owner)}(?:['\u2019]s?)? {re.escape(item.short.replace('_', ' '))}\b"
    if not item.owner or len(re.findall(said, elsewhere)) < _TWICE:
        return item
    return replace(item, name=f"{item.owner}_{item.name}", short=f"{item.owner}_{item.short}")
