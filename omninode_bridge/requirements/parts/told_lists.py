"""A list of fields that a sentence tells, and what is known of them together."""

import re
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from typing import Final

from omninode_bridge.requirements.markdown.span import Span
from omninode_bridge.requirements.parts.fields import FieldReader
from omninode_bridge.requirements.parts.spoken_heads import Item
from omninode_bridge.requirements.parts.spoken_merging import ToldField
from omninode_bridge.requirements.parts.spoken_uses import type_by_use, with_type_of_use

_ATTRIBUTES: Final = frozenset(
    {
        *("name", "title", "number", "code", "label", "description", "note", "notes", "remark"),
        *("comment", "text", "status", "state", "kind", "type", "category", "address", "phone"),
        *("colour", "color", "size", "reference", "summary", "subject", "author", "owner"),
        *("location", "country", "city", "street", "currency", "unit", "level", "rank", "score"),
        *("capacity", "priority", "language", "brand", "model", "version", "identifier", "sku"),
        *("isbn", "surname", "lastname", "firstname", "username", "nickname", "reason"),
    }
)
"""What is a field rather than a thing of its own, whoever has it."""

_SEVERAL: Final = 3
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

    def is_of_attributes(self, explained: AbstractSet[str] = frozenset()) -> bool:
        """Whether one of them is what things of all kinds have: a title, a number; or typed."""
        known = _ATTRIBUTES | explained
        return any(
            one.item.type or {one.item.short, one.item.short.rsplit("_", 1)[-1]} & known
            for one in self.items
        )

    @property
    def is_mostly_said(self) -> bool:
        """Whether of at least half of three or more the type or a limit is said."""
        said = sum(not one.item.is_bare for one in self.items)
        return len(self.items) >= _SEVERAL and 2 * said >= len(self.items)

    @property
    def is_mostly_known(self) -> bool:
        """As `is_mostly_said`, where the words of a name may say its type, too."""
        known = sum(bool(one.item.type) or not one.item.is_bare for one in self.items)
        return len(self.items) >= _SEVERAL and 2 * known >= len(self.items)

    @property
    def is_limited(self) -> bool:
        """Whether of each its type or a limit is said."""
        return bool(self.items) and all(not one.item.is_bare for one in self.items)

    @property
    def is_partly_hinted(self) -> bool:
        """Whether some of several have a type that is said or follows from their words."""
        return len(self.items) > 1 and any(one.item.type for one in self.items)

    def is_hinted(self, explained: AbstractSet[str] = frozenset()) -> bool:
        """Whether each type is said or follows from what is said, and none is left open."""
        return bool(self.items) and all(
            one.item.type or one.item.short in explained for one in self.items
        )

    def is_told(self, explained: AbstractSet[str], words: str, *, is_sure: bool) -> bool:
        """As `is_hinted`, where the way in which sentences use it hints at a type, too.

        One of several is enough where it `is_sure` that they are data.
        """
        known = [
            bool(one.item.type or one.item.short in explained)
            or bool(type_by_use(one.item.short, words))
            for one in self.items
        ]
        return any(known) if is_sure and len(known) > 1 else bool(known) and all(known)

    @property
    def is_named(self) -> bool:
        """Whether each item is announced as one: `an id, the name`, and not `height`."""
        return bool(self.items) and all(
            one.item.is_marked or one.item.is_said or one.item.limits or one.item.unit
            for one in self.items
        )

    def optional(self) -> "SpokenList":
        """Of what a thing may have: each may be missing."""
        items = tuple(
            replace(one, item=replace(one.item, limits=(*one.item.limits, "optional")))
            for one in self.items
        )
        return SpokenList(items)

    @property
    def is_partly_named(self) -> bool:
        return any(one.item.is_marked for one in self.items)

    def fields(self, reader: FieldReader, elsewhere: str, usual: str = "") -> list[ToldField]:
        """`elsewhere` are all words of the document: they tell whose a field has to be.

        They tell of which type it is, too, where there is a `usual` one: that of what is left open.
        """
        named = not self.is_typed
        found = []
        for one in self.items:
            item = _in_short(_owned(one.item, elsewhere), elsewhere, with_unit=bool(usual))
            field = reader.from_item(item.named() if named else item, one.span)
            if field is not None:
                is_open = item.is_bare and item.type not in _PLAIN
                is_used = bool(usual) and not item.type
                known = with_type_of_use(field, elsewhere, usual) if is_used else field
                found.append(ToldField(known, item.is_said, is_open=is_open))
        return found


def _owned(item: Item, elsewhere: str) -> Item:
    """`the guest's email` is `guest_email` where the document calls it so once more."""
    said = rf"\b{re.escape(item.owner)}(?:['\u2019]s?)? {re.escape(item.short.replace('_', ' '))}\b"
    if not item.owner or len(re.findall(said, elsewhere)) < _TWICE:
        return item
    return replace(item, name=f"{item.owner}_{item.name}", short=f"{item.owner}_{item.short}")


def _in_short(item: Item, elsewhere: str, *, with_unit: bool) -> Item:
    """`the number of months` is `months` where a sentence calls the figure so: `Months is ...`.

    Without its unit where a sentence begins with it: `The volume has to be ...`. Not so in a
    calculation, of which every value is what some sentence begins with.
    """
    short = item.name.removeprefix("number_of_")
    said = re.escape(short.replace("_", " "))
    is_called = short != item.name and re.search(
        rf"(?:^|[.;:,]\s+)(?:and )?(?:the )?{said} is\b", elsewhere, re.MULTILINE
    )
    item = replace(item, name=short, short=short) if is_called else item
    is_subject = (
        item.unit
        and not with_unit
        and re.search(
            rf"(?:^|[.;:]\s+)[Tt]he {said} (?:is|has to be|must be|shall be)\b",
            elsewhere,
            re.MULTILINE,
        )
    )
    return replace(item, unit="") if is_subject else item
