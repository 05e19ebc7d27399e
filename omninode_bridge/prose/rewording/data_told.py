"""Data that a sentence names in passing, told so that they are data: `A cup has a drink (string)`.

The words are the author's; a type that is not said follows from them.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from omninode_bridge.language.lexicon import lexicon
from omninode_bridge.language.word_forms import is_past
from omninode_bridge.prose.rewording.phrasing import article, enumeration
from omninode_bridge.prose.rewording.wording import Spoken
from omninode_bridge.requirements.document import Document
from omninode_bridge.requirements.naming import snake_case

_HAS: Final = (
    r"(?:has|have|holds?|carr(?:y|ies)|contains?|includes?|comes? with|consists? of|says?)"
)
_GIVEN: Final = (
    r"(?:(?:data|information|input|what) (?:that )?we (?:get|know|have|are given)|"
    r"(?:we|you|the (?:node|workflow|job|system)) (?:get|know|have|receive|are given|gets|knows|"
    r"receives|is given)|inputs?)"
)
_OF_ONE: Final = re.compile(
    rf"^(?:for )?(?:the|an?|each|every) (?P<thing>[a-z]+(?: [a-z]+)?) {_HAS} (?P<list>.+)$",
    re.IGNORECASE,
)
_REPORTED: Final = re.compile(
    r"^(?:for )?(?:each|every|an?|the) (?P<thing>[a-z]+)\b[^:]*: (?P<list>.+)$", re.IGNORECASE
)
_COMES: Final = re.compile(
    r"^(?:an?|the|each|every) [a-z]+(?: [a-z]+)? "
    r"(?:arrives|comes in|comes|starts|is reported|is sent|begins) with (?P<list>.+)$",
    re.IGNORECASE,
)
_INPUT: Final = re.compile(rf"^{_GIVEN}(?::| about [^:]+:)? (?P<list>.+)$", re.IGNORECASE)
_AND: Final = re.compile(r",\s*(?:and\s+)?|\s+and\s+|;\s*")
_WHETHER: Final = re.compile(
    r"(?:whether|if)(?: or not)? (?:.* )?(?:is|are|was|were|has been|been|be|works?|wants?) "
    r"(?:an? )?(?P<what>[a-z]+)",
    re.IGNORECASE,
)
_YES: Final = re.compile(
    r"(?P<what>.+?) \(?(?:yes ?(?:/|or) ?no|true ?(?:/|or) ?false)\)?", re.IGNORECASE
)
_WHICH: Final = re.compile(
    r"(?:which|what) (?P<what>[a-z]+)(?: (?:it|he|she|they|was|were|is)\b.*)?", re.IGNORECASE
)
_WHAT: Final = re.compile(
    r"what (?:was|is|they|he|she|somebody|the [a-z]+) (?P<what>[a-z]+)", re.IGNORECASE
)
_MANY: Final = re.compile(r"how (?:many|much) (?P<what>[a-z]+)(?: .*)?", re.IGNORECASE)
_NOUN: Final = re.compile(
    r"(?:the |an? |its |their |his |her )?(?P<what>[a-z]+(?: [a-z]+){0,2}?)"
    r"(?: (?:of|for) (?:the |an? |its )?[a-z]+)?(?P<unit> in [a-z]+)?",
    re.IGNORECASE,
)
_MONEY: Final = re.compile(
    r"\b(?:price|cost|amount|salary|fee|paid|spent|total|sum|value|money|euros?|dollars?|budget|"
    r"wage|fare|rent)\b"
)
_MEASURED: Final = re.compile(
    r"\b(?:ml|l|kg|g|km|m|cm|mm|kwh|weight|height|width|length|distance|size|temperature|volume|"
    r"litres?|liters?|grams?|kilos?|degrees|duration|rate|percent)\b"
)
_COUNTED: Final = re.compile(r"\b(?:count|quantity|points?|age|pieces|copies|seats|people|items)\b")
_TIME: Final = re.compile(r"\b(?:time|timestamp|date|moment)\b")
_UNITS: Final = frozenset({"ml", "l", "kg", "g", "km", "m", "cm", "mm", "kwh"})
_PER_TIME: Final = re.compile(r"\b(?:per|each|every|a|and) (?:day|hour|week|minute)\b|\bdaily\b")
_MOST: Final = 12


@dataclass(frozen=True, slots=True)
class _Datum:
    name: str
    kind: str

    @property
    def told(self) -> str:
        is_bare = self.name in _UNITS or self.kind == "bool"
        start = "" if is_bare else f"{article(self.name)} "
        return f"{start}{self.name} ({self.kind})"


def of_things(spoken: Sequence[Spoken], document: Document) -> list[tuple[str, ...]]:
    """Of the one thing whose events or figures the document tells."""
    if any(entity.fields for entity in document.entities):
        return [()] * len(spoken)
    everything = " ".join(one.text.lower() for one in spoken)
    return [tuple(_of_thing(one.text, everything)) for one in spoken]


def of_input(spoken: Sequence[Spoken], document: Document) -> list[tuple[str, ...]]:
    """Of what a workflow or a calculation is given."""
    if document.inputs:
        return [()] * len(spoken)
    return [tuple(_of_input(one.text)) for one in spoken]


def _of_thing(text: str, everything: str) -> Iterator[str]:
    for pattern in (_OF_ONE, _REPORTED):
        found = pattern.match(text.rstrip(" ."))
        data = _data(found["list"]) if found else []
        if found is None or not data:
            continue
        thing = lexicon().singular(found["thing"].lower())
        key = re.search(rf"\b{thing} (?:id|number|no|code)\b", everything)
        if key and snake_case(key[0]) not in {snake_case(one.name) for one in data}:
            data.insert(0, _Datum(key[0], "string, unique"))
        if _PER_TIME.search(everything) and not any(one.kind == "datetime" for one in data):
            data.append(_Datum("time", "datetime"))
        listed = enumeration([one.told for one in data])
        yield f"{article(thing).capitalize()} {thing} has {listed}."


def _of_input(text: str) -> Iterator[str]:
    for pattern in (_INPUT, _COMES):
        found = pattern.match(text.rstrip(" ."))
        data = _data(found["list"]) if found else []
        if data:
            yield f"Input: {', '.join(f'{one.name} ({one.kind})' for one in data)}."


def _data(listed: str) -> list[_Datum]:
    """Empty where a part of the list names nothing."""
    parts = [one.strip(" .") for one in _AND.split(listed) if one.strip(" .")]
    found = [one for part in parts if (one := _datum(part)) is not None]
    names = {one.name for one in found}
    is_all = len(found) == len(parts) == len(names) and 0 < len(parts) <= _MOST
    return found if is_all else []


def _datum(part: str) -> _Datum | None:
    for pattern in (_WHETHER, _YES):
        if found := pattern.fullmatch(part):
            return _Datum(_without_ly(found["what"].lower()), "bool")
    for pattern in (_WHICH, _WHAT, _MANY, _NOUN):
        if found := pattern.fullmatch(part):
            name = re.sub(r"^(?:the|an?) ", "", found["what"].lower())
            unit = found.groupdict().get("unit") or ""
            *first, last = name.split()
            name = " ".join(first) if first and is_past(last) else name
            kind = "int" if pattern is _MANY and name not in _UNITS else _kind(name, unit)
            return _Datum(name + unit, kind)
    return None


def _kind(name: str, unit: str) -> str:
    if name.endswith((" id", " number", " code", " name")):
        return "string"
    kinds = ((_MONEY, "money"), (_MEASURED, "decimal"), (_COUNTED, "int"), (_TIME, "datetime"))
    found = next((kind for words, kind in kinds if words.search(name + unit)), "string")
    return "decimal" if unit and found == "string" else found


def _without_ly(word: str) -> str:
    """`remotely` is `remote`."""
    return word.removesuffix("ly") if word.endswith("ely") else word
