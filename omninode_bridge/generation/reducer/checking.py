"""From a document to a checked reducer, or to what is wrong with it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from omninode_bridge.diagnostics import Place, has_errors
from omninode_bridge.generation.codes import WITHOUT_EFFECT
from omninode_bridge.generation.reducer import codes
from omninode_bridge.generation.reducer.checked import (
    CheckedReducer,
    Machine,
    Metric,
    Reducer,
    Refusal,
)
from omninode_bridge.generation.reducer.derivations import Derivations, read_derivations
from omninode_bridge.generation.reducer.machine import MachineCheck
from omninode_bridge.generation.reducer.metrics import MetricCheck
from omninode_bridge.generation.reducer.scope import EventScope
from omninode_bridge.requirements.document import Document, EventType, Field
from omninode_bridge.requirements.structures import Aggregation
from omninode_bridge.requirements.types import Optional
from omninode_bridge.rules.groups import Findings, Rule
from omninode_bridge.rules.inference import condition
from omninode_bridge.rules.syntax import RejectWhen

START: Final = Place(1)
EVENT: Final = "event"
STATE: Final = "state"
AGGREGATES: Final = "aggregates"
MAX_METRICS: Final = 200
MAX_EVENTS: Final = 500


def check_reducer_document(document: Document) -> CheckedReducer:
    return _Check(document).run()


class _Check:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.findings = Findings()
        self.entities = {entity.name: entity for entity in document.entities}
        self.context = document.context or ()
        self.events: tuple[EventType, ...] = ()

    def run(self) -> CheckedReducer:
        document = self.document
        if document.states is None and not document.aggregations:
            self.findings.add(codes.NOTHING_REDUCED.at(START, "Nothing is reduced."))
            return CheckedReducer(None, self.findings.in_order())
        for one in document.unread:
            message = f'"{one.text}" limits the figures, and is not understood.'
            self.findings.add(codes.UNREAD_LIMIT.at(one.place, message))
        self._check_names()
        derivations = read_derivations(document.rules, self.findings)
        entity = self._entity()
        self.events = () if entity is not None else tuple(self._events())
        machine = self._machine(derivations)
        metrics = tuple(self._metrics(entity, derivations))
        refusals = tuple(self._refusals(entity, derivations))
        if has_errors(self.findings.in_order()):
            return CheckedReducer(None, self.findings.in_order())
        for name, rule in derivations.unused():
            message = f"No guard, action, aggregation or rejection uses `{name}`."
            self.findings.add(WITHOUT_EFFECT.at(rule.source.place, message))
        diagnostics = self.findings.in_order()
        context = self.context if machine is not None else ()
        reducer = Reducer(self.events, entity, context, machine, metrics, refusals)
        return CheckedReducer(reducer, diagnostics)

    def _check_names(self) -> None:
        for field in self.context:
            if field.name in (STATE, AGGREGATES):
                self._reserved(field.place, f"A context field cannot be called `{field.name}`.")
            if field.default is None and not isinstance(field.type, Optional) and field.required:
                message = f"`{field.name}` has no value before the first event."
                self.findings.add(codes.CONTEXT_WITHOUT_VALUE.at(field.place, message))
        self._check_unique("context field", self.context)
        for event in self.document.events:
            for field in event.fields:
                if field.name == EVENT:
                    self._reserved(field.place, "A field of an event cannot be called `event`.")
            self._check_unique(f"field of {event.name}", event.fields)
        self._check_unique("event", self.document.events)
        if len(self.document.aggregations) > MAX_METRICS or len(self.document.events) > MAX_EVENTS:
            message = "The document has too many metrics or events for one node."
            self.findings.add(codes.TOO_MANY.at(START, message))

    def _reserved(self, place: Place, message: str) -> None:
        self.findings.add(codes.RESERVED.at(place, message))

    def _check_unique(self, what: str, found: Sequence[Field | EventType]) -> None:
        seen: set[str] = set()
        for one in found:
            if one.name in seen:
                self._reserved(one.place, f"There is more than one {what} `{one.name}`.")
            seen.add(one.name)

    def _entity(self) -> str | None:
        """The entity that every event is; None where events have names."""
        if self.document.states is not None:
            return None
        subjects = list(dict.fromkeys(found.of for found in self.document.aggregations))
        events = {event.name for event in self.document.events}
        named = [name for name in subjects if name is not None]
        if named and all(name in events for name in named):
            return None
        if not named and len(self.entities) == 1:
            return next(iter(self.entities))
        if not named and not self.entities and events:
            return None
        if len(named) == 1 and named[0] in self.entities:
            return named[0]
        self._report_subjects(named)
        return ""

    def _report_subjects(self, named: list[str]) -> None:
        place = self.document.aggregations[0].place
        known = (*self.entities, *(event.name for event in self.document.events))
        unknown = [name for name in named if name not in known]
        if unknown:
            message = f"Nothing is called {', '.join(unknown)[:80]}."
        elif not named:
            message = "It is not said what the aggregations are of."
        else:
            message = f"The aggregations are of more than one thing: {', '.join(named)[:80]}."
        self.findings.add(codes.SUBJECT.at(place, message))

    def _events(self) -> Iterator[EventType]:
        """Declared events, then those that only the machine names."""
        yield from self.document.events
        known = {event.name for event in self.document.events}
        machine = self.document.states
        for edge in () if machine is None else machine.transitions:
            if edge.event is not None and edge.event not in known:
                known.add(edge.event)
                if self.document.events:
                    message = f"The event {edge.event} is not declared."
                    self.findings.add(codes.UNDECLARED_EVENT.at(edge.place, message))
                yield EventType(edge.event, (), edge.place)

    def _scope(self, name: str) -> EventScope:
        event = next((event for event in self.events if event.name == name), None)
        return EventScope(event.fields if event else (), self.context, self.entities)

    def _machine(self, derivations: Derivations) -> Machine | None:
        if self.document.states is None:
            return None
        check = MachineCheck(self._scope, derivations, self.findings)
        return check.checked(self.document.states)

    def _metrics(self, entity: str | None, derivations: Derivations) -> Iterator[Metric]:
        for found in self.document.aggregations:
            subject = entity if entity is not None else self._subject(found)
            fields = None if subject is None else self._fields(subject)
            if subject is None or fields is None:
                continue
            scope = EventScope(fields, (), self.entities)
            kept = frozenset(field.name for field in self.context)
            metric = MetricCheck(subject, scope, derivations, self.findings, kept).checked(found)
            if metric is not None:
                yield metric

    def _subject(self, found: Aggregation) -> str | None:
        """The event that a metric is of: the named one, or the only one that has its fields."""
        if found.of is not None:
            if any(event.name == found.of for event in self.events):
                return found.of
            message = f"`{found.metric}` is of {found.of}, which is no event."
            self.findings.add(codes.SUBJECT.at(found.place, message))
            return None
        wanted = {*found.group_by, *((found.field,) if found.field else ())}
        fitting = [
            event.name for event in self.events if wanted <= {field.name for field in event.fields}
        ]
        if len(fitting) == 1:
            return fitting[0]
        message = f"It is not said of which event `{found.metric}` is."
        self.findings.add(codes.SUBJECT.at(found.place, message))
        return None

    def _fields(self, subject: str) -> tuple[Field, ...] | None:
        entity = self.entities.get(subject)
        if entity is not None and not self.events:
            return entity.fields
        event = next((event for event in self.events if event.name == subject), None)
        return None if event is None else event.fields

    def _refusals(self, entity: str | None, derivations: Derivations) -> Iterator[Refusal]:
        """A rule refuses those events that have all the fields which it names."""
        subjects = [entity] if entity else [event.name for event in self.events]
        for rule in derivations.refusals:
            found = [
                refusal
                for subject in subjects
                if (refusal := self._refusal(rule, subject, derivations, alone=len(subjects) == 1))
            ]
            yield from found
            if not found and len(subjects) > 1:
                message = "No event has all the fields that the rule names."
                self.findings.add(codes.UNUSED_RULE.at(rule.source.place, message))

    def _refusal(
        self, rule: Rule, subject: str, derivations: Derivations, *, alone: bool
    ) -> Refusal | None:
        statement = rule.statement
        if not isinstance(statement, RejectWhen):
            return None
        scope = EventScope(self._fields(subject) or (), self.context, self.entities)
        hidden = frozenset({*scope.fields, *scope.context})
        node = derivations.put_into(statement.condition, hidden)
        own = Findings()
        report = replace(rule.report, findings=self.findings if alone else own)
        test = condition(node, scope.expressions(report))
        if test is None or has_errors(own.in_order()):
            return None
        return Refusal(subject, test, rule.source)
