"""What a document states in sections of its own, so that its prose is not asked for it."""

from omninode_bridge.node_type import NodeType
from omninode_bridge.requirements.document import Document


def has_structure(document: Document, node_type: NodeType) -> bool:
    match node_type:
        case NodeType.COMPUTE:
            return bool(document.rules)
        case NodeType.EFFECT:
            return bool(document.operations)
        case NodeType.REDUCER:
            return bool(document.states or document.aggregations)
        case NodeType.ORCHESTRATOR:
            return document.workflow is not None
