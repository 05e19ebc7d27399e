"""Requests that are worth trying on the rows that a store has."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice
from typing import Final

from omninode_bridge.generation.annotations import unwrapped
from omninode_bridge.generation.cases.json_values import json_value
from omninode_bridge.generation.effect.plan import OperationPlan, RequestField, Use
from omninode_bridge.generation.effect.reference_store import KeptRow, ReferenceStore
from omninode_bridge.generation.effect.values import Values
from omninode_bridge.requirements.document import Field, JsonValue
from omninode_bridge.requirements.types import Kind, Optional, Scalar
from omninode_bridge.rules.kinds import value_type

SHIFTS: Final = 24
UNKNOWN: Final = 999
FEW: Final = 4
type Request = dict[str, JsonValue]


@dataclass(slots=True)
class Candidates:
    values: Values
    store: ReferenceStore
    _keys_given: int = 0

    def of(self, plan: OperationPlan) -> Iterator[Request]:
        match plan.kind:
            case "create":
                found = self._for_create(plan)
            case "upsert":
                found = chain(self._for_create(plan), self._for_row(plan))
            case "read" | "update" | "delete" | "restore":
                found = self._for_row(plan)
            case "list" | "query":
                found = self._for_list(plan)
            case _:
                found = self._free(plan)
        for request in found:
            yield request
            yield from self._repeated(plan, request)
        yield {"no_such_field": 1}

    def _repeated(self, plan: OperationPlan, request: Request) -> Iterator[Request]:
        """The same key again, the same request or not."""
        if plan.idempotent:
            yield request

    def creations(self, plan: OperationPlan, number: int) -> Iterator[Request]:
        """Requests for one more row, until one is accepted."""
        for shift in range(SHIFTS):
            yield self._new(plan, number, number + shift, full=bool(number % 2))

    def _new(self, plan: OperationPlan, number: int, shift: int, *, full: bool) -> Request:
        request: Request = {}
        for at, item in enumerate(plan.request):
            if self._left_out(item) and not (full and item.use is not Use.IDEMPOTENCY):
                continue
            request[item.name] = self._value(plan, item, number, shift + at * (shift % 3))
        return request

    def _left_out(self, item: RequestField) -> bool:
        optional = isinstance(value_type(item.field), Optional)
        return item.may_be_absent or item.field.default is not None or optional

    def _value(self, plan: OperationPlan, item: RequestField, number: int, at: int) -> JsonValue:
        if item.use is Use.IDEMPOTENCY:
            return self._repeat_key(plan, item, number)
        entity = plan.entity
        if linked := self._linked(plan, item):
            known = (*linked, *self.values.pool(plan, item.field)[:FEW])
            return known[at % len(known)]
        if entity is not None and item.source in (*entity.unique, entity.key):
            return self.values.distinct(plan, item.field, number)
        return self.values.number(plan, item.field, at)

    def _repeat_key(self, plan: OperationPlan, item: RequestField, number: int) -> JsonValue:
        text, limits = f"key-{number}", item.field.constraints
        is_text = unwrapped(item.field.type) == Scalar(Kind.STRING)
        if is_text and self.values.samples.keeps(text, limits):
            return text
        return self.values.distinct(plan, item.field, number)

    def _linked(self, plan: OperationPlan, item: RequestField) -> tuple[JsonValue, ...]:
        """What all rows have that rules compare it with."""
        found = [
            self._json(item, row.values[each.field])
            for each in plan.links
            if each.fact == item.name
            for row in self.store.visible(each.entity)
        ]
        return tuple(dict.fromkeys(found))[:FEW]

    def _for_create(self, plan: OperationPlan) -> Iterator[Request]:
        for number in range(3):
            yield from islice(self.creations(plan, number), FEW)
        base = self._new(plan, 50, 0, full=True)
        yield from self._one_by_one(plan, base)
        yield from (self._new(plan, 0, 1, full=False), self._new(plan, 1, 2, full=True))
        yield {name: value for name, value in base.items() if name != next(iter(base), "")}
        yield from self._with_keys(plan)

    def _with_keys(self, plan: OperationPlan) -> Iterator[Request]:
        """A key, another key for the same request, and the same key for another one."""
        for item in plan.fields_for(Use.IDEMPOTENCY):
            known, other = (self._repeat_key(plan, item, number) for number in (0, UNKNOWN))
            yield {**self._new(plan, 0, 0, full=False), item.name: known}
            yield {**self._new(plan, 0, 0, full=False), item.name: other}
            yield {**self._new(plan, 70, 0, full=False), item.name: known}

    def _one_by_one(self, plan: OperationPlan, base: Request) -> Iterator[Request]:
        """Each field with each value of its pool, on rows that are new each time."""
        number = 60
        for item in plan.request:
            if item.use not in (Use.VALUE, Use.EXTRA):
                continue
            for value in (*self._linked(plan, item), *self.values.pool(plan, item.field)):
                number += 1
                fresh = self._new(plan, number, 0, full=True)
                yield {**base, **self._unique_part(plan, fresh), item.name: value}

    def _unique_part(self, plan: OperationPlan, request: Request) -> Request:
        entity = plan.entity
        names = () if entity is None else (*entity.unique, entity.key)
        keys = {item.name for item in plan.request if item.use is Use.IDEMPOTENCY}
        return {name: each for name, each in request.items() if name in names or name in keys}

    def _for_row(self, plan: OperationPlan) -> Iterator[Request]:
        entity = plan.entity
        rows = self.store.rows.get(entity.entity.name, []) if entity is not None else []
        visible = [row for row in rows if not row.deleted]
        for row in [*visible[1:], *visible[:1]]:
            yield from self._on_row(plan, row)
        for row in rows:
            if row.deleted:
                yield from (self._keyed(plan, row, key) for key in self._keys(plan))
        for key in self._keys(plan):
            unknown = {
                name: self.values.distinct(plan, self._field(plan, name), UNKNOWN) for name in key
            }
            if rows:
                yield {**self._keyed(plan, rows[0], key), **unknown}
        names = [name for names in plan.alternatives for name in names]
        if names and visible:
            yield {**self._keyed(plan, visible[0], tuple(names))}
            yield {}

    def for_one(self, plan: OperationPlan, row: KeptRow) -> Iterator[Request]:
        """Requests about one row, deleted or not; the plain ones first."""
        if plan.kind == "upsert":
            keys = next(self._keys(plan))
            yield {**self._new(plan, 0, 0, full=False), **self._keyed(plan, row, keys)}
        yield from self._on_row(plan, row)

    def _on_row(self, plan: OperationPlan, row: KeptRow) -> Iterator[Request]:
        keys = list(self._keys(plan))
        for key in keys:
            yield self._keyed(plan, row, key)
        if not keys:
            return
        versions = plan.fields_for(Use.VERSION)
        for item in versions:
            yield {**self._keyed(plan, row, keys[0]), item.name: 77}
        for item in plan.fields_for(Use.VALUE) + plan.fields_for(Use.EXTRA):
            values = self.values.pool(plan, item.field)
            if len(values) == 1:
                # The row may have that one already.
                values = (self.values.distinct(plan, item.field, UNKNOWN), *values)
            values = (*self._linked(plan, item), *values)
            for value in values:
                yield {**self._keyed(plan, row, keys[0]), item.name: value}
        yield from self._taken(plan, row, keys[0])
        for at in range(3):
            yield {**self._keyed(plan, row, keys[0]), **self._all_values(plan, at)}

    def _taken(self, plan: OperationPlan, row: KeptRow, key: tuple[str, ...]) -> Iterator[Request]:
        """Unique values that another row has."""
        entity = plan.entity
        for item in plan.fields_for(Use.VALUE):
            if entity is None or item.source not in entity.unique:
                continue
            for other in self.store.rows.get(entity.entity.name, []):
                if other.number != row.number:
                    value = self._json(item, other.values[item.source or ""])
                    yield {**self._keyed(plan, row, key), item.name: value}

    def _all_values(self, plan: OperationPlan, at: int) -> Request:
        found: Request = {}
        for number, item in enumerate(plan.fields_for(Use.VALUE)):
            unique = plan.entity is not None and item.source in plan.entity.unique
            if not unique:
                found[item.name] = self.values.number(plan, item.field, at + number)
        return found

    def _keys(self, plan: OperationPlan) -> Iterator[tuple[str, ...]]:
        """The inputs that tell a row, each way once."""
        if plan.alternatives:
            yield from ((name,) for name in chain(*plan.alternatives))
        else:
            yield tuple(item.name for item in plan.fields_for(Use.KEY) if not item.may_be_absent)

    def _keyed(self, plan: OperationPlan, row: KeptRow, key: tuple[str, ...]) -> Request:
        """What must be given beside the key is given, too."""
        row = self._now(plan, row)
        request: Request = {}
        for item in plan.request:
            required = not self._left_out(item)
            if item.name in key or (item.use is Use.VERSION and required):
                request[item.name] = self._json(item, row.values[item.source or item.name])
            elif item.use is Use.IDEMPOTENCY:
                self._keys_given += 1
                request[item.name] = self._repeat_key(plan, item, self._keys_given)
            elif item.use is Use.EXTRA and required:
                request[item.name] = self.values.number(plan, item.field, 0)
        return request

    def _now(self, plan: OperationPlan, row: KeptRow) -> KeptRow:
        """What the row has become meanwhile."""
        rows = self.store.rows.get(plan.entity.entity.name, []) if plan.entity else []
        return next((each for each in rows if each.number == row.number), row)

    def _field(self, plan: OperationPlan, name: str) -> Field:
        return next(item.field for item in plan.request if item.name == name)

    def _json(self, item: RequestField, value: object) -> JsonValue:
        return json_value(value, value_type(item.field), {})

    def _for_list(self, plan: OperationPlan) -> Iterator[Request]:
        entity = plan.entity
        rows = self.store.visible(entity.entity.name) if entity is not None else []
        must = {
            item.name: self._listed(plan, item, rows[0] if rows else None)
            for item in plan.request
            if not self._left_out(item)
        }
        yield must
        for item in plan.request:
            yield from ({**must, item.name: value} for value in self._choices(plan, item, rows))
        names = [item for item in plan.request if item.use in (Use.PAGE, Use.SIZE)]
        if names:
            for number, size in ((1, 1), (2, 1), (2, 2), (9, 5), (1, 50), (0, 1), (1, 0)):
                pair = {"page": number, "size": size}
                yield {**must, **{item.name: pair[item.name] for item in names}}

    def _choices(
        self, plan: OperationPlan, item: RequestField, rows: list[KeptRow]
    ) -> Iterator[JsonValue]:
        match item.use:
            case Use.FILTER:
                yield from (self._json(item, row.values[item.source or ""]) for row in rows)
                yield from self.values.pool(plan, item.field)[:3]
            case Use.CONTAINS:
                for row in rows:
                    text = str(row.values[item.source or ""] or "")
                    yield from (text[1:3].upper(), text[-1:].lower())
                yield "no such part"
            case Use.SORT:
                yield from item.field.constraints.one_of[:6]
            case _:
                yield from self.values.pool(plan, item.field)[:4]

    def _listed(self, plan: OperationPlan, item: RequestField, row: KeptRow | None) -> JsonValue:
        if row is not None and item.source is not None:
            value = self._json(item, row.values[item.source])
            return str(value)[:2] if item.use is Use.CONTAINS else value
        return self.values.number(plan, item.field, 0)

    def _free(self, plan: OperationPlan) -> Iterator[Request]:
        for number in range(3):
            yield from self.creations(plan, number)
        yield from self._with_keys(plan)
        yield from self._one_by_one(plan, self._new(plan, 50, 0, full=True))
