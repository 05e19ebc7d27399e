"""What a sentence says besides what is asked for: whose wish it is, who does it, and why."""

import re
from typing import Final

from omninode_bridge.language.frames import framed
from omninode_bridge.language.people import is_person, named_for
from omninode_bridge.requirements.naming import words

_SUBJECT: Final = re.compile(
    r"(?:the|an?|our|every|each)?\s*([a-z]+)\s+(?:can|may|must|shall|should|will|wants? to)\s+"
    r"(?!be\b|not\b|only\b|have\b)",
    re.IGNORECASE,
)
_ACTING: Final = re.compile(
    r"(?:(?:the|an?|our|every|each)\s+(?:[a-z]+\s+)??([a-z]+)\s+[a-z]+[^s\W]s\b|"
    r"([a-z]+s|staff)\s+(?!are\b|were\b|have\b|with\b|of\b|that\b|who\b|can\b|may\b|must\b|shall\b|should\b|will\b)"
    r"[a-z]+\b)",
    re.IGNORECASE,
)
_WHOSE: Final = re.compile(
    r"\b(?:when|whenever|if|once|after|before)\s+(?:the|an?|our|every|each)\s+([a-z]+)\s+"
    r"(?!is\b|was\b|has\b)[a-z]+",
    re.IGNORECASE,
)
_REPORTED: Final = frozenset({"known", "shown", "available", "displayed", "visible", "reported"})


def gist(text: str) -> str:
    """The sentence without `As a clerk I want to ...` and `..., so that ...`."""
    return framed(text.strip()).plain


def people_of(text: str) -> frozenset[str]:
    """Words for who does something or for whom: `by the clerk`; none where it is said of whom only.

    `only the clerk may` and `by the customer's group` are more than an aside.
    """
    if "only" in words(text):
        return frozenset()
    said = [*named_for(text)]
    plain = gist(text)
    subject = _SUBJECT.match(plain) or _ACTING.match(plain)
    acting = [word.lower() for word in (subject.groups() if subject else ()) if word]
    said += [*acting, *(found[1].lower() for found in _WHOSE.finditer(plain))]
    return frozenset(word for word in said if is_person(word))


def passed_over(text: str) -> frozenset[str]:
    """Words that ask for nothing themselves."""
    return people_of(text) | (_REPORTED & {*words(text)})
