"""What a sentence says of its reason: `so that ...`, `in order to ...`, `for observability`."""

import re
from typing import Final

from omninode_bridge.language.people import is_person

_PEOPLE: Final = r"(?:i|we|you|he|she|they|nobody|everybody|everyone|people|staff)"
_NEXT: Final = (
    r"(?:,\s+(?:and|but)\s+(?=[^,.;]*\b(?:must|shall|should|cannot|may not|is|are)\b)|"
    r",\s+(?:otherwise|else)\b)"
)
"""What is asked for behind a cause is no part of it; who explains a wish may say `and`."""

_BEHIND: Final = re.compile(
    r",?\s+(?:so that|so as to|in order to|in order that|so "
    rf"(?={_PEOPLE}\b)|so (?=(?:the|our|a|an|every|each|all) (?P<who>[a-z]+)))\b"
    r"\s*(?P<why>(?:[^.;]|\.(?=\d))+)",
    re.IGNORECASE,
)
_CAUSE: Final = re.compile(
    r"(?:,?\s+because\b|,\s+which is because\b|,\s+since\b(?=(?:\s[a-z'-]+){3})"
    r"(?![^,.;]*\b(?:was|were|had|last|first|began|started|[a-z]+ed)\b))"
    rf"\s*(?P<why>(?:(?!{_NEXT})[^.;]|\.(?=\d))+)",
    re.IGNORECASE,
)
"""Of the past, `since` tells from when on."""

_BEFORE: Final = re.compile(
    r"(?:so that|so as to|in order to|in order that|because)\s(?P<why>[^,.;]+),\s+(?=\S)",
    re.IGNORECASE,
)
_RESULT: Final = re.compile(
    r"\s*(?:\w+ )?(?:get|calculate|compute|determine|obtain|derive|find|work|arrive|reach|form)\b",
    re.IGNORECASE,
)
"""`In order to get the net price, ...` says what the outcome is, which is more than a reason."""

_USE: Final = re.compile(
    r",?\s+for (?P<why>(?:(?:better|full|more) )?(?:observability|traceability|transparency"
    r"|troubleshooting|debugging|diagnostics|auditability|accountability|posterity))"
    r"(?:\s*[.!]?\s*$|(?=\s+(?:by|per|each|every|when|whenever|if|once|after|within)\b))",
    re.IGNORECASE,
)
"""What something is good for, in a noun that names nothing that could be worked on."""


def without_purpose(text: str) -> tuple[str, str]:
    """One sentence without its reason, and the reason."""
    before = _BEFORE.match(text)
    if before is not None and not _RESULT.match(before["why"]):
        return text[before.end() :], before["why"].strip()
    for found in _BEHIND.finditer(text):
        if found.start() == 0 or (found["who"] and not is_person(found["who"])):
            continue
        return text[: found.start()] + text[found.end() :], found["why"].strip()
    if (cause := _CAUSE.search(text)) is not None and cause.start():
        return text[: cause.start()] + text[cause.end() :], cause["why"].strip()
    use = _USE.search(text)
    if use is None or not use.start():
        return text, ""
    return text[: use.start()] + text[use.end() :], use["why"]
