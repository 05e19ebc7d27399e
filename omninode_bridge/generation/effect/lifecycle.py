"""The state machine of a document whose events are operations on one entity."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from omninode_bridge.diagnostics import Code, Diagnostic, Place
from omninode_bridge.generation.effect import codes
from omninode_bridge.generation.effect.plan import CHANGING
from omninode_bridge.generation.effect.subject import entity_of
from omninode_bridge.requirements.document import (
    Constraints,
    Document,
    Entity,
    Field,
    Operation,
)
from omninode_bridge.requirements.lifecycle import guards_operations, operation_of
from omninode_bridge.requirements.naming import symbol_name
from omninode_bridge.requirements.notebook import did_you_mean
from omninode_bridge.requirements.structures import OUTSIDE, StateMachine, Transition
from omninode_bridge.requirements.types import EnumOf, Kind, Optional, Scalar

STATE_NAMES: Final = ("state", "status")
BEGINNING: Final = ("create", "upsert")


@dataclass(frozen=True, slots=True)
class Lifecycle:
    """Transitions with the names of operations and the spelling of the field's values.

    `states` are all values of the field; `start` is where rows begin that no transition creates.
    """

    entity: str
    field: str
    states: tuple[str, ...]
    transitions: tuple[Transition, ...]
    place: Place
    start: str | None = None


class LifecycleReader:
    """`document` is the document with the field of the states as an enum."""

    def __init__(self, document: Document, findings: list[Diagnostic]) -> None:
        self.document = document
        self.findings = findings
        self.lifecycle: Lifecycle | None = None
        machine = document.states
        if machine is not None and guards_operations(document):
            self.lifecycle = self._read(machine)

    def _report(self, code: Code, place: Place, message: str, fix: str = "") -> None:
        self.findings.append(code.at(place, message, fix=fix))

    def _read(self, machine: StateMachine) -> Lifecycle | None:
        pairs = list(self._events(machine))
        entity = None if not pairs else entity_of(self.document, pairs[0][1])
        if entity is None:
            return None
        kept = [edge for edge, found in pairs if self._fits(edge, found, entity)]
        field = self._field(entity, machine)
        if field is None:
            return None
        spelled = self._spelling(field, machine)
        self._adopt(entity, field)
        transitions = tuple(_spelled(edge, spelled) for edge in kept)
        start = self._start(field, machine, transitions, spelled)
        states = _values(field)
        return Lifecycle(entity.name, field.name, states, transitions, machine.place, start)

    def _events(self, machine: StateMachine) -> Iterator[tuple[Transition, Operation]]:
        """Transitions with their operations; the event is spelled as its operation."""
        known = [each.name for each in self.document.operations]
        reported: set[str] = set()
        for edge in machine.transitions:
            event = edge.event or ""
            found = operation_of(self.document, event)
            if found is not None and set(found.kinds) & CHANGING:
                yield replace(edge, event=found.name), found
            elif event not in reported:
                reported.add(event)
                message = f"`{event}` is no operation."
                if found is not None:
                    message = f"`{event}` is an operation that changes no row."
                self._report(codes.UNKNOWN_EVENT, edge.place, message, did_you_mean(event, known))

    def _fits(self, edge: Transition, operation: Operation, entity: Entity) -> bool:
        """Another entity's operation, a start that is no create, and a create that is no start."""
        if entity_of(self.document, operation) != entity:
            message = f"`{operation.name}` is about another entity than {entity.name}."
            self._report(codes.UNKNOWN_EVENT, edge.place, message)
            return False
        if edge.source == OUTSIDE and not set(operation.kinds) & {*BEGINNING}:
            message = f"`{operation.name}` begins no {entity.name}: it creates none."
            self._report(codes.WRONG_START, edge.place, message)
            return False
        if edge.source != OUTSIDE and "create" in operation.kinds:
            message = f"`{operation.name}` creates, so it does not leave the state {edge.source}."
            self._report(codes.WRONG_START, edge.place, message)
            return False
        return True

    def _field(self, entity: Entity, machine: StateMachine) -> Field | None:
        """The field that has all the states or, if none has, the one that is called so."""
        wanted = set(machine.states)
        enums = [each for each in entity.fields if _values(each)]
        holding = [each for each in enums if wanted <= _symbols(each)]
        named = [each for each in holding or enums if each.name in STATE_NAMES]
        texts = [each for each in entity.fields if _is_text(each) and each.name in STATE_NAMES]
        found = [*named, *holding][:1] if named or len(holding) == 1 else texts[:1]
        if not found or isinstance(found[0].type, Optional):
            why = "has no field that holds" if not found else "may have no value for"
            message = f"{entity.name} {why} the states {', '.join(machine.states)[:80]}."
            self._report(codes.NO_STATE_FIELD, machine.place, message)
            return None
        if _values(found[0]):
            return found[0]
        states = EnumOf(machine.states)
        return replace(found[0], type=states, constraints=Constraints())

    def _spelling(self, field: Field, machine: StateMachine) -> dict[str, str]:
        """States as the field's values are spelled."""
        said = _values(field)
        values = {value: value for value in said} | {symbol_name(value): value for value in said}
        for state in machine.states:
            if state not in values:
                edges = (e for e in machine.transitions if state in (e.source, e.target))
                place = next((edge.place for edge in edges), machine.place)
                message = f"`{field.name}` cannot be `{state}`."
                self._report(codes.UNKNOWN_STATE, place, message, did_you_mean(state, values))
        return values

    def _start(
        self,
        field: Field,
        machine: StateMachine,
        transitions: Sequence[Transition],
        spelled: dict[str, str],
    ) -> str | None:
        default = None if field.default is None else field.default.text.strip("`'\" ")
        if machine.initial is not None:
            initial = spelled.get(machine.initial, machine.initial)
            if default is not None and default != initial:
                message = f"`{field.name}` begins as {initial} here, and by default as {default}."
                self._report(codes.WRONG_START, machine.place, message)
            return initial
        targets = {edge.target for edge in transitions if edge.source == OUTSIDE}
        if default in _values(field):
            return default
        return targets.pop() if len(targets) == 1 else None

    def _adopt(self, entity: Entity, field: Field) -> None:
        """The field as an enum; `input: Loan` has all fields but the state."""
        fields = tuple(field if each.name == field.name else each for each in entity.fields)
        changed = replace(entity, fields=fields)
        entities = tuple(changed if each == entity else each for each in self.document.entities)
        operations = tuple(
            _without(each, field.name) if self._writes(each, entity) else each
            for each in self.document.operations
        )
        self.document = replace(self.document, entities=entities, operations=operations)

    def _writes(self, operation: Operation, entity: Entity) -> bool:
        return bool(set(operation.kinds) & CHANGING) and (
            entity_of(self.document, operation) == entity
        )


def _spelled(edge: Transition, spelled: dict[str, str]) -> Transition:
    source, target = spelled.get(edge.source, edge.source), spelled.get(edge.target, edge.target)
    return replace(edge, source=source, target=target)


def _without(operation: Operation, name: str) -> Operation:
    """`input: Loan` has all its fields at one place."""
    places = [item.place for item in operation.inputs]
    kept = tuple(
        item for item in operation.inputs if item.names != (name,) or places.count(item.place) == 1
    )
    return replace(operation, inputs=kept)


def _is_text(field: Field) -> bool:
    kind = field.type.of if isinstance(field.type, Optional) else field.type
    return kind == Scalar(Kind.STRING) and not field.constraints.one_of


def _values(field: Field) -> tuple[str, ...]:
    """What an enum, or a text of which the values are listed, can be."""
    kind = field.type.of if isinstance(field.type, Optional) else field.type
    if isinstance(kind, EnumOf):
        return kind.members
    return field.constraints.one_of if kind == Scalar(Kind.STRING) else ()


def _symbols(field: Field) -> set[str]:
    return {symbol_name(value) for value in _values(field)}
