"""What could not be processed is kept whole, with the reason, so that it can be sent again."""

from base64 import b64decode, b64encode
from datetime import datetime
from typing import Annotated, Final

from pydantic import Field, JsonValue
from pydantic_core import from_json

from omninode_bridge.errors import InvalidRequestError
from omninode_bridge.events.base import Count, UtcDatetime, Wire
from omninode_bridge.events.decoding import Unreadable
from omninode_bridge.events.delivery import NULL, Headers, Null, Outgoing, unmarked
from omninode_bridge.events.topics import MIB, DeadLetterTopics
from omninode_bridge.ports import Message

MAX_RETRIES: Final = 3
# The raw bytes are there anyway; a large original shown twice would not fit the topic.
SHOWN_BYTES: Final = MIB
# Who has another suffix puts the letter there.
NAMES: Final = DeadLetterTopics()
Base64 = Annotated[str, Field(pattern=r"^[A-Za-z0-9+/]*={0,2}$")]


class DeadLetterError(Wire):
    error_type: str
    error_message: str
    stack_trace: str | None = None
    timestamp: UtcDatetime


class DeadLetter(Wire):
    """The documented fields first; those that begin with `raw_` restore the message exactly.

    Partition and offset are null where the message never reached its topic.

    `original_event` is for reading only: null where the message was no JSON object, or over 1 MiB.
    `raw_value_digest` is set where the value did not fit: it lies in the workspace under it. With
    neither the message had no value, and a header has none where null stands for it.
    """

    original_event: dict[str, JsonValue] | None
    error: DeadLetterError
    retry_count: Count = 0
    max_retries: Count = MAX_RETRIES
    dlq_timestamp: UtcDatetime
    source_topic: str
    consumer_group: str
    correlation_id: str | None = None
    session_id: str | None = None
    source_partition: Count | None
    source_offset: Count | None
    raw_value_base64: Base64 | None
    raw_value_digest: str | None = None
    raw_key_base64: Base64 | None
    raw_headers_base64: tuple[tuple[str, Base64 | None], ...]


def dead_letter(
    message: Message,
    problem: Unreadable,
    *,
    now: datetime,
    consumer: str,
    digest: str | None = None,
) -> Outgoing:
    """Where the message belongs that could not be read, keyed and headed as it was first sent.

    `digest` says where the value lies that is too large to be sent along; key and headers are then
    in the letter only, for they may be the large ones.
    """
    letter = _letter(
        Outgoing(message.topic, message.value, message.key, message.headers), problem, now, consumer
    ).model_copy(update={"source_partition": message.partition, "source_offset": message.offset})
    if digest:
        letter = letter.model_copy(update={"raw_value_base64": None, "raw_value_digest": digest})
        return Outgoing(NAMES.of(message.topic), letter.model_dump_json().encode())
    return _addressed(letter, message.key, message.headers)


def unsent(message: Outgoing, problem: Unreadable, *, now: datetime, producer: str) -> Outgoing:
    """Where the message belongs that its topic did not take."""
    return _addressed(_letter(message, problem, now, producer), message.key, message.headers)


def _addressed(letter: DeadLetter, key: bytes | None, headers: Headers) -> Outgoing:
    topic, kept = NAMES.of(letter.source_topic), unmarked(headers)[0]
    return Outgoing(topic, letter.model_dump_json().encode(), key=key, headers=kept)


def _letter(message: Outgoing, problem: Unreadable, now: datetime, group: str) -> DeadLetter:
    headers, times = unmarked(message.headers)
    return DeadLetter(
        original_event=_shown(message.value),
        error=DeadLetterError(error_type=problem.code, error_message=problem.reason, timestamp=now),
        retry_count=times,
        dlq_timestamp=now,
        source_topic=message.topic,
        consumer_group=group,
        correlation_id=str(problem.correlation_id) if problem.correlation_id else None,
        session_id=str(problem.session_id) if problem.session_id else None,
        source_partition=None,
        source_offset=None,
        raw_value_base64=_base64(message.value),
        raw_key_base64=_base64(message.key),
        raw_headers_base64=tuple((name, _base64(value)) for name, value in headers),
    )


def original(letter: DeadLetter, stored: bytes | None = None) -> Outgoing:
    """The message that the letter holds, byte for byte, addressed to where it came from.

    `stored` is the value that lies under `raw_value_digest`, where the letter names one.
    """
    value = stored if letter.raw_value_digest else raw(letter.raw_value_base64)
    if value is None:
        raise InvalidRequestError(
            f"The value of this message lies under {letter.raw_value_digest}",
            hint="Read it from the workspace's documents and pass it along.",
        )
    return Outgoing(
        letter.source_topic,
        value,
        key=None if letter.raw_key_base64 is None else b64decode(letter.raw_key_base64),
        headers=tuple((name, raw(held)) for name, held in letter.raw_headers_base64),
    )


def raw(held: str | None) -> bytes:
    return NULL if held is None else b64decode(held)


def _base64(value: bytes | None) -> str | None:
    return None if value is None or isinstance(value, Null) else b64encode(value).decode("ascii")


def _shown(value: bytes) -> dict[str, JsonValue] | None:
    if len(value) > SHOWN_BYTES:
        return None
    try:
        parsed = from_json(value, allow_inf_nan=False)
    except ValueError:
        return None
    return parsed if isinstance(parsed, dict) else None
