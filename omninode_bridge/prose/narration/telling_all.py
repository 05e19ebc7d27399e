"""What the sentences of a document tell together about a node of one type."""

from dataclasses import replace
from typing import Final

from omninode_bridge.node_type import NodeType
from omninode_bridge.prose.narration.lifecycle import told_lifecycle
from omninode_bridge.prose.narration.story import Told, lines_of
from omninode_bridge.requirements.document import Document

_TELLING: Final = frozenset({NodeType.REDUCER, NodeType.ORCHESTRATOR})


def told_by(document: Document, node_type: NodeType) -> Told:
    """`shown` is empty where the sentences tell nothing together, or tables say it already."""
    if node_type not in _TELLING:
        return Told(document)
    lines = lines_of(document)
    told = Told(document)
    if node_type is NodeType.REDUCER:
        told = told_lifecycle(document, lines)
    stated = {one.id for one in document.requirements}
    added = [line.requirement for line in lines if line.id in told.shown and line.id not in stated]
    asked = sorted((*document.requirements, *added), key=lambda one: one.place)
    return replace(told, document=replace(told.document, requirements=tuple(asked)))
