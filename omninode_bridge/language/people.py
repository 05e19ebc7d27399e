"""Who does what is done to a thing: `loans are deleted by the clerk`."""

import re
from typing import Final

from omninode_bridge.language.lexicon import lexicon
from omninode_bridge.language.wishes import NODE

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


_NODE: Final = re.compile(rf"\s+by\s+{NODE}(?=\s*(?:[.,;]|\s[a-z\"]|$))", re.IGNORECASE)
_FOR_WHOM: Final = re.compile(
    r"\b(?:by|for)\s+(?:the|an?|our)\s+(?P<who>[a-z]+)"
    r"(?=\s*(?:[.,;]|$|\b(?:when|if|once|after|before|while|until|with|and|in|on|at|per)\b))",
    re.IGNORECASE,
)


def without_node(text: str) -> str:
    """`the order is shipped by the system`: whatever is asked for, the node does it."""
    done = _DONE.search(text) if " by " in text else None
    found = _NODE.search(text, done.end()) if done else None
    return text[: found.start()] + text[found.end() :] if found else text


def without_agent(text: str) -> str:
    """Of one sentence in the passive; where `by` may say something else it stays."""
    done = _DONE.search(text)
    if done is None:
        return text
    is_arranging = lexicon().lemma(done["done"].lower()) in _ARRANGING
    for found in _AGENT.finditer(text, done.end()):
        others = f"{text[done.end() : found.start()]} {text[found.end() :]} "
        is_sure = " by " in others and found["article"] if is_arranging else True
        if is_sure and _is_agent(found):
            return text[: found.start()] + text[found.end() :]
    return text


def named_for(text: str) -> tuple[str, ...]:
    """Those by whom or for whom something is done: `by the clerk`."""
    found = (one["who"].lower() for one in _FOR_WHOM.finditer(text))
    return tuple(word for word in found if is_person(word))


def is_person(word: str) -> bool:
    """Somebody who does something, or a place where they are: `clerks`, `the desk`."""
    known, plain = lexicon(), word.lower()
    return known.has("people", known.singular(plain)) or known.has("actors", plain)


def _is_agent(found: re.Match[str]) -> bool:
    """`by the clerk`, `by clerks`; `by customer` names what things are told apart by."""
    word, known = found["who"].lower(), lexicon()
    is_plural = known.singular(word) != word
    return known.has("people", known.singular(word)) and bool(found["article"] or is_plural)
