"""What a document is about, where the heading of its data does not say so: `The record card`."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from omninode_bridge.language.any_case import AnyCase
from omninode_bridge.requirements.markdown.blocks import Listing, Paragraph
from omninode_bridge.requirements.markdown.sections import Part
from omninode_bridge.requirements.parts.spoken_types import singular

_DONE_TO: Final = AnyCase(
    r"\b(?:add|create|register|open|book|record|enter|file|list|show|find|search|delete|remove|"
    r"cancel|close|change|update|edit|count|see|report|store|keep|look up|new|every|each|all)"
    r"(?:s|ed|ing)? (?:the |an? |all |every |each |new |number of )*([a-z]{3,30})",
)
_NO_THING: Final = frozenset(
    {
        *("number", "list", "system", "service", "user", "users", "record", "card", "form"),
        *(
            "data",
            "page",
            "day",
            "month",
            "year",
            "week",
            "hour",
            "time",
            "field",
            "way",
            "one",
            "them",
        ),
        *(
            "are",
            "the",
            "its",
            "their",
            "any",
            "is",
            "be",
            "was",
            "were",
            "it",
            "by",
            "with",
            "from",
            "of",
            "in",
            "on",
            "at",
            "to",
        ),
        *("those", "these", "that", "this", "what", "which", "and", "for", "new", "open", "closed"),
    }
)


def main_thing(root: Part) -> str:
    """The noun that most is done to; the title's last one where nothing is done to any."""
    if done := thing_done_to(root):
        return done
    title = next((part.title for part in root.walk() if part.is_title), "")
    words = re.findall(r"[A-Za-z]+", title)
    return singular(words[-1].lower()) if words else "record"


def thing_done_to(root: Part) -> str:
    """The noun that most is done to, empty where nothing is done to any."""
    counted = Counter(
        singular(word)
        for text in _texts(root)
        for word in map(str.lower, _DONE_TO.all_in(text))
        if not {word, singular(word)} & _NO_THING
    )
    return counted.most_common(1)[0][0] if counted else ""


def _texts(root: Part) -> Iterator[str]:
    for part in root.walk():
        for block in part.blocks:
            if isinstance(block, Paragraph):
                yield block.span.text[:2000]
            elif isinstance(block, Listing):
                yield from (item.span.text[:2000] for item in block.items)
