"""Which type of node the sentences of a document ask for, where nothing else says it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from omninode_bridge.diagnostics import Place
from omninode_bridge.node_type import NodeType
from omninode_bridge.prose import codes
from omninode_bridge.prose.understanding import understand
from omninode_bridge.requirements.detection.detect import SURE, Basis, Detection
from omninode_bridge.requirements.document import Document, RequirementClass
from omninode_bridge.requirements.structures import SectionKind

MOST: Final = 60
"""So many requirements are asked about: they decide soon or never."""

CLEARLY: Final = 2
"""Against words that are sure, another type must realise more than so many times as many."""

MOSTLY: Final = 2 / 3
"""A type that realises so much of a document is not compared with others."""

_TOLD_IN: Final[Mapping[SectionKind, NodeType]] = {
    SectionKind.STATES: NodeType.REDUCER,
    SectionKind.AGGREGATIONS: NodeType.REDUCER,
    SectionKind.WORKFLOW: NodeType.ORCHESTRATOR,
}


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
    times = CLEARLY if detection.confidence >= SURE else 1
    if counts[best] > times * own:
        why = (
            f"{best} realises {counts[best]} of the requirements, {detection.node_type} {own}; "
            f"{best} is taken"
        )
        return _taken(detection, best, document.requirements[0].place, why)
    return detection if counts.total() else _by_sections(document, detection)


def _asked_about(document: Document) -> Document:
    """Not more requirements than decide."""
    kept = document.requirements[:MOST]
    return (
        document
        if len(kept) == len(document.requirements)
        else replace(document, requirements=kept)
    )


def _realised(document: Document, first: NodeType) -> Counter[NodeType]:
    """How many of the requirements a node of each type would realise."""
    functional = [
        one for one in document.requirements if one.classification is RequirementClass.FUNCTIONAL
    ]
    counts = Counter({first: _bound(document, first)})
    if counts[first] < MOSTLY * len(functional):
        counts.update({kind: _bound(document, kind) for kind in NodeType if kind is not first})
    return counts


def _bound(document: Document, node_type: NodeType) -> int:
    return len({one.requirement_id for one in understand(document, node_type).provenance})


def _by_sections(document: Document, detection: Detection) -> Detection:
    """Where no sentence is understood at all, the sections say what they tell of."""
    told = {
        _TOLD_IN[each.kind]: each
        for each in document.sections
        if each.kind in _TOLD_IN and each.text
    }
    if not told and document.inputs and document.outputs:
        why = f"no requirement is understood; input and output speak for {NodeType.COMPUTE}"
        kind, place = NodeType.COMPUTE, document.inputs[0].place
    elif len(told) == 1:
        ((kind, section),) = told.items()
        why = f"no requirement is understood; the section `{section.title}` speaks for {kind}"
        place = section.place
    else:
        return detection
    return detection if kind is detection.node_type else _taken(detection, kind, place, why)


def _taken(detection: Detection, kind: NodeType, place: Place, why: str) -> Detection:
    note = codes.TYPE_BY_PATTERNS.at(place, why)
    return replace(detection, node_type=kind, diagnostics=(*detection.diagnostics, note))
