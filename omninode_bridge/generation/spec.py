"""What one package is to contain, decided and named, before a line of it is written."""

from dataclasses import dataclass, field
from enum import StrEnum

from omninode_bridge.generation.edge_cases import EdgeCases
from omninode_bridge.generation.names import ClassRef, EnumRef, Names
from omninode_bridge.generation.package import Binding
from omninode_bridge.node_type import NodeType
from omninode_bridge.requirements.document import (
    Constraints,
    Default,
    Example,
    JsonValue,
)
from omninode_bridge.requirements.structures import Target, UnboundExample
from omninode_bridge.requirements.types import ValueType


@dataclass(frozen=True, slots=True)
class Licence:
    """What the SPDX header of every file says."""

    holder: str = "2026 The authors of this node"
    identifier: str = "MIT"


class Role(StrEnum):
    """What a model is for: only inputs and entities are read from JSON by their aliases."""

    INPUT = "input"
    OUTPUT = "output"
    ENTITY = "entity"
    ITEM = "item"


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """A field of a model. Optional without a default is `None` when not given.

    `may_be_absent`: it may be left out, which is something else than null. `line` is that of the
    document which declares it, 0 where none does.
    """

    name: str
    attribute: str
    type: ValueType
    default: Default | None = None
    constraints: Constraints = field(default_factory=Constraints)
    description: str = ""
    may_be_absent: bool = False
    line: int = 0


@dataclass(frozen=True, slots=True)
class ModelSpec:
    """`is_object` where whoever reads it has made sure already that it is an object."""

    ref: ClassRef
    role: Role
    title: str
    fields: tuple[FieldSpec, ...]
    entity: str | None = None
    is_object: bool = False


@dataclass(frozen=True, slots=True)
class EnumSpec:
    """`values` are the PRD's spellings, in document order."""

    ref: EnumRef
    title: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rename:
    """Something whose Python name is not simply its PRD name."""

    what: str
    prd_name: str
    python_name: str


@dataclass(frozen=True, slots=True)
class ExampleCase:
    """An executable example and the name of the test that runs it."""

    test: str
    example: Example


@dataclass(frozen=True, slots=True)
class RequirementCase:
    """A bound requirement, the examples that show it, and the answer's keys to look at.

    `made_up` are requests of our own; what they expect was computed from the rules.
    """

    test: str
    requirement_id: str
    text: str
    how: str
    examples: tuple[Example, ...]
    keys: tuple[str, ...]
    edges: EdgeCases = field(default_factory=EdgeCases)
    made_up: tuple[Example, ...] = ()


@dataclass(frozen=True, slots=True)
class TestPlan:
    """Which tests the package carries.

    `made_up` are requests with their whole answers; `request` is one that the input model accepts,
    `sample` one that has an answer.
    """

    __test__ = False

    examples: tuple[ExampleCase, ...] = ()
    requirements: tuple[RequirementCase, ...] = ()
    made_up: tuple[Example, ...] = ()
    unbound: tuple[UnboundExample, ...] = ()
    edges: EdgeCases = field(default_factory=EdgeCases)
    request: dict[str, JsonValue] | None = None
    sample: dict[str, JsonValue] | None = None


@dataclass(frozen=True, slots=True)
class NodeSpec:
    """Everything that the rendering needs; `warns` adds `warnings` to the output.

    `extras` are optional dependencies by name, beside those of the tests.
    """

    name: str
    title: str
    description: str
    node_type: NodeType
    domain: str
    version: tuple[int, int, int]
    names: Names
    node_class: str
    models: tuple[ModelSpec, ...]
    enums: tuple[EnumSpec, ...]
    bindings: tuple[Binding, ...]
    renames: tuple[Rename, ...]
    tests: TestPlan
    targets: tuple[Target, ...] = ()
    licence: Licence = field(default_factory=Licence)
    sample_request: dict[str, JsonValue] | None = None
    warns: bool = False
    extras: tuple[tuple[str, tuple[str, ...]], ...] = ()
