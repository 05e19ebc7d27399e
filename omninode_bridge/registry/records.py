"""What the system of record keeps: nodes and their versions, executions and their steps."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from omninode_bridge.node_type import NodeType


class State(StrEnum):
    """The states of one generation; the last three are final."""

    PENDING = "pending"
    ANALYZING = "analyzing"
    GENERATING = "generating"
    VALIDATING = "validating"
    COMPLETED = "completed"
    FAILED = "failed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class NodeVersion:
    """One registered version. `digest` is the BLAKE3 hash of all files, hexadecimal.

    `contract`, `checks`, `requirements` and `provenance` are JSON objects or lists as published.
    """

    name: str
    node_type: NodeType
    domain: str
    version: str
    digest: str
    quality_score: float
    description: str
    path: str
    contract: Mapping[str, object]
    checks: tuple[Mapping[str, object], ...]
    requirements: tuple[Mapping[str, object], ...]
    prd: str
    provenance: Mapping[str, object]
    correlation_id: UUID
    registered_at: datetime
    revision: int = 0


@dataclass(frozen=True, slots=True)
class Registered:
    """The outcome of a registration: `new` is false where the same content was there already.

    `number` counts the versions of the name up to this one, from 1, as they were registered.
    """

    version: NodeVersion
    new: bool
    number: int = 1


@dataclass(frozen=True, slots=True)
class NodeQuery:
    text: str = ""
    node_type: NodeType | None = None
    domain: str | None = None
    minimum_score: float = 0.0
    limit: int = 50


@dataclass(frozen=True, slots=True)
class Execution:
    """One generation request and how far it is. `result` is the command line's JSON object."""

    correlation_id: UUID
    session_id: UUID
    node_name: str
    state: State
    started_at: datetime
    updated_at: datetime
    run_id: str | None = None
    error_code: str | None = None
    error_message: str | None = None
    request: Mapping[str, object] | None = None
    result: Mapping[str, object] | None = None


@dataclass(frozen=True, slots=True)
class StepRecord:
    """One stage of an execution; `duration_ms` is wall time."""

    correlation_id: UUID
    name: str
    order: int
    status: str
    started_at: datetime
    duration_ms: float
    detail: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Transition:
    correlation_id: UUID
    before: State
    after: State
    at: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Advance:
    """A wanted transition. `error` is code and message; `result` the command line's JSON object.

    What is None leaves the execution's value as it is.
    """

    correlation_id: UUID
    to: State
    at: datetime
    reason: str = ""
    error: tuple[str, str] | None = None
    result: Mapping[str, object] | None = None
    run_id: str | None = None
