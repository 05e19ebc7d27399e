"""Words that only say that something is wanted: `it must be possible to`, `there must be a way to`.

Each leaves one of: `do`, a verb in its plain form and what follows; `doing` and `does`, the same
with an ending; `being`, something `to be` done; `said`, a clause; `thing`, a noun; `people`,
somebody and the verb in its plain form for what they do.
"""

import re
from dataclasses import dataclass
from typing import Final

_MUST: Final = (
    r"(?:must|shall|should|will|would|can|could|may|has to|have to|needs? to|ought to|is to|are to)"
)
_ALSO: Final = r"(?:(?:also|always|automatically|then|therefore|itself|first|next)\s+)*"
NODE: Final = (
    r"(?:the|this|our)\s+(?:(?!(?:of|for|in|on|and|or|to|with|by|from)\b)[\w-]+\s+){0,3}?"
    r"(?:system|node|service|application|app|software|program|platform|tool|solution|backend)"
)
"""Those that are built: what they do is what is asked for. `An application` may be a thing."""

_WHO: Final = r"(?P<who>[^,.;:()\"`]{1,60}?)"
_WAY: Final = (
    r"(?:way|means|possibility|option|function|functionality|facility|feature|mechanism|method|"
    r"ability|capability|opportunity|chance|right|permission|support)"
)
_WANTED: Final = (
    r"(?:required|needed|necessary|desired|wanted|essential|important|expected|mandatory)"
)
_POSSIBLE: Final = rf"(?:possible|feasible|allowed|permitted|desirable|{_WANTED})"
_WISHING: Final = r"(?:needs?|wants?|wish|wishes|would like|would love|like|require|requires|expect|expects)"  # fmt: skip  # noqa: E501 - one list
_TO_DO: Final = r"to\s+(?:be\s+able\s+to\s+)?(?P<do>.+)"
_IS: Final = rf"(?:is|are|{_MUST}\s+be)"


@dataclass(frozen=True, slots=True)
class Wish:
    """`modal` stands between those who do it and what they do, where the wish has people.

    `is_node` where those who do it are what is built.
    """

    pattern: re.Pattern[str]
    modal: str = "shall"
    is_node: bool = False


def _wish(text: str, modal: str = "shall", *, is_node: bool = False) -> Wish:
    return Wish(re.compile(text, re.IGNORECASE | re.DOTALL), modal, is_node)


_DOER: Final = rf"(?:{NODE}\s+(?:{_MUST}\s+)?{_ALSO})?"
_SOME: Final = r"(?:an?|the|some)\s+(?:(?:simple|easy|quick)\s+)?"
_FOR: Final = rf"(?:\s+for\s+{_WHO})?"
_TO_OR_OF: Final = r"(?:to\s+(?P<do>.+)|(?:of|for)\s+(?P<doing>\w+ing\s.+))"
_WAY_TO: Final = rf"{_SOME}{_WAY}{_FOR}\s+{_TO_OR_OF}"

WISHES: Final = (
    _wish(r"please\s+(?P<do>.+)"),
    _wish(
        rf"it\s+(?:is|{_MUST}\s+{_ALSO}be)\s+{_ALSO}(?:made\s+)?{_POSSIBLE}{_FOR}\s+to\s+(?P<do>.+)",
        "can",
    ),
    _wish(rf"it\s+(?:is|{_MUST}\s+be)\s+(?:{_WANTED}|ensured|guaranteed)\s+that\s+(?P<said>.+)"),
    _wish(rf"(?:with|using|through|via|in)\s+{NODE},?\s+(?P<said>.+)"),
    _wish(rf"being\s+able\s+to\s+(?P<do>.+?)\s+{_IS}\s+{_POSSIBLE}[.!]?", "can"),
    _wish(rf"the\s+(?:job|task|duty|purpose)\s+of\s+{NODE}\s+is\s+to\s+(?P<do>.+)"),
    _wish(rf"{NODE}['\u2019]s\s+(?:job|task|duty|purpose)\s+is\s+to\s+(?P<do>.+)"),
    _wish(rf"{NODE}\s+{_IS}\s+used\s+(?:to\s+(?P<do>.+)|for\s+(?P<doing>\w+ing\s.+))"),
    _wish(rf"{_WHO}\s+(?:{_MUST}\s+)?(?:ha(?:s|ve)|gets?)\s+{_SOME}{_WAY}\s+{_TO_OR_OF}", "can"),
    _wish(rf"{_DOER}(?:offers?|provides?)\s+(?:functionality|support|means)\s+{_TO_OR_OF}"),
    _wish(r"support\s+(?P<doing>\w+ing\s(?!of\b).+)"),
    _wish(rf"there\s+{_IS}\s+{_WAY_TO}", "can"),
    _wish(rf"{_DOER}(?:allows?|permits?)\s+(?P<being>[^,;]+?\s+to\s+be\s.+)"),
    _wish(rf"{_DOER}(?:allows?|enables?|permits?)\s+{_WHO}\s+to\s+(?P<do>.+)", "can"),
    _wish(rf"{_DOER}lets?\s+(?P<people>.+)", "can"),
    _wish(rf"{_DOER}makes?\s+it\s+possible{_FOR}\s+to\s+(?P<do>.+)", "can"),
    _wish(
        rf"{_DOER}(?:gives?|grants?|offers?|provides?)\s+{_WHO}\s+(?:with\s+)?(?:an?|the)\s+{_WAY}"
        rf"\s+{_TO_OR_OF}",
        "can",
    ),
    _wish(rf"{_DOER}(?:offers?|provides?|supports?|ha(?:s|ve)|includes?)\s+{_WAY_TO}", "can"),
    _wish(rf"{NODE}\s+(?:{_MUST}\s+)?{_ALSO}supports?\s+(?P<doing>\w+ing\s.+)"),
    _wish(
        rf"{NODE}\s+{_IS}\s+{_ALSO}(?:responsible\s+for|capable\s+of|in\s+charge\s+of)\s+"
        r"(?P<doing>\w+ing\s.+)"
    ),
    _wish(
        rf"{NODE}\s+{_IS}\s+{_ALSO}(?:able|required|expected|supposed|meant|obliged)\s+"
        r"to\s+(?P<do>.+)"
    ),
    _wish(rf"{_WHO}\s+{_IS}\s+{_ALSO}(?:able|allowed|permitted|entitled)\s+to\s+(?P<do>.+)", "can"),
    _wish(
        rf"{_WHO}\s+{_IS}\s+{_ALSO}(?:required|expected|supposed|meant|obliged)\s+to\s+(?P<do>.+)"
    ),
    _wish(rf"{_WHO}\s+(?:{_MUST}\s+)?{_WISHING}\s+{NODE}\s+{_TO_DO}", is_node=True),
    _wish(rf"{_WHO}\s+(?:{_MUST}\s+)?{_WISHING}\s+{_TO_DO}", "can"),
    _wish(rf"(?:i|we)\s+(?:{_MUST}\s+)?{_WISHING}\s+{_WHO}\s+to\s+(?!be\s)(?P<do>.+)"),
    _wish(
        rf"{_WHO}\s+(?:{_MUST}\s+)?(?:needs?|wants?|would like)\s+{_SOME}{_WAY}\s+"
        rf"{_TO_OR_OF}",
        "can",
    ),
    _wish(rf"{_WHO}\s+(?:{_MUST}\s+)?{_WISHING}\s+(?P<being>[^,;]+?\s+to\s+be\s.+)"),
    _wish(rf"{_WHO}\s+(?:{_MUST}\s+)?{_WISHING}\s+that\s+(?P<said>.+)"),
    _wish(rf"{_WHO}\s+(?:{_MUST}\s+)?{_WISHING}\s+(?P<thing>.+)"),
    _wish(
        rf"(?:the|an?)\s+{_WAY}{_FOR}\s+(?:to\s+(?P<do>.+?)|(?:of|for)\s+(?P<doing>\w+ing\s.+?))\s+"
        rf"{_IS}\s+(?:{_POSSIBLE}|provided|offered|given|available|there|supported)[.!]?",
        "can",
    ),
    _wish(
        rf"(?P<doing>\w+ing\s.+?)\s+{_IS}\s+"
        r"(?:required|needed|necessary|possible|supported|desired|wanted|provided|offered)[.!]?"
    ),
    _wish(rf"{NODE}\s+{_ALSO}(?P<does>[a-z]+s\s+.+)"),
    _wish(rf"(?:{NODE}|we|i)\s+{_MUST}\s+{_ALSO}(?P<do>(?!be\b).+)"),
)
