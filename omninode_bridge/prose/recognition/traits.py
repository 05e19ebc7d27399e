"""What makes it likelier or less likely that a sentence asks for what it speaks of.

Most sentences that mention a retry do not ask for one: they test it, document it, move it.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import pairwise
from typing import Final

from omninode_bridge.language.lexicon import lexicon
from omninode_bridge.prose.recognition.asking import asking
from omninode_bridge.prose.recognition.evidence import DOING, Evidence, Found
from omninode_bridge.prose.recognition.meanings import Meaning, Sign, meanings
from omninode_bridge.prose.recognition.words import Word, Zone

_MODEL: Final = re.compile(r"\W*(?:Model|Enum|Test|Protocol|Mock|TypedDict|E2E)[A-Z]\w+")
_FILE: Final = re.compile(r"[\w/]+\.(?:py|ya?ml|toml|sh|md|tsx?|js|vue)\b")
_NEW: Final = frozenset({"feat", "perf"})
_BE: Final = frozenset({"is", "are", "be", "been", "being", "was", "were", "gets", "get", "and"})
_PAST: Final = frozenset({"was", "were", "had", "did"})
_DENIALS: Final = frozenset({"not", "no", "nothing", "never", "nobody", "without", "neither"})
_ENDS: Final = frozenset(
    {"to", "for", "about", "on", "that", "which", "in", "with", "from", "of", "by"}
)
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

FOR: Final = ("asks", "strength", "margin", "sure", "signs", "feature", "act", "leads")
"""What speaks for it; all other traits speak against."""

TRAITS: Final = (
    *FOR,
    *("aside", "later", "code names", "other change", "work verb"),
    *("object of code", "code things", "quality", "model"),
    *("interface", "file of source", "participle", "test", "beside", "past", "denied"),
    *("describes", "object is code", "only label"),
)


def traits_of(evidence: Evidence, found: Found, second: float) -> Mapping[str, float]:
    """A number for each of `TRAITS`; `second` is the strength of the next likely pattern."""
    wording = evidence.wording
    words = wording.words
    return {
        "asks": asking().of(wording),
        "strength": found.strength,
        "margin": min(found.strength - second, 3.0) if second else 3.0,
        "sure": float(found.frame.is_sure),
        "act": float(found.is_act),
        "leads": float(found.at == 0 and found.zone is Zone.MAIN),
        "aside": float(found.zone is Zone.ASIDE),
        "later": min(found.at, 12) / 12,
        "signs": float(len(found.frame.signs)),
        "code names": found.code,
        "feature": float(wording.change in _NEW),
        "other change": float(bool(wording.change) and wording.change not in _NEW),
        "work verb": float(_is_work(evidence, found)),
        "object of code": float(_makes_code(evidence, found)),
        "code things": min(_count(evidence, "code"), _MOST) / _MOST,
        "quality": min(_count(evidence, "quality"), _MOST) / _MOST,
        "model": float(_MODEL.match(wording.label or wording.text) is not None),
        "file of source": float(_FILE.search(wording.text) is not None),
        "participle": float(_is_participle(words, found)),
        "beside": float(_is_beside(evidence, found)),
        "interface": min(len(evidence.places(meanings().things["ui"])), _MOST) / _MOST,
        "past": float(any(word.low in _PAST for word in words if word.zone is Zone.MAIN)),
        "denied": float(_is_denied(words, found)),
        "describes": float(_describes(words)),
        "only label": float(found.zone is Zone.LABEL),
        "object is code": float(_has_code(words, found)),
        "test": float("test" in {form for word in words for form in word.forms}),
    }


def _count(evidence: Evidence, name: str) -> int:
    return len(evidence.places(meanings().work[name]))


def _lead(evidence: Evidence) -> int:
    """Where the first word of the sentence stands, behind its label."""
    words = evidence.wording.words
    return next((at for at, word in enumerate(words) if word.zone is Zone.MAIN), 0)


def _leads(evidence: Evidence, name: str) -> bool:
    return _lead(evidence) in evidence.places(meanings().work[name])


def _is_work(evidence: Evidence, found: Found) -> bool:
    """`Move the retry`, `Replace the scoring`: something that is there is changed."""
    lead = _lead(evidence)
    is_change = lead in evidence.places(meanings().work["changing"]) and found.start != lead
    return is_change or _leads(evidence, "verbs")


def _makes_code(evidence: Evidence, found: Found) -> bool:
    """`Constants for the retry`: what is made is a piece of source, not a behaviour."""
    lead = _lead(evidence)
    words = evidence.wording.words
    if found.start and words[found.start - 1].low in DOING:
        return False
    adds = lead in evidence.places(meanings().work["adding"])
    first = lead + adds
    nouns = set(evidence.places(meanings().work["code"]))
    phrase = range(first, min(first + _BEHIND, len(words)))
    stop = next((at for at in phrase if words[at].low in _ENDS), first + _BEHIND)
    is_other = not lead <= found.start < stop
    made = (at for at in phrase if at < stop)
    return is_other and any(at in nouns or (adds and words[at].is_code) for at in made)


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


def _has_code(words: tuple[Word, ...], found: Found) -> bool:
    """`Remove duplicate parse_row from reader.py` is about source."""
    behind = words[found.start + 1 : found.start + 1 + _BEHIND]
    return found.is_act and any(word.is_code and not word.kinds for word in behind)


def _is_denied(words: tuple[Word, ...], found: Found) -> bool:
    """`publishes nothing`; some patterns are asked for by a denial, as in `must not be empty`."""
    denials = {word.low for word in words if word.zone is Zone.MAIN} & _DENIALS
    return bool(denials) and found.pattern not in _denying()


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
