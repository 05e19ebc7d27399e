"""What a sentence seems to ask for, whether or not it can be bound. Nothing is bound here."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from omninode_bridge.prose.recognition.confidence import weights
from omninode_bridge.prose.recognition.evidence import Evidence, Found, all_found
from omninode_bridge.prose.recognition.speaking import NONE, speaking
from omninode_bridge.prose.recognition.traits import Likely, is_refused, traits_of
from omninode_bridge.prose.recognition.words import Wording, wording_of

_NO_BEHAVIOUR: Final = frozenset(
    {"test", "tests", "doc", "docs", "style", "chore", "ci", "build", "refactor", "deps", "fix"}
)
"""Kinds of changes that ask for nothing new."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """`evidence` are the words that say so; `pattern` may be one that the catalogue lacks."""

    pattern: str
    confidence: float
    evidence: tuple[str, ...]


_BY_SIGNS, _BY_WORDS = 2, 3
"""So many patterns are weighed: those of the strongest signs, and the likeliest by their words."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A likely pattern, before it is asked whether the sentence asks for it."""

    pattern: str
    evidence: tuple[str, ...]
    traits: Mapping[str, float]


def recognise(text: str) -> Recognised | None:
    """The pattern, of a node of any type, that the sentence asks for; None for nothing known."""
    wording = wording_of(text)
    known = weights()
    best = None
    for one in candidates(wording, speaking().of(wording)):
        confidence = known.confidence(one.traits)
        if one.evidence and confidence >= (best.confidence if best else known.threshold):
            best = Recognised(one.pattern, confidence, one.evidence)
    return best


def candidates(wording: Wording, likelihoods: Mapping[str, float]) -> Sequence[Candidate]:
    """`likelihoods` are those of each pattern, and of none, by the words alone."""
    if wording.change in _NO_BEHAVIOUR or not wording.words:
        return ()
    return tuple(_candidates(wording, likelihoods))


def _candidates(wording: Wording, likelihoods: Mapping[str, float]) -> Iterator[Candidate]:
    evidence = Evidence(wording)
    found = sorted(all_found(evidence).values(), key=lambda one: -one.strength)
    by_words = sorted(likelihoods, key=lambda name: -likelihoods[name])
    likely = [one.pattern for one in found[:_BY_SIGNS]]
    likely += [name for name in by_words[: _BY_WORDS + 1] if name != NONE][:_BY_WORDS]
    for name in dict.fromkeys(likely):
        own = next((one for one in found if one.pattern == name), None)
        if own and is_refused(wording.words, own):
            continue
        case = Likely(name, likelihoods, own, _ahead(found, name), bool(found))
        shown = own.shown if own else speaking().words_for(wording, name)
        yield Candidate(name, shown, traits_of(evidence, case))


def _ahead(found: Sequence[Found], pattern: str) -> float:
    """By how much its signs are stronger than those of the next pattern."""
    own = next((one.strength for one in found if one.pattern == pattern), 0.0)
    return own - next((one.strength for one in found if one.pattern != pattern), 0.0)
