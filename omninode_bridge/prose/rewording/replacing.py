"""A sentence of a document's text, exchanged for another."""

import re
from collections.abc import Iterable

from omninode_bridge.prose.rewording.wording import Rewording, Spoken

_BETWEEN = r"(?:[\s*_`>\\]|\[|\](?:\([^)]*\))?)*"
_PIECES = re.compile(r"\w+|[^\w\s*_`\[\]]")


def replaced(text: str, rewordings: Iterable[Rewording]) -> str:
    """What is not found in the text stays as it is; an empty wording takes a sentence out."""
    spans = sorted(
        (span, one.instead) for one in rewordings if (span := span_of(text, one.spoken)) is not None
    )
    pieces, end = list[str](), 0
    for (start, stop), instead in spans:
        if start >= end:
            pieces += (text[end:start], instead)
            end = stop
    return "".join((*pieces, text[end:]))


def span_of(text: str, spoken: Spoken) -> tuple[int, int] | None:
    """Where the sentence stands, its marks between the words and its full stop included."""
    lines = text.split("\n")
    if spoken.place.line > len(lines):
        return None
    start = sum(len(line) + 1 for line in lines[: spoken.place.line - 1])
    words = map(re.escape, _PIECES.findall(spoken.text.rstrip(" .")))
    found = re.compile(rf"[*_`]*{_BETWEEN.join(words)}[*_`]*\.?[*_`]*").search(text, start)
    return found.span() if found else None
