"""Figures that a sentence asks for in its own way, in the words that are read."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from omninode_bridge.language.lexicon import lexicon
from omninode_bridge.prose.rewording.wording import Spoken
from omninode_bridge.requirements.document import Document, Entity, Field
from omninode_bridge.requirements.naming import words
from omninode_bridge.requirements.parts.spoken_units import spoken_without_unit
from omninode_bridge.requirements.types import EnumOf, Kind, Optional, Scalar, ValueType

_NUMBERS: Final = frozenset({Kind.INT, Kind.FLOAT, Kind.DECIMAL, Kind.MONEY})
_WRITTEN: Final = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10,
}  # fmt: skip
_OUT: Final = re.compile(
    r"\b(?:ignor(?:e|ed)|leave out|left out|exclud(?:e|ed|ing)|skip|mistakes?|disregard|"
    r"(?:do not|don't|does not|doesn't|should not|shouldn't|must not|mustn't|never|not) "
    r"(?:be )?(?:count|counted|show|shown|appear|included?|considered|part|matter))\b"
)
_TWICE: Final = re.compile(r"\b(?:twice|double|duplicates?|duplicated?|repeated|again|same)\b")
_TOP: Final = re.compile(
    r"\bmost (?:popular|frequent|common|used|often|wanted|sold|visited|ordered)\b|\btop\b|"
    r"\bfavou?rites?\b"
)
_DIFFERENT: Final = re.compile(r"\b(?:different|distinct|unique)\b")
_NTH: Final = re.compile(r"\b(?:p ?(\d\d)|(\d\d)(?:th|st|nd|rd)? percentile)\b")
_FUNCTIONS: Final = (
    ("average", re.compile(r"\b(?:averages?|mean|on average|typical)\b")),
    ("median", re.compile(r"\bmedian\b")),
    (
        "highest",
        re.compile(
            r"\b(?:biggest|largest|highest|heaviest|longest|greatest|max(?:imum)?|peak|dearest|"
            r"hottest|fastest|tallest|most expensive|at most)\b"
        ),
    ),
    (
        "lowest",
        re.compile(
            r"\b(?:smallest|lowest|lightest|shortest|least|min(?:imum)?|cheapest|coldest|"
            r"slowest)\b"
        ),
    ),
    ("latest", re.compile(r"\b(?:latest|last|most recent|newest|current)\b")),
)
_MUCH: Final = re.compile(
    r"\b(?:how much|total|sum|altogether|overall|revenue|turnover|earn(?:ed|s)?)\b"
)
_MANY: Final = re.compile(r"\b(?:how many|how often|number of|count)\b")
_GROUP: Final = re.compile(
    r"\b(?:per|by|each|every|for each|for every|(?:that|which) [a-z]+ (?:to|at|in) (?:an?|the))\b"
)
_WINDOW: Final = re.compile(
    r"\b(?:per|and|each|every|a|by) (day|hour|week|minute)\b|\b(daily|hourly)\b"
)
_ADVERBS: Final = {"daily": "day", "hourly": "hour"}
_BOUND: Final = re.compile(
    r"\b(?P<sign>over|above|more than|exceeding|heavier than|longer than|under|below|less than|"
    r"at least|at most|up to)\s+(?P<number>\d[\d,.]*\d|\d)"
)
_UPPER: Final = re.compile(r"over|above|more than|exceeding|heavier|longer")
_EQUAL: Final = re.compile(
    r"\b(?P<name>[a-z][a-z_ ]*?) ?(?:=|is|are|equals) ?[\"'“](?P<value>[^\"'”]+)[\"'”]"
)


@dataclass(frozen=True, slots=True)
class _Stream:
    """The one thing whose figures are told."""

    entity: Entity

    @property
    def things(self) -> str:
        return lexicon().plural("_".join(words(self.entity.name))).replace("_", " ")

    def named(self, text: str, kinds: frozenset[Kind] | None = None) -> list[Field]:
        """The fields that are spoken of, in the order of the text."""
        said = {lexicon().singular(word): at for at, word in reversed([*enumerate(words(text))])}
        found = []
        for one in self.entity.fields:
            name = [lexicon().singular(word) for word in one.name.split("_")]
            at = min((said[word] for word in name if word in said), default=None)
            is_kind = kinds is None or _kind(one.type) in kinds
            if at is not None and is_kind and name[0] not in {"id", "in"}:
                found.append((at, one))
        return [one for _, one in sorted(found, key=lambda each: each[0])]

    @property
    def numbers(self) -> list[Field]:
        return [one for one in self.entity.fields if _kind(one.type) in _NUMBERS]

    def measured(self, text: str) -> list[Field]:
        """The numbers that may be meant, the likeliest first."""
        named = self.named(text, _NUMBERS)
        is_money = re.search(r"\b(?:money|paid|revenue|earn|cost|price|turnover|euros?)", text)
        moneys = [one for one in self.numbers if _kind(one.type) is Kind.MONEY]
        rest = [one for one in self.numbers if _kind(one.type) is not Kind.MONEY]
        ordered = [*named, *(moneys if is_money else ()), *rest, *moneys]
        return list({one.name: one for one in ordered}.values())


def proposed_figures(spoken: Sequence[Spoken], document: Document) -> list[tuple[str, ...]]:
    found = [entity for entity in document.entities if entity.fields]
    if len(found) != 1 or document.events:
        return [()] * len(spoken)
    stream = _Stream(found[0])
    return [tuple(dict.fromkeys(_worded(one.text, stream))) for one in spoken]


def _worded(text: str, stream: _Stream) -> Iterator[str]:
    said = " ".join(text.lower().replace("\u2019", "'").split()).rstrip(" .")
    if _OUT.search(said):
        yield from _left_out(said, stream)
    if _TWICE.search(said):
        yield from _once(stream)
    keys, window = _keys(said, stream)
    end = _end(keys, window)
    for core in _cores(said, stream, keys):
        yield f"The {core}{end}."
        if window:
            yield f"The {core}{_end(keys, '')}."


def _cores(said: str, stream: _Stream, keys: Sequence[Field]) -> Iterator[str]:
    """`average size`, `number of damaged scans`."""
    if _TOP.search(said):
        number = next((n for word in said.split() if (n := _number(word))), 3)
        for one in stream.named(said):
            yield f"{number} most frequent {lexicon().plural(one.name).replace('_', ' ')}"
        return
    if _DIFFERENT.search(said):
        for one in stream.named(_DIFFERENT.split(said)[1]):
            yield f"number of different {lexicon().plural(one.name).replace('_', ' ')}"
        return
    if nth := _NTH.search(said):
        for one in stream.measured(said):
            yield f"{nth[1] or nth[2]}th percentile of the {_spaced(one)}"
        return
    yield from _plain_cores(said, stream, keys)


def _plain_cores(said: str, stream: _Stream, keys: Sequence[Field]) -> Iterator[str]:
    for name, pattern in _FUNCTIONS:
        if pattern.search(said):
            fields = stream.measured(said)
            if name == "latest":
                times = [one for one in stream.entity.fields if _kind(one.type) is Kind.DATETIME]
                named = [one for one in stream.named(said) if one not in keys]
                fields = [*named, *times, *fields]
            yield from (f"{name} {_spaced(one)}" for one in fields)
            return
    counted = _MANY.search(said)
    if counted and not any(one not in keys for one in stream.named(said, _NUMBERS)):
        flags = [one.name for one in stream.named(said, frozenset({Kind.BOOL}))]
        yield f"number of {' '.join([*map(_plain, flags), stream.things])}"
    if counted or _MUCH.search(said):
        yield from (f"total {_spaced(one)}" for one in stream.measured(said))


def _keys(said: str, stream: _Stream) -> tuple[list[Field], str]:
    group = _GROUP.search(said)
    behind = said[group.start() :] if group else _after_noun(said)
    keys = [one for one in stream.named(behind) if _kind(one.type) not in _NUMBERS | {Kind.BOOL}]
    window = _WINDOW.search(said)
    unit = (window[1] or _ADVERBS[window[2]]) if window else ""
    return keys, unit


def _after_noun(said: str) -> str:
    """`how many damaged parcels a shop had`: what stands behind the last article."""
    found = re.search(
        r"\b(?:an?|the) (?!number|total|average|same)[a-z]+ (?:had|has|did|made|sold)\b", said
    )
    return found[0] if found else ""


def _end(keys: Sequence[Field], window: str) -> str:
    parts = [_spaced(one) for one in keys] + ([window] if window else [])
    return f" per {' and '.join(parts)}" if parts else ""


def _left_out(said: str, stream: _Stream) -> Iterator[str]:
    for which in _which(said, stream):
        yield f"{which[0].upper()}{which[1:]} are left out of all figures."


def _which(said: str, stream: _Stream) -> Iterator[str]:
    """`scans with a weight above 50`, `damaged scans`."""
    things = stream.things
    if bound := _BOUND.search(said):
        side = "above" if _UPPER.match(bound["sign"]) else "below"
        for one in stream.measured(said):
            yield f"{things} with a {_spaced(one)} {side} {bound['number']}"
    for equal in _EQUAL.finditer(said):
        for one in stream.named(equal["name"]):
            yield f'{things} with the {_spaced(one)} "{equal["value"]}"'
    for one in stream.named(said, frozenset({Kind.BOOL})):
        yield f"{_plain(one.name)} {things}"
    for one in stream.entity.fields:
        members = one.type.members if isinstance(one.type, EnumOf) else ()
        spoken = (each for each in members if re.search(rf"\b{re.escape(each.lower())}\b", said))
        yield from (f'{things} with the {_spaced(one)} "{each}"' for each in spoken)


def _once(stream: _Stream) -> Iterator[str]:
    for one in stream.entity.fields:
        if one.constraints.unique or one.constraints.primary_key:
            yield f"Repeated {stream.things} with the same {_spaced(one)} are ignored."


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _WRITTEN.get(word, 0)


def _spaced(one: Field) -> str:
    return _plain(one.name)


def _plain(name: str) -> str:
    return spoken_without_unit(name)


def _kind(found: ValueType) -> Kind | None:
    plain = found.of if isinstance(found, Optional) else found
    return plain.kind if isinstance(plain, Scalar) else None
