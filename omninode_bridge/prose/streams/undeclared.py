"""Figures of records that the document does not declare: what would have to be said."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from omninode_bridge.diagnostics import Diagnostic
from omninode_bridge.language.lexicon import lexicon
from omninode_bridge.prose import codes
from omninode_bridge.prose.narration.plain_words import without_article
from omninode_bridge.prose.narration.story import Line
from omninode_bridge.prose.streams.naming import named
from omninode_bridge.prose.streams.phrases import phrases_of
from omninode_bridge.prose.streams.segments import segments_of
from omninode_bridge.requirements.document import Document

_FEW: Final = 2
_COUNTED: Final = re.compile(r"(?:the )?(?:number of|how many) (?:[a-z]+ )*?(?P<noun>[a-z]+)$")
_TIMES: Final = frozenset({"minute", "hour", "day", "week", "month", "year"})


def undeclared(document: Document, lines: Sequence[Line]) -> tuple[Diagnostic, ...]:
    """One note at the first figure, where at least two are asked for and nothing has fields."""
    if any(one.fields for one in document.entities) or document.events:
        return ()
    asked = [(line, said) for line in lines if line.is_asked for said in _phrases(line)]
    if len({line.id for line, _ in asked}) < _FEW:
        return ()
    parts = [segments_of(said) for _, said in asked]
    nouns = Counter(
        lexicon().singular(found["noun"]) for one in parts if (found := _COUNTED.search(one.core))
    )
    thing = nouns.most_common(1)[0][0] if nouns else "record"
    spoken = (key for one in parts for each in one.keys for key in each.split(" and "))
    keys = dict.fromkeys(map(without_article, spoken))
    fields = [f"{_a(one)} (string)" for one in keys if one not in _TIMES and one != thing]
    said = ", ".join(("a number (string, unique)", *fields[:3]))
    line = asked[0][0]
    message = (
        f"{line.id}: whose figures these are is not declared; what {_a(thing)} has is not said"
    )
    way = f'"{_a(thing).capitalize()} has {said} and a time (datetime)."'
    fix = f"Say it in a sentence of its own, with each field and its type, such as {way}"
    return (codes.UNTOLD.at(line.requirement.place, message, fix=fix),)


def _phrases(line: Line) -> list[str]:
    return [one.said for one in phrases_of(named(line.said, line.text).said, "record")]


def _a(noun: str) -> str:
    return f"an {noun}" if noun[:1] in "aeiou" else f"a {noun}"
