"""What the requester decides about a package."""

from dataclasses import dataclass, field

from omninode_bridge.generation.spec import Licence
from omninode_bridge.node_type import NodeType


@dataclass(frozen=True, slots=True)
class Profile:
    """None follows the document."""

    node_type: NodeType = NodeType.COMPUTE
    domain: str | None = None
    version: tuple[int, int, int] | None = None
    licence: Licence = field(default_factory=Licence)
