"""What is done to stored things, as it is read: `Change the note of a booking`.

Each wording has the fields, figures and quoted words of the sentence.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from omninode_bridge.language.lexicon import lexicon
from omninode_bridge.prose.acts.limits import number_of
from omninode_bridge.prose.acts.values import values_of
from omninode_bridge.prose.rewording.keeping import quotes_of
from omninode_bridge.prose.rewording.phrasing import enumeration
from omninode_bridge.prose.rewording.wording import Spoken
from omninode_bridge.requirements.document import Document, Entity, Field
from omninode_bridge.requirements.markdown.span import Span
from omninode_bridge.requirements.naming import snake_case
from omninode_bridge.requirements.parts.sentences import sentences
from omninode_bridge.requirements.parts.spoken_units import spoken_without_unit
from omninode_bridge.requirements.types import Kind, Optional, Scalar

_CREATES: Final = re.compile(
    r"\b(?:adds?|added|creates?|registers?|books?|enters?|submits?|files?|subscribes?|signs? up|"
    r"puts? in|records?|stores?|saves?|reports?|donates?|arrives?)\b"
)
_READS: Final = re.compile(r"\b(?:look(?:s|ed)? up|finds?|found|get|fetch|view|open|show)\b")
_LISTS: Final = re.compile(
    r"\b(?:list(?:s|ed)?|show(?:s|n)? all|all|everything|"
    r"(?:see|show|view) (?:their|his|her|my)(?: own)?|overview|browse)\b"
)
_OWN: Final = re.compile(r"\b(?:their|his|her|my)(?: own)?\b")
_SEARCHES: Final = re.compile(r"\b(?:search(?:es|ed)?|look for|part of)\b")
_CHANGES: Final = re.compile(
    r"\b(?:chang\w+|correct\w*|updat\w+|edit\w*|modif\w+|adjust\w*|set|move\w*|rename\w*|fix\w*)\b"
)
_REMOVES: Final = re.compile(
    r"\b(?:remov\w+|delet\w+|throw\w* (?:\w+ ){0,3}?away|eras\w+|get rid of)\b"
)
_ACTOR: Final = re.compile(
    r"^(?:the|an?|our|every|each|any) (?:[a-z]+ ){1,2}?"
    r"(?=[a-z]+[^su ]s\b|(?:can|may|must|shall|should)\b)"
)
_ONCE: Final = re.compile(
    r"\b(?:two|twice|same|duplicate\w*|only once|unique)\b.*"
    r"\b(?:same|twice|once|unique|work|allowed|possible|two)\b|\bno two\b|\bunique\b"
)
_TOLD: Final = re.compile(
    r"\b(?:publish\w*|emit\w*|send\w*(?: out)?|tell|event|notif\w+|announce\w*)\b"
)
_DENIED: Final = re.compile(
    r"\b(?:cannot|can't|not|only|never|error|refus\w+|reject\w+|no|nobody|none|unless|until|while|"
    r"as long as|at (?:most|least)|up to|(?:more|less|fewer) than|must name|may have|exceed\w*)\b"
)
_EVENT: Final = re.compile(r"\b(?P<name>[a-z]+(?:_[a-z]+)+)\b")
_PER_PAGE: Final = re.compile(r"(?P<number>\d+) (?:per|a|on each|to a) page")
_SORTED: Final = re.compile(r"\b(?:sort(?:ed)?|order(?:ed)?|arranged) by (?P<rest>.+)$")
_NO_MORE: Final = re.compile(
    r",? (?:too|as well|later on|any more|anymore|if you like|at any time)\b"
)
_FOUND_BY: Final = re.compile(r"\bby (?:its|their|the) (?P<rest>[^,;]+)$")
_GIVEN: Final = re.compile(r"\bwith (?P<list>[^;:]*(?:,| and )[^;:]*)$")
_ITEMS: Final = re.compile(r",? and |, ")
_PEOPLE: Final = ("email", "member", "owner", "user", "customer", "person", "name")


@dataclass(frozen=True, slots=True)
class _Thing:
    """An entity, and how it is spoken of."""

    entity: Entity

    @property
    def one(self) -> str:
        return snake_case(self.entity.name).replace("_", " ")

    @property
    def many(self) -> str:
        return lexicon().plural(self.one)

    @property
    def a(self) -> str:
        return f"{'an' if self.one[0] in 'aeiou' else 'a'} {self.one}"

    @property
    def key(self) -> str:
        """By which one is found."""
        keys = [one for one in self.entity.fields if one.constraints.primary_key]
        keys += [one for one in self.entity.fields if one.constraints.unique]
        return _name(keys[0]) if keys else "id"

    def named(self, text: str) -> list[Field]:
        """The fields that are mentioned, in the order of the text."""
        found = []
        for one in self.entity.fields:
            spoken = spoken_without_unit(one.name)
            words = spoken.split()
            ways = [spoken, lexicon().plural(spoken)]
            shared = sum(words[-1] in each.name.split("_") for each in self.entity.fields)
            ways += [words[-1], words[0]] if len(words) > 1 and shared == 1 else []
            ways += [" ".join(words[:-1])] if words[-1] == "date" else []
            at = min((at for way in ways if (at := _at(way, text)) >= 0), default=-1)
            if at >= 0:
                found.append((at, one))
        return [one for _, one in sorted(found, key=lambda each: each[0])]


type _Reading = Callable[[str, _Thing, Sequence[Field]], Iterator[str]]


def proposed_deeds(spoken: Sequence[Spoken], document: Document) -> list[tuple[str, ...]]:
    things = [_Thing(one) for one in document.entities if one.fields]
    return [tuple(_worded(one.text, things)) if one.is_asked else () for one in spoken]


def _worded(text: str, things: Sequence[_Thing]) -> list[str]:
    """All sentences of it, each in other words or as it is."""
    parts = [one.text for one in sentences(Span.on(text, 1))]
    found = [list(dict.fromkeys(_of_one(one, things))) for one in parts]
    if not any(found):
        return []
    kept = [each or [one] for each, one in zip(found, parts, strict=True)]
    most = range(max(map(len, kept)))
    return [" ".join(one[min(at, len(one) - 1)] for one in kept) for at in most]


def _of_one(text: str, things: Sequence[_Thing]) -> Iterator[str]:
    low = _NO_MORE.sub("", " ".join(text.lower().replace("\u2019", "'").split()).rstrip(" ."))
    about = _without_fields(low, things)
    named = [one for one in things if _at(one.one, about) >= 0 or _at(one.many, about) >= 0]
    for thing in named or (things if len(things) == 1 else ()):
        fields = thing.named(low)
        is_meant = re.search(rf"\beverything\b|\b{thing.entity.name.lower()}_", low)
        if not (named or fields or is_meant):
            continue
        for wording in _deeds(low, thing, fields):
            again = thing.named(wording.lower())
            is_kept = {one.name for one in fields} <= {one.name for one in again}
            is_whole = quotes_of(text) == quotes_of(wording) and _figures(low) == _figures(wording)
            if is_kept and is_whole:
                yield wording


def _without_fields(low: str, things: Sequence[_Thing]) -> str:
    """The `instrument code` of a loan speaks of no instrument."""
    names = {spoken_without_unit(one.name) for thing in things for one in thing.entity.fields}
    for name in sorted((one for one in names if " " in one), key=len, reverse=True):
        low = re.sub(rf"\b{re.escape(name)}\b", "", low)
    return low


def _figures(text: str) -> list[str]:
    """Numbers, as digits or in words; `one` only where it counts."""
    words = re.findall(r"\d+(?:[.,]\d+)*|[a-z]+", text.lower())
    found = (
        one if one[0].isdigit() else str(number_of(one) or "") for one in words if one != "one"
    )
    return sorted(one for one in found if one)


def _deeds(low: str, thing: _Thing, fields: Sequence[Field]) -> Iterator[str]:
    if _TOLD.search(low):
        yield from _events(low, thing)
    if _ONCE.search(low):
        yield from (f"No two {thing.many} have the same {_name(one)}." for one in fields)
    elif not _DENIED.search(low):
        done = _done(low, thing)
        for pattern, reading in _READINGS:
            if pattern.search(low if pattern is _LISTS else done):
                yield from reading(low, thing, fields)


def _done(low: str, thing: _Thing) -> str:
    """What somebody does: neither who it is, a store keeper, nor how a thing is, an open loan."""
    values = "|".join(re.escape(one.words) for one in values_of(thing.entity)) or "(?!)"
    plain = re.sub(rf"\b(?:{values}) (?=(?:{thing.one}|{thing.many})\b)", "", low)
    return _ACTOR.sub("", plain)


def _searches(_: str, thing: _Thing, fields: Sequence[Field]) -> Iterator[str]:
    yield from (f"Search {thing.many} by {_name(one)}." for one in fields)


def _removes(_: str, thing: _Thing, __: Sequence[Field]) -> Iterator[str]:
    yield f"Delete {thing.a} by its {thing.key}."


def _changes(low: str, thing: _Thing, fields: Sequence[Field]) -> Iterator[str]:
    """What it is found by is not changed: `the email of a member by its number`."""
    behind = _FOUND_BY.search(low)
    keys = thing.named(behind["rest"]) if behind else []
    changed = [one for one in fields if one not in keys]
    by = f" by its {enumeration([_name(one) for one in keys])}" if keys else ""
    if changed:
        yield f"Change {enumeration([f'the {_name(one)}' for one in changed])} of {thing.a}{by}."


def _finds(_: str, thing: _Thing, fields: Sequence[Field]) -> Iterator[str]:
    key = _name(fields[0]) if len(fields) == 1 else f"its {thing.key}"
    yield f"Find {thing.a} by {key}."


def _creates(low: str, thing: _Thing, said: Sequence[Field]) -> Iterator[str]:
    """With just the fields that are listed; where none are, with what has to be said, or may be.

    A thing may have nothing but its id. What is listed and is no field would be lost.
    """
    behind = _GIVEN.search(low)
    if behind is not None:
        items = _ITEMS.split(behind["list"])
        ways = [list(said)] if all(thing.named(one) for one in items) else []
    else:
        fields = [one for one in thing.entity.fields if one.name != "id"]
        needed = [one for one in fields if one.default is None]
        ways = [needed, [one for one in fields if not _is_flag(one)]]
    for given in ways:
        if given:
            named = enumeration([_name(one) for one in given])
            yield f"Create {thing.many} with {named}."
            yield f"Add {thing.a} with {named}."


def _lists(low: str, thing: _Thing, fields: Sequence[Field]) -> Iterator[str]:
    page = _PER_PAGE.search(low)
    plain = _PER_PAGE.sub("", low)
    behind = _SORTED.search(plain)
    order = thing.named(behind["rest"]) if behind else []
    filters = [one for one in fields if one not in order]
    flags = [one for one in filters if _is_flag(one)]
    filters = [one for one in filters if one not in flags]
    if _OWN.search(low) and not filters:
        people = [
            one for word in _PEOPLE for one in thing.entity.fields if word in one.name.split("_")
        ]
        filters = people[:1]
    which = f"the {' and '.join(_name(one) for one in flags)} " if flags else ""
    by = f" by {enumeration([_name(one) for one in filters])}" if filters else ""
    end = f", sorted by {_name(order[0])}" if order else ""
    end += f", {page['number']} per page" if page else ""
    yield f"List {which}{thing.many}{by}{end}."


_READINGS: Final[tuple[tuple[re.Pattern[str], _Reading], ...]] = (
    (_SEARCHES, _searches),
    (_LISTS, _lists),
    (_REMOVES, _removes),
    (_CHANGES, _changes),
    (_CREATES, _creates),
    (_READS, _finds),
)


def _events(low: str, thing: _Thing) -> Iterator[str]:
    found = _EVENT.search(low)
    when = re.search(
        r"\b(?:when|whenever|every time|each time|once|as soon as|if)\b(?P<rest>[^,;]+)", low
    )
    if found is None or when is None:
        return
    done = re.search(r"\b(?:is|are|has been|gets) (?P<verb>\w+)", when["rest"])
    verbs = [done["verb"]] if done else []
    verbs += ["added", "created"] if _CREATES.search(when["rest"]) else []
    for verb in verbs:
        yield f"When {thing.a} is {verb}, the event {found['name']} is published."


def _is_flag(one: Field) -> bool:
    plain = one.type.of if isinstance(one.type, Optional) else one.type
    return isinstance(plain, Scalar) and plain.kind is Kind.BOOL


def _name(one: Field) -> str:
    return spoken_without_unit(one.name)


def _at(word: str, text: str) -> int:
    found = re.search(rf"\b{re.escape(word)}\b", text)
    return found.start() if found else -1
