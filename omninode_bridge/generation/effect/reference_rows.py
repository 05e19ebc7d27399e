"""Rows of the reference: made, found, changed and removed."""

from collections.abc import Iterator

from omninode_bridge.generation.cases.json_values import (
    RequestReader,
    checker,
)
from omninode_bridge.generation.effect.plan import (
    CREATED_AT,
    STORED,
    UPDATED_AT,
    VERSION,
    EntityTraits,
    Use,
)
from omninode_bridge.generation.effect.reference_bare import BareRun
from omninode_bridge.generation.effect.reference_store import KeptRow
from omninode_bridge.generation.effect.refusal import (
    DUPLICATE,
    NOT_FOUND,
    STALE,
    VALIDATION,
    RefusalError,
)
from omninode_bridge.generation.effect.sorting import sorted_rows
from omninode_bridge.generation.values import default_json
from omninode_bridge.requirements.document import JsonValue
from omninode_bridge.rules.evaluation.outcomes import (
    Record,
)
from omninode_bridge.rules.kinds import value_type


class RowRun(BareRun):
    """What happens to the rows of one entity."""

    def _new_row(self, request: dict[str, JsonValue]) -> Record:
        """Defaults, a generated key, times and the first version."""
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
        return row

    def _create(self, request: dict[str, JsonValue]) -> Record:
        traits = self._traits()
        row = self._new_row(request)
        row |= {
            item.name: self.given[item.name]
            for item in self.plan.fields_for(Use.VALUE)
            if item.name in request or (not item.may_be_absent and item.field.default is None)
        }
        self._decide({**self._whole(), **row})
        self._settle(row)
        self._expect_constraints(row)
        self._add(traits, row)
        self._use_file(row)
        return row

    def _settle(self, row: Record) -> None:
        """What rules and a called service make of the row."""
        self._move(row)
        self._call(row)
        self._from_body(row)

    def _add(self, traits: EntityTraits, row: Record) -> None:
        if traits.key and self.store.with_value(traits.entity.name, traits.key, row[traits.key]):
            raise RefusalError(DUPLICATE)
        self._expect_unique(row, None)
        self.store.add(traits.entity.name, row)

    def _upsert(self, request: dict[str, JsonValue]) -> Record:
        """The key tells whether there is such a row."""
        kept = next(self._sought(hidden=False), None)
        row = self._new_row(request) if kept is None else dict(kept.values)
        uses = (Use.KEY, Use.VALUE)
        row |= {
            item.name: self.given[item.name]
            for item in self.plan.request
            if item.use in uses and item.name in request
        }
        self._expect_version(kept)
        earlier = None if kept is None else kept.values
        self._decide({**self._whole(), **row, STORED: earlier})
        self._settle(row)
        if kept is not None:
            self._next(row)
        self._expect_constraints(row)
        if kept is None:
            self._add(self._traits(), row)
        else:
            self._expect_unique(row, kept)
            kept.values = row
        self._use_file(row)
        return row

    def _next(self, row: Record) -> None:
        traits = self._traits()
        if traits.version:
            row[VERSION] += 1
        if traits.updated_at:
            row[UPDATED_AT] = self.store.new_moment()

    def _defaults(self, traits: EntityTraits) -> Record:
        reader = RequestReader(self.knowledge.document)
        return {
            field.name: reader.reader(value_type(field))(default_json(field.default, field.type))
            for field in traits.entity.fields
            if field.default is not None
        }

    def _sought(self, *, hidden: bool) -> Iterator[KeptRow]:
        wanted = {
            item.name: self.given[item.name]
            for item in self.plan.fields_for(Use.KEY)
            if item.name in self.given
        }
        entity = self._traits().entity.name
        for row in self.store.rows.get(entity, []):
            same = all(row.values[name] == value for name, value in wanted.items())
            if same and row.deleted is hidden:
                yield row

    def _found(self, *, hidden: bool = False) -> KeptRow:
        row = next(self._sought(hidden=hidden), None)
        if row is None:
            raise RefusalError(NOT_FOUND)
        self._expect_version(row)
        return row

    def _expect_version(self, row: KeptRow | None) -> None:
        if row is None:
            return
        for item in self.plan.fields_for(Use.VERSION):
            if item.name in self.given and self.given[item.name] != row.values[VERSION]:
                raise RefusalError(STALE)

    def _update(self, request: dict[str, JsonValue]) -> Record:
        kept = self._found()
        given = {
            item.name: self.given[item.name]
            for item in self.plan.fields_for(Use.VALUE)
            if item.name in request
        }
        row = {**kept.values, **given}
        self._decide({**self._extras(), **row, STORED: kept.values})
        self._settle(row)
        self._next(row)
        self._expect_constraints(row)
        self._expect_unique(row, kept)
        kept.values = row
        self._use_file(row)
        return row

    def _restore(self) -> Record:
        kept = self._found(hidden=True)
        self._decide({**self._extras(), **kept.values, STORED: kept.values})
        row = self._moved(kept)
        self._outside(row)
        kept.deleted = False
        self._next(row)
        kept.values = row
        return row

    def _moved(self, kept: KeptRow) -> Record:
        """The row of an operation that otherwise changes nothing in it."""
        row = dict(kept.values)
        if self.plan.moves is not None:
            self._move(row)
            self._expect_constraints(row)
        return row

    def _delete(self) -> Record:
        kept, entity = self._found(), self._traits().entity.name
        self._decide({**self._extras(), **kept.values, STORED: kept.values})
        kept.values = self._moved(kept)
        self._outside(kept.values)
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
                filled = [row for row in rows if row[name] is not None]
                rows = [row for row in filled if part in row[name].lower()]
        sort = next((self.given.get(item.name) for item in self.plan.fields_for(Use.SORT)), None)
        rows = sorted_rows(rows, traits, sort)
        total = len(rows)
        uses = {item.use for item in self.plan.request}
        if uses & {Use.PAGE, Use.SIZE}:
            # A filter may be called so as well.
            size = self.given.get("size", 50) if Use.SIZE in uses else 50
            number = self.given.get("page", 1) if Use.PAGE in uses else 1
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
