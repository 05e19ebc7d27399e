"""A PRD as typed values. Every value knows the line that it was read from."""

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from omninode_bridge.diagnostics import Place
from omninode_bridge.node_type import NodeType
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
    """`own_id` is true where the author wrote the id; others derive from position and content."""

    id: str
    text: str
    place: Place
    priority: str | None = None
    classification: RequirementClass = RequirementClass.FUNCTIONAL
    own_id: bool = True


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


@dataclass(frozen=True, slots=True)
class Default:
    """A default exists. `text` is the author's spelling; its meaning follows the field's type."""

    text: str


@dataclass(frozen=True, slots=True)
class Field:
    """`name` is snake_case, as it stands in JSON. `rule` is the text of an output table's cell."""

    name: str
    type: ValueType
    place: Place
    required: bool = True
    default: Default | None = None
    constraints: Constraints = field(default_factory=Constraints)
    description: str = ""
    rule: str = ""
    rule_place: Place | None = None


@dataclass(frozen=True, slots=True)
class Entity:
    name: str
    fields: tuple[Field, ...]
    place: Place
    description: str = ""


@dataclass(frozen=True, slots=True)
class RuleText:
    """One statement of the rule language, unparsed. `place` is that of its first character."""

    text: str
    place: Place
    requirement_id: str | None = None


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
class UnboundExample:
    """A case that cannot be executed, with the reason."""

    text: str
    place: Place
    reason: str
