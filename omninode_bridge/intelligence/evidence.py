"""What the sources know about a document. Absent sources mean less evidence, never failure."""

from dataclasses import dataclass

from omninode_bridge.node_type import NodeType


@dataclass(frozen=True, slots=True)
class SimilarNode:
    """`similarity` is 0..1, relative to the best possible match of the source's own measure.

    `choices` say how its requirements are realised, as its bindings do.
    """

    name: str
    node_type: NodeType
    version: str
    similarity: float
    description: str
    source: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceAnswer:
    """How one source behaved: `answered` false needs a `reason`."""

    source: str
    answered: bool
    duration_ms: float
    found: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    similar: tuple[SimilarNode, ...] = ()
    sources: tuple[SourceAnswer, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """What a source is asked. `name` is the node to be made: its own versions are no answer.

    `text` holds names, models, requirements and description, as words.
    """

    name: str
    text: str
    limit: int = 5
