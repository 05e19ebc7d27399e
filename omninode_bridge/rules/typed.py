"""Expressions after the type check: every name resolved, every type known, conversions explicit."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from omninode_bridge.requirements.types import ValueType

type LiteralValue = bool | int | Decimal | float | str | date | datetime | timedelta | None


class Origin(StrEnum):
    """Where a name's value comes from.

    `SO_FAR` is the value that earlier definitions of the same name have given; `ITEM` the item
    whose field a `for each` sets; `BOUND` a comprehension's variable.
    """

    INPUT = "input"
    ASSIGNED = "assigned"
    SO_FAR = "so far"
    ITEM = "item"
    BOUND = "bound"


@dataclass(frozen=True, slots=True)
class Literal:
    value: LiteralValue
    type: ValueType


@dataclass(frozen=True, slots=True)
class Variable:
    name: str
    origin: Origin
    type: ValueType


@dataclass(frozen=True, slots=True)
class Member:
    """A field of an entity or item."""

    of: "Typed"
    field: str
    type: ValueType


@dataclass(frozen=True, slots=True)
class Index:
    """An element by position, or a map's value by key."""

    of: "Typed"
    index: "Typed"
    type: ValueType


@dataclass(frozen=True, slots=True)
class Negative:
    operand: "Typed"
    type: ValueType


@dataclass(frozen=True, slots=True)
class Not:
    operand: "Typed"
    type: ValueType


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """`operator` is one of `+ - * /`."""

    operator: str
    left: "Typed"
    right: "Typed"
    type: ValueType


@dataclass(frozen=True, slots=True)
class Comparison:
    """`a op b op c`; operators are `= != < <= > >= in`, and `not in`."""

    first: "Typed"
    rest: tuple[tuple[str, "Typed"], ...]
    type: ValueType


@dataclass(frozen=True, slots=True)
class Logic:
    """`operator` is `and` or `or`."""

    operator: str
    operands: tuple["Typed", ...]
    type: ValueType


@dataclass(frozen=True, slots=True)
class Choice:
    condition: "Typed"
    then: "Typed"
    otherwise: "Typed"
    type: ValueType


@dataclass(frozen=True, slots=True)
class ListDisplay:
    items: tuple["Typed", ...]
    type: ValueType


@dataclass(frozen=True, slots=True)
class Clause:
    variable: str
    over: "Typed"
    conditions: tuple["Typed", ...] = ()


@dataclass(frozen=True, slots=True)
class Comprehension:
    element: "Typed"
    clauses: tuple[Clause, ...]
    type: ValueType


@dataclass(frozen=True, slots=True)
class Sorted:
    """Stable; `key` reads `variable`. Without a key the items themselves are compared."""

    of: "Typed"
    variable: str | None
    key: "Typed | None"
    descending: bool
    type: ValueType


@dataclass(frozen=True, slots=True)
class Call:
    """A function of the language, by its name there."""

    function: str
    arguments: tuple["Typed", ...]
    type: ValueType


@dataclass(frozen=True, slots=True)
class Pattern:
    """The second argument of `matches`, in the author's spelling."""

    source: str
    type: ValueType


@dataclass(frozen=True, slots=True)
class Convert:
    """The same value as another type; nothing is rounded."""

    value: "Typed"
    type: ValueType


@dataclass(frozen=True, slots=True)
class Rounded:
    """Money on its way into a declared field: half up to two places, also inside lists."""

    value: "Typed"
    type: ValueType


type Typed = (
    Literal
    | Variable
    | Member
    | Index
    | Negative
    | Not
    | Arithmetic
    | Comparison
    | Logic
    | Choice
    | ListDisplay
    | Comprehension
    | Sorted
    | Call
    | Pattern
    | Convert
    | Rounded
)
