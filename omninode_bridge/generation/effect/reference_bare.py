"""A request to the reference on its way: what is given, decided, called and answered."""

from omninode_bridge.generation.cases.json_values import (
    RequestReader,
    json_value,
)
from omninode_bridge.generation.effect.knowledge import Knowledge
from omninode_bridge.generation.effect.plan import (
    STORED,
    WRITING,
    EntityTraits,
    OperationPlan,
    Use,
)
from omninode_bridge.generation.effect.reference_outside import called, called_path, used_file
from omninode_bridge.generation.effect.reference_store import ReferenceStore
from omninode_bridge.generation.effect.refusal import (
    VALIDATION,
    RefusalError,
)
from omninode_bridge.requirements.document import JsonValue
from omninode_bridge.requirements.types import EntityRef, ValueType
from omninode_bridge.rules.evaluation.frame import Mark
from omninode_bridge.rules.evaluation.outcomes import (
    Record,
    Value,
)
from omninode_bridge.rules.kinds import value_type


class BareRun:
    """One request on its way; `marks` are the decisions of rules so far."""

    def __init__(self, knowledge: Knowledge, store: ReferenceStore, plan: OperationPlan) -> None:
        self.knowledge = knowledge
        self.store = store
        self.plan = plan
        self.marks: frozenset[Mark] = frozenset()
        self.given: Record = {}
        self.decided: Record = {}
        self.body: dict[str, JsonValue] = {}
        self.file: JsonValue = None
        self.called: str | None = None
        self.is_repeat = False
        self.before: Record | None = None
        self.taken = 0

    def _traits(self) -> EntityTraits:
        assert self.plan.entity is not None  # noqa: S101 - asked for kinds that have one
        return self.plan.entity

    def _whole(self) -> Record:
        return {item.name: self.given.get(item.name) for item in self.plan.request}

    def _extras(self) -> Record:
        uses = (Use.EXTRA, Use.IDEMPOTENCY)
        return {
            item.name: self.given.get(item.name) for item in self.plan.request if item.use in uses
        }

    def _decide(self, known: Record) -> None:
        facts = {field.name: known.get(field.name) for field in self.plan.facts}
        for name in self.plan.kept:
            facts[name] = [row.values for row in self.store.visible(name)]
        moves = self.plan.moves
        if moves is not None:
            self.before = known.get(STORED)
            state = None if self.before is None else self.before[moves.field]
            self.taken = self.knowledge.move(self.plan, facts, state)
            facts[moves.taken] = self.taken
        self.decided, self.marks = self.knowledge.observed(self.plan, facts)
        self.marks |= {(-self.taken, "taken")} if self.taken else frozenset()

    def _move(self, row: Record) -> None:
        """What rules and actions assign, and the state that the transition leads to."""
        moves = self.plan.moves
        writes = self.plan.kind in WRITING or moves is not None
        row |= {name: self.decided[name] for name in self.plan.written if writes}
        if moves is not None:
            row[moves.field] = moves.rows[self.taken - 1].target

    def _outside(self, row: Record | None) -> None:
        """The call and the file, after the rules."""
        self._call(row)
        self._use_file(row)

    def _call(self, row: Record | None) -> None:
        if self.plan.http is not None:
            known = self._known(row)
            self.called = called_path(self.plan, known)
            self.body = called(self.store, self.plan, known)

    def _use_file(self, row: Record | None) -> None:
        if self.plan.file is not None:
            self.file = used_file(self.store, self.plan, self._known(row))

    def _known(self, row: Record | None) -> dict[str, JsonValue]:
        known = {
            item.name: self._json(self.given.get(item.name), value_type(item.field))
            for item in self.plan.request
        }
        if row is not None:
            stored = self._json_row(row)
            known |= stored if isinstance(stored, dict) else {}
        return known

    def _from_body(self, row: Record) -> None:
        for name in self.plan.from_body:
            if name in self.body:
                field = self._traits().field(name)
                assert field is not None  # noqa: S101 - a field of the entity
                row[name] = self._read(self.body[name], value_type(field))

    def _read(self, value: JsonValue, kind: ValueType) -> Value:
        try:
            return RequestReader(self.knowledge.document).reader(kind)(value)
        except (ValueError, ArithmeticError) as error:
            raise RefusalError(VALIDATION) from error

    def _json_row(self, row: Record) -> JsonValue:
        return self._json(row, EntityRef(self._traits().entity.name))

    def _json(self, value: object, kind: ValueType) -> JsonValue:
        return json_value(value, kind, self.knowledge.fields)
