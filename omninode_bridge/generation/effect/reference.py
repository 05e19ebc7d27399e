"""What an operation answers, found from its plan alone and never from the emitted code."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from omninode_bridge.generation.cases.json_values import (
    RequestReader,
    UnfitError,
    checker,
    json_value,
)
from omninode_bridge.generation.effect.plan import (
    CREATED_AT,
    STORED,
    UPDATED_AT,
    VERSION,
    EntityTraits,
    From,
    OperationPlan,
    Use,
)
from omninode_bridge.generation.effect.reference_store import Event, KeptRow, ReferenceStore
from omninode_bridge.generation.effect.sorting import sorted_rows
from omninode_bridge.generation.values import default_json
from omninode_bridge.requirements.document import Document, JsonValue
from omninode_bridge.requirements.types import EntityRef, ValueType
from omninode_bridge.rules.evaluation.evaluate import Evaluator
from omninode_bridge.rules.evaluation.frame import Mark
from omninode_bridge.rules.evaluation.outcomes import Answered, Record, Rejected, Undecided
from omninode_bridge.rules.kinds import value_type

VALIDATION: Final = "VALIDATION_ERROR"
DUPLICATE: Final = "DUPLICATE_REGISTRATION"
NOT_FOUND: Final = "RESOURCE_NOT_FOUND"
STALE: Final = "INVALID_STATE"


class RefusalError(Exception):
    """The operation ends with an error; `message` is that of a rule, or None."""

    def __init__(self, code: str, message: str | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.message = message


class UnknownEndError(Exception):
    """What the rules say cannot be evaluated here."""


@dataclass(frozen=True, slots=True)
class Ended:
    """Either an answer or an error code; `marks` are the decisions of rules on the way."""

    answer: Mapping[str, JsonValue] | None
    code: str = ""
    message: str | None = None
    marks: frozenset[Mark] = frozenset()


class Reference:
    """Answers requests on a `ReferenceStore`, which changes as a real one does."""

    def __init__(self, document: Document, plans: Sequence[OperationPlan]) -> None:
        self.document = document
        self.plans = {plan.name: plan for plan in plans}
        self._evaluators = {
            plan.name: Evaluator(plan.program) for plan in plans if plan.program is not None
        }

    @cached_property
    def fields(self) -> dict[str, dict[str, ValueType]]:
        return {
            entity.name: {field.name: value_type(field) for field in entity.fields}
            for entity in self.document.entities
        }

    def ended(self, store: ReferenceStore, operation: str, request: dict[str, JsonValue]) -> Ended:
        run = _Run(self, store.copy(), self.plans[operation])
        try:
            answer = run.answer(request)
        except RefusalError as refusal:
            return Ended(None, refusal.code, refusal.message, run.marks)
        store.rows, store.answers = run.store.rows, run.store.answers
        store.events, store.drawn = run.store.events, run.store.drawn
        store.generated = run.store.generated
        return Ended(answer, marks=run.marks)

    def observed(self, plan: OperationPlan, facts: Record) -> tuple[Record, frozenset[Mark]]:
        """What the rules assign."""
        if plan.program is None:
            return {}, frozenset()
        told = self._evaluators[plan.name].observed(facts)
        match told.outcome:
            case Answered(values, warnings):
                return {**values, "warnings": list(warnings)}, told.seen
            case Rejected(message):
                raise RefusalError(VALIDATION, message)
            case Undecided(reason):
                raise UnknownEndError(reason)
            case _:
                raise RefusalError(VALIDATION)

    def read(self, plan: OperationPlan, request: dict[str, JsonValue]) -> Record:
        """The request as values; what may be absent is there only where it is given."""
        fields = tuple(
            item.field for item in plan.request if not item.may_be_absent or item.name in request
        )
        try:
            given: Record = RequestReader(replace(self.document, inputs=fields)).request(request)
        except UnfitError as error:
            raise RefusalError(VALIDATION) from error
        return given


class _Run:
    def __init__(self, reference: Reference, store: ReferenceStore, plan: OperationPlan) -> None:
        self.reference = reference
        self.store = store
        self.plan = plan
        self.marks: frozenset[Mark] = frozenset()
        self.given: Record = {}
        self.decided: Record = {}

    def answer(self, request: dict[str, JsonValue]) -> dict[str, JsonValue]:
        self.given = self.reference.read(self.plan, request)
        for names in self.plan.alternatives:
            if sum(name in request for name in names) != 1:
                raise RefusalError(VALIDATION)
        key = self._key()
        if key is not None and key in self.store.answers:
            kept = self.store.answers[key]
            return dict(kept) if isinstance(kept, dict) else {}
        found = self._effect(request)
        if key is not None:
            self.store.answers[key] = found
        return found

    def _key(self) -> str | None:
        fields = self.plan.fields_for(Use.IDEMPOTENCY)
        if not fields or self.given.get(fields[0].name) is None:
            return None
        return f"{self.plan.name}:{self.given[fields[0].name]}"

    def _effect(self, request: dict[str, JsonValue]) -> dict[str, JsonValue]:
        row: Record | None = None
        page: list[Record] = []
        total = 0
        match self.plan.kind:
            case "create":
                row = self._create(request)
            case "read":
                row = self._found().values
                self._decide({**self._extras(), **row, STORED: row})
            case "update":
                row = self._update(request)
            case "delete":
                row = self._delete()
            case "list" | "query":
                page, total = self._list()
            case _:
                self._decide(self._whole())
        answer = self._answered(row, page, total)
        self._emit(answer, row, request)
        return answer

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
        self.decided, self.marks = self.reference.observed(self.plan, facts)

    def _create(self, request: dict[str, JsonValue]) -> Record:
        traits = self._traits()
        row: Record = {field.name: None for field in traits.entity.fields}
        row |= self._defaults(traits)
        if traits.generated_key and traits.key not in request:
            row[traits.key or ""] = self.store.new_identifier()
        if traits.created_at or traits.updated_at:
            moment = self.store.new_moment()
            row |= {CREATED_AT: moment} if traits.created_at else {}
            row |= {UPDATED_AT: moment} if traits.updated_at else {}
        if traits.version and row.get(VERSION) is None:
            row[VERSION] = 1
        row |= {
            item.name: self.given[item.name]
            for item in self.plan.fields_for(Use.VALUE)
            if item.name in request or (not item.may_be_absent and item.field.default is None)
        }
        self._decide({**self._whole(), **row})
        row |= {name: self.decided[name] for name in self.plan.written}
        self._expect_constraints(row)
        if traits.key and self.store.with_value(traits.entity.name, traits.key, row[traits.key]):
            raise RefusalError(DUPLICATE)
        self._expect_unique(row, None)
        self.store.add(traits.entity.name, row)
        return row

    def _defaults(self, traits: EntityTraits) -> Record:
        reader = RequestReader(self.reference.document)
        return {
            field.name: reader.reader(value_type(field))(default_json(field.default, field.type))
            for field in traits.entity.fields
            if field.default is not None
        }

    def _found(self) -> KeptRow:
        wanted = {
            item.name: self.given[item.name]
            for item in self.plan.fields_for(Use.KEY)
            if item.name in self.given
        }
        entity = self._traits().entity.name
        for row in self.store.visible(entity):
            if all(row.values[name] == value for name, value in wanted.items()):
                break
        else:
            raise RefusalError(NOT_FOUND)
        for item in self.plan.fields_for(Use.VERSION):
            if item.name in self.given and self.given[item.name] != row.values[VERSION]:
                raise RefusalError(STALE)
        return row

    def _update(self, request: dict[str, JsonValue]) -> Record:
        kept, traits = self._found(), self._traits()
        given = {
            item.name: self.given[item.name]
            for item in self.plan.fields_for(Use.VALUE)
            if item.name in request
        }
        row = {**kept.values, **given}
        self._decide({**self._extras(), **row, STORED: kept.values})
        row |= {name: self.decided[name] for name in self.plan.written}
        if traits.version:
            row[VERSION] += 1
        if traits.updated_at:
            row[UPDATED_AT] = self.store.new_moment()
        self._expect_constraints(row)
        self._expect_unique(row, kept)
        kept.values = row
        return row

    def _delete(self) -> Record:
        kept, entity = self._found(), self._traits().entity.name
        self._decide({**self._extras(), **kept.values, STORED: kept.values})
        if self.plan.operation.deletion == "soft":
            kept.deleted = True
        else:
            self.store.rows[entity] = [row for row in self.store.rows[entity] if row is not kept]
        return kept.values

    def _list(self) -> tuple[list[Record], int]:
        traits = self._traits()
        self._decide(self._whole())
        rows = [row.values for row in self.store.visible(traits.entity.name)]
        for item in self.plan.request:
            if item.name not in self.given or item.source is None:
                continue
            value, name = self.given[item.name], item.source
            if item.use is Use.FILTER:
                rows = [row for row in rows if row[name] == value]
            elif item.use is Use.CONTAINS:
                part = value.lower()
                rows = [row for row in rows if part in (row[name] or "").lower()]
        sort = next((self.given.get(item.name) for item in self.plan.fields_for(Use.SORT)), None)
        rows = sorted_rows(rows, traits, sort)
        total = len(rows)
        uses = {item.use for item in self.plan.request}
        if uses & {Use.PAGE, Use.SIZE}:
            size, number = self.given.get("size", 50), self.given.get("page", 1)
            rows = rows[(number - 1) * size : number * size]
        return rows, total

    def _expect_constraints(self, row: Record) -> None:
        for field in self._traits().entity.fields:
            check = checker(field.constraints)
            if check is not None and not check(row[field.name]):
                raise RefusalError(VALIDATION)

    def _expect_unique(self, row: Record, kept: KeptRow | None) -> None:
        traits = self._traits()
        for name in traits.unique:
            if row[name] is None:
                continue
            others = self.store.with_value(traits.entity.name, name, row[name])
            if any(other is not kept for other in others):
                raise RefusalError(DUPLICATE)

    def _json_row(self, row: Record) -> JsonValue:
        return self._json(row, EntityRef(self._traits().entity.name))

    def _json(self, value: object, kind: ValueType) -> JsonValue:
        return json_value(value, kind, self.reference.fields)

    def _answered(self, row: Record | None, page: list[Record], total: int) -> dict[str, JsonValue]:
        found: dict[str, JsonValue] = {}
        for each in self.plan.answer:
            match each.origin:
                case From.ITEMS:
                    found[each.name] = [self._json_row(item) for item in page]
                case From.TOTAL:
                    found[each.name] = total
                case From.ROW if each.whole:
                    found[each.name] = self._json(row, each.type)
                case From.ROW:
                    found[each.name] = self._json((row or {})[each.name], each.type)
                case From.DECIDED:
                    found[each.name] = self._json(self.decided[each.name], each.type)
                case From.REQUEST:
                    found[each.name] = self._json(self.given.get(each.name), each.type)
                case _:
                    raise UnknownEndError(each.name)
        return found

    def _emit(
        self, answer: dict[str, JsonValue], row: Record | None, request: dict[str, JsonValue]
    ) -> None:
        names = self.plan.operation.emits
        payload: JsonValue = answer
        if self.plan.kind == "delete" and row is not None:
            payload = self._json_row(row)
        if self.plan.publishes:
            names = names or (self.plan.name,)
            if not self.plan.answer:
                payload = {
                    item.name: self._json(self.given.get(item.name), value_type(item.field))
                    for item in self.plan.request
                }
        del request
        self.store.events.extend(Event(name, payload) for name in names)
