"""The one envelope that we send. What we accept around a payload is wider, see `decoding`."""

from dataclasses import dataclass
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, JsonValue

from omninode_bridge.events.base import Event, UtcDatetime, Wire


@dataclass(frozen=True, slots=True)
class Source:
    """Who sends: the fields of the envelope that stay the same for one process."""

    node_id: str = "omninode-bridge"
    service: str = "omninode-bridge"
    version: str = "1.0.0"
    instance: str | None = None
    environment: str = "development"
    region: str | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """Why a message is sent: the message or request that caused it, and the trace it belongs to."""

    source: Source = Source()
    causation_id: str | None = None
    trace_id: str | None = None
    span_id: str | None = None


class Envelope(Wire):
    envelope_version: Literal["1.0"] = "1.0"
    event_id: UUID
    event_type: str
    event_version: Literal["1.0"] = "1.0"
    event_timestamp: UtcDatetime
    correlation_id: UUID | None
    session_id: UUID | None
    causation_id: str | None = None
    source_node_id: str
    source_service: str
    source_version: str
    source_instance: str | None = None
    environment: str
    region: str | None = None
    partition_key: str | None = None
    trace_id: Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")] | None = None
    span_id: Annotated[str, Field(pattern=r"^[0-9a-f]{16}$")] | None = None
    metadata: dict[str, JsonValue] = Field(default_factory=dict)
    payload: dict[str, JsonValue]


class Repeated(Wire):
    """What a payload says once more; None where it does not, and null is no id."""

    correlation_id: UUID = Field(default=None)  # type: ignore[assignment]  # no sender can say it
    session_id: UUID = Field(default=None)  # type: ignore[assignment]  # no sender can say it


class Enveloped[E: Event](Wire):
    """An event and its envelope as they are read at once, without what only other systems need."""

    event_id: UUID
    event_type: str
    correlation_id: UUID
    session_id: UUID
    causation_id: str | None = None
    trace_id: str | None = None
    span_id: str | None = None
    source_service: str | None = None
    payload: E
    repeated: Annotated[Repeated, Field(validation_alias="payload")]
