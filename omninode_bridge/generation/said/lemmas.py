"""Words of a sentence by what they are forms of: `ridden` and `rides` are `ride`."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from omninode_bridge.language.lexicon import lexicon
from omninode_bridge.language.word_forms import plain_forms

_NOUNS: Final = (
    ("ication", "y"),
    ("ition", ""),
    ("ation", "e"),
    ("ation", ""),
    ("ission", "it"),
    ("ial", "y"),
    ("al", ""),
    ("al", "e"),
    ("ance", "e"),
    ("ance", ""),
    ("ment", ""),
    ("lation", ""),
    ("ly", ""),
    ("er", ""),
)
"""Endings of words that are made of others: certification, denial, submission, hourly."""

_SHORTEST: Final = 3
_SHORT: Final = 5
"""A renewal is of renew, an oval of nothing."""


@lru_cache(maxsize=8_192)
def lemmas(word: str) -> frozenset[str]:
    """The word, what it may be a form of, and the verb that a noun is made from."""
    found = {word, *plain_forms(word)}
    verbs = {lexicon().nominals.get(one, one) for one in found}
    made = {
        one.removesuffix(ending) + instead
        for one in found
        for ending, instead in _NOUNS
        if one.endswith(ending)
        and len(one) > _SHORT
        and len(one) - len(ending) >= (_SHORTEST if len(ending) > len("al") else 1)
    }
    return frozenset(found | verbs | made)


def is_said(word: str, said: Iterable[str]) -> bool:
    own = lemmas(word)
    return any(own & lemmas(one) for one in said)


def all_said(wanted: Iterable[str], said: Iterable[str]) -> bool:
    listed = list(said)
    return all(is_said(word, listed) for word in wanted)


def left_over(said: Iterable[str], known: Iterable[str]) -> set[str]:
    """Words of the sentence that nothing known is a form of."""
    forms = frozenset[str]().union(*map(lemmas, known))
    return {word for word in said if not lemmas(word) & forms}
