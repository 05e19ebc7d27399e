"""Sentences that say with what something is started, or what somebody enters: what goes in."""

import re
from collections.abc import Iterator
from typing import Final

from omninode_bridge.node_type import NodeType
from omninode_bridge.requirements.parts.spoken_frames import Frame
from omninode_bridge.requirements.structures import DataKind

_WHO: Final = (
    r"(?:i|we|you|they|he|she|somebody|someone|(?:(?:the|an?|our|every|each|one) )?"
    r"[a-z][\w'\u2019-]*(?: [a-z][\w'\u2019-]*){0,2}?)"
)
_WISH: Final = (
    r"(?:(?:(?:want|wish|need|like|ha(?:ve|s)|would like|is able|am able)s? to|must|shall|should|"
    r"will|can|may) )?"
)
_PROCESS: Final = (
    r"(?:it|this|everything|(?:the|this|an?|our|each|every) (?:[a-z][\w-]* ){0,2}?[a-z]+)"
)
_START: Final = (
    r"(?:starts?|begins?|launch(?:es)?|triggers?|initiates?|opens?|kicks? off|sets? off|orders?|"
    r"requests?|sets? in motion|gets? going)"
)
_STARTED: Final = (
    r"(?:started|launched|triggered|initiated|opened|kicked off|set off|begun|set in motion|"
    r"requested|called|invoked|run|fed|provided|supplied|entered|filed|handed in)"
)
_WITH: Final = (
    r"(?:with|from|by (?:giving|entering|stating|naming|providing|sending|passing|"
    r"handing (?:over|in)|typing(?: in)?)|"
    r"on the basis of|giving|stating|and (?:gives|states|enters|names|provides))"
)
_GETS: Final = (
    r"(?:gets?|receives?|takes?|needs?(?: to know)?|knows?|expects?|accepts?|requires?|is given|"
    r"are given|is told|is passed|is sent|is handed|is supplied with|is provided with|"
    r"is called with|runs with|works (?:with|on|from)|asks (?:for|us for)|starts? (?:with|from)|"
    r"begins? (?:with|from))"
)
_WORKFLOW: Final = (
    r"(?:it|(?:the|this|our|each|every|such an?|an?) (?:[a-z]+ )?(?:workflow|process|program|"
    r"programme|service|system|node|procedure|run|tool|software|application|app|orchestration|"
    r"flow|pipeline|sequence|saga|job))"
)
_GIVEN: Final = (
    r"(?:entered|given|typed in|keyed in|stated|handed in|handed over|told|passed|sent|provided|"
    r"supplied|submitted|filled in|specified|known|needed|required|asked for|expected|noted|"
    r"written down|recorded|measured|taken down)"
)
_ENTERS: Final = (
    r"(?:enters?|types?(?: in)?|keys? in|states?|hands? (?:in|over)|submits?|provides?|"
    r"suppl(?:y|ies)|fills? in|specif(?:y|ies)|puts? in|inputs?|notes?(?: down)?|writes? down|"
    r"chooses?|selects?|passes?(?: in)?|sends?(?: in)?|gives?|tells?(?: us| it)?|"
    r"names?|ticks?|measures?|(?:also )?reports?|reads?|weighs?)"
)
_THE_LIST: Final = (
    r"(?: (?:(?:for|of|about) )?(?:every|each|the|an?) [a-z]+(?: [a-z]+)?(?=:))?:? "
    r"(?P<list>(?:an?|the|its|their|his|her|how|whether|one|both) .+|[\w ]+ \(.+)"
)
_STARTS: Final = tuple(
    re.compile(f"{pattern}{_THE_LIST}", re.IGNORECASE | re.DOTALL)
    for pattern in (
        rf"{_WHO} {_WISH}{_START} {_PROCESS} {_WITH}",
        (
            rf"{_PROCESS} (?:is|are|gets|will be|must be|shall be|can be|has to be|may be) "
            rf"{_STARTED}(?: by (?:the |an? )?[a-z]+(?: [a-z]+)?)? {_WITH}"
        ),
        rf"{_PROCESS} {_WISH}{_START} {_WITH}",
        rf"to {_START} {_PROCESS},? {_WHO} {_WISH}{_ENTERS}",
        rf"(?:starting|to start|launching|beginning) {_PROCESS} (?:takes|needs|requires|asks for)",
        rf"{_PROCESS} (?:can|may|must|shall) (?:be )?(?:only )?{_STARTED} {_WITH}",
        rf"{_WHO} {_WISH}(?:kicks?|sets?) {_PROCESS} (?:off|in motion|going) {_WITH}",
        rf"(?:started|triggered|launched|called|invoked|opened|begun) {_WITH}",
        rf"what {_START} {_PROCESS} (?:is|are)",
        rf"(?:what|all) (?:is|it) (?:needed|needs) (?:to {_START} {_PROCESS} )?(?:is|are)",
    )
)
_GET: Final = re.compile(f"{_WORKFLOW} {_WISH}{_GETS}{_THE_LIST}", re.IGNORECASE | re.DOTALL)
_ENTER: Final = re.compile(f"{_WHO} {_WISH}{_ENTERS}{_THE_LIST}", re.IGNORECASE | re.DOTALL)
_TYPE_IN: Final = re.compile(
    f"{_WHO} {_WISH}(?:enters?|types?(?: in)?|keys? in|fills? in|inputs?){_THE_LIST}",
    re.IGNORECASE | re.DOTALL,
)
_BEFORE: Final = re.compile(
    r"(?:as (?:an?|the) [^,]{1,60}?,? (?=i )|"
    r"for (?:each|every|one|an?|any) [a-z]+(?: [a-z]+)?,? (?=(?:the|it|we|an?|our)\b)|"
    r"(?:when(?:ever)?|before|after|once|if|as soon as|on|upon|at|in|during|for|to begin with|"
    r"first|here|then)\b[^,:(]{0,80}, (?=\S)|"
    r"[^,.;:(]{1,80}? and (?=(?:the|an?|our) [^,.;]{1,40} (?:starts?|begins?|launches) ))",
    re.IGNORECASE,
)
_PURPOSE: Final = re.compile(
    r"(?:,? (?:so that|in order (?:to|that)|so (?:it|we|he|she|they|the|i))|"
    r", (?:because|since|as (?:it|the|we|they))) .*",
    re.IGNORECASE | re.DOTALL,
)
_OF_STEPS: Final = re.compile(
    r"\b(?:(?P<step>steps?)|(?P<undo>und(?:o(?:es|ing|ne)?|id)|compensat\w+|revers(?:es?|ed)|"
    r"roll(?:s|ed)? back|(?:taken?|takes) back|revert\w*)|"
    r"(?P<side>in parallel|at the same time|side by side|at once|simultaneously|concurrently)|"
    r"(?P<again>retr(?:y|ies|ied)|"
    r"(?:tried|attempted) (?:up to|at most|again|no more|\d|once|twice)|attempts)|"
    r"(?P<time>time limit|timeout|within \d+ seconds|\d+ seconds)|"
    r"(?P<flow>workflow|orchestrat\w+))\b"
)
_ALSO: Final = re.compile(
    r"(?:the|an?|our|every|each) (?!(?:[a-z]+ )?(?:answer|result|output|reply|response|service|"
    r"system|node|program|tool|app|application|function|calculator|component|machine|module|check)\b)"
    r"[a-z]+(?: [a-z]+)? (?:also|further|moreover) [a-z]",
    re.IGNORECASE,
)
_FEWEST_SIGNS: Final = 2
_LONGEST: Final = 20_000


def purpose_of(stated: NodeType | None, words: str, *, tells_of_things: bool) -> NodeType | None:
    """The type that is stated, else the one of which the words of a whole document speak.

    Steps that are repeated, undone or side by side are those of a workflow; where no thing has
    data of its own, what somebody enters is calculated with.
    """
    if stated is not None:
        return stated
    signs = {found.lastgroup for found in _OF_STEPS.finditer(words[:_LONGEST])}
    if len(signs) >= _FEWEST_SIGNS:
        return NodeType.ORCHESTRATOR
    return None if tells_of_things else NodeType.COMPUTE


def goes_on(text: str) -> bool:
    """`The camera also reports ...`: somebody else than the node goes on with what is given."""
    return _ALSO.match(text) is not None


def without_reason(text: str) -> int:
    """Where what is said of the reason for a sentence begins."""
    reason = _PURPOSE.search(text)
    return reason.start() if reason else len(text)


def announced(text: str, purpose: NodeType | None, heading: Frame | None) -> Iterator[Frame]:
    """Readings of a sentence as one of what goes in."""
    if purpose not in {NodeType.ORCHESTRATOR, NodeType.COMPUTE} or len(text) > _LONGEST:
        return
    before = _BEFORE.match(text)
    at = before.end() if before else 0
    is_below = heading is not None and heading.told is DataKind.INPUT
    is_flow = purpose is NodeType.ORCHESTRATOR
    for start in dict.fromkeys((0, at)):
        for pattern in (*_STARTS, _GET) if is_flow else (_GET,):
            if match := pattern.fullmatch(text, start):
                yield Frame(
                    DataKind.INPUT,
                    match.start("list"),
                    is_plain=True,
                    is_sure=is_flow,
                    is_announced=True,
                )
        if match := (_ENTER if is_below or not is_flow else _TYPE_IN).fullmatch(text, start):
            list_at = match.start("list")
            yield Frame(DataKind.INPUT, list_at, is_plain=True, is_sure=is_below, is_announced=True)
