"""What a reducer reads and writes, as entities: events, snapshot, rows, rejections, intents.

Their names hold a space, so no entity of the document can be called the same. Seen so, models,
names, samples and edge cases are made for them as for any entity.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from typing import Final

from omninode_bridge.diagnostics import Place
from omninode_bridge.generation.reducer.checked import Function, Metric, Reducer
from omninode_bridge.generation.reducer.metrics import VALUE, WINDOW
from omninode_bridge.requirements.document import Constraints, Document, Entity, Field
from omninode_bridge.requirements.types import (
    EntityRef,
    Kind,
    ListOf,
    MapOf,
    Optional,
    Scalar,
    ValueType,
)
from omninode_bridge.rules.kinds import BOOL, DATETIME, DECIMAL, INT, STRING, plain, value_type

EVENT: Final = "event"
TEXT: Final = Scalar(Kind.STRING)
JSON: Final = Scalar(Kind.JSON)
TOTALS: Final = frozenset({Function.SUM, Function.AVG})
EXTREMES: Final = frozenset({Function.MIN, Function.MAX})
ENDS: Final = frozenset({Function.FIRST, Function.LAST})


class Layout:
    """Names of the entities, and the document that has them."""

    def __init__(self, document: Document, reducer: Reducer) -> None:
        self.source = document
        self.reducer = reducer
        name = document.name
        self.state = f"{name} state"
        self.kept = f"{name} kept"
        self.partials = f"{name} partials"
        self.seen = f"{name} seen"
        self.aggregates = f"{name} aggregates"
        self.rejection = f"{name} rejection"
        self.intent = f"{name} intent"

    def event(self, name: str) -> str:
        """The entity of an event; where events have no names, the entity that each is."""
        return f"{name} event" if self.reducer.is_named else name

    def row(self, metric: Metric) -> str:
        return f"{metric.name} row"

    def partial(self, metric: Metric) -> str:
        return f"{metric.name} partial"

    def ranked(self, metric: Metric) -> str:
        return f"{metric.name} ranked"

    @property
    def subjects(self) -> tuple[str, ...]:
        if self.reducer.entity is not None:
            return (self.reducer.entity,)
        return tuple(event.name for event in self.reducer.events)

    def fields_of(self, subject: str) -> tuple[Field, ...]:
        """What an event of that name consists of, its name aside."""
        if not self.reducer.is_named:
            entity = self.source.entity(subject)
            return () if entity is None else entity.fields
        found = next(event for event in self.reducer.events if event.name == subject)
        return found.fields

    def keys_of(self, subject: str) -> tuple[Field, ...]:
        """Fields that tell a repeated event."""
        fields = self.fields_of(subject)
        return tuple(
            field for field in fields if field.constraints.unique or field.constraints.primary_key
        )

    @property
    def remembered(self) -> tuple[str, ...]:
        """Subjects whose events are told apart by a key."""
        return tuple(subject for subject in self.subjects if self.keys_of(subject))

    @property
    def keeps(self) -> bool:
        """Whether the snapshot has `aggregates`."""
        return bool(self.reducer.metrics or self.remembered)

    @cached_property
    def document(self) -> Document:
        return replace(
            self.source,
            entities=(*self.source.entities, *self._entities()),
            inputs=tuple(self._inputs()),
            outputs=tuple(self._outputs()),
            rules=(),
        )

    def _inputs(self) -> Iterator[Field]:
        yield _field("state", Optional(EntityRef(self.state)))
        yield _field("events", ListOf(JSON))

    def _outputs(self) -> Iterator[Field]:
        yield _field("state", EntityRef(self.state))
        yield _field("rejected", ListOf(EntityRef(self.rejection)))
        if self.reducer.machine is not None:
            yield _field("intents", ListOf(EntityRef(self.intent)))
        if self.reducer.metrics:
            yield _field("aggregates", EntityRef(self.aggregates))

    def _entities(self) -> Iterator[Entity]:
        reducer = self.reducer
        for event in reducer.events:
            fields = (_field(EVENT, TEXT, f"Always `{event.name}`."), *event.fields)
            yield Entity(self.event(event.name), fields, event.place, f"The event {event.name}.")
        yield _entity(self.rejection, "An event that changed nothing.", *_rejection())
        if reducer.machine is not None:
            payload = _field("payload", MapOf(STRING, JSON))
            about = "Something that the machine wants to be done."
            yield _entity(self.intent, about, _field("intent", TEXT), payload)
        for metric in reducer.metrics:
            yield from self._metric(metric)
        if reducer.metrics:
            rows = (_field(m.name, ListOf(EntityRef(self.row(m))), m.text) for m in reducer.metrics)
            yield _entity(self.aggregates, "The aggregates, rows by metric.", *rows)
        yield from self._snapshot()

    def _metric(self, metric: Metric) -> Iterator[Entity]:
        keys = tuple(_keys(metric))
        value: ValueType = metric.type
        if metric.function is Function.TOP:
            of = _field(VALUE, metric.type), _field("count", INT)
            yield _entity(self.ranked(metric), f"A value of `{metric.name}`.", *of)
            value = ListOf(EntityRef(self.ranked(metric)))
        row = _entity(self.row(metric), f"A row of {metric.text}.", *keys, _field(VALUE, value))
        yield row
        about = f"What is kept for a row of {metric.text}."
        parts = tuple(_field(name, kind) for name, kind in partial_fields(metric))
        yield _entity(self.partial(metric), about, *keys, *parts)

    def _snapshot(self) -> Iterator[Entity]:
        reducer = self.reducer
        if reducer.metrics:
            kept = (_field(m.name, ListOf(EntityRef(self.partial(m)))) for m in reducer.metrics)
            yield _entity(self.partials, "Partial aggregates, rows by metric.", *kept)
        if self.remembered:
            seen = (_field(name, ListOf(EntityRef(self.event(name)))) for name in self.remembered)
            yield _entity(self.seen, "Accepted events that have a key.", *seen)
        if self.keeps:
            parts = [_field("metrics", EntityRef(self.partials))] if reducer.metrics else []
            parts += [_field("seen", EntityRef(self.seen))] if self.remembered else []
            yield _entity(self.kept, "What later events are aggregated with.", *parts)
        yield _entity(self.state, "A snapshot that a later call continues from.", *self._state())

    def _state(self) -> Iterator[Field]:
        machine = self.reducer.machine
        if machine is not None:
            kind: ValueType = TEXT if machine.initial is not None else Optional(TEXT)
            yield replace(
                _field("state", kind), constraints=Constraints(one_of=tuple(machine.states))
            )
            for field in self.reducer.context:
                yield replace(field, type=value_type(field), default=None, required=True)
        if self.keeps:
            yield _field("aggregates", EntityRef(self.kept))


def _rejection() -> Iterator[Field]:
    yield _field("index", INT, "Position among the events of the request.")
    yield _field(EVENT, Optional(TEXT), "Name of the event.")
    yield _field("reason", TEXT, "Why nothing changed.")


def _keys(metric: Metric) -> Iterator[Field]:
    for group in metric.groups:
        yield _field(group.name, group.type)
    if metric.window is not None:
        yield _field(WINDOW, DATETIME)


def partial_fields(metric: Metric) -> tuple[tuple[str, ValueType], ...]:
    """What a row keeps beside its keys: name in the snapshot and type."""
    taken = {group.name for group in metric.groups}

    def named(*parts: tuple[str, ValueType]) -> tuple[tuple[str, ValueType], ...]:
        return tuple((f"{name}_kept" if name in taken else name, kind) for name, kind in parts)

    if metric.function is Function.COUNT:
        return named(("count", INT))
    if metric.function in TOTALS:
        kind = INT if _of(metric) == INT else DECIMAL
        return named(("total", kind), ("count", INT))
    if metric.function in EXTREMES:
        return named(("best", metric.type))
    if metric.function in ENDS:
        return named(("at", DATETIME), ("found", metric.type))
    return named(("values", ListOf(_of(metric))), ("counts", ListOf(INT)), ("rounded", BOOL))


def _of(metric: Metric) -> ValueType:
    return INT if metric.value is None else plain(metric.value.type)


def value_kind(metric: Metric) -> ValueType:
    """The type of what is aggregated, without its question mark."""
    return _of(metric)


def _field(name: str, kind: ValueType, description: str = "") -> Field:
    return Field(name, kind, Place(1), description=description)


def _entity(name: str, about: str, *fields: Field) -> Entity:
    return Entity(name, fields, Place(1), about)
