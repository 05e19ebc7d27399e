"""What stands in front of a sentence and asks for nothing: `In addition,`, `Rounding:`."""

import re
from typing import Final

from omninode_bridge.language.verbs import VERBS
from omninode_bridge.language.word_forms import base_of, is_known, plain_forms

_BEFORE_COMMA: Final = re.compile(
    r"(?:in addition|additionally|furthermore|moreover|besides|of course|naturally|obviously|"
    r"certainly|clearly|evidently|needless to say|as (?:usual|always|ever)|also|on top of that|"
    r"what is more|what's more|as (?:mentioned|said|stated|described)(?: above| before)?)"
    r",\s+(?=\S)",
    re.IGNORECASE,
)
_BEFORE_CLAUSE: Final = re.compile(
    r"of course\s+(?=\S)|"
    r"(?:please\s+|also\s+|do\s+)?(?:note|be aware|keep in mind|bear in mind|remember|mind)"
    r"(?:\s+also)?\s+that\s+(?=\S)|"
    r"it (?:goes without saying|is (?:clear|obvious|evident|understood|worth noting)) that"
    r"\s+(?=\S)",
    re.IGNORECASE,
)
_LAST: Final = re.compile(
    r"(?P<said>finally|lastly|last but not least|last of all|in the end|at the end),\s+(?=\S)",
    re.IGNORECASE,
)
_LABEL: Final = re.compile(
    r"[*_]{0,3}(?P<label>[A-Za-z][\w-]*(?: [\w-]+){0,4})"
    r"(?:[*_]{0,3}:[*_]{0,3}|\s[-\u2013\u2014])\s+(?=\S)"
)
_GENERIC: Final = frozenset(
    re.findall(
        r"\w+",
        """
    rule rules note notes remark requirement story important basics behaviour behavior general
    basic business functional user case must have use hint the a an of and for our
    """,
    )
)
"""Words of a heading that limit nothing."""

_STATING: Final = re.compile(
    r"\b(?:is|are|was|were|has|have|must|shall|should|can|cannot|may|will|equals|costs?|pays?|gets?)\b",
    re.IGNORECASE,
)
_MOST: Final = 3


def without_opening(text: str) -> tuple[str, str]:
    """One sentence without what opens it, and the word that says it is the last one.

    A label is taken off only where it names what the sentence is about: `Members: the fee is 5` is
    no sentence about all.
    """
    order = ""
    for _ in range(_MOST):
        found = _BEFORE_COMMA.match(text) or _BEFORE_CLAUSE.match(text) or _LAST.match(text)
        found = found or _label(text)
        if found is None:
            break
        order = order or found.groupdict().get("said") or ""
        rest = text[found.end() :]
        text = rest[:1].upper() + rest[1:] if text[:1].isupper() else rest
    return text, order


def _label(text: str) -> re.Match[str] | None:
    found = _LABEL.match(text)
    if found is None or not _is_clause(text[found.end() :]):
        return None
    said = frozenset(
        form
        for word in re.findall(r"[a-z]+", text[found.end() :].lower())
        for form in plain_forms(word)
    )
    named = (word for word in re.findall(r"[a-z]+", found["label"].lower()) if word not in _GENERIC)
    return found if all(plain_forms(word) & said for word in named) else None


def _is_clause(text: str) -> bool:
    words = re.findall(r"[a-z]+", text.lower())
    is_verb = any(word.endswith("s") and is_known(base_of(word)) for word in words)
    return is_verb or _STATING.search(text) is not None or (bool(words) and words[0] in VERBS)
