"""A PRD as typed values. Every value knows the line that it was read from."""

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from omninode_bridge.diagnostics import Diagnostic, Place
from omninode_bridge.node_type import NodeType
from omninode_bridge.requirements.structures import (
    Aggregation,
    DataKind,
    Dependency,
    HalfTold,
    NodeDeclaration,
    Section,
    Snippet,
    StateMachine,
    Target,
    Topic,
    UnboundExample,
    Workflow,
)
from omninode_bridge.requirements.types import ValueType

type JsonValue = (
    bool | int | float | Decimal | str | list["JsonValue"] | dict[str, "JsonValue"] | None
)


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What the author stated outright; None where the document does not say."""

    node: str | None = None
    node_type: NodeType | None = None
    domain: str | None = None
    version: tuple[int, int, int] | None = None
    depends_on: tuple[str, ...] = ()
    profile: str | None = None


class RequirementClass(StrEnum):
    FUNCTIONAL = "functional"
    QUALITY = "quality"
    CONSTRAINT = "constraint"
    DATA = "data"
    INTERFACE = "interface"


@dataclass(frozen=True, slots=True)
class Requirement:
    """`own_id` is true where the author wrote the id; others derive from position and content.

    `condition` and `response` are the two halves of an EARS sentence or a user story, else empty.
    `pattern` says which pattern of the catalogue realises it with which slots, else it is empty;
    `unread` says why its sentence was left out, where that is known. `text` is in common words,
    `written` in its author's; without one they are the same.
    """

    id: str
    text: str
    place: Place
    priority: str | None = None
    classification: RequirementClass = RequirementClass.FUNCTIONAL
    own_id: bool = True
    condition: str = ""
    response: str = ""
    pattern: str = ""
    unread: str = ""
    written: str = ""

    @property
    def shown(self) -> str:
        return self.written or self.text


@dataclass(frozen=True, slots=True)
class Bound:
    """One end of a range, as written; inclusive unless the author wrote `<` or `>`."""

    value: Decimal
    inclusive: bool = True


@dataclass(frozen=True, slots=True)
class Constraints:
    minimum: Bound | None = None
    maximum: Bound | None = None
    min_length: int | None = None
    max_length: int | None = None
    pattern: str | None = None
    one_of: tuple[str, ...] = ()
    unique: bool = False
    primary_key: bool = False
    references: str | None = None


@dataclass(frozen=True, slots=True)
class Default:
    """A default exists. `text` is the author's spelling; its meaning follows the field's type."""

    text: str


@dataclass(frozen=True, slots=True)
class Field:
    """`name` is snake_case, as it stands in JSON. `rule` is the text of an output table's cell.

    `is_open` for what is answered, where nobody says its type: it is that of what is worked out.
    """

    name: str
    type: ValueType
    place: Place
    required: bool = True
    default: Default | None = None
    constraints: Constraints = field(default_factory=Constraints)
    description: str = ""
    rule: str = ""
    rule_place: Place | None = None
    type_place: Place | None = None
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Entity:
    name: str
    fields: tuple[Field, ...]
    place: Place
    description: str = ""


@dataclass(frozen=True, slots=True)
class RuleText:
    """One statement of the rule language, unparsed. `place` is that of its first character.

    `code` is that of a refusal; `is_told` where a sentence says it, to run behind the author's;
    `also` are further requirements that it realises.
    """

    text: str
    place: Place
    requirement_id: str | None = None
    code: str = "VALIDATION_ERROR"
    is_told: bool = False
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rejection:
    """An expected rejection: the message that the request is refused with."""

    message: str


@dataclass(frozen=True, slots=True)
class Example:
    """One acceptance case: values by field name, already read as JSON values.

    `expected` holds only what the author gave; an expected rejection stands in `rejection`.
    """

    name: str
    place: Place
    given: dict[str, JsonValue]
    expected: dict[str, JsonValue]
    rejection: Rejection | None = None
    requirement_id: str | None = None


@dataclass(frozen=True, slots=True)
class Scenario:
    """An ordered list of calls on a fresh store, each with what it must answer."""

    name: str
    place: Place
    steps: tuple["ScenarioStep", ...]
    requirement_id: str | None = None


@dataclass(frozen=True, slots=True)
class ScenarioStep:
    operation: str
    request: dict[str, JsonValue]
    answer: dict[str, JsonValue]


@dataclass(frozen=True, slots=True)
class EventType:
    """An event of a reducer, with the fields of its payload."""

    name: str
    fields: tuple[Field, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class OperationInput:
    """One item of an operation's input.

    `names` are alternatives of which exactly one is given (`id or email`); `operator` is
    `contains` where written so; `field` is there where the item states its own type.
    """

    names: tuple[str, ...]
    place: Place
    optional: bool = False
    operator: str = ""
    field: Field | None = None


@dataclass(frozen=True, slots=True)
class OperationOutput:
    """`type` is an entity, a list of it, or what `name: type` says; None for a bare field name."""

    name: str
    place: Place
    type: ValueType | None = None


@dataclass(frozen=True, slots=True)
class Operation:
    """`kinds` as in `call + update`, in order; `deletion` is `soft` or `hard` for a delete.

    `requirement_ids` are those of the requirements from whose prose it was made.
    """

    name: str
    place: Place
    kinds: tuple[str, ...] = ()
    deletion: str | None = None
    entity: str | None = None
    inputs: tuple[OperationInput, ...] = ()
    outputs: tuple[OperationOutput, ...] = ()
    errors: tuple[str, ...] = ()
    emits: tuple[str, ...] = ()
    rules: tuple[RuleText, ...] = ()
    request: str = ""
    timeout_ms: int | None = None
    retries: int = 0
    retry_delay_ms: int = 0
    retry_is_constant: bool = False
    description: str = ""
    requirement_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """All that a PRD says. `inputs` and `outputs` are None where it has no such section.

    `name` is a valid identifier in snake_case of at most 60 characters, never a keyword. `unread`
    are sentences that limit what others tell, and of which nothing is understood.
    """

    name: str
    title: str = ""
    description: str = ""
    front: FrontMatter = field(default_factory=FrontMatter)
    requirements: tuple[Requirement, ...] = ()
    entities: tuple[Entity, ...] = ()
    inputs: tuple[Field, ...] | None = None
    outputs: tuple[Field, ...] | None = None
    rules: tuple[RuleText, ...] = ()
    operations: tuple[Operation, ...] = ()
    context: tuple[Field, ...] | None = None
    events: tuple[EventType, ...] = ()
    states: StateMachine | None = None
    aggregations: tuple[Aggregation, ...] = ()
    workflow: Workflow | None = None
    topics: tuple[Topic, ...] = ()
    dependencies: tuple[Dependency, ...] = ()
    targets: tuple[Target, ...] = ()
    examples: tuple[Example, ...] = ()
    scenarios: tuple[Scenario, ...] = ()
    unbound_examples: tuple[UnboundExample, ...] = ()
    nodes: tuple[NodeDeclaration, ...] = ()
    out_of_scope: tuple[Snippet, ...] = ()
    unread: tuple[Snippet, ...] = ()
    half_told: tuple[HalfTold, ...] = ()
    sections: tuple[Section, ...] = ()
    text: str = ""

    @property
    def says_inputs(self) -> bool:
        """Whether it tells what goes in, be it read or not: then nothing else does."""
        return self.inputs is not None or self.unread_data(DataKind.INPUT) is not None

    def unread_data(self, kind: DataKind) -> HalfTold | None:
        return next((one for one in self.half_told if one.told is kind), None)

    def entity(self, name: str) -> Entity | None:
        return next((entity for entity in self.entities if entity.name == name), None)


@dataclass(frozen=True, slots=True)
class Reading:
    """A document as far as it could be read, and what is wrong with it, in document order."""

    document: Document
    diagnostics: tuple[Diagnostic, ...] = ()
