"""What a store is, in memory: the second opinion on what the operations of a package do."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID

from omninode_bridge.generation.cases.json_values import json_value
from omninode_bridge.requirements.document import JsonValue
from omninode_bridge.requirements.types import Kind, Scalar
from omninode_bridge.rules.evaluation.outcomes import Record, Value

EPOCH: Final = datetime(2024, 1, 1, tzinfo=UTC)


@dataclass(slots=True)
class KeptRow:
    """`number` stays the same in copies of the store."""

    values: Record
    deleted: bool = False
    number: int = 0


@dataclass(frozen=True, slots=True)
class Event:
    name: str
    payload: JsonValue


@dataclass(frozen=True, slots=True)
class RecordedAnswer:
    method: str
    path: str
    status: int
    body: JsonValue


@dataclass(slots=True)
class ReferenceStore:
    """Rows in the order of their creation; identifiers and times rise.

    `touched` are the paths of all files that were ever written, read or deleted.
    """

    rows: dict[str, list[KeptRow]] = field(default_factory=dict)
    answers: dict[str, JsonValue] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)
    drawn: int = 0
    generated: set[str] = field(default_factory=set)
    http: tuple[RecordedAnswer, ...] = ()
    files: dict[str, str] = field(default_factory=dict)
    touched: set[str] = field(default_factory=set)

    def copy(self) -> "ReferenceStore":
        return ReferenceStore(
            {
                entity: [KeptRow(dict(row.values), row.deleted, row.number) for row in rows]
                for entity, rows in self.rows.items()
            },
            dict(self.answers),
            list(self.events),
            self.drawn,
            set(self.generated),
            self.http,
            dict(self.files),
            set(self.touched),
        )

    def new_identifier(self) -> UUID:
        self.drawn += 1
        found = UUID(int=self.drawn, version=4)
        self.generated.add(str(found))
        return found

    def new_moment(self) -> datetime:
        self.drawn += 1
        found = EPOCH + timedelta(microseconds=self.drawn)
        self.generated.add(str(json_value(found, Scalar(Kind.DATETIME), {})))
        return found

    def add(self, entity: str, values: Record) -> None:
        self.drawn += 1
        self.rows.setdefault(entity, []).append(KeptRow(values, number=self.drawn))

    def visible(self, entity: str) -> list[KeptRow]:
        return [row for row in self.rows.get(entity, []) if not row.deleted]

    def with_value(self, entity: str, name: str, value: Value) -> list[KeptRow]:
        """Hidden rows included."""
        return [row for row in self.rows.get(entity, []) if row.values.get(name) == value]
