"""A reducer after the check: every expression typed, every name resolved."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from omninode_bridge.diagnostics import Diagnostic, Place
from omninode_bridge.requirements.document import EventType, Field
from omninode_bridge.requirements.types import ValueType
from omninode_bridge.rules.program import Source
from omninode_bridge.rules.typed import Typed


@dataclass(frozen=True, slots=True)
class SetContext:
    """`name = value`; money is rounded in `value` already."""

    name: str
    value: Typed
    source: Source


@dataclass(frozen=True, slots=True)
class EmitIntent:
    """`arguments` pairs the key of the payload with its value."""

    intent: str
    arguments: tuple[tuple[str, Typed], ...]
    source: Source


type Action = SetContext | EmitIntent


@dataclass(frozen=True, slots=True)
class Row:
    """One transition. `origin` is None where the event creates the first state.

    `guard_name` is the boolean by which the contract's machine knows the guard, empty without one.
    `presupposed` may be null, but never where the guard holds; the actions rely on that.
    """

    number: int
    origin: str | None
    event: str
    target: str
    place: Place
    guard: Typed | None = None
    guard_source: Source | None = None
    guard_name: str = ""
    actions: tuple[Action, ...] = ()
    presupposed: tuple[Typed, ...] = ()
    requirement_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Machine:
    """Only what can be reached from `initial`, which is None where an event creates a state.

    `held` is what an event is refused with that none of the rows takes; empty where it is rejected.
    """

    rows: tuple[Row, ...]
    states: tuple[str, ...]
    initial: str | None
    finals: tuple[str, ...]
    place: Place
    held: str = ""

    def rows_of(self, event: str) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if row.event == event)


class Function(StrEnum):
    COUNT = "count"
    SUM = "sum"
    AVG = "avg"
    MIN = "min"
    MAX = "max"
    DISTINCT = "distinct"
    FIRST = "first"
    LAST = "last"
    PERCENTILE = "percentile"
    TOP = "top"


@dataclass(frozen=True, slots=True)
class Derived:
    """A value that a metric takes from an event: a field of it, or what a rule derives."""

    name: str
    type: ValueType
    value: Typed


@dataclass(frozen=True, slots=True)
class Metric:
    """`number` is the N of a percentile and the k of a top-k; `type` that of the value.

    `subject` is the entity or event; `value` what is aggregated, None for a plain count.
    """

    name: str
    function: Function
    subject: str
    type: ValueType
    place: Place
    text: str
    number: int = 0
    value: Derived | None = None
    groups: tuple[Derived, ...] = ()
    window: timedelta | None = None
    time: Field | None = None
    where: Typed | None = None
    where_source: Source | None = None
    requirement_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """A `reject when` rule: the events of the subject for which it holds are rejected."""

    subject: str
    condition: Typed
    source: Source


@dataclass(frozen=True, slots=True)
class Reducer:
    """`events` are named in the request; without them `entity` is what every event is."""

    events: tuple[EventType, ...]
    entity: str | None
    context: tuple[Field, ...]
    machine: Machine | None
    metrics: tuple[Metric, ...]
    refusals: tuple[Refusal, ...] = ()

    @property
    def is_named(self) -> bool:
        return self.entity is None


@dataclass(frozen=True, slots=True)
class CheckedReducer:
    """`reducer` is None exactly when a diagnostic is an error."""

    reducer: Reducer | None
    diagnostics: tuple[Diagnostic, ...]
