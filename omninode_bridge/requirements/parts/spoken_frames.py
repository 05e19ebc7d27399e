"""Sentences that tell what a thing has, what goes in, or what comes out, by their frames."""

import re
from dataclasses import dataclass, replace
from typing import Final

from omninode_bridge.requirements.markdown.inline import bare
from omninode_bridge.requirements.structures import DataKind


@dataclass(frozen=True, slots=True)
class Frame:
    """`start` is where the list begins; `noun` names the entity.

    `is_plain` where the words leave no doubt that data follow, whatever the items look like;
    `is_listed` where a colon announces them; `is_maybe` where the thing may have them, `is_sure`
    where nothing else may be meant, `is_announced` where that is said in a sentence of its own,
    `is_contract` where they are called input or output. The list ends at `end`, if that is not 0.
    """

    told: DataKind
    start: int
    noun: str = ""
    is_plain: bool = False
    is_listed: bool = False
    is_maybe: bool = False
    is_sure: bool = False
    is_announced: bool = False
    end: int = 0
    is_contract: bool = False


_NOUN: Final = r"[*_`]*(?P<noun>[A-Za-z]\w*(?: (?!(?:the|this|following)\b)[a-z]\w*){0,2}?)[*_`]*"
_THESE: Final = (
    r"(?: (?:the following|these|those|\w+)(?: (?:fields?|parts?|data|details|attributes|things|"
    r"properties|values|information|pieces))(?= ?:)| the following(?: \w+)?)?"
)
_LABEL: Final = re.compile(r"[A-Z]\w+(?: \w+)?: (?=(?:an?|each|every|one) [a-z])")
_HAS: Final = (
    r"(?:(?P<maybe>(?:may|can|could)(?: also| optionally| further)? )?"
    r"(?:also |always |further |must |should |shall |needs to |has to )?"
    r"(?:has|have|consists? of|contains?|carr(?:y|ies)|includes?|holds?|comes? with|"
    r"comprises?|bears?|"
    r"(?:belongs? to|is (?:for|about))(?= (?:an?|one|exactly one) [a-z]+ and has)|"
    r"(?:is|be) (?:described|characterised|characterized|defined|identified) by|"
    r"(?:is|be) (?:made|made up|composed|built) (?:up )?of|(?:is|be) (?:stored|kept|saved) "
    rf"with|shows?)\b{_THESE}:?|"
    r"is (?:an?|the|any|one|what)\b[^:,(]{0,60}? (?:with|that has|which has|having)\b:?|"
    r"is\b[^:]{0,80}:)"
)
_ENTITY: Final = re.compile(
    rf"(?:[*_]{{2}}[^*_]+[*_]{{2}}\s+)?(?:An?|The|Each|Every|One)\s+{_NOUN}\s+{_HAS}\s*(?P<list>.*)",
    re.DOTALL,
)
_KEEP: Final = (
    r"(?:know|keep|store|record|note|remember|hold|have|save|write down|need|collect|register|"
    r"keep track of|track)s?"
)
_KEPT: Final = r"(?:known|kept|stored|recorded|noted|saved|remembered|collected|written down)"
_WISH: Final = (
    r"(?:(?:(?:want|wish|ha(?:ve|s)|need|would like|like|ought)s? to|must|shall|should|will) )?"
)
_KNOWN_OF: Final = re.compile(
    rf"(?:For|Of|About|Per|With|On) (?:each|every|an?|one|any) {_NOUN},? "
    rf"(?:(?:we|they|it|you|the \w+) {_WISH}{_KEEP}|"
    rf"(?:(?:the following|this) )?(?:is|are) {_KEPT})(?: the following)?\b:?\s*"
    r"(?P<list>.*)",
    re.DOTALL,
)
_KNOWN_ABOUT: Final = re.compile(
    rf"(?:We|They|It|You|The \w+) {_WISH}{_KEEP}(?: the following(?: \w+)?)? "
    rf"(?:about|for|of|on|per) (?:each|every|an?|one|any) {_NOUN}:\s*(?P<list>.*)",
    re.DOTALL,
)
_WHAT_IS_KNOWN: Final = re.compile(
    rf"What (?:(?:we|they|it|you|the \w+) {_WISH}{_KEEP}|(?:is|has to be|must be) {_KEPT}) "
    rf"(?:about|for|of|on|per) (?:each|every|an?|one|any) {_NOUN}(?: is| are)?:\s*(?P<list>.*)",
    re.DOTALL,
)
_NAME: Final = re.compile(
    r"(?:[*_]{2})?(?P<noun>[A-Z][a-z]+(?: [a-z]+)?)(?:[*_]{2})?:(?:[*_]{2})?\s+(?P<list>.+)",
    re.DOTALL,
)
_SEVERAL: Final = re.compile(
    r"(?P<noun>[A-Z][a-z]+(?: [a-z]+)?s) (?:have|consist of|carry|come with)\b:?\s*(?P<list>.*)",
    re.DOTALL,
)
_WHO: Final = r"(?:i|(?:the |an? |every |each |our )?[a-z]\w*(?: [a-z]\w*)?)"
_IN: Final = r"(?:the |an? )?(?:inputs?|request|parameters)(?: data| values)?"
_OUT: Final = r"(?:the |an? )?(?:outputs?|answer|results?|reply|response)"
_THAT_IS: Final = (
    r"(?:(?:(?:must|shall|should|will|has to|have to) )?(?:be|consist of|contain|have|include|"
    r"comprise|give|say|show|state|hold|tell|list)|is|are|consists? of|contains?|has|have|says?|"
    r"gives?|states?|names?|carries|includes?|holds?|comprises?|shows?|tells?|lists?)"
    + _THESE
    + r":?"
)
_SAYS: Final = (
    r"(?:tells?(?: us)?|says?|states?|gives?(?: us)?|enters?|types?(?: in)?|provides?|"
    r"suppl(?:y|ies)|sends?(?: us)?|submits?|fills? in|specif(?:y|ies)|names?|"
    r"hands? (?:in|over)|passes?(?: in)?)"
)
_TAKES: Final = (
    r"(?:are given|is given|(?:is|are) (?:told|passed|sent|handed)|gets?|receives?|takes?|"
    r"needs?(?: to know)?|knows?|asks? for|reads?|expects?|accepts?|starts? (?:with|from)|"
    r"works? (?:with|from)|requires?|uses?)"
)
_ANSWERS: Final = (
    r"(?:answers?(?: with)?|repl(?:y|ies)(?: with)?|responds? with|returns?|gives? back|shows?|"
    r"reports?(?: back)?|outputs?|works? out|calculates?|computes?|produces?|delivers?|"
    r"hands? back|sends? back|yields?|tells?(?: (?:us|them|the \w+))?|decides? on|"
    r"determines?|gets? back|sees|receives? back)"
)
_REPORT: Final = (
    r"(?:answer(?: with)?|reply with|respond with|return|give back|report|tell|say|state|output|"
    r"deliver|send back|give|show)"
)
_WANTED: Final = r"(?:as (?:a|the) result,? )?(?:i|we) (?:want|need|wish) to (?:see|get|know|have)"
_SELF: Final = (
    r"(?:it|we|you|i|(?:the |this |our )(?:service|system|node|program|tool|app|application|"
    r"function|calculator|calculation|component|machine|module|check))"
)
_IS_TOLD: Final = (
    r"(?:(?:is|are) (?:told|given|passed|sent|handed|asked(?: for)?)|(?:get|receive|expect)s?)"
)
_GOES_IN_IS: Final = (
    r"what (?:goes|comes|is put) in (?:is|are)|(?:what|all) (?:it|we) gets? (?:is|are)"
)
_COMES_OUT_IS: Final = r"what (?:comes|goes|we give|it gives) (?:out|back) (?:is|are)"
_FRAMES: Final = (
    (DataKind.INPUT, rf"{_IN} {_THAT_IS}", True),
    (DataKind.OUTPUT, rf"{_OUT} {_THAT_IS}", True),
    (DataKind.INPUT, rf"{_GOES_IN_IS}", True),
    (DataKind.OUTPUT, rf"{_COMES_OUT_IS}", True),
    (DataKind.INPUT, rf"{_SELF} {_IS_TOLD}", True),
    (DataKind.OUTPUT, rf"{_SELF} {_ANSWERS}", True),
    (DataKind.OUTPUT, rf"{_SELF} (?:must|shall|should|will|has to) (?:also )?{_REPORT}", True),
    (
        DataKind.OUTPUT,
        _WANTED,
        True,
    ),
    (DataKind.INPUT, rf"{_WHO} {_SAYS}", False),
    (DataKind.INPUT, rf"{_WHO} {_TAKES}", False),
    (DataKind.INPUT, r"(?:given|known)(?: is| are)?", True),
    (DataKind.INPUT, r"[^(:]{0,80}\b(?:calculated|computed|worked out|derived) from:?", False),
    (DataKind.OUTPUT, rf"{_WHO} {_ANSWERS}", False),
    (DataKind.OUTPUT, rf"{_WHO} (?:wants?|needs?|likes?) to know", False),
    (
        DataKind.OUTPUT,
        (
            r"(?:return|answer with|reply with|respond with|give back|report back|send back|"
            r"hand back|output)"
        ),
        True,
    ),
)
_SURE: Final = re.compile(rf"{_IN} {_THAT_IS}|{_OUT} {_THAT_IS}|{_WANTED}", re.IGNORECASE)
_CALLED_SO: Final = re.compile(
    r"(?:the )?(?:inputs?|outputs?|request|response|answer|reply|results?|parameters)"
    r"(?: (?:data|values|fields|parameters))?",
    re.IGNORECASE,
)
_NO_WORK: Final = re.compile(
    rf"{_WHO} (?:{_SAYS}|{_TAKES}|answers?|repl(?:y|ies)|responds?|returns|gives? back|reports?|"
    r"outputs?|delivers?|hands? back|sends? back|yields?|sees|gets back|wants? to know|shows?)",
    re.IGNORECASE,
)
"""Not where something is worked out, which may say how."""

_BY_ITSELF: Final = re.compile(rf"{_SELF} ", re.IGNORECASE)
_COMPILED: Final = tuple(
    (told, re.compile(rf"{frame}:?\s+(?P<list>.+)", re.IGNORECASE | re.DOTALL), is_plain)
    for told, frame, is_plain in _FRAMES
)
_GIVEN: Final = re.compile(
    r"\b(?:inputs?|request|given|we know|is known|receives?|takes|goes in|parameters?)\b",
    re.IGNORECASE,
)
_ANSWERED: Final = re.compile(
    r"\b(?:outputs?|results?|reply|answers?|response|want to know|returns?|comes out)\b",
    re.IGNORECASE,
)
_GOES_IN: Final = frozenset({"input", "request"})
_COMES_OUT: Final = frozenset({"output", "answer", "result", "reply", "response"})
_UNSURE: Final = re.compile(r"the |[^(:,]* (?:must|should|needs to|has to|shows?)\b", re.IGNORECASE)
_LONGEST: Final = 3000
_AND_BACK: Final = re.compile(
    rf"(?:,? and (?:then )?|[,;] (?=(?:it|we|the) ))(?:(?:it|we|the \w+) )?{_ANSWERS}:?\s+"
    r"(?=(?:an?|the|its|whether|how|one|[`*]|\w+ \())",
    re.IGNORECASE,
)


def entity_frame(text: str) -> Frame | None:
    """`A patient has ...`; of `The input has ...` it says what goes in."""
    label = _LABEL.match(text)
    if label is not None and _is_own(text, label):
        rest = text[label.end() :]
        found = entity_frame(f"{rest[:1].upper()}{rest[1:]}")
        return replace(found, start=found.start + label.end()) if found is not None else None
    for pattern in (
        (_ENTITY, _KNOWN_OF, _KNOWN_ABOUT, _SEVERAL, _NAME) if len(text) <= _LONGEST else ()
    ):
        match = pattern.fullmatch(text)
        if match is None:
            continue
        noun, start = match["noun"].lower().removesuffix("s"), match.start("list")
        told = (
            DataKind.INPUT
            if noun in _GOES_IN
            else DataKind.OUTPUT
            if noun in _COMES_OUT
            else DataKind.ENTITY
        )
        name = match["noun"].removesuffix("s") if pattern is _SEVERAL else match["noun"]
        is_maybe = bool(match.groupdict().get("maybe"))
        is_plain = pattern is not _NAME and not _UNSURE.match(text)
        is_listed = is_plain and text[:start].rstrip().endswith(":")
        return Frame(told, start, name, is_plain=is_plain, is_listed=is_listed, is_maybe=is_maybe)
    return None


def _is_own(text: str, label: re.Match[str]) -> bool:
    """`Rooms: every room has ...` says twice whose the data are."""
    said = text[: label.end() - 2].lower()
    _, noun, *_ = [*text[label.end() :].lower().split(maxsplit=2), ""]
    return noun != "" and said.rstrip("s").startswith(noun.rstrip("s"))


def known_frame(text: str, thing: str) -> Frame | None:
    """`What we know of an outage: ...`, where outages are the `thing` that things are done to.

    Of others it is what somebody tells.
    """
    match = _WHAT_IS_KNOWN.fullmatch(text) if len(text) <= _LONGEST else None
    if match is None or match["noun"].lower() != thing:
        return None
    return Frame(DataKind.ENTITY, match.start("list"), match["noun"], is_plain=True, is_listed=True)


def data_frames(text: str, heading: Frame | None, *, is_calculation: bool = False) -> list[Frame]:
    """Ways to read a sentence as one of what goes in or comes out, the surest first.

    `heading` is what its section's heading announces. Of a calculation, whoever says or gets
    something speaks of what goes in or comes out.
    """
    found = [frame for frame in (_labelled(text), _below(text, heading)) if frame is not None]
    for told, pattern, is_clear in _COMPILED if len(text) <= _LONGEST else ():
        match = pattern.fullmatch(text)
        if match is not None:
            is_plain = is_clear or (is_calculation and _NO_WORK.match(text) is not None)
            is_listed = is_plain and not _BY_ITSELF.match(text)
            start = match.start("list")
            is_contract = is_plain and _SURE.match(text) is not None
            found.append(Frame(told, start, "", is_plain, is_listed, is_contract=is_contract))
    return found


def both_frames(text: str) -> tuple[int, Frame] | None:
    """`It is given ... and returns ...`: where the first half ends, and what the second is."""
    match = _AND_BACK.search(text) if len(text) <= _LONGEST else None
    return (match.start(), Frame(DataKind.OUTPUT, match.end())) if match else None


def _labelled(text: str) -> Frame | None:
    """`Input: ...`, `What we want to know: ...`."""
    colon = text.find(":")
    label = bare(text[:colon]) if colon >= 0 else ""
    if not label or "(" in label:
        return None
    is_given, is_answered = _GIVEN.search(label), _ANSWERED.search(label)
    if bool(is_given) == bool(is_answered):
        return None
    told = DataKind.INPUT if is_given else DataKind.OUTPUT
    is_own = _CALLED_SO.fullmatch(label) is not None
    return Frame(told, colon + 1, "", is_own, is_own, is_contract=is_own)


def _below(text: str, heading: Frame | None) -> Frame | None:
    """In a section of its own the sentence may be nothing but the list."""
    if heading is None:
        return None
    colon, paren = text.find(":"), text.find("(")
    is_labelled = colon >= 0 and not 0 <= paren < colon and text.find(",", 0, colon) < 0
    start = colon + 1 if is_labelled and "," in text[colon:] else 0
    # A paragraph that begins in lower case is no sentence: `daily rate, premium, excess`.
    is_bare = heading.is_plain and heading.told is not DataKind.ENTITY and text[:1].islower()
    is_list = is_bare and "," in text
    return replace(heading, start=start, is_plain=is_list, is_listed=is_list, is_contract=is_list)
