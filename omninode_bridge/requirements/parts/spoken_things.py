"""Sentences that say what a thing has, in whatever way they speak of it: `Our lockers have ...`."""

import re
from functools import lru_cache
from typing import Final

from omninode_bridge.requirements.parts.spoken_frames import Frame, entity_frame
from omninode_bridge.requirements.parts.spoken_types import singular
from omninode_bridge.requirements.structures import DataKind

_WORD: Final = (
    r"(?!(?:is|are|has|have|must|shall|should|can|may|and|or|of|with|for|about|in|it|the|our|all|"
    r"inputs?|outputs?|answers?|results?|requests?|repl(?:y|ies)|responses?)\b)[a-z][\w-]*"
)
_NOUN: Final = rf"(?P<noun>{_WORD}(?: {_WORD}){{0,2}}?)"
_NOUNS: Final = rf"(?P<noun>(?:{_WORD} ){{0,2}}?(?!{_WORD}ss\b){_WORD}s)"
_EACH: Final = r"(?:an?|each|every|any|one)"
_OWN: Final = r"(?:our|the|these|those|its|their)"
_BEHIND: Final = (
    r"(?: \([^()]*\)|, (?:which|that|who) [^,]{3,60},|"
    r" (?:in|at|of|on|from|for) (?:the|our|this) [a-z]+(?: [a-z]+)?)?"
)
_MODAL: Final = r"(?:(?:always|also|must|shall|should|needs? to|has to|have to|can|will) )*"
_HAVE: Final = (
    r"(?:has|have|consists? of|contains?|carr(?:y|ies)|includes?|holds?|comes? with|comprises?|"
    r"bears?|belong|(?:is|are|be) (?:fully |best )?(?:described|characteri[sz]ed|defined|"
    r"identified|made up|composed) (?:by|of|through|with)|(?:is|are|be) (?:stored|kept|saved) with)"
)
_PARTS: Final = (
    r"(?:fields|data|details|attributes|properties|parts|particulars|columns|entries|facts|values)"
)
_ARE: Final = r"(?:is|are|comprises?|consists? of|includes?|contains?)"
_KEPT: Final = (
    r"(?:kept|stored|known|recorded|noted|saved|remembered|collected|written down|registered|held|"
    r"of interest|important)"
)
_WHO: Final = r"(?:we|they|you|i|it|(?:the|our|an?) [a-z][\w-]*(?: [a-z][\w-]*)?)"
_KEEP: Final = (
    r"(?:(?:want|need|have|wish|like) to )?(?:know|keep|store|record|note|remember|hold|have|save|"
    r"write down|need|collect|track)s?(?: track of)?"
)
_MANAGE: Final = (
    r"(?:keep|hold|manage|own|rent out|hire out|lend out|look after|administer|run|have|maintain|"
    r"contain|offer)s?"
)
_OF: Final = r"(?:for|of|about|on|per|with)"
_ITEMS: Final = r"(?P<list>(?:an?|the|its|their|his|her|how|whether|one|both|optionally) .+?)[. ]*"
_FIRST: Final = r"(?P<list>(?:an?|the|its|their) [^.]+?)"
_ONE: Final = rf"(?:each|every|any) {_NOUN}[. ]*"
_OTHERS: Final = rf"(?:{_EACH} {_NOUN}|(?:(?:all|our|the) )?{_NOUNS})"
_WITH: Final = r"(?:each |all |every one )?(?:with|having)"
_ENTRY: Final = r"(?:entry|record|card|row|line) (?:of|for|about) (?:an?|the|one)"
_IS: Final = r"(?:is|are|must be|shall be|has to be)"
_MATTERS: Final = rf"(?:matters|counts|interests us|is {_KEPT})"
_ALL: Final = rf"(?:each of {_OWN}|(?:all |all of )?{_OWN}|all)"
_ALL_THIS: Final = r"(?:(?:the following|this) )?"
_AHEAD: Final = re.compile(
    r"(?:(?:in|at|on|for) (?:the|our|this) [a-z]+(?: [a-z]+)?, |"
    rf"(?:there are|{_WHO} {_MANAGE}) [^,;:().]{{3,60}}(?:, and|;|, where| -) )(?={_EACH} )",
    re.IGNORECASE,
)
_PATTERNS: Final = tuple(
    (re.compile(pattern, re.IGNORECASE | re.DOTALL), is_plural)
    for pattern, is_plural in (
        (rf"(?:{_WHO} {_MANAGE}|there are) (?:the )?{_NOUNS},? {_WITH} {_ITEMS}", True),
        (rf"(?:the )?{_PARTS} of (?:{_EACH}|the) {_NOUN} {_ARE}:? {_ITEMS}", False),
        (rf"(?:{_EACH}|the) {_NOUN}['\u2019]s? {_PARTS} {_ARE}:? {_ITEMS}", False),
        (
            rf"(?:the following|this) {_IS} {_KEPT} {_OF} {_EACH} {_NOUN}: {_ITEMS}",
            False,
        ),
        (rf"{_FIRST} {_IS} {_KEPT} {_OF} {_ONE}", False),
        (rf"{_WHO} {_KEEP} {_FIRST} {_OF} {_ONE}", False),
        (
            rf"{_OF} {_EACH} {_NOUN},? (?:{_WHO} {_KEEP}|{_ALL_THIS}(?:is|are) {_KEPT}):? {_ITEMS}",
            False,
        ),
        (rf"{_OF} (?:(?:all|our|the) )?{_NOUNS},? (?:{_WHO} {_KEEP}|are {_KEPT}):? {_ITEMS}", True),
        (
            rf"what {_MATTERS} {_OF} {_EACH} {_NOUN} (?:is|are):? {_ITEMS}",
            False,
        ),
        (rf"to (?:{_EACH}|the) {_NOUN} belongs? {_ITEMS}", False),
        (rf"{_EACH} {_ENTRY} {_NOUN} {_MODAL}{_HAVE}:? {_ITEMS}", False),
        (rf"(?:{_EACH}) {_NOUN}{_BEHIND} {_MODAL}{_HAVE}:? {_ITEMS}", False),
        (
            rf"{_ALL} {_NOUNS}{_BEHIND} {_MODAL}{_HAVE}:? {_ITEMS}",
            True,
        ),
        (rf"{_NOUNS}{_BEHIND} {_MODAL}{_HAVE}:? {_ITEMS}", True),
    )
)
_FIGURE: Final = re.compile(
    r"\b(?:average|total|sum of|(?:high|low|long|short|great|small|larg)est|median|mean|maximum|"
    r"minimum)\b|\b(?:want|wish|like|need|have)s? to know\b.*\b(?:number of|how many)\b",
    re.IGNORECASE | re.DOTALL,
)
"""What is worked out of many things is no part of one."""

_LONGEST: Final = 3000


@lru_cache(maxsize=16384)
def thing_frame(text: str) -> Frame | None:
    """A sentence that tells what a thing has; of `The input has ...` it says what goes in."""
    if len(text) > _LONGEST:
        return None
    ahead = _AHEAD.match(text)
    at = ahead.end() if ahead else 0
    for pattern, is_plural in _PATTERNS:
        match = pattern.fullmatch(text, at)
        if match is not None and not _FIGURE.search(text):
            start, end = match.span("list")
            *first, last = match["noun"].lower().split()
            noun = " ".join((*first, singular(last) if is_plural else last))
            is_listed = text[:start].rstrip().endswith(":")
            return Frame(DataKind.ENTITY, start, noun, is_plain=True, is_listed=is_listed, end=end)
    return entity_frame(text)
