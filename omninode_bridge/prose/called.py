"""What a document calls its node: `NodeSeatPlanEffect` says of which type it is."""

import re
from typing import Final

from omninode_bridge.node_type import NodeType
from omninode_bridge.requirements.document import Document

LINES: Final = 2
"""The title, and that of the first change; a name further down is as likely a neighbour's."""

LONGEST: Final = 400
TOP: Final = 2_000

_NAME: Final = re.compile(
    r"\b(?P<name>Node[A-Z]\w{2,60}?(?P<of_class>Effect|Compute|Reducer|Orchestrator)|"
    r"[a-z]\w{2,60}_(?P<of_package>effect|compute|reducer|orchestrator))\b"
    r"(?:\s+(?P<said>(?i:effect|compute|reducer|orchestrator))\s+node\b)?"
)


def called(document: Document) -> tuple[NodeType, str] | None:
    """The type and the name; what stands behind the name (`an EFFECT node`) says more than it."""
    lines = [line[:LONGEST] for line in document.text[:TOP].splitlines() if line.strip()]
    found = _NAME.search("\n".join(lines[:LINES]))
    if found is None:
        return None
    kind = found["said"] or found["of_class"] or found["of_package"]
    return NodeType(kind.lower()), found["name"]
