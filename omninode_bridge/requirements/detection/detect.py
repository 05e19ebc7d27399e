"""Which of the four types a document describes, and what speaks for that."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import chain, islice, pairwise
from typing import Final

from omninode_bridge.diagnostics import Diagnostic, Place
from omninode_bridge.intelligence.evidence import SimilarNode
from omninode_bridge.node_type import NodeType
from omninode_bridge.requirements.detection import codes
from omninode_bridge.requirements.detection.features import masked, spelled, words_of
from omninode_bridge.requirements.detection.model import TYPES, Weights, model, probabilities
from omninode_bridge.requirements.detection.structure import Sign, signs_of
from omninode_bridge.requirements.document import Document, RequirementClass

SECTION_WEIGHT: Final = 4.0
"""A section that belongs to a type speaks as loudly as many words (e^4, about 55 to 1)."""

SURE: Final = 0.5
CUES_SHOWN: Final = 6
READ_AT_MOST: Final = 50_000


class Basis(StrEnum):
    HINT = "hint"
    STATED = "stated"
    SECTIONS = "sections"
    WORDS = "words"
    SENTENCES = "sentences"


@dataclass(frozen=True, slots=True)
class Cue:
    """One thing that speaks for a type, and how much it adds to that type's logit."""

    node_type: NodeType
    what: str
    weight: float
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Detection:
    """`confidence` (0..1) is the model's probability of `node_type`, 1 where somebody said so.

    Where sentences decide, it is the share of the requirements that tell of the type. `cues` speak
    for the type that the document looks like (`detected`), or for that of the sentences, strongest
    first.
    """

    node_type: NodeType
    confidence: float
    basis: Basis
    detected: NodeType
    detected_confidence: float
    cues: tuple[Cue, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def detect_type(
    document: Document,
    *,
    hint: NodeType | None = None,
    evidence: Sequence[SimilarNode] = (),
) -> Detection:
    """The hint wins, then the document's own `type`, then its sections, then its words."""
    signs = signs_of(document)
    text = subject_of(document)
    shares = probabilities(_logits(text, signs, evidence))
    detected = signs[0].node_type if signs else _likeliest(shares)
    likelihood = shares[TYPES.index(detected)]
    stated = hint or document.front.node_type
    return Detection(
        node_type=stated or detected,
        confidence=1.0 if stated else round(likelihood, 3),
        basis=_basis(document, hint, signs),
        detected=detected,
        detected_confidence=round(likelihood, 3),
        cues=_cues(text, signs, evidence, detected),
        diagnostics=tuple(_findings(document, hint, signs, (detected, likelihood))),
    )


def likelihood_with(document: Document, sign: Sign) -> float:
    """The model's probability of a sign's type, were it the only sign."""
    shares = probabilities(_logits(subject_of(document), (sign,), ()))
    return shares[TYPES.index(sign.node_type)]


def subject_of(document: Document) -> str:
    """The words that say what the node is for; a document without any speaks as a whole."""
    wanted = [r.text for r in document.requirements if r.classification in _SPEAKING]
    parts = [document.description, *wanted]
    title = document.title if any(part.strip() for part in parts) else ""
    text = "\n".join(part for part in (title, *parts) if part.strip())
    # Collapsed and cut: hostile white space and length cost nothing, meaning stands at the top.
    return " ".join((text or document.text or document.title)[:READ_AT_MOST].split())


_SPEAKING: Final = {
    RequirementClass.FUNCTIONAL,
    RequirementClass.CONSTRAINT,
    RequirementClass.INTERFACE,
}


def _likeliest(shares: Weights) -> NodeType:
    return TYPES[shares.index(max(shares))]


def _logits(text: str, signs: Sequence[Sign], evidence: Sequence[SimilarNode]) -> Weights:
    totals = list(model().logits(text))
    for kind in {sign.node_type for sign in signs}:
        totals[TYPES.index(kind)] += SECTION_WEIGHT
    for similar in evidence:
        totals[TYPES.index(similar.node_type)] += closeness(similar)
    return tuple(totals)


def closeness(similar: SimilarNode) -> float:
    """What a known node adds to the logit of its own type: as much as it is sure.

    A weight fitted to descriptions is no better on those of other repositories.
    """
    return similar.similarity


def _basis(document: Document, hint: NodeType | None, signs: Sequence[Sign]) -> Basis:
    if hint:
        return Basis.HINT
    if document.front.node_type:
        return Basis.STATED
    return Basis.SECTIONS if signs else Basis.WORDS


def _cues(
    text: str, signs: Sequence[Sign], evidence: Sequence[SimilarNode], kind: NodeType
) -> tuple[Cue, ...]:
    at = TYPES.index(kind)
    sections = [Cue(kind, s.what, SECTION_WEIGHT, s.place) for s in signs if s.node_type is kind]
    similar = [
        Cue(kind, f"similar to {each.name} ({each.source})", closeness(each))
        for each in evidence
        if each.node_type is kind
    ]
    words = [
        Cue(kind, name, round(weights[at], 3))
        for name, weights in model().contributions(text).items()
        if weights[at] > 0
    ]
    ranked = sorted([*similar, *words], key=lambda cue: (-cue.weight, cue.what))
    return tuple(islice(chain(sections, _readable(ranked, text)), CUES_SHOWN))


def _readable(cues: Iterable[Cue], text: str) -> Iterator[Cue]:
    words = words_of(masked(text))
    for cue in cues:
        what = spelled(cue.what, words)
        if what is not None:
            yield replace(cue, what=what)


def _findings(
    document: Document,
    hint: NodeType | None,
    signs: Sequence[Sign],
    detected: tuple[NodeType, float],
) -> Iterator[Diagnostic]:
    stated, (kind, likelihood) = document.front.node_type, detected
    start = signs[0].place if signs else Place(1)
    if hint and stated and hint is not stated:
        yield codes.HINT_OVERRIDES.at(
            Place(1), f"`--node-type` asks for {hint}, and the document states {stated}"
        )
    # Words alone are no reason to doubt what the author states.
    is_doubted = bool(signs) or (hint is not None and likelihood >= SURE)
    if (hint or stated) and kind is not (hint or stated) and is_doubted:
        code = codes.HINT_DISAGREES if hint else codes.STATED_DISAGREES
        why = signs[0].what if signs else "its words"
        yield code.at(start, f"{hint or stated} is wanted, but {why} speak for {kind}")
    if len(document.nodes) < 2:  # noqa: PLR2004  a document about several nodes may mix types
        yield from _conflict(signs)
    if not (hint or stated or signs) and likelihood < SURE:
        yield codes.WEAK_EVIDENCE.at(
            start, f"{kind} is the likeliest type, at {likelihood:.2f} only"
        )


def _conflict(signs: Sequence[Sign]) -> Iterator[Diagnostic]:
    for one, other in pairwise(signs):
        if other.node_type is not one.node_type:
            yield codes.TWO_TYPES.at(
                other.place,
                f"{other.what} speak for {other.node_type}, {one.what} for {one.node_type}; "
                f"{signs[0].node_type} is taken",
            )
            return
