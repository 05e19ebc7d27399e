"""Checked rules: what is computed, in which order, with which types."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from omninode_bridge.diagnostics import Diagnostic, Place
from omninode_bridge.requirements.document import Entity, Field
from omninode_bridge.requirements.types import ValueType
from omninode_bridge.rules.typed import Typed


@dataclass(frozen=True, slots=True)
class Scope:
    """What rules may name. `outputs` is None where the document declares no output."""

    entities: Mapping[str, Entity]
    inputs: tuple[Field, ...]
    outputs: tuple[Field, ...] | None


@dataclass(frozen=True, slots=True)
class Source:
    """The rule as written (normalised) and where; `requirement_id` is None for a free rule.

    `also` are further requirements that it realises.
    """

    text: str
    place: Place
    requirement_id: str | None
    also: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """What messages call the rule."""
        return f"{self.requirement_id or 'rule'} (line {self.place.line})"


@dataclass(frozen=True, slots=True)
class Definition:
    """One assignment. Without a condition it always holds; with `otherwise`, too."""

    source: Source
    condition: Typed | None
    value: Typed
    otherwise: Typed | None = None

    @property
    def always(self) -> bool:
        return self.condition is None or self.otherwise is not None


class _Defined:
    """What definitions give a value to."""

    __slots__ = ()
    definitions: tuple[Definition, ...]

    @property
    def sources(self) -> tuple[Source, ...]:
        return tuple(definition.source for definition in self.definitions)


class _Stated:
    """What one rule says."""

    __slots__ = ()
    source: Source

    @property
    def sources(self) -> tuple[Source, ...]:
        return (self.source,)


@dataclass(frozen=True, slots=True)
class Assign(_Defined):
    """A name's definitions in document order; the last whose condition holds wins.

    `base` is the value where none holds: a default, the input of that name, or null.
    """

    name: str
    type: ValueType
    definitions: tuple[Definition, ...]
    base: Typed | None = None


@dataclass(frozen=True, slots=True)
class SetField(_Defined):
    """A field that `for each` sets on every item of a list; otherwise like `Assign`."""

    list_name: str
    name: str
    type: ValueType
    definitions: tuple[Definition, ...]
    base: Typed | None = None


@dataclass(frozen=True, slots=True)
class Reject(_Stated):
    """`code` is the error code that a request is refused with."""

    source: Source
    condition: Typed
    message: str
    code: str = "VALIDATION_ERROR"


@dataclass(frozen=True, slots=True)
class Warn(_Stated):
    """`position` counts the warnings of the document; they are answered in that order."""

    source: Source
    condition: Typed
    message: str
    position: int


type Step = Assign | SetField | Reject | Warn


@dataclass(frozen=True, slots=True)
class ItemField:
    """A field of an item; `declared` is its declaration in an entity, None where inferred.

    `is_set` where a `for each` sets it; `given` is its type before that, None where it is added;
    `value` where it is the same for all items.
    """

    name: str
    type: ValueType
    declared: Field | None
    is_set: bool = False
    given: ValueType | None = None
    value: Typed | None = None


@dataclass(frozen=True, slots=True)
class ItemType:
    """Items of a list that `for each` works on.

    Their type is spelled `EntityRef(reference)`; `entity` names the entity behind them, `source`
    what the list held before: that entity, or the items of another list.
    `answer` is what an item of the answer consists of, in order: the fields of the entity that
    the output declares (or of `entity`), then those added, in the order they are written.
    `working` is what an item consists of while rules run: the fields of `source` and all set.
    """

    list_name: str
    entity: str
    source: str
    working: tuple[ItemField, ...]
    answer: tuple[ItemField, ...]

    @property
    def reference(self) -> str:
        return item_reference(self.list_name)


def item_reference(list_name: str) -> str:
    """A name that no entity can have, because of the dot."""
    return f"{list_name}.item"


@dataclass(frozen=True, slots=True)
class Output:
    """One name of the answer. Entity references in `type` may name an `ItemType`.

    `echo` is true where no rule assigns it and the input of the same name is handed through;
    `value` is what is handed through, converted, or the constant where only a default is left;
    without it the working value of that name is the answer.
    """

    name: str
    type: ValueType
    declared: Field | None
    assigned_by: tuple[Source, ...] = ()
    echo: bool = False
    value: Typed | None = None


@dataclass(frozen=True, slots=True)
class Program:
    """Rules without errors. `steps` run in this order; `items` are by list name.

    `items` holds every list that `for each` works on, answered or not. `functions` names the
    functions of the language that occur.
    """

    steps: tuple[Step, ...]
    outputs: tuple[Output, ...]
    items: Mapping[str, ItemType] = field(default_factory=dict)
    functions: frozenset[str] = frozenset()
    warnings: tuple[str, ...] = ()

    @property
    def can_warn(self) -> bool:
        return bool(self.warnings)


@dataclass(frozen=True, slots=True)
class Checked:
    """`program` is None exactly when a diagnostic is an error."""

    program: Program | None
    diagnostics: tuple[Diagnostic, ...]
