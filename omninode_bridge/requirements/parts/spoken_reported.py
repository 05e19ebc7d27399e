"""Sentences that say with what something is reported: what each of the things counted has."""

import re
from collections.abc import Iterator
from typing import Final

from omninode_bridge.node_type import NodeType
from omninode_bridge.requirements.parts.spoken_frames import Frame
from omninode_bridge.requirements.structures import DataKind

_WORD: Final = r"(?!(?:is|are|gets?|to|must|shall|should|has|have|will|and|or)\b)[a-z][\w-]*"
_NOUN: Final = rf"(?P<noun>{_WORD}(?: {_WORD})?)"
_NOUNS: Final = rf"(?P<noun>{_WORD}(?: {_WORD})?s)"
_WHO: Final = (
    r"(?:i|we|you|they|he|she|it|somebody|(?:(?:the|an?|our|every|each|one) )?"
    r"[a-z][\w'\u2019-]*(?: [a-z][\w'\u2019-]*){0,2}?)"
)
_KEPT: Final = (
    r"(?:recorded|noted|logged|reported|entered|registered|captured|documented|written down|"
    r"taken down|stored|kept|saved|sent|transmitted|delivered|filed|collected|received|handed in)"
)
_KEEP: Final = (
    r"(?:(?:record|note|log|report|enter|register|capture|document|store|keep|save|send|transmit|"
    r"deliver|file|collect|receive|submit|get|know|gather)s?|(?:writes?|takes?) down|hands? in)"
)
_WITH: Final = r"(?:together |along )?(?:with|by|as|giving|including|stating)"
_ITEMS: Final = r"(?P<list>(?:an?|the|its|their|his|her|how|whether|one|both) .+?)"
_LIST: Final = rf":? {_ITEMS}[. ]*"
_OF: Final = r"(?:for|of|about|on|per|with|from)"
_WISH: Final = (
    r"(?:(?:(?:want|wish|need|like|ha(?:ve|s)|would like)s? to|must|shall|should|will) )?"
)
_ASKS: Final = rf"(?:{_WHO} (?:wants?|needs?|would like|wish(?:es)?(?: for)?) )?"
_IS: Final = r"(?:(?:is|gets|to be|(?:must|shall|should|has to|will) be) )?"
_DOES: Final = rf"{_WHO} {_WISH}{_KEEP}"
_COME: Final = rf"(?:(?:are|must be|shall be|get) {_KEPT}|come(?: in)?|arrive|reach us)"
_INSPECTS: Final = r"(?:measures?|weighs?|counts?|scans?|inspects?|checks?)"
_ONE_BY_ONE: Final = r"(?: one (?:by|after) (?:one|another))?"
_PATTERNS: Final = tuple(
    (re.compile(pattern, re.IGNORECASE | re.DOTALL), is_plural)
    for pattern, is_plural in (
        (rf"{_ASKS}(?:every|each|any|one|an?|the) {_NOUN} {_IS}{_KEPT} {_WITH}{_LIST}", False),
        (rf"(?:(?:all|the|our|incoming|these) )?{_NOUNS} {_COME} {_WITH}{_LIST}", True),
        (rf"{_DOES} (?:every|each|an?|the|one) {_NOUN} {_WITH}{_LIST}", False),
        (rf"{_DOES} (?:the )?{_NOUNS}{_ONE_BY_ONE} {_WITH}{_LIST}", True),
        (rf"{_DOES}:? {_ITEMS} {_OF} (?:every|each|any) {_NOUN}[. ]*", False),
        (rf"{_OF} (?:each|every|any|one|an?) {_NOUN},? {_DOES}{_LIST}", False),
        (rf"(?:{_DOES}|{_WHO} {_WISH}{_INSPECTS}) (?:every|each) {_NOUN}: {_ITEMS}[. ]*", False),
    )
)
_STORY: Final = re.compile(r"as (?:an?|the) [^,]{1,60}?,? (?=i )", re.IGNORECASE)
# Which letters the words begin with is asked first: most words of a document are none of them.
_FIGURES: Final = re.compile(
    r"\b(?=[abcfhilmnpstw])"
    r"(?:(?P<count>how many|number of|counts?\b)|(?P<sum>total|sum of|altogether|in all)|"
    r"(?P<mean>average|mean|median|typical)|(?P<most>longest|shortest|highest|lowest|largest|"
    r"smallest|biggest|maximum|minimum|busiest|latest|wettest|warmest|coldest|heaviest|top)|"
    r"(?P<group>for each|for every|per [a-z]+)|(?P<figure>figures|statistics))"
)
_LIFE: Final = re.compile(
    r"\b(?=[abcfist])(?:(?P<state>states?)|(?P<then>is then|are then|then (?:is|it is)|it is then)|"
    r"(?P<becomes>becomes?)|(?P<final>final|for good)|(?P<again>can be [a-z]+ed again))\b"
)
_FEWEST: Final = 2
_CLEAR: Final = 3
"""So many kinds of figures tell what an untyped document is about."""
_LONGEST: Final = 3000


def tells_of_figures(stated: NodeType | None, words: str) -> bool:
    """Whether a text, in lower case, asks for figures, and tells of no life in states."""
    if stated not in {None, NodeType.REDUCER}:
        return False
    figures = {found.lastgroup for found in _FIGURES.finditer(words)}
    life = {found.lastgroup for found in _LIFE.finditer(words)}
    return len(figures) >= (_FEWEST if stated else _CLEAR) and len(life) < _FEWEST


def reported(text: str) -> Iterator[Frame]:
    """Readings of a sentence as one of what a thing is told with."""
    story = _STORY.match(text)
    at = story.end() if story else 0
    for pattern, is_plural in _PATTERNS if len(text) <= _LONGEST else ():
        match = pattern.fullmatch(text, at)
        if match is not None:
            noun = match["noun"].lower()
            name = noun.removesuffix("s") if is_plural else noun
            start, end = match.span("list")
            yield Frame(DataKind.ENTITY, start, name, is_plain=True, end=end)
