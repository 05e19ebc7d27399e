"""Sentences that ask for nothing, and why: they ask, announce, explain, or tell of today."""

import re
from typing import Final

from omninode_bridge.requirements.defects.work_items import is_about_a_project

QUESTION: Final = "it is a question"
ANNOUNCES: Final = "it announces what follows"
ABOUT_THE_TEXT: Final = "it speaks of the document"
ABOUT_A_PROJECT: Final = "it speaks of code, tests or tickets"
TODAY: Final = "it tells how things were or are today"
INTRODUCES: Final = "it introduces, and tells no case"
GOAL: Final = "it says what it is good for"
OF_ALL: Final = "it says what holds of every node"
REPEATS: Final = "it says again what the sentence before it says"

_QUESTION: Final = re.compile(r"\?\W*$")
_ANNOUNCING: Final = re.compile(r":\W*$")
_ABOUT_THE_TEXT: Final = re.compile(
    r"(?:this|these|here|below|above|note(?: that\b|:)|the following|in the following)(?!\w)|"
    r"(?:what|how) (?!many|much|often|long)[^,?]*\b(?:does|do|works?|happens?)\b[^,?]*$|"
    r"[^,]{0,60}\bthe following\b[^,]{0,40}$|"
    r"see (?:also|above|below|the|section|chapter|appendix|figure|table)\b|"
    r".{0,60}\b(?:document|section|chapter|paragraph|readme|glossary)\b",
    re.IGNORECASE,
)
_TODAY: Final = re.compile(
    r"(?:i|we|they) (?:was|were|had)\b|"
    r"(?:today|currently|at (?:the moment|present)|so far|(?:un|up )?(?:til|till|to) now|nowadays|"
    r"these days|right now|in the past|last (?:year|month|week|season|summer|winter)|"
    r"for (?:many |some )?years)\b",
    re.IGNORECASE,
)
_GOAL: Final = re.compile(
    r"(?:the|our|its|one) (?:\w+ )?(?:goals?|aims?|purpose|idea|point|motivation|reason|problem|"
    r"background|vision|mission)\b.{0,80}?\b(?:is|are)\b",
    re.IGNORECASE,
)


_WANTED: Final = re.compile(
    r"[^,.;:]{2,70}? (?:wants?|needs?|would like|asked for|(?:is|are) looking for) "
    r"(?:an?|its|their|our|some) (?:[a-z-]+ ){0,3}"
    r"(?:(?:in|as|with) an? (?:[a-z]+ )?)?(?:service|program|programme|system|tool|app|application|"
    r"software|node|solution|database)\b(?P<rest>.*)",
    re.IGNORECASE,
)
_RULE: Final = re.compile(
    r"\d|\b(?:must|shall|only|never|refus\w+|reject\w+|at (?:least|most)|unless|if|not)\b",
    re.IGNORECASE,
)
_THERE: Final = re.compile(r"there (?:is|are) (?:also |then )?(?:an? )?[a-z -]+[.]?", re.IGNORECASE)
_TITLED: Final = re.compile(
    r"(?:the|an?|our|this) (?:[a-z-]+ )?[a-z-]+ (?:of|for) "
    r"(?:(?:the|an?|our) )?[a-z-]+(?: [a-z-]+)?: "
    r"(?:which|what|who|whose|where|when|how|whether)\b[^.;:]*[.]?",
    re.IGNORECASE,
)
_REFUSED: Final = (
    r"(?:(?:each|every|any|an?|all) )?(?:refusals?|refused (?:events?|requests?|calls?|commands?|"
    r"orders?|attempts?))|whatever is (?:refused|rejected)|(?:every|any)thing (?:that is )?refused"
)
_OF_ALL: Final = re.compile(
    rf"(?:{_REFUSED}) (?:must |shall )?(?:(?:(?:says?|tells?|states?|explains?) why|"
    r"(?:comes?|is answered|are answered) with (?:a|the|its) reasons?|"
    r"(?:has|have|gives?|carr(?:y|ies)|names?) (?:a|the|its) reasons?|"
    r"(?:changes?|alters?) nothing|leaves? everything as it (?:is|was)|"
    r"(?:do|does) not change anything)(?:,? and )?)+[.!]?",
    re.IGNORECASE,
)


def explains(text: str) -> str:
    """Why a sentence states no rule, wherever it stands; empty where it may."""
    wanted = _WANTED.fullmatch(text)
    if wanted is not None and not _RULE.search(wanted["rest"]):
        return GOAL
    if _OF_ALL.fullmatch(text):
        return OF_ALL
    is_opening = _THERE.fullmatch(text) and not _RULE.search(text)
    return INTRODUCES if is_opening or is_titled(text) else ""


def is_titled(text: str) -> bool:
    """`The register of a farm: which animal stands where, and whether it may be sold`."""
    return _TITLED.fullmatch(text) is not None and _RULE.search(text) is None


def background_of(text: str) -> str:
    """Why a sentence asks for nothing, whatever it says; empty where it may."""
    if reason := explains(text):
        return reason
    if LABELLED.match(text):
        return GOAL
    for pattern, reason in _REASONS:
        if pattern.match(text) if pattern in _AT_THE_START else pattern.search(text):
            return reason
    return ABOUT_A_PROJECT if is_about_a_project(text) else ""


_AT_THE_START: Final = frozenset({_ABOUT_THE_TEXT, _TODAY, _GOAL})
LABELLED: Final = re.compile(
    r"[*_]*(?:background|context|motivation|for context|for your information|fyi)[*_]*:",
    re.IGNORECASE,
)
"""`Background: ...` asks for nothing, whatever follows."""
_REASONS: Final = (
    (_QUESTION, QUESTION),
    (_ANNOUNCING, ANNOUNCES),
    (_TODAY, TODAY),
    (_GOAL, GOAL),
    (_ABOUT_THE_TEXT, ABOUT_THE_TEXT),
)
