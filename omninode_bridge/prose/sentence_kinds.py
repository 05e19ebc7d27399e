"""Of which type of node a sentence tells by its form alone, though nothing of it is understood.

Words of order tell of steps, new states of a life cycle, figures by group of a stream, amounts of a
calculation, and deeds that are done to stored things of an effect.
"""

import re
from collections import Counter
from collections.abc import Iterable
from typing import Final

from omninode_bridge.language.frames import framed
from omninode_bridge.node_type import NodeType

_ORDER: Final = re.compile(
    r"^(?:first(?:ly)?|then|next|after that|after this|afterwards|finally|lastly|meanwhile|"
    r"at the (?:very )?end|in the end|at the same time|to begin with|(?:once|when|after|"
    r"as soon as) "
    r"(?:both|all|everything|that|this)\b.{0,40})\b|\bin parallel\b|\bat the same time\b|"
    r"\b(?:tr(?:y|ies|ied)|attempted|repeated)\b.{0,30}\b(?:again|times|once more)\b|"
    r"\bretr(?:y|ie)|"
    r"\b(?:is|are|gets?) (?:undone|rolled back|compensated)\b|\bundo(?:es)?\b|"
    r"\b(?:go|goes|carry|carries) on\b|\bcontinues? with(?:out)?\b|\bwait(?:s|ing)? (?:for|"
    r"until)\b|"
    r"^(?:once|after|as soon as)\b[^,]*\b(?:has|have) been\b"
)
_STATE: Final = re.compile(
    r"\b(?:becomes?|turns? into|is then|are then|goes? (?:back )?(?:to|into)|"
    r"moves? (?:back )?(?:to|"
    r"into)|starts? (?:out )?as|begins? (?:its life )?as|starts? (?:in|with) the state|final|"
    r"is (?:\w+ )?again|can no longer be|any ?more)\b|"
    r"^(?:only )?(?:an?|each|every|the|no)? ?(?:\w+(?:ed|en|ing)) \w+ (?:can|may|cannot|must|"
    r"is|are)\b"
)
_FIGURE: Final = re.compile(
    r"\b(?:count(?:s|ed)?|number|how (?:many|often|much)|totals?|sums?|average|mean|median|highest|"
    r"lowest|longest|shortest|largest|smallest|latest|heaviest|most \w+|minimum|maximum)\b.*"
    r"\b(?:per|by|(?:for|of|in|on|at) (?:each|every)|grouped)\b"
)
_AMOUNT: Final = re.compile(
    r"\b(?:costs?|pays?|price|fee|fare|rate|discount|surcharge|charged?|refund|tax|vat|bonus|"
    r"penalty|"
    r"points?|amount|score|rounded|free|half|double|twice)\b.*(?:\d|%|\bhalf|\bdouble|\btwice|"
    r"\bfree|"
    r"\bcents?|\bsum|\btimes|\bplus|\bminus|\bless|\bdivided|\bmultiplied|\brounded|\bdifference)|"
    r"\d.*\b(?:free|costs?|discount|surcharge|added to|taken off|deducted|rounded)\b|\d ?%|"
    r"\bis the (?:sum|difference|product|quotient|average|larger|smaller|total)\b|"
    r"\b(?:divided|multiplied) by\b"
)
_DEED: Final = re.compile(
    r"\b(?:creates?d?|registers?|registered|adds?|added|stores?d?|saves?d?|deletes?d?|removes?d?|"
    r"updates?d?|edit(?:s|ed)?|chang(?:e|es|ed)|lists?|listed|search(?:es|ed)?|finds?|found|"
    r"look(?:s|ed)? up|shows?|shown|sees?|views?|uploads?|uploaded|renames?d?|archives?d?|"
    r"publish(?:es|ed)?|notif(?:y|ies|ied)|emails?|sen[dt]s?)\b|\bunique\b|\bno two\b"
)

_FORMS: Final = (
    (_ORDER, NodeType.ORCHESTRATOR),
    (_STATE, NodeType.REDUCER),
    (_AMOUNT, NodeType.COMPUTE),
    (_FIGURE, NodeType.REDUCER),
    (_DEED, NodeType.EFFECT),
)


def kind_of(text: str) -> NodeType | None:
    """None where the form says nothing of it."""
    said = framed(text).plain.lower().strip()
    return next((kind for form, kind in _FORMS if form.search(said)), None)


def kinds_of(texts: Iterable[str]) -> Counter[NodeType]:
    """How many sentences tell of each type."""
    return Counter(kind for text in texts if (kind := kind_of(text)) is not None)
