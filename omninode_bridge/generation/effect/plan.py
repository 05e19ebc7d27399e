"""What each operation of a document comes to, decided before a line of it is written."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from omninode_bridge.generation.effect.moves import Moves
from omninode_bridge.requirements.document import Entity, Field, Operation
from omninode_bridge.requirements.types import EntityRef, Kind, ListOf, Scalar, ValueType
from omninode_bridge.rules.program import Program, Reject

CREATED_AT: Final = "created_at"
UPDATED_AT: Final = "updated_at"
VERSION: Final = "version"
STORED: Final = "stored"
ITEMS: Final = "items"
TOTAL: Final = "total"
PAGE: Final = "page"
SIZE: Final = "size"
SORT: Final = "sort"
IDEMPOTENCY_KEY: Final = "idempotency_key"
WARNINGS: Final = "warnings"

WRITING: Final = frozenset({"create", "update", "upsert"})
ON_A_ROW: Final = frozenset({"read", "update", "delete", "restore"})
"""Kinds that need a row which is there already."""
CHANGING: Final = WRITING | {"delete", "restore"}
ROW_KINDS: Final = WRITING | ON_A_ROW | {"list", "query"}
FILE_KINDS: Final = frozenset({"write file", "read file", "delete file"})
PATHS: Final = ("path", "file", "filename", "file_name", "file_path", "name")
CONTENTS: Final = ("content", "body", "text", "data")
EVENT_KINDS: Final = frozenset({"publish", "notify"})


class Use(StrEnum):
    """What an item of a request is for."""

    KEY = "key"
    VALUE = "value"
    FILTER = "filter"
    CONTAINS = "contains"
    PAGE = "page"
    SIZE = "size"
    SORT = "sort"
    VERSION = "version"
    IDEMPOTENCY = "idempotency"
    EXTRA = "extra"


@dataclass(frozen=True, slots=True)
class RequestField:
    """`field` is as JSON has it; `source` is the entity's field that it is about.

    `may_be_absent`: left out means something else than null.
    """

    field: Field
    use: Use
    source: str | None = None
    may_be_absent: bool = False

    @property
    def name(self) -> str:
        return self.field.name


class From(StrEnum):
    """Where a part of an answer comes from."""

    ROW = "row"
    DECIDED = "decided"
    REQUEST = "request"
    BODY = "body"
    ITEMS = "items"
    TOTAL = "total"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class AnswerField:
    """A key of the answer; `whole` is the row itself, nested under that key."""

    name: str
    type: ValueType
    origin: From
    declared: Field | None = None
    whole: bool = False


@dataclass(frozen=True, slots=True)
class EntityTraits:
    """What the store does for an entity besides keeping rows."""

    entity: Entity
    key: str | None
    generated_key: bool
    unique: tuple[str, ...]
    created_at: bool
    updated_at: bool
    version: bool

    def field(self, name: str) -> Field | None:
        return next((found for found in self.entity.fields if found.name == name), None)


def traits_of(entity: Entity) -> EntityTraits:
    key = next((each for each in entity.fields if each.constraints.primary_key), None)
    types = {each.name: each.type for each in entity.fields}
    return EntityTraits(
        entity=entity,
        key=None if key is None else key.name,
        generated_key=key is not None and key.type == Scalar(Kind.UUID),
        unique=tuple(each.name for each in entity.fields if each.constraints.unique),
        created_at=types.get(CREATED_AT) == Scalar(Kind.DATETIME),
        updated_at=types.get(UPDATED_AT) == Scalar(Kind.DATETIME),
        version=types.get(VERSION) == Scalar(Kind.INT),
    )


@dataclass(frozen=True, slots=True)
class HttpRequest:
    """`names` are what stands in braces; `settings` those of them that the environment gives."""

    method: str
    address: str
    names: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FileTarget:
    """`path` may hold names in braces; `content` is the input that is written, None for all."""

    path: str
    names: tuple[str, ...]
    content: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """`fact` is a name of the request or of the row; `field` is one of the entity's."""

    fact: str
    entity: str
    field: str


@dataclass(frozen=True, slots=True)
class OperationPlan:
    """`facts` is what its rules may name, `decided` what they assign and others read.

    `alternatives` are groups of inputs of which exactly one is given. Where `answers_row`, the
    answer is the entity itself. `state` is the field that a state machine guards, and `moves` what
    the machine makes of the operation. `kept` are the entities all of whose rows its rules see,
    and `links` their fields that the rules compare with what the operation knows.
    """

    operation: Operation
    kind: str | None
    entity: EntityTraits | None
    request: tuple[RequestField, ...]
    answer: tuple[AnswerField, ...] = ()
    answers_row: bool = False
    alternatives: tuple[tuple[str, ...], ...] = ()
    facts: tuple[Field, ...] = ()
    decided: tuple[Field, ...] = ()
    program: Program | None = None
    http: HttpRequest | None = None
    file_kind: str | None = None
    file: FileTarget | None = None
    publishes: bool = False
    written: tuple[str, ...] = field(default=())
    state: str | None = None
    moves: Moves | None = None
    kept: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()

    @property
    def name(self) -> str:
        return self.operation.name

    @property
    def rejections(self) -> tuple[Reject, ...]:
        steps = () if self.program is None else self.program.steps
        return tuple(step for step in steps if isinstance(step, Reject))

    @property
    def idempotent(self) -> bool:
        return self.fields_for(Use.IDEMPOTENCY) != ()

    @property
    def from_body(self) -> tuple[str, ...]:
        """Fields of the row that take the value which a called service answers.

        Where the output names fields of the row, those; else all that the request leaves open.
        """
        if self.http is None or self.entity is None or self.kind not in WRITING:
            return ()
        kept = {self.entity.key, CREATED_AT, UPDATED_AT, VERSION, self.state, *self.written}
        kept |= {item.name for item in self.request if item.use in (Use.KEY, Use.VALUE)}
        names = [field.name for field in self.entity.entity.fields]
        wanted = {each.name for each in self.operation.outputs} & set(names)
        return tuple(name for name in names if name in (wanted or names) and name not in kept)

    @property
    def body_names(self) -> tuple[str, ...]:
        """What is sent to a called service: the request, without what its address says."""
        if self.http is None or self.http.method in ("GET", "HEAD", "DELETE"):
            return ()
        left_out = (Use.IDEMPOTENCY, Use.VERSION)
        return tuple(
            item.name
            for item in self.request
            if item.use not in left_out and item.name not in self.http.names
        )

    @property
    def uses_store(self) -> bool:
        events = self.publishes or bool(self.events)
        return self.kind is not None or events or self.idempotent or bool(self.kept)

    @property
    def only_reads(self) -> bool:
        """Whether it leaves the store as it is."""
        reads = self.kind in ("read", "list", "query")
        return reads and not (self.operation.emits or self.publishes or self.idempotent)

    @property
    def events(self) -> tuple[str, ...]:
        """All that it may send."""
        own = self.operation.emits or ((self.name,) if self.publishes else ())
        return own if self.moves is None else tuple(dict.fromkeys((*own, *self.moves.sends)))

    def fields_for(self, use: Use) -> tuple[RequestField, ...]:
        return tuple(each for each in self.request if each.use is use)


def rows_of(entity: Entity) -> ValueType:
    return ListOf(EntityRef(entity.name))
