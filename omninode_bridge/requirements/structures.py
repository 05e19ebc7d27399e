"""The parts of a PRD that describe behaviour over time and the outside world.

Expressions in them (guards, conditions, actions) stay text with a place; the rules read them.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from omninode_bridge.diagnostics import Place
from omninode_bridge.node_type import NodeType

OUTSIDE: Final = "[*]"
"""The pseudo-state before the first and after the last state."""


class SectionKind(StrEnum):
    """What a heading means, whatever it is called."""

    OVERVIEW = "overview"
    REQUIREMENTS = "requirements"
    DATA_MODEL = "data_model"
    ENTITY = "entity"
    CONTEXT = "context"
    EVENTS = "events"
    INPUT = "input"
    OUTPUT = "output"
    OPERATIONS = "operations"
    OPERATION = "operation"
    RULES = "rules"
    STATES = "states"
    AGGREGATIONS = "aggregations"
    WORKFLOW = "workflow"
    TOPICS = "topics"
    DEPENDENCIES = "dependencies"
    PERFORMANCE = "performance"
    EXAMPLES = "examples"
    NODES = "nodes"
    NODE = "node"
    OUT_OF_SCOPE = "out_of_scope"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Section:
    """`text` is the raw Markdown below the heading, up to the next heading of any level.

    `path` holds the titles of the enclosing headings, outermost first. Level 0 is the text before
    the first heading. `line` is that on which `text` begins.
    """

    title: str
    level: int
    kind: SectionKind
    place: Place
    text: str
    path: tuple[str, ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True)
class Snippet:
    """An expression or action as written; `place` is that of its first character."""

    text: str
    place: Place


class DataKind(StrEnum):
    """What data are for: they describe a thing, go in, or come out."""

    ENTITY = "entity"
    INPUT = "input"
    OUTPUT = "output"


@dataclass(frozen=True, slots=True)
class HalfTold:
    """Data that are announced, and of which nothing could be read; `noun` may be empty."""

    told: DataKind
    noun: str
    place: Place


@dataclass(frozen=True, slots=True)
class Transition:
    """`source` and `target` may be `OUTSIDE`; no event only on the edges from and to it."""

    source: str
    target: str
    place: Place
    event: str | None = None
    guard: Snippet | None = None
    actions: tuple[Snippet, ...] = ()
    requirement_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StateMachine:
    """Transitions in document order. `initial` is None where an event creates the first state.

    `holds` are sentences of which nothing is read: events that are not among the transitions may
    stand in them.
    """

    transitions: tuple[Transition, ...]
    states: tuple[str, ...]
    place: Place
    initial: str | None = None
    finals: tuple[str, ...] = ()
    holds: tuple[Snippet, ...] = ()


@dataclass(frozen=True, slots=True)
class Aggregation:
    """One metric. `of` names the entity or event; `window` is in seconds, None without window."""

    metric: str
    function: str
    place: Place
    field: str | None = None
    group_by: tuple[str, ...] = ()
    window: Decimal | None = None
    where: Snippet | None = None
    of: str | None = None
    time: str | None = None
    requirement_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """A workflow's step with its defaults filled in. Times are in milliseconds.

    `is_of_product` where it is done to what only the step before it makes: without that there is
    nothing to do.
    """

    name: str
    place: Place
    uses: str = ""
    needs: tuple[str, ...] = ()
    when: Snippet | None = None
    on_failure: str = "stop"
    retries: int = 0
    retry_delay_ms: int = 0
    timeout_ms: int | None = None
    compensate_with: str | None = None
    description: str = ""
    requirement_ids: tuple[str, ...] = ()
    retry_is_constant: bool = False
    is_of_product: bool = False


@dataclass(frozen=True, slots=True)
class Edge:
    """An arrow of a flowchart between steps; decisions on its way are in `condition`."""

    source: str
    target: str
    place: Place
    condition: Snippet | None = None


@dataclass(frozen=True, slots=True)
class Hold:
    """A sentence about the steps of which nothing is read, and from where on it may decide.

    That is when one of `after` has ended, when one of `starts` would begin, or, with `failing`,
    when one of `failed` has failed, or any step where these are none; with `is_final` not before
    it has failed for good. Without `failing` the workflow is not known to be over, either.
    """

    text: str
    place: Place
    after: frozenset[str] = frozenset()
    starts: frozenset[str] = frozenset()
    failing: bool = False
    failed: frozenset[str] = frozenset()
    is_final: bool = False


@dataclass(frozen=True, slots=True)
class Workflow:
    """`edges` is filled for flowcharts only; `Step.needs` always holds the order.

    `unread` are sentences about steps that are in none of `steps`, where they are too many; else
    they are `holds`.
    """

    steps: tuple[Step, ...]
    place: Place
    edges: tuple[Edge, ...] = ()
    unread: tuple[Snippet, ...] = ()
    holds: tuple[Hold, ...] = ()


@dataclass(frozen=True, slots=True)
class Topic:
    """`direction` is `in`, `out` or empty where the document does not say."""

    name: str
    place: Place
    direction: str = ""
    payload: str = ""


@dataclass(frozen=True, slots=True)
class Dependency:
    name: str
    place: Place
    text: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    """A performance target; without `metric` the text has no figure that could be checked.

    For "p95 < 200 ms": metric `p95`, comparator `<`, value 200, unit `ms`.
    """

    text: str
    place: Place
    metric: str | None = None
    comparator: str | None = None
    value: Decimal | None = None
    unit: str | None = None

    @property
    def measurable(self) -> bool:
        return self.value is not None


@dataclass(frozen=True, slots=True)
class NodeDeclaration:
    """One node of a system that a single document describes."""

    name: str
    place: Place
    node_type: NodeType | None = None
    purpose: str = ""
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UnboundExample:
    """A case that cannot be executed, with the reason."""

    text: str
    place: Place
    reason: str
