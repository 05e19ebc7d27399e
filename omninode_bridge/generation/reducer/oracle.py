"""What a document says about a request, by evaluation instead of by the generated handler.

Aggregates are computed here from all accepted events at once, not by partial results: a second
way to the same answer. A request with a snapshot is not answered, because what a snapshot stands
for is the package's business.
"""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from fractions import Fraction
from typing import Final

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
from omninode_bridge.generation.reducer.layout import EVENT, Layout
from omninode_bridge.generation.reducer.metrics import VALUE, WINDOW
from omninode_bridge.generation.reducer.scope import CONTEXT_VARIABLE
from omninode_bridge.generation.values import default_json
from omninode_bridge.requirements.document import Field, JsonValue
from omninode_bridge.requirements.types import ValueType
from omninode_bridge.rules.evaluation.expressions import Compiler
from omninode_bridge.rules.evaluation.frame import Frame, Run
from omninode_bridge.rules.evaluation.numbers import exact
from omninode_bridge.rules.evaluation.outcomes import NoValueError, Record, Value
from omninode_bridge.rules.kinds import DATETIME, FLOAT, INT, MONEY, plain, value_type
from omninode_bridge.rules.typed import Typed

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_CENT: Final = Decimal("0.01")
_WIDE: Final = Context(prec=5000, rounding=ROUND_HALF_UP)


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

    def start(self) -> Account:
        machine = self.reducer.machine
        context = {one.name: self._default(one) for one in self.reducer.context}
        return Account(None if machine is None else machine.initial, context)

    def _default(self, found: Field) -> Value:
        if found.default is None:
            return None
        kind = plain(value_type(found))
        return self._reader.reader(kind)(default_json(found.default, kind))

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
        return self._json(_FUNCTIONS[metric.function](metric, found), metric.type)


def expressions_of(layout: Layout) -> Iterator[Typed]:
    reducer = layout.reducer
    for row in () if reducer.machine is None else reducer.machine.rows:
        if row.guard is not None:
            yield row.guard
        for action in row.actions:
            if isinstance(action, SetContext):
                yield action.value
            else:
                yield from (value for _, value in action.arguments)
    yield from (refusal.condition for refusal in reducer.refusals)
    for metric in reducer.metrics:
        yield from (part.value for part in metric.groups)
        if metric.value is not None:
            yield metric.value.value
        if metric.where is not None:
            yield metric.where


def window_start(moment: datetime, length: timedelta) -> datetime:
    try:
        return EPOCH + (moment - EPOCH) // length * length
    except OverflowError:
        return datetime.min.replace(tzinfo=UTC)


def top(values: list[Value], most: int) -> list[tuple[Value, int]]:
    counts = [(value, values.count(value)) for value in sorted(set(values))]
    return sorted(counts, key=lambda pair: -pair[1])[:most]


def _sum(metric: Metric, values: list[Value]) -> Value:
    kind = INT if metric.value is None else plain(metric.value.type)
    if kind == INT:
        return sum(values)
    if kind == FLOAT:
        return math.fsum(values)
    total = Decimal(0)
    for value in values:
        total = _WIDE.add(total, value)
    return total


def _average(metric: Metric, values: list[Value]) -> Value:
    kind = INT if metric.value is None else plain(metric.value.type)
    if kind == FLOAT:
        return float(sum((Fraction(value) for value in values), Fraction(0)) / len(values))
    total = sum((Fraction(value) for value in values), Fraction(0)) / len(values)
    if kind == MONEY:
        mean = _WIDE.divide(Decimal(total.numerator), Decimal(total.denominator))
        return _WIDE.quantize(mean, _CENT)
    return Decimal(total.numerator) / Decimal(total.denominator)


type _Found = list[tuple[Value, Value]]


def _plain(function: Callable[[list[Value]], Value]) -> Callable[[Metric, _Found], Value]:
    return lambda _metric, found: function([value for _, value in found])


_FUNCTIONS: Final[dict[Function, Callable[[Metric, _Found], Value]]] = {
    Function.COUNT: _plain(len),
    Function.SUM: lambda metric, found: _sum(metric, [value for _, value in found]),
    Function.AVG: lambda metric, found: _average(metric, [value for _, value in found]),
    Function.MIN: _plain(min),
    Function.MAX: _plain(max),
    Function.DISTINCT: _plain(lambda values: len(set(values))),
    Function.FIRST: lambda _metric, found: min(found)[1],
    Function.LAST: lambda _metric, found: max(found)[1],
    Function.PERCENTILE: lambda metric, found: sorted(value for _, value in found)[
        math.ceil(Fraction(metric.number, 100) * len(found)) - 1
    ],
}
