"""Lists of fields in sentences: `the width and the height (both int), a name and whether ...`."""

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import Final

from omninode_bridge.requirements.markdown.span import Span
from omninode_bridge.requirements.parts.spoken_clauses import clause_about
from omninode_bridge.requirements.parts.spoken_constraints import spelled
from omninode_bridge.requirements.parts.spoken_heads import Item
from omninode_bridge.requirements.parts.spoken_items import item_of
from omninode_bridge.requirements.parts.spoken_named import counted
from omninode_bridge.requirements.parts.spoken_remarks import (
    without_remark_on_all,
    without_remarks,
)
from omninode_bridge.requirements.parts.spoken_terms import Terms, terms_of
from omninode_bridge.requirements.parts.spoken_units import type_of_measure, unit_name
from omninode_bridge.requirements.parts.told_lists import Listed, SpokenList

_AND: Final = re.compile(r"\s+(?:and(?: (?:has|have|also has))?|as well as|plus)\s+")
_REMARK: Final = re.compile(r"(?:(?:and|but) )?(?P<said>\S.*)", re.DOTALL)
_LABEL: Final = re.compile(
    r"(?P<one>[^:]+?) (?:and|as well as) (?P<other>(?:(?:an?|the|its) )?\w+(?: \w+){0,2}: .*)",
    re.DOTALL,
)
_WHICH: Final = re.compile(r"(?:which|that) (?:is|are|can|may|must|has to|need|does|identifies)\b")
_ROUNDED: Final = re.compile(
    r"(?:(?:and|each|all|both) )*(?:is |are )?rounded (?:to|on) (?:the )?"
    r"(?:(?:nearest|full|whole) )?(?:cents?|two (?:decimals|decimal places|places))(?: each)?"
)
_TYPED: Final = re.compile(
    r"(?:and )?(?:which (?:is|must be) )?(?:an? )?"
    r"(?P<type>whole number|integer|decimal(?: number)?)"
    r"(?:(?: of)? (?P<limits>\S.*))?",
    re.DOTALL,
)
"""`The weeks, a whole number from 4 to 26`: nothing is called so."""
_OR: Final = re.compile(r"\bor ")
_OPENED: Final = re.compile(r"(?:is )?(?:(?:one|any) of|either)\b")
_ITEM: Final = re.compile(r"(?:(?:and|or) )?(?:an?|the|its|their|whether|how) (?=[a-z])")
"""What begins so is an item of its own, and no choice of the one before it."""

_MANY: Final = 12
"""So many choices are looked for behind a name."""


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
        if found and _ROUNDED.fullmatch(parts[at].text) and found[-1].item.type == "money":
            # Amounts of money are whole cents anyway.
            at += 1
            continue
        if found and (said := _remark(parts[at].text, found[-1].item.name, things)):
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
    is_said = after is not None and bool(_WHICH.match(after.text) or _OPENED.match(after.text))
    joints = [one for one in _AND.finditer(part.text) if _is_outside(part.text, one.start())]
    if not is_said or not joints:
        return [part]
    return [part.slice(0, joints[-1].start()).strip(), part.slice(joints[-1].end()).strip()]


def _remark(text: str, head: str, things: AbstractSet[str]) -> Terms | None:
    """`optional`, `which must be unique`, `at most 80 characters` behind an item."""
    if typed := _TYPED.fullmatch(text):
        return terms_of(", ".join(filter(None, (typed["type"], typed["limits"]))))
    if clause := clause_about(text, head.replace("_", " "), things):
        return clause
    match = _REMARK.fullmatch(text)
    said = spelled(match["said"]) if match is not None else ""
    return Terms(limits=(said,)) if said else None


def _limited(item: Item, said: Terms) -> Item:
    type_ = said.type or item.type or said.kind
    is_said = item.is_said or bool(said.type)
    limits = (*item.limits, *counted(type_, said.limits))
    return replace(item, type=type_, limits=limits, is_said=is_said)


def _with_choices(
    parts: Sequence[Span], at: int, things: AbstractSet[str]
) -> tuple[Item, int] | None:
    """`the kind: car, van or bike`: an item over several parts, and how many they are."""
    is_opened = at + 1 < len(parts) and _OPENED.match(parts[at + 1].text) is not None
    last = min(len(parts), at + _MANY)
    for end in range(at + 2, last + 1):
        if _ITEM.match(parts[end - 1].text):
            return None
        is_last = end == last or _ITEM.match(parts[end].text) is not None
        if not (_OR.search(parts[end - 1].text) or (is_opened and is_last)):
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
        names = [each for each in bare if _is_name(found[each].item) and _is_name(one.item)]
        return list(dict.fromkeys([*joined, *names]))
    return joined


def _is_name(item: Item) -> bool:
    """Names in a row share what is said of the last; `a valve_code` stands for itself."""
    return item.is_code and not item.is_marked
