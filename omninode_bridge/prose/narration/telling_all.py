"""What the sentences of a document tell together about a node of one type."""

from dataclasses import replace
from typing import Final

from omninode_bridge.node_type import NodeType
from omninode_bridge.prose.narration.lifecycle import told_lifecycle
from omninode_bridge.prose.narration.story import Told, lines_of
from omninode_bridge.prose.narration.workflow import told_workflow
from omninode_bridge.requirements.document import Document
from omninode_bridge.requirements.structures import SectionKind

_FLOWS: Final = frozenset({SectionKind.WORKFLOW, SectionKind.OTHER})
_LIVES: Final = frozenset({SectionKind.STATES, SectionKind.AGGREGATIONS})
_TELLING: Final = frozenset({NodeType.REDUCER, NodeType.ORCHESTRATOR})


def told_by(document: Document, node_type: NodeType) -> Told:
    """`shown` is empty where the sentences tell nothing together, or tables say it already."""
    if node_type not in _TELLING:
        return Told(document)
    is_flow = node_type is NodeType.ORCHESTRATOR
    lines = lines_of(document, _FLOWS if is_flow else _LIVES)
    told = told_workflow(document, lines) if is_flow else told_lifecycle(document, lines)
    stated = {one.id for one in document.requirements}
    meant = {*told.shown, *told.refused} - stated if told.shown else set()
    added = {line.id: line.requirement for line in lines if line.id in meant}
    asked = sorted((*document.requirements, *added.values()), key=lambda one: one.place)
    return replace(told, document=replace(told.document, requirements=tuple(asked)))
