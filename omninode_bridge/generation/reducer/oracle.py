"""What a document says about a request, by evaluation instead of by the generated handler.

Aggregates are computed here from all accepted events at once, not by partial results: a second
way to the same answer. A request with a snapshot is not answered, because what a snapshot stands
for is the package's business.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import localcontext

from omninode_bridge.generation.cases.json_values import (
    Read,
    RequestReader,
    UnfitError,
    checker,
    json_value,
)
from omninode_bridge.generation.reducer.checked import (
    Derived,
    EmitIntent,
    Function,
    Metric,
    Row,
    SetContext,
)
from omninode_bridge.generation.reducer.expressions_of import expressions_of
from omninode_bridge.generation.reducer.layout import EVENT, Layout
from omninode_bridge.generation.reducer.metrics import VALUE, WINDOW
from omninode_bridge.generation.reducer.scope import CONTEXT_VARIABLE
from omninode_bridge.generation.reducer.second_aggregates import FUNCTIONS, top, window_start
from omninode_bridge.generation.values import default_json
from omninode_bridge.requirements.document import Field, JsonValue
from omninode_bridge.requirements.types import ValueType
from omninode_bridge.rules.evaluation.expressions import Compiler
from omninode_bridge.rules.evaluation.frame import Frame, Run
from omninode_bridge.rules.evaluation.numbers import exact
from omninode_bridge.rules.evaluation.outcomes import NoValueError, Record, Value
from omninode_bridge.rules.kinds import DATETIME, plain, value_type
from omninode_bridge.rules.typed import Typed


@dataclass(frozen=True, slots=True)
class Told:
    """One event: the reason why nothing changed (empty if it did), and the row that took it."""

    event: str | None
    reason: str
    row: Row | None = None


@dataclass(slots=True)
class Account:
    """What has happened so far."""

    state: str | None
    context: Record
    accepted: list[tuple[str, Record]] = field(default_factory=list)
    seen: set[tuple[str, str, Value]] = field(default_factory=set)
    intents: list[JsonValue] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)

    def copy(self) -> "Account":
        return Account(
            self.state,
            dict(self.context),
            list(self.accepted),
            set(self.seen),
            list(self.intents),
            list(self.told),
        )


class _RefusedError(Exception):
    """The reason is the only argument."""


class ReducerOracle:
    """Answers for one document; made once, asked often. Raises `UndecidableError` when made."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.reducer = layout.reducer
        self._reader = RequestReader(layout.document)
        self._compiler = Compiler({})
        self._runs: dict[int, Run] = {}
        self._fields = {
            entity.name: {field.name: value_type(field) for field in entity.fields}
            for entity in layout.document.entities
        }
        self._checks = {one.name: checker(one.constraints) for one in self.reducer.context}
        for value in expressions_of(layout):
            self._runs[id(value)] = self._compiler.compiled(value)

    def check_snapshot(self, snapshot: JsonValue) -> None:
        """Raises `UnfitError` with the field that is missing or does not fit."""
        self._reader.reader_of(self.layout.state)(snapshot)

    def start(self) -> Account:
        machine = self.reducer.machine
        context = {one.name: self._default(one) for one in self.reducer.context}
        return Account(None if machine is None else machine.initial, context)

    def _default(self, found: Field) -> Value:
        if found.default is None:
            return None
        kind = plain(value_type(found))
        return self._reader.reader(kind)(default_json(found.default, kind))

    def known(self, account: Account, subject: str) -> Iterator[dict[str, JsonValue]]:
        """Values of the context for fields of the same type: what guards like to compare."""
        keys = self.layout.keys_of(subject)
        for one in self.reducer.context:
            kind, value = plain(value_type(one)), account.context[one.name]
            for other in self.layout.fields_of(subject) if value is not None else ():
                if plain(value_type(other)) == kind and other not in keys:
                    yield {other.name: self._json(value, kind)}

    def take(self, account: Account, event: dict[str, JsonValue]) -> Told:
        """Changes the account where the event is accepted."""
        name = event.get(EVENT) if self.reducer.is_named else None
        shown = name if isinstance(name, str) else None
        row = None
        with localcontext(exact()):
            try:
                row = self._taken(account, event, shown)
                told = Told(shown, "", row)
            except _RefusedError as refused:
                told = Told(shown, str(refused))
        account.told.append(told)
        return told

    def _taken(self, account: Account, event: dict[str, JsonValue], name: str | None) -> Row | None:
        if self.reducer.is_named and name not in self.layout.subjects:
            raise _RefusedError("unknown_event")
        subject = name or self.reducer.entity or ""
        given = self._read(subject, event)
        keys = self._keys(subject, given)
        if keys & account.seen:
            raise _RefusedError("duplicate")
        row, context, intents = self._advanced(account, subject, given)
        account.seen |= keys
        account.accepted.append((subject, given))
        account.context = context
        account.intents += intents
        if row is not None:
            account.state = row.target
        return row

    def _read(self, subject: str, event: dict[str, JsonValue]) -> Record:
        """The first bad field in the order of the declaration, then unknown ones."""
        fields = self.layout.fields_of(subject)
        reader: Read = self._reader.reader_of(self.layout.event(subject))
        try:
            record: Record = reader(event)
        except UnfitError:
            known = {found.name for found in fields} | ({EVENT} if self.reducer.is_named else set())
            plain_event = {key: value for key, value in event.items() if key in known}
            try:
                reader(plain_event)
            except UnfitError as error:
                raise _RefusedError(f"invalid:{error}") from error
            unknown = next(key for key in event if key not in known)
            raise _RefusedError(f"invalid:{unknown}") from None
        return record

    def _keys(self, subject: str, given: Record) -> set[tuple[str, str, Value]]:
        keys = self.layout.keys_of(subject)
        return {(subject, key.name, given[key.name]) for key in keys if given[key.name] is not None}

    def _advanced(
        self, account: Account, subject: str, given: Record
    ) -> tuple[Row | None, Record, list[JsonValue]]:
        machine, context = self.reducer.machine, dict(account.context)
        rows: list[Row] = []
        if machine is not None:
            rows = [row for row in machine.rows_of(subject) if row.origin == account.state]
            if not rows:
                raise _RefusedError("no_transition")
        try:
            self._refuse(subject, given, context)
            row = next((row for row in rows if self._holds(row, given, context)), None)
            if machine is not None and row is None:
                raise _RefusedError("guard")
            intents = [] if row is None else list(self._acted(row, given, context))
        except (NoValueError, ArithmeticError, LookupError, ValueError) as error:
            raise _RefusedError("guard") from error
        return row, context, intents

    def _refuse(self, subject: str, given: Record, context: Record) -> None:
        for metric in self.reducer.metrics:
            if metric.subject == subject and self._selected(metric, given):
                for part in (*metric.groups, *((metric.value,) if metric.value else ())):
                    self._value(part.value, given, context)
        for refusal in self.reducer.refusals:
            if refusal.subject == subject and self._value(refusal.condition, given, context):
                raise _RefusedError("guard")

    def _holds(self, row: Row, given: Record, context: Record) -> bool:
        return row.guard is None or bool(self._value(row.guard, given, context))

    def _acted(self, row: Row, given: Record, context: Record) -> Iterator[JsonValue]:
        for action in row.actions:
            match action:
                case SetContext(name, value):
                    context[name] = self._value(value, given, context)
                    check = self._checks[name]
                    if check is not None and not check(context[name]):
                        raise _RefusedError(f"invalid:{name}")
                case EmitIntent(intent, arguments):
                    payload: dict[str, JsonValue] = {
                        key: self._json(self._value(value, given, context), value.type)
                        for key, value in arguments
                    }
                    yield {"intent": intent, "payload": payload}

    def _value(self, expression: Typed, given: Record, context: Record) -> Value:
        frame = Frame(given, context, {CONTEXT_VARIABLE: context})
        return self._runs[id(expression)](frame)

    def _json(self, value: Value, kind: ValueType) -> JsonValue:
        return json_value(value, kind, self._fields)

    def _selected(self, metric: Metric, given: Record) -> bool:
        return metric.where is None or bool(self._value(metric.where, given, {}))

    def answer(self, account: Account) -> dict[str, JsonValue]:
        """The answer without what only the package knows: the kept part of the snapshot."""
        reducer = self.reducer
        found: dict[str, JsonValue] = {}
        if reducer.machine is not None:
            state: dict[str, JsonValue] = {"state": account.state}
            for one in reducer.context:
                state[one.name] = self._json(account.context[one.name], value_type(one))
            found["state"] = state
        found["rejected"] = [
            {"index": index, "event": told.event, "reason": told.reason}
            for index, told in enumerate(account.told)
            if told.reason
        ]
        if reducer.machine is not None:
            found["intents"] = list(account.intents)
        if reducer.metrics:
            with localcontext(exact()):
                found["aggregates"] = {
                    metric.name: self._rows(metric, account) for metric in reducer.metrics
                }
        return found

    def answer_to(self, events: list[dict[str, JsonValue]]) -> dict[str, JsonValue]:
        account = self.start()
        for event in events:
            self.take(account, event)
        return self.answer(account)

    def _rows(self, metric: Metric, account: Account) -> list[JsonValue]:
        groups: dict[tuple[Value, ...], list[tuple[Value, Value]]] = {}
        for subject, given in account.accepted:
            if subject == metric.subject and self._selected(metric, given):
                self._collect(metric, given, groups)
        kinds = [group.type for group in metric.groups]
        kinds += [DATETIME] if metric.window is not None else []
        names = [group.name for group in metric.groups]
        names += [WINDOW] if metric.window is not None else []
        rows: list[JsonValue] = []
        for key in sorted(groups, key=lambda key: [(part is not None, part) for part in key]):
            row = {
                name: self._json(part, kind)
                for name, part, kind in zip(names, key, kinds, strict=True)
            }
            rows.append(row | {VALUE: self._aggregate(metric, groups[key])})
        return rows

    def _collect(
        self,
        metric: Metric,
        given: Record,
        groups: dict[tuple[Value, ...], list[tuple[Value, Value]]],
    ) -> None:
        def of(part: Derived) -> Value:
            return self._value(part.value, given, {})

        value = None if metric.value is None else of(metric.value)
        moment: Value = None if metric.time is None else given[metric.time.name]
        if (metric.value is not None and value is None) or (metric.time and moment is None):
            return
        key = [of(group) for group in metric.groups]
        if metric.window is not None:
            key.append(window_start(moment, metric.window))
        groups.setdefault(tuple(key), []).append((moment, value))

    def _aggregate(self, metric: Metric, found: list[tuple[Value, Value]]) -> JsonValue:
        if metric.function is Function.TOP and metric.value is not None:
            pairs = top([value for _, value in found], metric.number)
            return [
                {VALUE: self._json(value, metric.type), "count": count} for value, count in pairs
            ]
        return self._json(FUNCTIONS[metric.function](metric, found), metric.type)
