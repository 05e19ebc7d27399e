"""Functional, quality, constraint, data or interface: by cues that a person can read."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from omninode_bridge.language.any_case import AnyCase
from omninode_bridge.requirements.document import RequirementClass
from omninode_bridge.requirements.markdown.headings import normalized
from omninode_bridge.requirements.parts.sentences import is_imperative

HEADINGS: Final[Mapping[RequirementClass, re.Pattern[str]]] = {
    RequirementClass.QUALITY: re.compile(
        r"\b(?:non ?functional|quality|performance|reliability|scalability|usability|security|"
        r"availability|maintainability|compatibility|safety|observability|nfrs?)\b"
    ),
    RequirementClass.CONSTRAINT: re.compile(
        r"\b(?:constraints?|technical requirements|technology|tech stack|platform|licen[cs]e)\b"
    ),
    RequirementClass.DATA: re.compile(r"\bdata requirements?\b|\bdata\b$|^data (?:storage|format)"),
    RequirementClass.INTERFACE: re.compile(
        r"\b(?:user interface|interface requirements?|ui|ux|look and feel)\b"
    ),
}
CUES: Final[Mapping[RequirementClass, AnyCase]] = {
    RequirementClass.QUALITY: AnyCase(
        r"\b(?:uptime|high availability|available (?:for )?(?:at least )?\d[\d.,]* ?%|"
        r"response times?|restful(?: api)?(?: design)?|p\d\d\b|"
        r"thread[- ]safe\w*|fault[- ]toleran\w+|test coverage|code coverage|concurrent users|"
        r"gdpr|hipaa|(?:requests|queries|messages|transactions|users) per (?:second|minute|hour)|"
        r"(?:with)?in (?:under |less than )?\d[\d.,]* ?(?:ms|milliseconds?|s|seconds?)\b|"
        r"up to \d[\d.,]* (?:concurrent )?users|latency|throughput|scalab\w+)",
    ),
    RequirementClass.CONSTRAINT: AnyCase(
        r"\b(?:(?:must|shall|should) be (?:written|implemented|developed|built) (?:in|with|using)|"
        r"(?:technology|tech) stack|compatible with|compatibility|c\+\+\d\d|"
        r"(?:python|java|node(?:\.js)?|php|go) ?v?\d[\d.]*\b|licen[cs]ed? under|"
        r"(?:runs?|run) on (?:linux|windows|macos)|no external (?:libraries|dependencies)|"
        r"open[- ]source)",
    ),
    RequirementClass.INTERFACE: AnyCase(
        r"\b(?:user interface|responsive design|layout|buttons?|h1 title|web ?page|screen|"
        r"look and feel|dashboard design|colou?r scheme|mobile devices)\b",
    ),
    RequirementClass.DATA: AnyCase(
        r"\b(?<!\bits )(?<!\btheir )(?:data (?:must|shall|should|is|are|will) "
        r"(?:be )?(?:stored|kept|retained|persisted|encrypted|unique)|retention of|"
        r"file format is|(?:data|file) format:)",
    ),
}


ATTRIBUTES: Final = AnyCase(
    r"\b(?:maintainab\w+|reliab(?:le|ly|ility)|usab(?:le|ility)|user[- ]friendly|intuitive|"
    r"robust\w*|"
    r"secure(?:ly)?|well[- ](?:documented|tested)|performan(?:ce|t)|efficient(?:ly)?|readab\w+|"
    r"extensib\w+|availability)\b",
)
CASE: Final = re.compile(
    r"(?:if|when|where|unless|while)\b[^,]*,|[^,]*\b(?:if|unless)\b", re.IGNORECASE
)
"""What holds under a condition is no attribute: `If the availability is below 99, ...`."""
FUNCTIONAL: Final = re.compile(r"(?<!non )(?<!non)\bfunctional\b")
DOES: Final = AnyCase(
    r"\b(?:users?|customers?|admins?|visitors?|clients?) (?:can|may|must|should) \w+|"
    r"\b(?:allow|enabl)\w* \w+ to\b",
)
WHOLE: Final = re.compile(
    r"\d\s*%.*\b(?:uptime|availability)\b|\bavailable\b.*\d\s*%|\brestful\b", re.IGNORECASE
)

_LISTED: Final = re.compile(r"\([a-z_ ]{2,40}(?:, ?[a-z_ ]{2,40}){1,8}\)")
"""`Reads samples (tokens, latency)` names values, and asks for none of them to be low."""


def classify(text: str, headings: tuple[str, ...]) -> RequirementClass:
    """By the nearest heading that speaks for a class, then by the words of the text."""
    stated = class_of_headings(headings)
    if stated is RequirementClass.FUNCTIONAL and _is_about_the_whole(text):
        stated = None
    return stated or _by_words(text)


@lru_cache(maxsize=4096)
def class_of_headings(headings: tuple[str, ...]) -> RequirementClass | None:
    """What the nearest heading that speaks for a class says."""
    for heading in reversed(headings):
        name = normalized(heading)
        if FUNCTIONAL.search(name):
            return RequirementClass.FUNCTIONAL
        for found, pattern in HEADINGS.items():
            if pattern.search(name):
                return found
    return None


def _by_words(text: str) -> RequirementClass:
    plain = _LISTED.sub("", text)
    for found, pattern in CUES.items():
        if pattern.occurs_in(plain):
            return found
    # An attribute in a sentence that says what to do ("store passwords securely") is no class.
    if ATTRIBUTES.occurs_in(text) and not _tells_act(text.split(": ", 1)[-1]):
        return RequirementClass.QUALITY
    return RequirementClass.FUNCTIONAL


def _tells_act(said: str) -> bool:
    return is_imperative(said) or DOES.occurs_in(said) or CASE.match(said) is not None


def _is_about_the_whole(text: str) -> bool:
    """Below `Functional requirements` only a requirement with a figure or an attribute is none."""
    return WHOLE.search(text) is not None
