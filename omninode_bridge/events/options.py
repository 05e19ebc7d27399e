"""What a requester may choose. Nothing here names a path: the service makes its own."""

from typing import Annotated

from pydantic import ConfigDict, Field, JsonValue

from omninode_bridge.events.base import Fraction, Wire
from omninode_bridge.events.enumerations import Profile
from omninode_bridge.node_type import NodeType


class GenerationOptions(Wire):
    """None means: as the document says, else as detected."""

    node_type: NodeType | None = None
    domain: Annotated[str, Field(min_length=1, max_length=100)] | None = None
    enable_intelligence: bool = True
    profile: Profile | None = None
    min_coverage: Fraction = 0.0
    enable_onextree: bool = False


class WorkspaceContext(Wire):
    """A free object on the wire; `generation` in it asks for a node instead of an analysis."""

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, JsonValue]

    generation: GenerationOptions | None = None
