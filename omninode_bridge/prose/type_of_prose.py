"""Which type of node the sentences of a document ask for, where nothing else says it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from omninode_bridge.diagnostics import Place
from omninode_bridge.node_type import NodeType
from omninode_bridge.prose import codes
from omninode_bridge.prose.called import called
from omninode_bridge.prose.sentence_kinds import kinds_of
from omninode_bridge.prose.understanding import understand
from omninode_bridge.requirements.defects.work_items import is_work_item
from omninode_bridge.requirements.detection.codes import WEAK_EVIDENCE
from omninode_bridge.requirements.detection.detect import (
    SURE,
    Basis,
    Cue,
    Detection,
    likelihood_with,
)
from omninode_bridge.requirements.detection.structure import Sign
from omninode_bridge.requirements.document import Document, Requirement, RequirementClass
from omninode_bridge.requirements.structures import SectionKind

MOST: Final = 60
"""So many requirements are asked about: they decide soon or never."""

CLEARLY: Final = 2
"""Against words that are sure, another type must realise more than so many times as many, and
more than `FEW`; the form of sentences is not asked then."""

MOSTLY: Final = 2 / 3
"""A type that realises so much of a document is not compared with others."""

FEW: Final = 1
LITTLE: Final = 1 / 5
"""Where no type realises more, the form of the sentences is asked."""

FEWEST: Final = 3
SHARE: Final = 1 / 3
"""So many sentences, and so much of the document, must have the form of one type."""

_TOLD_IN: Final[Mapping[SectionKind, NodeType]] = {
    SectionKind.STATES: NodeType.REDUCER,
    SectionKind.AGGREGATIONS: NodeType.REDUCER,
    SectionKind.WORKFLOW: NodeType.ORCHESTRATOR,
}
_TELL_OF: Final[Mapping[NodeType, str]] = {
    NodeType.COMPUTE: "amounts that are worked out",
    NodeType.EFFECT: "what is done to stored things",
    NodeType.REDUCER: "states and figures",
    NodeType.ORCHESTRATOR: "steps and their order",
}


@dataclass(frozen=True, slots=True)
class _Verdict:
    """`share` is of the requirements that speak for the type, or how likely a section makes it.

    `what` they do is for people.
    """

    kind: NodeType
    place: Place
    why: str
    what: str
    share: float


def with_prose(document: Document, detection: Detection) -> Detection:
    """The detection, or another type that realises more of the sentences.

    Only where the type follows from words: a hint, a stated type and sections are stronger.
    """
    if detection.basis is not Basis.WORDS or not document.requirements:
        return detection
    asked = _asked_about(document)
    counts = _realised(asked, detection.node_type)
    own = counts[detection.node_type]
    best = max(counts, key=lambda kind: counts[kind])
    is_sure = detection.confidence >= SURE
    verdict: _Verdict | None = None
    if counts[best] <= max(FEW, LITTLE * len(_functional(asked))):
        verdict = _by_sections(document) if not counts.total() else None
        verdict = _by_name(document, counts) or verdict
        verdict = verdict or (None if is_sure else _by_form(asked))
    enough = max(FEW, CLEARLY * own) if is_sure else own
    if verdict is None and counts[best] > enough:
        what = f"{counts[best]} of {len(asked.requirements)} requirements are understood so"
        why = (
            f"{best} realises {counts[best]} of the requirements, {detection.node_type} {own}; "
            f"{best} is taken"
        )
        share = counts[best] / len(asked.requirements)
        verdict = _Verdict(best, document.requirements[0].place, why, what, share)
    return detection if verdict is None else _taken(detection, verdict)


def _asked_about(document: Document) -> Document:
    """Not more requirements than decide."""
    kept = document.requirements[:MOST]
    return (
        document
        if len(kept) == len(document.requirements)
        else replace(document, requirements=kept)
    )


def _functional(document: Document) -> Sequence[Requirement]:
    return [
        one for one in document.requirements if one.classification is RequirementClass.FUNCTIONAL
    ]


def _realised(document: Document, first: NodeType) -> Counter[NodeType]:
    """How many of the requirements a node of each type would realise."""
    counts = Counter({first: _bound(document, first)})
    if counts[first] < MOSTLY * len(_functional(document)):
        counts.update({kind: _bound(document, kind) for kind in NodeType if kind is not first})
    return counts


def _bound(document: Document, node_type: NodeType) -> int:
    return len({one.requirement_id for one in understand(document, node_type).provenance})


def _by_form(document: Document) -> _Verdict | None:
    """The type of which clearly most sentences tell, though they are not understood.

    Where a document declares what comes out, only a calculation is told by form. What is done to
    source code is no act of the node.
    """
    functional = [one for one in _functional(document) if not is_work_item(one.text)]
    kinds = kinds_of(one.text for one in functional)
    (kind, count), *others = kinds.most_common() or [(NodeType.EFFECT, 0)]
    rival = others[0][1] if others else 0
    is_clear = count >= max(FEWEST, CLEARLY * rival, SHARE * len(functional))
    if not is_clear or (document.outputs and kind is not NodeType.COMPUTE):
        return None
    what = f"{count} of {len(functional)} requirements tell of {_TELL_OF[kind]}"
    why = f"{what}; {kind} is taken, though they are not understood yet"
    return _Verdict(kind, functional[0].place, why, what, count / len(functional))


def _by_name(document: Document, counts: Mapping[NodeType, int]) -> _Verdict | None:
    """A node that is called after its type is of it, unless another type realises far more."""
    found = called(document)
    if found is None:
        return None
    kind, name = found
    what = f"the node is called `{name}`"
    share = likelihood_with(document, Sign(kind, what, 1, Place(1)))
    why = f"{what}, and no type realises more than {max(counts.values())}; {kind} is taken"
    return _Verdict(kind, Place(1), why, what, share)


def _by_sections(document: Document) -> _Verdict | None:
    """Where no sentence is understood at all, the sections say what they tell of."""
    told = {
        _TOLD_IN[each.kind]: each
        for each in document.sections
        if each.kind in _TOLD_IN and each.text
    }
    nothing = "no requirement is understood; "
    if not told and document.inputs and document.outputs:
        what = f"input and output speak for {NodeType.COMPUTE}"
        kind, place = NodeType.COMPUTE, document.inputs[0].place
    elif len(told) == 1:
        ((kind, section),) = told.items()
        what = f"the section `{section.title}` speaks for {kind}"
        place = section.place
    else:
        return None
    share = likelihood_with(document, Sign(kind, what, 1, place))
    return _Verdict(kind, place, nothing + what, what, share)


def _taken(detection: Detection, found: _Verdict) -> Detection:
    """The words that spoke for another type are no reason for this one."""
    if found.kind is detection.node_type:
        return detection
    note = codes.TYPE_BY_PATTERNS.at(found.place, found.why)
    others = (one for one in detection.diagnostics if one.code != WEAK_EVIDENCE.code)
    return replace(
        detection,
        node_type=found.kind,
        basis=Basis.SENTENCES,
        confidence=round(found.share, 3),
        cues=(Cue(found.kind, found.what, round(found.share, 3), found.place),),
        diagnostics=(*others, note),
    )
