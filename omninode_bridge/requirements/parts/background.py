"""Sentences that ask for nothing, and why: they ask, announce, explain, or tell of today."""

import re
from typing import Final

from omninode_bridge.requirements.defects.work_items import is_about_a_project

QUESTION: Final = "it is a question"
ANNOUNCES: Final = "it announces what follows"
ABOUT_THE_TEXT: Final = "it speaks of the document"
ABOUT_A_PROJECT: Final = "it speaks of code, tests or tickets"
TODAY: Final = "it tells how things were or are today"
GOAL: Final = "it says what it is good for"

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


def background_of(text: str) -> str:
    """Why a sentence asks for nothing, whatever it says; empty where it may."""
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
