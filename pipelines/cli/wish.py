"""What a person asks of `generate`, as one value."""

from dataclasses import dataclass

from omninode_bridge.node_type import NodeType


@dataclass(frozen=True, slots=True)
class Wish:
    """None leaves the choice to the document and the detection. `timeout_s` is for waiting.

    `enable_onextree` asks for advice on the code, where a service is configured.
    """

    node_type: NodeType | None
    domain: str | None
    enable_intelligence: bool
    min_coverage: float
    profile: str | None
    timeout_s: float
    enable_onextree: bool = False
