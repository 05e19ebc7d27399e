"""Sentences that ask for something, and their halves."""

import re
from collections.abc import Iterator
from typing import Final

from omninode_bridge.language.clauses import clauses_of
from omninode_bridge.language.echoes import repeats
from omninode_bridge.language.frames import framed
from omninode_bridge.language.openings import without_opening
from omninode_bridge.language.verbs import VERBS
from omninode_bridge.requirements.markdown.span import Span
from omninode_bridge.requirements.parts.background import LABELLED, explains, is_titled

ANNOUNCING: Final = re.compile(r"\b(?:must|shall|should|can|will|may|has to|is to)$")
END: Final = re.compile(
    r"(?:(?<![.\s][a-zA-Z])|(?=\.\s+(?:The|An|A(?= [a-z])|If|When|Each|Every|All|No|It|They)\b)|"
    r"(?<= (?:or|to) [A-Z]))"
    r"(?<!e\.g)(?<!i\.e)(?<!etc)[.!?][\"')\]*_]*\s+(?=[\"'(\[*_`]*[A-Z0-9`])"
)
"""A single letter may be an initial, or `grade C` at the end of a sentence."""
MODAL: Final = re.compile(
    r"\b(?:must|shall|should|can|will|(?-i:may)|cannot|needs? to|ha(?:s|ve) to|supports?|provides?|"
    r"allows?|enables?|lets|(?:is|are) (?:required|expected|able) to|accepts?|ensures?|offers?)\b",
    re.IGNORECASE,
)
EARS: Final = re.compile(
    r"(?:(?:when|while|if|where|whenever|once|after|before|upon|as soon as)\b[^,]{2,400}),\s*"
    r"(?:then\s+)?(.{3,2000})",
    re.IGNORECASE | re.DOTALL,
)


_OPENS_STORY: Final = "as "
"""Few sentences have the word that opens a story, and to look for a frame takes long."""


def sentences(span: Span) -> Iterator[Span]:
    start = 0
    for match in END.finditer(span.text):
        part = span.slice(start, match.end()).strip()
        if part:
            yield part
        start = match.end()
    part = span.slice(start).strip()
    if part:
        yield part


def clauses(text: str) -> Iterator[tuple[str, str]]:
    """What the sentences say, each by itself, with the sentence that says it.

    What only explains or repeats the sentence before it says nothing.
    """
    said = [one.text for one in sentences(Span.on(text.strip(), 1))]
    said = [one for one in said if not explains(one)] or said
    before = ""
    for one in said:
        if not repeats(one, before):
            yield from ((each, one) for each in clauses_of(one))
            before = one


def asks_for_something(text: str) -> bool:
    """A modal verb, a user story, or an imperative; what only announces a list is none."""
    if ANNOUNCING.search(text) or LABELLED.match(text) or is_titled(text):
        return False
    if MODAL.search(text) is not None or is_imperative(without_opening(text)[0]):
        return True
    return _OPENS_STORY in text.casefold() and framed(text).is_story


def is_imperative(text: str) -> bool:
    match = re.match(r"[*_`\"(]{0,4}([A-Za-z]+)", text)
    if match is None:
        return False
    word = match.group(1).lower()
    return word in VERBS or _base(word) in VERBS


def _base(word: str) -> str:
    """`implements`, `creates`, `classifies` without their ending."""
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith("es") and word[:-2] in VERBS:
        return word[:-2]
    return word.removesuffix("s")


def halves(text: str) -> tuple[str, str]:
    """Condition and response of an EARS sentence or a user story, else two empty texts."""
    frame = framed(text) if _OPENS_STORY in text.casefold() else None
    if frame is not None and frame.is_story:
        return f"as a {frame.asker}", frame.clause.strip(" .")
    ears = EARS.match(text)
    if ears and MODAL.search(ears.group(1)):
        return text[: ears.start(1)].rstrip(" ,").removesuffix("then").rstrip(" ,"), ears.group(1)
    return "", ""
