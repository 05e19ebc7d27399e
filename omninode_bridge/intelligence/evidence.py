"""What the sources know about a document. Absent sources mean less evidence, never failure."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from omninode_bridge.node_type import NodeType


class Kind(StrEnum):
    """What the knowledge base holds."""

    NODE = "node"
    PATTERN = "pattern"
    CODE = "code"
    MIXIN = "mixin"


@dataclass(frozen=True, slots=True)
class SimilarNode:
    """`similarity` is 0..1, relative to the best possible match of the source's own measure.

    `choices` say how its requirements are realised, as its bindings do. `kind` is no node where
    the question asked for others, `quality` (0..1) is None where nobody has measured it, and
    `key` names the document of the knowledge base.
    """

    name: str
    node_type: NodeType
    version: str
    similarity: float
    description: str
    source: str
    choices: tuple[str, ...] = ()
    kind: Kind = Kind.NODE
    quality: float | None = None
    path: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class SourceAnswer:
    """How one source behaved: `answered` false needs a `reason`."""

    source: str
    answered: bool
    duration_ms: float
    found: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Sources disagree: what each says `about` it (node_type or pattern), and which wins."""

    about: str
    said: tuple[tuple[str, str], ...]
    resolved: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """`similar` is fused from what the sources found: best first, each once."""

    similar: tuple[SimilarNode, ...] = ()
    sources: tuple[SourceAnswer, ...] = ()
    conflicts: tuple[Conflict, ...] = ()

    @property
    def silence(self) -> str:
        """Why nothing is known, where all that were asked are silent; empty where one answered."""
        if any(each.answered for each in self.sources):
            return ""
        return "; ".join(f"{each.source}: {each.reason}" for each in self.sources)


@dataclass(frozen=True, slots=True)
class Question:
    """What a source is asked. `name` is the node to be made: its own versions are no answer.

    `text` holds names, models, requirements and description, as words. With `by_quality` better
    come first among those that are equally near.
    """

    name: str
    text: str
    limit: int = 5
    kinds: tuple[Kind, ...] = (Kind.NODE,)
    by_quality: bool = False
    sources: tuple[str, ...] = ()
    document: str = ""
    asked_by: UUID | None = None
