"""Who does what is done to a thing: `loans are deleted by the clerk`."""

import re
from typing import Final

from omninode_bridge.language.lexicon import lexicon

_DONE: Final = re.compile(
    r"\b(?:is|are|be|been|was|were)\s+(?:(?:also|then|always|automatically)\s+)*"
    r"(?P<done>[a-z]+(?:ed|en|wn))\b",
    re.IGNORECASE,
)
_AGENT: Final = re.compile(
    r"\s+by\s+(?:(?P<article>the|an?|our|any|all)\s+)?(?P<who>[a-z]+)(?=\s*(?:[.,;]|\s[a-z]|$))",
    re.IGNORECASE,
)
_ARRANGING: Final = frozenset(
    {
        *("sort", "group", "list", "order", "rank", "filter", "count", "search", "find", "report"),
        *("sum", "total", "aggregate", "deduplicate", "split", "partition", "show", "identify"),
        *("average", "match", "join", "key", "look", "add", "divide", "classify", "view"),
    }
)
"""Behind these, `by the customer` may as well say how: what is said by is a key."""


def without_agent(text: str) -> str:
    """Of one sentence in the passive; where `by` may say something else it stays."""
    done = _DONE.search(text)
    if done is None:
        return text
    is_arranging = lexicon().lemma(done["done"].lower()) in _ARRANGING
    for found in _AGENT.finditer(text, done.end()):
        is_second = " by " in text[done.end() : found.start()] + " "
        is_sure = is_second and found["article"] if is_arranging else True
        if is_sure and _is_person(found):
            return text[: found.start()] + text[found.end() :]
    return text


def _is_person(found: re.Match[str]) -> bool:
    """`by the clerk`, `by clerks`; `by customer` names what things are told apart by."""
    word, known = found["who"].lower(), lexicon()
    is_plural = known.singular(word) != word
    return known.has("people", known.singular(word)) and bool(found["article"] or is_plural)
