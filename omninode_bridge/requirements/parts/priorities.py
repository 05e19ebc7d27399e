"""How much a requirement matters: `(must)`, `Priority: high`, `Must have` above it."""

import re
from typing import Final

from omninode_bridge.requirements.markdown.inline import bare
from omninode_bridge.requirements.markdown.sections import Part

PRIORITY: Final = re.compile(
    r"\s*[(\[](must(?: have)?|should(?: have)?|could(?: have)?|won'?t(?: have)?|high|medium|low|"
    r"critical|p[0-4]|mandatory|optional)(?: priority)?[)\]]\s*\.?\s*$|"
    r"^\s*[(\[](must|should|could|high|medium|low|critical|p[0-4])[)\]]\s*:?\s*",
    re.IGNORECASE,
)
PRIORITY_LINE: Final = re.compile(r"priority\s*:\s*(\w[\w -]{0,20})$", re.IGNORECASE)
PRIORITY_HEADING: Final = re.compile(r"\b(must|should|could|nice to) have\b", re.IGNORECASE)


def priority_line(text: str) -> str | None:
    if "priority" not in text.lower():
        return None
    match = PRIORITY_LINE.match(bare(text))
    return None if match is None else match.group(1)


def split_priority(text: str) -> tuple[str | None, str]:
    """The priority in brackets at either end of a text, and the text without it."""
    # Most texts have no bracket at all, which is found out much faster.
    match = PRIORITY.search(text) if "(" in text or "[" in text else None
    if match is None:
        return None, text.strip() or text
    stated = next(group for group in match.groups() if group).lower()
    return stated, PRIORITY.sub("", text).strip() or text


def priority_above(part: Part) -> str | None:
    """The priority that a heading states for all below it."""
    for heading in (part.title, *reversed(part.path)):
        found = PRIORITY_HEADING.search(heading)
        if found is not None:
            return found.group(1).lower()
    return None
