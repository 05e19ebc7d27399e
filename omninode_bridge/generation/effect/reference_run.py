"""One request to the reference, from its check to its answer."""

from omninode_bridge.generation.effect.plan import (
    ON_A_ROW,
    STORED,
    WRITING,
    AnswerField,
    From,
    Use,
)
from omninode_bridge.generation.effect.reference_rows import RowRun
from omninode_bridge.generation.effect.reference_store import Event
from omninode_bridge.generation.effect.refusal import (
    VALIDATION,
    RefusalError,
    UnknownEndError,
)
from omninode_bridge.requirements.document import JsonValue
from omninode_bridge.requirements.types import Kind, Scalar
from omninode_bridge.rules.evaluation.outcomes import (
    Record,
    Value,
)
from omninode_bridge.rules.kinds import value_type


class Run(RowRun):
    """What every kind of operation does."""

    def answer(self, request: dict[str, JsonValue]) -> dict[str, JsonValue]:
        self.given = self.knowledge.read(self.plan, request)
        for names in self.plan.alternatives:
            if sum(name in request for name in names) != 1:
                raise RefusalError(VALIDATION)
        key = self._key()
        if key is not None and key in self.store.answers:
            kept, self.is_repeat = self.store.answers[key], True
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
        if self.plan.kind in WRITING | ON_A_ROW:
            row = self._on_a_row(request)
        elif self.plan.kind is not None:
            page, total = self._list()
            self._outside(None)
        else:
            self._decide(self._whole())
            self._outside(None)
        answer = self._answered(row, page, total)
        self._emit(answer, row)
        return answer

    def _on_a_row(self, request: dict[str, JsonValue]) -> Record:
        match self.plan.kind:
            case "create":
                return self._create(request)
            case "read":
                row = self._found().values
                self._decide({**self._extras(), **row, STORED: row})
                self._outside(row)
                return row
            case "update":
                return self._update(request)
            case "upsert":
                return self._upsert(request)
            case "restore":
                return self._restore()
            case _:
                return self._delete()

    def _answered(self, row: Record | None, page: list[Record], total: int) -> dict[str, JsonValue]:
        whole = {} if row is None else row
        return {each.name: self._part(each, whole, page, total) for each in self.plan.answer}

    def _part(self, each: AnswerField, row: Record, page: list[Record], total: int) -> JsonValue:
        match each.origin:
            case From.ITEMS:
                return [self._json_row(item) for item in page]
            case From.TOTAL:
                return total
            case From.ROW:
                return self._json(row if each.whole else row[each.name], each.type)
            case From.FILE if each.type == Scalar(Kind.STRING):
                return self.file
            case From.FILE:
                raise UnknownEndError(each.name)
            case _:
                return self._json(self._other(each), each.type)

    def _other(self, each: AnswerField) -> Value:
        if each.origin is From.BODY:
            return self._read(self.body.get(each.name), each.type)
        if each.origin is From.DECIDED:
            return self.decided[each.name]
        return self.given.get(each.name)

    def _emit(self, answer: dict[str, JsonValue], row: Record | None) -> None:
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
        self.store.events.extend(Event(name, payload) for name in names)
        self._send(row)

    def _send(self, row: Record | None) -> None:
        """Events of the transition."""
        moves = self.plan.moves
        if moves is None:
            return
        for found in moves.rows[self.taken - 1].sends:
            payload = {name: self._sent(name, row) for name in found.names}
            payload |= {name: self._sent(name, self.before) for name in found.earlier}
            self.store.events.append(Event(found.event, payload))

    def _sent(self, name: str, row: Record | None) -> JsonValue:
        field = self._traits().field(name)
        if field is not None and row is not None:
            return self._json(row[name], value_type(field))
        item = next(each for each in self.plan.request if each.name == name)
        return self._json(self.given.get(name), value_type(item.field))
