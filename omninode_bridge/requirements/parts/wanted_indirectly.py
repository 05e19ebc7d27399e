"""What is wanted without `must`: wishes, what an act leads to, and what is kept."""

import re
from typing import Final

from omninode_bridge.language.lexicon import lexicon
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
    r"(?:we|i) (?:also )?(?:keep|remember|count|record|track|note|add up|sum up|store)"
    r"(?: track of| count of)? (?:how (?:many|much|often|long)|(?:the |an? )?"
    r"(?:number|count|sum|total|average|mean|highest|lowest|longest|shortest|largest|smallest)\b)",
    re.IGNORECASE,
)
_WISHING: Final = re.compile(
    r"(?:[^,]{0,60}, |for (?:each|every|all) (?:[a-z]+ ){1,4})?"
    r"(?:we|i|he|she|they|(?:the|our|an?) [a-z]+(?: [a-z]+)?) (?:also |always |finally )?"
    r"(?:wants?|wish(?:es)?|needs?|would (?:also )?like)\b",
    re.IGNORECASE,
)


def wishes(text: str) -> bool:
    """Whether somebody wants something; what a document opens with is wanted of the whole."""
    return _WISHING.match(text) is not None and not background_of(text)


def is_consequence(text: str) -> bool:
    """What an act leads to, or what is kept: `Closing a claim announces "claim_closed"`."""
    found = _ACTING.match(text)
    acts = found is not None and lexicon().lemma(found["does"].lower()) != ""
    return acts or _KEEPING.match(text) is not None
