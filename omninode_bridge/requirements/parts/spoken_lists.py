"""Lists of fields in sentences: `the width and the height (both int), a name and whether ...`."""

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from typing import Final

from omninode_bridge.requirements.markdown.span import Span
from omninode_bridge.requirements.parts.fields import FieldReader
from omninode_bridge.requirements.parts.spoken_constraints import spelled
from omninode_bridge.requirements.parts.spoken_heads import Item
from omninode_bridge.requirements.parts.spoken_items import item_of
from omninode_bridge.requirements.parts.spoken_merging import ToldField
from omninode_bridge.requirements.parts.spoken_remarks import (
    without_remark_on_all,
    without_remarks,
)
from omninode_bridge.requirements.parts.spoken_terms import Terms, terms_of
from omninode_bridge.requirements.parts.spoken_units import type_of_measure, unit_name

_AND: Final = re.compile(r"\s+(?:and(?: (?:has|have|also has))?|as well as|plus)\s+")
_REMARK: Final = re.compile(
    r"(?:(?:and|but) )?(?P<which>(?:which|that) (?:is|are|must be|has to be|can be|may be) )?"
    r"(?P<said>\S.*)",
    re.DOTALL,
)
_LABEL: Final = re.compile(
    r"(?P<one>[^:]+?) (?:and|as well as) (?P<other>(?:(?:an?|the|its) )?\w+(?: \w+){0,2}: .*)",
    re.DOTALL,
)
_WHICH: Final = re.compile(r"(?:which|that) (?:is|can be|may be|must be|has to be) ")
_OR: Final = re.compile(r"\bor ")
_MANY: Final = 12
"""So many choices are looked for behind a name."""

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

    def fields(self, reader: FieldReader, elsewhere: str) -> list[ToldField]:
        """`elsewhere` are all words of the document: they tell whose a field has to be."""
        named = not self.is_typed
        found = []
        for one in self.items:
            item = _in_short(_owned(one.item, elsewhere), elsewhere)
            field = reader.from_item(item.named() if named else item, one.span)
            if field is not None:
                is_open = item.is_bare and item.type not in _PLAIN
                found.append(ToldField(field, item.is_said, is_open=is_open))
        return found


def list_of(span: Span, things: AbstractSet[str] = frozenset()) -> SpokenList | None:
    """Every item of the list, or None where one of them is no field."""
    listed = span.strip(" *_:")
    listed, unit = without_remark_on_all(listed)
    listed = listed.slice(0, len(listed.text.rstrip(" .")))
    separator = ";" if len(list(listed.split_outside(";"))) > 1 else ","
    pieces = list(listed.split_outside(separator))
    parts = [
        one
        for part, after in zip(pieces, (*pieces, None)[1:], strict=True)
        for labelled in _before_label(part)
        for one in _before_clause(labelled, after)
    ]
    parts = without_remarks(parts)
    found: list[Listed] = []
    at = 0
    while at < len(parts):
        if found and (said := _remark(parts[at].text)):
            last = found[-1]
            found[-1] = replace(last, item=_limited(last.item, said))
            at += 1
            continue
        chosen = _with_choices(parts, at, things)
        items = [Listed(chosen[0], parts[at], at)] if chosen else _items(parts[at], at, things)
        if items is None:
            return None
        found += items
        at += chosen[1] if chosen else 1
    shared = [_measured(one, unit) for one in _shared(found)]
    return SpokenList(tuple(shared)) if shared else None


def _measured(one: Listed, unit: str) -> Listed:
    """In the unit that is said of all."""
    item = one.item
    if not unit or item.type or item.unit:
        return one
    return replace(one, item=replace(item, unit=unit_name(unit), type=type_of_measure(unit)))


def _before_label(part: Span) -> list[Span]:
    """`the phone and the kind: car` are two: the choices of the second come behind it."""
    match = _LABEL.fullmatch(part.text)
    return [part.slice(0, match.end("one")), part.slice(match.start("other"))] if match else [part]


def _before_clause(part: Span, after: Span | None) -> list[Span]:
    """`the hours and its status, which is ...` are two: the clause is about the second."""
    is_said = after is not None and _WHICH.match(after.text) is not None
    joints = [one for one in _AND.finditer(part.text) if _is_outside(part.text, one.start())]
    if not is_said or not joints:
        return [part]
    return [part.slice(0, joints[-1].start()).strip(), part.slice(joints[-1].end()).strip()]


def _remark(text: str) -> Terms | None:
    """`optional`, `which must be unique`, `at most 80 characters` behind an item."""
    match = _REMARK.fullmatch(text)
    if match is None:
        return None
    if match["which"]:
        return terms_of(match["said"])
    said = spelled(match["said"])
    return Terms(limits=(said,)) if said else None


def _limited(item: Item, said: Terms) -> Item:
    type_ = said.type or item.type or said.kind
    is_said = item.is_said or bool(said.type)
    return replace(item, type=type_, limits=(*item.limits, *said.limits), is_said=is_said)


def _with_choices(
    parts: Sequence[Span], at: int, things: AbstractSet[str]
) -> tuple[Item, int] | None:
    """`the kind: car, van or bike`: an item over several parts, and how many they are."""
    for end in range(at + 2, min(len(parts), at + _MANY) + 1):
        if not _OR.search(parts[end - 1].text):
            continue
        item = item_of(", ".join(one.text for one in parts[at:end]), things)
        is_choice = item is not None and item.type.startswith("enum(")
        return (item, end - at) if item is not None and is_choice else None
    return None


def _items(part: Span, number: int, things: AbstractSet[str]) -> list[Listed] | None:
    """One item, or several that are joined by `and`."""
    whole = item_of(part.text, things)
    if whole is not None:
        return [Listed(whole, part, number)]
    joints = [one for one in _AND.finditer(part.text) if _is_outside(part.text, one.start())]
    for joint in joints:
        before, after = item_of(part.text[: joint.start()], things), part.slice(joint.end())
        if before is None:
            continue
        rest = _items(after.strip(), number, things)
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
                limits = (*own.limits, *one.item.limits)
                unit = own.unit or one.item.unit
                shared = replace(own, type=one.item.type, limits=limits, unit=unit, is_said=True)
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


def _in_short(item: Item, elsewhere: str) -> Item:
    """`the number of months` is `months` where a sentence calls the figure so: `Months is ...`.

    Without its unit where a sentence begins with it: `The volume has to be ...`.
    """
    short = item.name.removeprefix("number_of_")
    said = re.escape(short.replace("_", " "))
    is_called = short != item.name and re.search(
        rf"(?:^|[.;:,]\s+)(?:and )?(?:the )?{said} is\b", elsewhere, re.MULTILINE
    )
    item = replace(item, name=short, short=short) if is_called else item
    is_subject = item.unit and re.search(
        rf"(?:^|[.;:]\s+)[Tt]he {said} (?:is|has to be|must be|shall be)\b", elsewhere, re.MULTILINE
    )
    return replace(item, unit="") if is_subject else item


def _owned(item: Item, elsewhere: str) -> Item:
    """`the guest's email` is `guest_email` where the document calls it so once more."""
    said = rf"\b{re.escape(item.owner)}(?:['\u2019]s?)? {re.escape(item.short.replace('_', ' '))}\b"
    if not item.owner or len(re.findall(said, elsewhere)) < _TWICE:
        return item
    return replace(item, name=f"{item.owner}_{item.name}", short=f"{item.owner}_{item.short}")
