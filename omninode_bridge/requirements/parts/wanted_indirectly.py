"""What is wanted without `must`: wishes, what an act leads to, and what is kept."""

import re
from typing import Final

from omninode_bridge.language.lexicon import lexicon
from omninode_bridge.language.wishes import NODE
from omninode_bridge.requirements.parts.background import background_of

SETTLED: Final = (
    r"(?:not |never |also |then |to be )*(?:allowed|forbidden|permitted|possible|impossible|"
    r"refused|rejected|accepted|checked|wanted|needed|required|asked|demanded|expected|done|undone|"
    r"counted|calculated|computed|kept|stored|saved|recorded|remembered|shown|answered|returned|"
    r"announced|published|sent|paid|charged|entered|given)\b"
)
"""`What is not allowed` says what is wanted; `What is a loan` explains."""

_ACTING: Final = re.compile(
    r"(?!(?:[a-z]+thing|during|according|regarding|concerning|following|including|morning|evening)"
    r"\b)[a-z]{2,}ing\b(?: (?!that\b|which\b|who\b)[\w'-]+){0,8}? (?P<does>[a-z]+s) ",
    re.IGNORECASE,
)
_KEEPING: Final = re.compile(
    r"(?:we|i) (?:also |always )?(?:(?:refuse|reject|decline|turn away|do not (?:accept|allow)|"
    r"only accept|accept only)\b|(?:keep|remember|count|record|track|note|add up|sum up|store)"
    r"(?: track of| count of)? (?:how (?:many|much|often|long)|(?:the |an? )?"
    r"(?:number|count|sum|total|average|mean|highest|lowest|longest|shortest|largest|smallest)\b))",
    re.IGNORECASE,
)
_WISHING: Final = re.compile(
    r"(?:[^,]{0,60}, |for (?:each|every|all) (?:[a-z]+ ){1,4})?"
    r"(?:we|i|he|she|they|(?:the|our|an?) [a-z]+(?: [a-z]+)?) (?:also |always |finally )?"
    r"(?:wants?|wish(?:es)?|needs?|would (?:also )?like)\b",
    re.IGNORECASE,
)


_ASKING: Final = r"(?:what|how(?! many| often| long)|whether|which|who|where)\b[^,;:\d]*"
_WHAT_FOR: Final = re.compile(
    rf"(?!{NODE}\b)[^,.;:]{{2,60}}? (?:has to|have to|must|shall|should|wants? to|needs? to|"
    r"would like to) (?:show|know|find out|tell|see|learn|work out|decide|say)"
    r"(?: (?:(?:the|our|its|his|her|their) [a-z]+|us|him|her|them))?"
    r"(?: (?:from|by|in|at|of) (?:[a-z]+ ){1,5}?| )"
    rf"{_ASKING}(?:, and (?:(?:on|in|at|for|from|by|to) )?{_ASKING})*",
    re.IGNORECASE,
)
_BURDEN: Final = re.compile(
    r"(?:nobody|no one) (?:should|shall) have to\b|[^,.;:]{2,60}? (?:should|shall) (?:not|never|no "
    r"longer) (?:have|need) to\b",
    re.IGNORECASE,
)
_NARRATING: Final = re.compile(
    r"(?:our|my|we|(?:as an? [^,]{2,40}?,? )?i)\b"
    r"(?! (?:also )?(?:want|need|wish|would|keep|expect))",
    re.IGNORECASE,
)
_RULE: Final = re.compile(
    r"\d|\b(?:must|shall|may|cannot|only|never|refus\w+|reject\w+|at (?:least|most)|unless|if|than|"
    r"no|not|nothing|first|then|after|once (?!a\b|per\b|every\b)|is|are)\b",
    re.IGNORECASE,
)


def introduces(text: str) -> bool:
    """Whether the opening of a document only says who does what today, and what it is for."""
    text = " ".join(text.split())
    if _BURDEN.match(text) and not re.search(r"\d", text):
        return True
    is_narrated = _NARRATING.match(text) is not None and not _RULE.search(text)
    return is_narrated or _WHAT_FOR.fullmatch(text) is not None


def wishes(text: str) -> bool:
    """Whether somebody wants something; what a document opens with is wanted of the whole."""
    return _WISHING.match(text) is not None and not background_of(text)


def is_consequence(text: str) -> bool:
    """What an act leads to, or what is kept: `Closing a claim announces "claim_closed"`."""
    found = _ACTING.match(text)
    acts = found is not None and lexicon().lemma(found["does"].lower()) != ""
    return acts or _KEEPING.match(text) is not None
