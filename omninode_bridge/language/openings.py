"""What stands in front of a sentence and asks for nothing: `In addition,`, `Rounding:`."""

import re
from typing import Final

from omninode_bridge.language.labels import without_label

_BEFORE_COMMA: Final = re.compile(
    r"(?!(?:in addition|additionally|on top of that),\s+(?:the )?first \d)"
    r"(?:in addition|additionally|furthermore|moreover|besides|of course|naturally|obviously|"
    r"certainly|clearly|evidently|needless to say|as (?:usual|always|ever)|also|on top of that|"
    r"what is more|what's more|as (?:mentioned|said|stated|described)(?: above| before)?)"
    r",\s+(?=\S)",
    re.IGNORECASE,
)
_BEFORE_CLAUSE: Final = re.compile(
    r"(?:requirement|must have|user story|story|use case|rule)(?:\s+\d+)?\s*:\s+(?=\S)|"
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
_OPENERS: Final = re.compile(
    r"(?:in|additionally|furthermore|moreover|besides|of|naturally|obviously|certainly|clearly|"
    r"evidently|needless|as|also|on|what|please|do|note|be|keep|bear|remember|mind|it|finally|"
    r"lastly|last|at|requirement|must|user|story|use|rule)\b",
    re.IGNORECASE,
)
"""Most sentences begin with none of them, and need not be looked at closer."""

_MOST: Final = 3


def without_opening(text: str) -> tuple[str, str]:
    """One sentence without what opens it, and the word that says it is the last one."""
    order = ""
    for _ in range(_MOST):
        found = _opening(text) if _OPENERS.match(text) else None
        rest = text[found.end() :] if found else without_label(text)
        if rest == text:
            break
        order = order or (found.groupdict().get("said") if found else "") or ""
        text = rest[:1].upper() + rest[1:] if text[:1].isupper() else rest
    return text, order


def _opening(text: str) -> re.Match[str] | None:
    return _BEFORE_COMMA.match(text) or _BEFORE_CLAUSE.match(text) or _LAST.match(text)
