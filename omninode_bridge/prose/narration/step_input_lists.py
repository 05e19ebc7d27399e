"""The list of what a workflow is started with, in the sentence that says it is."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from omninode_bridge.language.word_forms import is_past
from omninode_bridge.requirements.document import Field
from omninode_bridge.requirements.markdown.span import Span
from omninode_bridge.requirements.naming import field_name
from omninode_bridge.requirements.notebook import Notebook
from omninode_bridge.requirements.parts.fields import FieldReader
from omninode_bridge.requirements.parts.spoken_heads import Item
from omninode_bridge.requirements.parts.spoken_lists import list_of
from omninode_bridge.requirements.parts.spoken_types import typed
from omninode_bridge.requirements.parts.told_lists import Listed
from omninode_bridge.requirements.types import Kind, Scalar, ValueType

_SELF: Final = (
    r"(?:it|we|the (?:workflow|process|program|system|service|node|component|orchestrator|flow|"
    r"job)|"
    r"this (?:workflow|process|program|service|node))"
)
_GIVING: Final = r"(?:input|request|call|order|job|message|application|form|data)"
_BRINGS: Final = (
    r"(?:comes? with|consists? of|carr(?:y|ies)|contains?|brings?|includes?|holds?|has|have|names?|"
    r"states?|gives?|is)"
)
_FRAMES: Final = tuple(
    re.compile(pattern, re.IGNORECASE | re.DOTALL)
    for pattern in (
        (
            r"(?:as (?:an?|the) [a-z ]+, )?(?:.{0,120}?[ ,])?(?:is|are|gets?|be) (?:started|"
            r"begun|triggered|"
            r"called|run|launched|kicked off|invoked|opened) with (?P<list>.+)"
        ),
        (
            r"(?:.{0,120}?[ ,])?(?:starts?|triggers?|launch(?:es)?|calls?|begins?|kicks? off|"
            r"opens?|"
            r"runs?) "
            r"(?:it|this|the [a-z]+|this [a-z]+|an? [a-z]+)(?: [a-z]+)? with (?P<list>.+)"
        ),
        (
            rf"(?:(?:for|with) (?:each|every|an?) [a-z ]+,? )?{_SELF} (?:is|are) (?:told|given|"
            rf"handed|passed|"
            r"supplied with|provided with) (?P<list>.+)"
        ),
        (
            rf"(?:(?:for|with) (?:each|every|an?) [a-z ]+,? )?{_SELF} (?:gets?|receives?|takes?|"
            rf"needs?|expects?|"
            r"knows?|requires?) (?P<list>.+)"
        ),
        rf"(?:the|an?|each|every) (?:[a-z]+ )?{_GIVING}(?: data)? {_BRINGS}:? (?P<list>.+)",
        (
            r"(?:the|an?|our|each|every) [a-z]+(?: [a-z]+)? (?:enters|types in|provides|submits|"
            r"hands in|"
            r"fills in|supplies|specifies|states) (?P<list>.+)"
        ),
        r"(?:an?|each|every) [a-z]+(?: [a-z]+)? (?:comes with|carries) (?P<list>.+)",
    )
)
_WHETHER: Final = re.compile(
    r"(?:(?:a |the )?(?:flag|mark|field|note|information)(?: that)? (?:says |tells |states |for "
    r"|saying )?)?"
    r"whether (?P<said>[^()]+?)(?: \((?:flag |field )?`?(?P<name>[a-z_]\w*)`?(?:[,:;][^()]*)?\))?",
    re.IGNORECASE,
)
_CALLED: Final = re.compile(
    r"(?P<how>an? |the )?(?P<what>[a-z][\w' -]*?) (?:called|named) "
    r"[`\"]?(?P<name>[a-z_]\w*)[`\"]?(?P<rest> .+)?",
    re.IGNORECASE,
)
_IN_BRACKETS: Final = re.compile(
    r"(?P<what>[a-z][^()]*?) \((?:called |as )?`?(?P<name>[a-z_]\w*)`?\)", re.IGNORECASE
)
_COUNTED: Final = re.compile(
    r"(?:the |a |its )?(?:number|count) of (?P<name>[a-z][a-z-]*)(?: (?:of|in|for|that) .+)?|"
    r"how many (?P<many>[a-z][a-z-]*)(?: .+)?",
    re.IGNORECASE,
)
_BARE: Final = re.compile(
    r"(?:an? |the |its |their )?(?P<name>[a-z][a-z-]*(?: [a-z][a-z-]*){0,2})", re.IGNORECASE
)
_FLAGS: Final = frozenset({"flag", "switch", "boolean", "mark", "tick"})
ANYTHING: Final = Scalar(Kind.JSON)
"""Where no words tell a type, each value is taken."""

_NUMERIC: Final = re.compile(
    r"\b(?:income|salary|total|value|volume|score|size|sum|rate|level|count|seats|pages|"
    r"people|guests|persons|passengers|children|nights|days|hours|minutes|kilometres|mileage|speed|"
    r"area|capacity|turnover|profit|budget|limit|points|years|months|weeks)$"
)


def lists_in(text: str) -> Iterator[list[Listed]]:
    """What is listed behind words that say that it is given."""
    plain = re.sub(
        r"\s*;?,? (?:all|both) (?:of (?:these|them) )?(?:are |is )?required\.?$",
        ", all required",
        text,
    )
    plain = re.sub(r", so that .*$", "", plain.strip().rstrip("."))
    for frame in _FRAMES:
        found = frame.fullmatch(plain)
        if found is not None:
            listed = _listed(re.sub(r", all required$", "", found["list"]))
            if listed and (len(listed) > 1 or listed[0].item.is_said):
                yield listed


def _listed(text: str) -> list[Listed]:
    """Each item is a field, whatever is known of its type."""
    parts = _items(text)
    made = [_item(part) for part in parts]
    if all(made):
        return [
            Listed(item, Span.on(part, 1), at)
            for at, (item, part) in enumerate(zip(made, parts, strict=True))
            if item is not None
        ]
    whole = list_of(Span.on(text, 1))
    return [] if whole is None else list(whole.items)


def _items(text: str) -> list[str]:
    """Commas and `and` outside of brackets; a clause with `which` belongs to what it follows."""
    pieces: list[str] = []
    for piece in re.split(r",? and (?![^()]*\))|, (?![^()]*\))", text):
        if (pieces and re.match(r"(?:which|that|either|or) ", piece)) or (
            pieces and re.search(r"which (?:is|can be|may be) (?:either )?[a-z]+$", pieces[-1])
        ):
            pieces[-1] += f", {piece}"
        elif piece.strip():
            pieces.append(piece.strip())
    return pieces


def _item(text: str) -> Item | None:
    plain = re.sub(r"^(?:and|finally) ", "", text.strip())
    if flag := _WHETHER.fullmatch(plain):
        name = field_name(flag["name"] or _asked_of(flag["said"]))
        return Item(name, "bool", is_said=True, short=name, about=f"whether {flag['said']}")
    for pattern in (_CALLED, _IN_BRACKETS):
        called = pattern.fullmatch(plain)
        if called and typed(called["name"]) is None:
            return _item_called(field_name(called["name"]), called["what"])
    if counted := _COUNTED.fullmatch(plain):
        name = field_name(counted["many"] or f"number of {counted['name']}")
        return Item(name, "int", is_said=True, short=name)
    found = list_of(Span.on(plain, 1))
    if found is not None and len(found.items) == 1:
        return found.items[0].item
    bare = _BARE.fullmatch(plain)
    return Item(field_name(bare["name"]), short=field_name(bare["name"])) if bare else None


def _asked_of(said: str) -> str:
    """`children are involved` is `children_involved`; `they were refused before` is `refused`."""
    found = list_of(Span.on(f"whether {said}", 1))
    if found is not None and len(found.items) == 1:
        return found.items[0].item.short
    words = said.split()
    return next((one for one in reversed(words) if is_past(one)), words[-1])


def _item_called(name: str, what: str) -> Item:
    """`a flag called remote`, `its length in metres (length)`: the words tell the type."""
    if what.rsplit(maxsplit=1)[-1].lower() in _FLAGS:
        return Item(name, "bool", is_said=True, short=name)
    if _COUNTED.match(what):
        return Item(name, "int", is_said=True, short=name)
    found = list_of(Span.on(what, 1))
    type_ = found.items[0].item.type if found is not None and len(found.items) == 1 else ""
    return Item(name, type_, is_said=bool(type_), short=name)


def field_of(listed: Listed) -> Field | None:
    item = listed.item.named()
    made = FieldReader(Notebook()).from_item(item, listed.span)
    if made is None or item.type:
        return made
    is_number = _NUMERIC.search(made.name.replace("_", " "))
    type_: ValueType = Scalar(Kind.DECIMAL) if is_number else ANYTHING
    return replace(made, type=type_)
