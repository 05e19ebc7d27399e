"""Bytes become events. Bare schema or any of the known envelopes; what is neither has a reason."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Final, cast
from uuid import UUID

from pydantic import JsonValue, ValidationError
from pydantic_core import from_json, to_json

from omninode_bridge.events.base import CorrelatedEvent, Event
from omninode_bridge.events.envelope import Enveloped
from omninode_bridge.events.schemas import CodegenAnalysisRequest, CodegenStatusEvent

JsonObject = Mapping[str, JsonValue]

# Fields that some producer's envelope has and no payload has.
ENVELOPE_MARKS: Final = frozenset(
    {"envelope_version", "envelope_id", "event_id", "event_type", "event_version", "version"}
)
INHERITED: Final = ("correlation_id", "session_id")
REASONS_SHOWN: Final = 3


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Why a message is no event, and who sent it as far as that could be read.

    Also why a readable one is not worked on; `not_before` says when it may be sent again.
    """

    reason: str
    correlation_id: UUID | None = None
    session_id: UUID | None = None
    code: str = "invalid_request"
    hint: str = ""
    not_before: datetime | None = None


@dataclass(frozen=True, slots=True)
class Received[E: Event]:
    """An event with what only its envelope knew."""

    event: E
    correlation_id: UUID | None
    event_id: UUID | None = None
    causation_id: str | None = None
    trace_id: str | None = None
    span_id: str | None = None
    source_service: str | None = None


def decode[E: Event](value: bytes, schema: type[E]) -> Received[E] | Unreadable:
    return _decode_at_once(value, schema) or _decode_by_parts(value, schema)


def _decode_at_once[E: Event](value: bytes, schema: type[E]) -> Received[E] | None:
    """What is in an envelope like ours, in half the time; None says nothing about the others."""
    # Pydantic passes over these where nobody reads the field, and JSON has no such words.
    if b"NaN" in value or b"Infinity" in value:
        return None
    try:
        read = _enveloped(schema).model_validate_json(value)
    except ValidationError:
        return None
    if not _names(read.event_type, schema):
        return None
    if read.repeated.correlation_id not in (None, read.correlation_id):
        return None
    if read.repeated.session_id not in (None, read.session_id):
        return None
    return Received(
        read.payload,
        correlation_id=read.correlation_id,
        event_id=read.event_id,
        causation_id=read.causation_id,
        trace_id=read.trace_id,
        span_id=read.span_id,
        source_service=read.source_service,
    )


@cache
def _enveloped[E: Event](schema: type[E]) -> type[Enveloped[E]]:
    return Enveloped[schema]  # type: ignore[valid-type]  # made at run time


def _decode_by_parts[E: Event](value: bytes, schema: type[E]) -> Received[E] | Unreadable:
    """What is in another envelope, or in none, and why a message is no event."""
    parsed = _object(value)
    if isinstance(parsed, Unreadable):
        return parsed
    envelope, payload = _open(parsed)
    complete = _inherit(envelope, payload)
    if reason := _disagreement(envelope, payload, schema):
        return _unreadable(reason, complete)
    try:
        event = schema.model_validate_json(to_json(complete))
    except ValidationError as error:
        return _unreadable(_first_reasons(error), complete)
    return Received(
        event,
        correlation_id=_correlation(event, complete),
        event_id=_uuid(envelope.get("event_id") or envelope.get("envelope_id")),
        causation_id=_text(envelope.get("causation_id")),
        trace_id=_text(envelope.get("trace_id")),
        span_id=_text(envelope.get("span_id")),
        source_service=_text(envelope.get("source_service")),
    )


def _correlation(event: Event, complete: JsonObject) -> UUID | None:
    """Parsed once: reading UUIDs is much of a message's time."""
    if isinstance(event, CorrelatedEvent):
        return event.correlation_id
    return _uuid(complete.get("correlation_id"))


def correlation_of(value: bytes) -> UUID | None:
    """Whose a message is, whatever its schema; the payload's word counts where both have one."""
    parsed = _object(value)
    if isinstance(parsed, Unreadable):
        return None
    return _uuid(_inherit(*_open(parsed)).get("correlation_id"))


def decode_request(value: bytes) -> CodegenAnalysisRequest | Unreadable:
    received = decode(value, CodegenAnalysisRequest)
    return received if isinstance(received, Unreadable) else received.event


def decode_status(value: bytes) -> Received[CodegenStatusEvent] | Unreadable:
    return decode(value, CodegenStatusEvent)


def _object(value: bytes) -> JsonObject | Unreadable:
    if not value:
        return Unreadable("The message has no value")
    try:
        parsed = from_json(value, allow_inf_nan=False)
    except ValueError as error:
        return Unreadable(f"Not JSON: {error}")
    if not isinstance(parsed, dict):
        return Unreadable("Not a JSON object")
    return cast(JsonObject, parsed)  # from_json builds JSON values only


def _open(parsed: JsonObject) -> tuple[JsonObject, JsonObject]:
    """The envelope (empty where there is none) and the payload."""
    payload = parsed.get("payload")
    if isinstance(payload, dict) and ENVELOPE_MARKS & parsed.keys():
        return parsed, payload
    return {}, parsed


def _inherit(envelope: JsonObject, payload: JsonObject) -> JsonObject:
    known = {name: envelope[name] for name in INHERITED if envelope.get(name) is not None}
    return {**known, **payload}


def _disagreement(envelope: JsonObject, payload: JsonObject, schema: type[Event]) -> str | None:
    kind = envelope.get("event_type")
    if isinstance(kind, str) and not _names(kind, schema):
        return f"event_type is {kind[:80]!r}, expected {schema.__name__}"
    for name in INHERITED:
        said, repeated = envelope.get(name), payload.get(name)
        # Most say it once or the same.
        if said is None or repeated is None or said == repeated:
            continue
        outer, inner = _uuid(said), _uuid(repeated)
        if outer and inner and outer != inner:
            return f"Envelope and payload disagree about {name}: {outer} and {inner}"
    return None


def _names(kind: str, schema: type[Event]) -> bool:
    return kind == schema.__name__ or _folded(kind) in _names_of(schema)


def _folded(name: str) -> str:
    return name.replace("_", "").replace("-", "").lower()


@cache
def _names_of(schema: type[Event]) -> frozenset[str]:
    name = schema.__name__.lower()
    return frozenset({name, name.removesuffix("event")})


def _first_reasons(error: ValidationError) -> str:
    found = error.errors(include_url=False, include_input=False, include_context=False)
    shown = [f"{'.'.join(map(str, e['loc'])) or 'event'}: {e['msg']}" for e in found]
    more = len(shown) - REASONS_SHOWN
    return "; ".join(shown[:REASONS_SHOWN]) + (f"; and {more} more" if more > 0 else "")


def _unreadable(reason: str, payload: JsonObject) -> Unreadable:
    return Unreadable(
        reason, _uuid(payload.get("correlation_id")), _uuid(payload.get("session_id"))
    )


def _uuid(value: object) -> UUID | None:
    try:
        return UUID(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
