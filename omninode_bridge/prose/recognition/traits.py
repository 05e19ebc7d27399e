"""What makes it likelier or less likely that a sentence asks for what it speaks of.

Most sentences that mention a retry do not ask for one: they test it, document it, move it.
"""

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Final

from omninode_bridge.language.lexicon import lexicon
from omninode_bridge.prose.recognition.evidence import Evidence, Found
from omninode_bridge.prose.recognition.meanings import Meaning, Sign, meanings
from omninode_bridge.prose.recognition.speaking import NONE
from omninode_bridge.prose.recognition.words import Word, Zone

_MODEL: Final = re.compile(r"\W*(?:Model|Enum|Test|Protocol|Mock|TypedDict|E2E)[A-Z]\w+")
_BE: Final = frozenset({"is", "are", "be", "been", "being", "was", "were", "gets", "get", "and"})
_PAST: Final = frozenset({"was", "were", "had", "did"})
_DENIALS: Final = frozenset({"not", "no", "nothing", "never", "nobody", "without", "neither"})
_BESIDE: Final = frozenset({"for", "with", "in", "from", "via", "of"})
_TELLS: Final = frozenset({"to", "will", "shall", "must", "should", "can", "may"})
_HOLDS: Final = frozenset(
    {"hold", "contain", "represent", "have", "include", "reference", "list", "store", "record"}
)
_HOLDERS: Final = frozenset(
    {"folder", "directory", "file", "line", "table", "class", "column", "list", "row", "design"}
)
_ARTICLES: Final = frozenset({"a", "an", "the", "this", "each"})
_MOST: Final = 3
_BEHIND: Final = 5
_LEAST: Final = 1e-4
_FAR: Final = 12
_CLOSE: Final = 2

FOR: Final = ("words", "margin", "asks", "framed", "sure", "ahead")
"""What speaks for it; all other traits speak against."""

TRAITS: Final = (
    *FOR,
    *("unframed", "later", "code names", "participle", "beside", "work verb", "denied"),
    *("describes", "model", "past"),
)


@dataclass(frozen=True, slots=True)
class Likely:
    """A pattern that may be asked for: how likely by `words`, and its signs if there are any.

    `ahead` is by how much the signs are stronger than those of any other pattern; `likelihoods`
    are those of all patterns and of none.
    """

    pattern: str
    likelihoods: Mapping[str, float]
    found: Found | None
    ahead: float
    is_framed: bool


def traits_of(evidence: Evidence, likely: Likely) -> Mapping[str, float]:
    """A number for each of `TRAITS`."""
    return _by_words(likely) | _by_signs(evidence, likely) | _by_form(evidence, likely)


def _by_words(likely: Likely) -> dict[str, float]:
    own = likely.likelihoods.get(likely.pattern, 0.0)
    silent = (NONE, likely.pattern)
    rest = max((by for name, by in likely.likelihoods.items() if name not in silent), default=0.0)
    none = likely.likelihoods[NONE]
    return {
        "words": math.log(own + _LEAST),
        "margin": math.log((own + 10 * _LEAST) / (rest + 10 * _LEAST)),
        "asks": math.log((1 - none + _LEAST) / (none + _LEAST)),
    }


def _by_signs(evidence: Evidence, likely: Likely) -> dict[str, float]:
    found = likely.found
    own = {"framed": 0.0, "sure": 0.0, "later": 0.0, "code names": 0.0}
    own |= {"participle": 0.0, "beside": 0.0}
    if found is not None:
        own["framed"] = 1.0
        own["sure"] = float(found.frame.is_sure)
        own["later"] = min(found.at, _FAR) / _FAR
        own["code names"] = found.code
        own["participle"] = float(_is_participle(evidence.wording.words, found))
        own["beside"] = float(_is_beside(evidence, found))
    ahead = max(-float(_MOST), min(likely.ahead, float(_MOST)))
    return own | {"ahead": ahead, "unframed": float(not likely.is_framed)}


def _by_form(evidence: Evidence, likely: Likely) -> dict[str, float]:
    wording = evidence.wording
    words = wording.words
    return {
        "work verb": float(_is_work(evidence, likely.found)),
        "denied": float(_is_denied(words, likely.pattern)),
        "describes": float(_describes(words)),
        "model": float(_MODEL.match(wording.label or wording.text) is not None),
        "past": float(any(word.low in _PAST for word in words if word.zone is Zone.MAIN)),
    }


def _lead(evidence: Evidence) -> int:
    """Where the first word of the sentence stands, behind its label."""
    words = evidence.wording.words
    return next((at for at, word in enumerate(words) if word.zone is Zone.MAIN), 0)


def _leads(evidence: Evidence, name: str) -> bool:
    return _lead(evidence) in evidence.places(meanings().work[name])


def _is_work(evidence: Evidence, found: Found | None) -> bool:
    """`Move the retry`, `Replace the scoring`: something that is there is changed."""
    lead = _lead(evidence)
    is_other = found is None or found.start != lead
    is_change = is_other and lead in evidence.places(meanings().work["changing"])
    return is_change or _leads(evidence, "verbs")


def _is_participle(words: tuple[Word, ...], found: Found) -> bool:
    """`data fetched from the API` speaks of data, and asks for no fetching."""
    word = words[found.start]
    ends = word.low.endswith(("ed", "en")) or word.low in {"read", "sent", "kept", "held"}
    pairs = list(pairwise(words[: found.start + 1]))
    is_behind = bool(pairs) and pairs[-1][0].low not in _BE | _TELLS and found.start > 1
    earlier = any(
        lexicon().lemma(one.low) and not one.is_code for one in words[: max(found.start - 1, 0)]
    )
    return found.is_act and ends and is_behind and earlier


def _describes(words: tuple[Word, ...]) -> bool:
    """`This folder holds all sources`, `A list of users with their names`: what something is."""
    main = [word for word in words if word.zone is Zone.MAIN]
    said = [word for word in main if not lexicon().has("function", word.low)][:_BEHIND]
    if main and main[0].low in _ARTICLES and said and said[0].nouns & _HOLDERS:
        return True
    holds = next((at for at, word in enumerate(said) if word.forms & _HOLDS), 0)
    return any(word.nouns & _HOLDERS for word in said[:holds])


def is_refused(words: tuple[Word, ...], found: Found) -> bool:
    """`emits no events`, `never publishes`: the denial is of the very act."""
    start = found.start
    near = (*words[max(start - _CLOSE, 0) : start], *words[start + 1 : start + 2])
    return any(word.low in _DENIALS for word in near) and found.pattern not in _denying()


def _is_denied(words: tuple[Word, ...], pattern: str) -> bool:
    """`publishes nothing`; some patterns are asked for by a denial, as in `must not be empty`."""
    denials = {word.low for word in words if word.zone is Zone.MAIN} & _DENIALS
    return bool(denials) and pattern not in _denying()


@cache
def _denying() -> frozenset[str]:
    """Patterns of which some sign denies something."""
    signs = ((each.pattern, sign) for each in meanings().patterns for sign in _signs(each))
    said = ((name, {word for one in sign.expressions for word in one}) for name, sign in signs)
    return frozenset(name for name, words in said if words & _DENIALS)


def _signs(meaning: Meaning) -> Iterator[Sign]:
    return (sign for frame in meaning.frames for sign in frame.signs)


def _is_beside(evidence: Evidence, found: Found) -> bool:
    """`Add a tick for timeout handling` adds a tick; `with a scoring handler` is no more."""
    lead = _lead(evidence)
    if lead not in evidence.places(meanings().work["adding"]) or found.is_act:
        return False
    words = evidence.wording.words
    return any(word.low in _BESIDE for word in words[lead + 2 : found.start])
