"""Which type of node the sentences of a document ask for, where nothing else says it."""

from collections import Counter
from dataclasses import replace
from typing import Final

from omninode_bridge.node_type import NodeType
from omninode_bridge.prose import codes
from omninode_bridge.prose.catalogue import patterns_of
from omninode_bridge.prose.filling import Known
from omninode_bridge.prose.matching import match
from omninode_bridge.prose.narration.telling_all import told_by
from omninode_bridge.prose.parsing import parse_sentence
from omninode_bridge.requirements.detection.detect import Basis, Detection
from omninode_bridge.requirements.document import Document, RequirementClass

MOST: Final = 60
"""So many requirements are asked about: they decide soon or never."""

CLEARLY: Final = 2
"""Another type than that of the words must realise more than so many times as many sentences."""


def with_prose(document: Document, detection: Detection) -> Detection:
    """The detection, or another type whose patterns realise far more of the sentences.

    Only where the type follows from words: a hint, a stated type and sections are stronger.
    """
    if detection.basis is not Basis.WORDS:
        return detection
    counts = realised(document)
    best = max(counts, key=lambda kind: counts[kind], default=detection.node_type)
    if counts[best] <= CLEARLY * counts[detection.node_type]:
        return detection
    place = document.requirements[0].place
    message = (
        f"patterns of {best} fit {counts[best]} of the requirements, those of "
        f"{detection.node_type} {counts[detection.node_type]}; {best} is taken"
    )
    note = codes.TYPE_BY_PATTERNS.at(place, message)
    return replace(detection, node_type=best, diagnostics=(*detection.diagnostics, note))


def realised(document: Document) -> Counter[NodeType]:
    """How many of the sentences the patterns of each type fit, or tell such a node together."""
    counts = Counter[NodeType]()
    entities = {entity.name: entity for entity in document.entities}
    for requirement in document.requirements[:MOST]:
        if requirement.classification is not RequirementClass.FUNCTIONAL:
            continue
        sentence = parse_sentence(requirement.text)
        for kind in NodeType:
            patterns = [one for one in patterns_of(kind) if not one.refines]
            counts[kind] += bool(match(sentence, patterns, Known(entities)).matches)
    for kind in (NodeType.REDUCER, NodeType.ORCHESTRATOR):
        counts[kind] = max(counts[kind], len(told_by(document, kind).shown))
    return counts
