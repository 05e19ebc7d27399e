"""Headings of one's own that tell whose data follow: `What it gets`, `What a ship has`."""

import re
from functools import lru_cache
from typing import Final

from omninode_bridge.requirements.markdown.headings import normalized
from omninode_bridge.requirements.parts.spoken_frames import Frame, entity_frame
from omninode_bridge.requirements.structures import DataKind

_SELF: Final = (
    r"(?:it|this|(?:the |this |our )?(?:service|system|node|program|tool|app|application|function|"
    r"calculator|calculation|component|software|machine|module|product|process|workflow|check))"
)
_WE: Final = r"we"
_OTHER: Final = r"(?:you|they|one|users?|(?:the|an?|each|every|our) [a-z]+(?: [a-z]+)?)"
_TAKES: Final = (
    r"(?:gets?|receives?|takes?|needs?|(?:is|are) (?:given|told|passed|sent|asked)|knows?|reads?|"
    r"expects?|asks?|looks? at|works? (?:with|from)|starts? (?:with|from)|requires?|must know|"
    r"has to know|have to know|wants? to know|needs? to know|learns?)"
)
_ANSWERS: Final = (
    r"(?:gives? back|answers?|returns?|repl(?:y|ies)|responds?|tells?|says?|produces?|works? out|"
    r"calculates?|computes?|delivers?|shows?|reports?|hands? (?:back|out)|sends? back|puts? out|"
    r"prints?|finds? out|decides?)"
)
_TELLS: Final = (
    r"(?:tells?|enters?|types?|says?|gives?|sends?|fills? in|provides?|suppl(?:y|ies)|submits?|"
    r"hands? (?:over|in)|brings?|states?|reports?|puts? in|asks?|specif(?:y|ies)|chooses?)"
)
_GETS: Final = r"(?:gets?|receives?|sees?|learns?|wants? to know|is told|are told)"
_REST: Final = r"(?: (?:us|it|them|you|in|back|for|with|out|about|the [a-z]+|exactly))*"
_WHAT: Final = (
    r"(?:what|which (?:data|facts|figures|values)|(?:the )?(?:data|facts|information)|all that|"
    r"everything)(?: that)?"
)
_GIVEN: Final = re.compile(
    rf"{_WHAT} (?:{_SELF}|{_WE}) {_TAKES}{_REST}|{_WHAT} {_OTHER} {_TELLS}{_REST}|"
    r"what (?:goes|comes|flows|is put|is passed|is sent|is fed|is handed) in(?:to it)?|"
    r"what is (?:known|needed|asked|entered|given|sent|required|told)|what must be known|"
    r"(?:the )?(?:given|incoming|known) (?:data|values|facts|figures|things)|(?:data|going|coming) "
    r"in|incoming|(?:the )?(?:questions?|facts)|what it is about|starting values"
)
_ANSWERED: Final = re.compile(
    rf"{_WHAT} (?:{_SELF}|{_WE}) {_ANSWERS}{_REST}|{_WHAT} {_OTHER} {_GETS}{_REST}|"
    rf"{_WHAT} (?:{_SELF}|{_WE}) gives?|"
    r"what (?:comes|goes|is handed|is given|is sent) (?:out|back)(?: of it)?|"
    r"what is (?:returned|answered|computed|calculated|shown|worked out|reported|wanted)|"
    r"(?:outgoing|returned|resulting|computed|calculated) (?:data|values|figures)|"
    r"(?:data|going|coming) out|outgoing|(?:the )?(?:answers?|reply)|what we want to know"
)
_ARTICLE: Final = r"(?:(?:an?|the|each|every|one|our|all|any|single) )?"
_NOUN: Final = r"(?P<noun>[a-z]+(?: [a-z]+){0,2}?)"
_WHEN: Final = re.compile(r" (?:when|whenever|before|once|as soon as) [a-z ]+$")
"""`What we know when somebody comes`"""

_KEPT: Final = (
    r"(?:know|keep|store|record|note|remember|hold|save|write|need|collect|register|track|have)s?"
    r"(?: down| track)?"
)
_PARTS: Final = (
    r"(?:data|details|fields|parts|properties|attributes|records?|anatomy|contents?|structure|"
    r"shape|facts|information|make up|ingredients)"
)
_HOLDERS: Final = (
    r"(?:cards?|records?|forms?|sheets?|data|details|fields|properties|attributes|entry|entries|"
    r"model|files?|slips?|facts|information|structure|master data|schema)"
)
_NOTED: Final = r"(?:stored|kept|known|recorded|written down|saved|noted|remembered)"
_ABOUT: Final = rf"(?:about|of|for|on|per|with) {_ARTICLE}{_NOUN}"
_HAS: Final = (
    r"(?:has|is|consists of|contains|is made of|is made up of|looks like|carries|holds|"
    r"is described by|comes with|knows|shows)"
)
_HOLDS: Final = re.compile(_HOLDERS)
_OF: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_WHAT}(?: data)? (?:we|they|the [a-z]+|one|it) {_KEPT} {_ABOUT}",
        rf"what (?:is|gets) {_NOTED} {_ABOUT}",
        rf"what (?:an?|the|each|every|one) {_NOUN} {_HAS}",
        rf"what (?:makes up|describes|belongs to) {_ARTICLE}{_NOUN}",
        rf"(?:the )?{_PARTS} (?:of|about|for|on|per) {_ARTICLE}{_NOUN}",
        rf"(?:about|for|per|of) (?:an?|the|each|every|one) {_NOUN}",
        rf"{_ARTICLE}{_NOUN} {_HOLDERS}",
    )
)
_NAMED: Final = re.compile(rf"(?:an?|the|each|every|one|our) {_NOUN}")
_NO_THING: Final = re.compile(
    rf"(?:the )?{_HOLDERS}|(?:data|things?|matter|story|idea|world|rest|basics|details|numbers|"
    r"values|terms|words|background|problem|goal|result|service|system|process|work|shop|team|"
    r"people|customer needs|data model|entities)"
)


def holds(noun: str) -> bool:
    """Whether a word only names what the data stand on: a card, a form."""
    return _HOLDS.fullmatch(noun.lower().split()[-1]) is not None if noun else False


@lru_cache(maxsize=4096)
def heading_frame(title: str) -> Frame | None:
    """What a heading announces; None where it tells of nobody's data.

    An entity without a name is one whose name has to be found elsewhere: `The record card`.
    """
    name = _WHEN.sub("", normalized(title))
    if _GIVEN.fullmatch(name):
        return Frame(DataKind.INPUT, 0, is_plain=True)
    if _ANSWERED.fullmatch(name):
        return Frame(DataKind.OUTPUT, 0, is_plain=True)
    if (frame := entity_frame(title)) is not None and not title[frame.start :].strip(" :"):
        return frame
    for pattern in _OF:
        if match := pattern.fullmatch(name):
            noun = "" if _NO_THING.fullmatch(match["noun"]) else match["noun"]
            return Frame(DataKind.ENTITY, 0, noun, is_plain=bool(noun))
    match = _NAMED.fullmatch(name)
    if match is None or _NO_THING.fullmatch(match["noun"]):
        return None
    return Frame(DataKind.ENTITY, 0, match["noun"])
