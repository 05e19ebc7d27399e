"""What a sentence seems to ask for, whether or not it can be bound. Nothing is bound here."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from omninode_bridge.prose.recognition.confidence import weights
from omninode_bridge.prose.recognition.evidence import Evidence, all_found
from omninode_bridge.prose.recognition.traits import traits_of
from omninode_bridge.prose.recognition.words import wording_of

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


@dataclass(frozen=True, slots=True)
class Candidate:
    """The likeliest pattern, before it is asked whether the sentence asks for anything."""

    pattern: str
    evidence: tuple[str, ...]
    traits: Mapping[str, float]


def recognise(text: str) -> Recognised | None:
    """The pattern, of a node of any type, that the sentence asks for; None for nothing known."""
    found = candidate(text)
    if found is None:
        return None
    confidence = weights().confidence(found.traits)
    if confidence < weights().threshold:
        return None
    return Recognised(found.pattern, confidence, found.evidence)


def candidate(text: str) -> Candidate | None:
    wording = wording_of(text)
    if wording.change in _NO_BEHAVIOUR:
        return None
    evidence = Evidence(wording)
    likely = sorted(all_found(evidence).values(), key=lambda one: -one.strength)
    if not likely:
        return None
    first, *others = likely
    second = others[0].strength if others else 0.0
    return Candidate(first.pattern, first.shown, traits_of(evidence, first, second))
