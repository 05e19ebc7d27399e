"""Events become bytes: one envelope, one topic and one key for each kind of event."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Final
from uuid import UUID

from pydantic import JsonValue

from omninode_bridge.events import schemas, topics
from omninode_bridge.events.base import CorrelatedEvent, Event
from omninode_bridge.events.envelope import Context, Envelope
from omninode_bridge.events.progress import SESSION_STATUS, StatusMetadata, progress_percentage
from omninode_bridge.registry.records import State

AnyEvent = CorrelatedEvent | schemas.CodegenStatusEvent

TOPIC_OF: Final[Mapping[type[Event], str]] = MappingProxyType(
    {
        schemas.CodegenAnalysisRequest: topics.ANALYZE_REQUESTS,
        schemas.CodegenAnalysisResponse: topics.ANALYZE_RESPONSES,
        schemas.CodegenValidationRequest: topics.VALIDATE_REQUESTS,
        schemas.CodegenValidationResponse: topics.VALIDATE_RESPONSES,
        schemas.CodegenPatternRequest: topics.PATTERN_REQUESTS,
        schemas.CodegenPatternResponse: topics.PATTERN_RESPONSES,
        schemas.CodegenMixinRequest: topics.MIXIN_REQUESTS,
        schemas.CodegenMixinResponse: topics.MIXIN_RESPONSES,
        schemas.CodegenStatusEvent: topics.STATUS,
    }
)


def topic_of(event: AnyEvent) -> str:
    return TOPIC_OF[type(event)]


def key_of(event: AnyEvent) -> bytes:
    """Status events of a session stay in order, and so does all that belongs to one request."""
    if isinstance(event, schemas.CodegenStatusEvent):
        return str(event.session_id).encode()
    return str(event.correlation_id).encode()


def encode(
    event: AnyEvent,
    *,
    event_id: UUID,
    now: datetime,
    correlation_id: UUID | None = None,
    context: Context = Context(),  # noqa: B008  a frozen value
) -> bytes:
    """UTF-8 JSON in the envelope. `correlation_id` is for status events, which have none."""
    if not isinstance(event, schemas.CodegenStatusEvent):
        correlation_id = event.correlation_id
    envelope = Envelope(
        event_id=event_id,
        event_type=type(event).__name__,
        event_timestamp=now,
        correlation_id=correlation_id,
        session_id=event.session_id,
        causation_id=context.causation_id,
        source_node_id=context.source.node_id,
        source_service=context.source.service,
        source_version=context.source.version,
        source_instance=context.source.instance,
        environment=context.source.environment,
        region=context.source.region,
        partition_key=key_of(event).decode(),
        trace_id=context.trace_id,
        span_id=context.span_id,
        payload=_payload(event, now),
    )
    return envelope.model_dump_json().encode()


def _payload(event: AnyEvent, now: datetime) -> dict[str, JsonValue]:
    sent = event if event.timestamp else event.model_copy(update={"timestamp": now})
    return sent.model_dump(mode="json")


def status_event(
    session_id: UUID, message: str, metadata: StatusMetadata, *, now: datetime
) -> schemas.CodegenStatusEvent:
    """Status and progress follow from the metadata, so that they cannot disagree with it."""
    return schemas.CodegenStatusEvent(
        timestamp=now,
        session_id=session_id,
        status=SESSION_STATUS[metadata.state or State.PENDING],
        progress_percentage=progress_percentage(metadata),
        message=message,
        metadata=metadata,
    )
