"""What lies in the dead letter topics, for people."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from pydantic import ValidationError

from omninode_bridge.events.dead_letters import DeadLetter
from omninode_bridge.events.topics import DEAD_LETTERS
from omninode_bridge.ports import EventLog, Message

BATCH: Final = 100
PATIENCE_S: Final = 5.0


@dataclass(frozen=True, slots=True)
class DeadLetterEntry:
    """`size` is that of the message's value in bytes, None where it lies elsewhere (see reason).

    `at` is when it was put aside.
    """

    topic: str
    partition: int
    offset: int
    at: datetime | None
    error_type: str
    reason: str
    correlation_id: str | None
    size: int | None


def dead_letter_entries(log: EventLog) -> tuple[DeadLetterEntry, ...]:
    """All letters of the four topics, the oldest first.

    Raises `UnavailableError` where the log does not answer.
    """
    entries = [_entry(message) for topic in DEAD_LETTERS for message in _all_messages(log, topic)]
    return tuple(sorted(entries, key=lambda entry: entry.at or datetime.min.replace(tzinfo=UTC)))


def _all_messages(log: EventLog, topic: str) -> Iterator[Message]:
    """Up to what was there at the beginning, so that it ends."""
    end, position = log.end(topic), dict[int, int]()
    while any(position.get(number, 0) < at for number, at in end.items()):
        batch = log.read(topic, since=position, limit=BATCH, wait_s=PATIENCE_S)
        yield from batch.messages
        if batch.position == position:
            return
        position = dict(batch.position)


def _entry(message: Message) -> DeadLetterEntry:
    where = (message.topic, message.partition, message.offset)
    try:
        letter = DeadLetter.model_validate_json(message.value)
    except ValidationError:
        stamp = message.timestamp_ms
        at = None if stamp is None else datetime.fromtimestamp(stamp / 1000, UTC)
        reason = "Not one of our letters; another program wrote it."
        return DeadLetterEntry(*where, at, "unknown", reason, None, len(message.value))
    return DeadLetterEntry(
        *where,
        at=letter.dlq_timestamp,
        error_type=letter.error.error_type,
        reason=letter.error.error_message,
        correlation_id=letter.correlation_id,
        size=_size(letter.raw_value_base64),
    )


def _size(base64: str | None) -> int | None:
    return None if base64 is None else len(base64) // 4 * 3 - base64[-2:].count("=")
