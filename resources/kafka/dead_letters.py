"""What lies in the dead letter topics, for people, and sending it again."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from pydantic import ValidationError

from omninode_bridge.errors import InvalidRequestError
from omninode_bridge.events.dead_letters import DeadLetter
from omninode_bridge.events.delivery import Outgoing
from omninode_bridge.events.redrive import Standing, again, standing
from omninode_bridge.events.topics import DEAD_LETTERS
from omninode_bridge.ports import Documents, EventLog, Message
from omninode_bridge.reliability.inbox import Inbox

BATCH: Final = 100
PATIENCE_S: Final = 5.0
CONSUMER: Final = "dlq redrive"
PREFIX: Final = "omninode_codegen_"


@dataclass(frozen=True, slots=True)
class DeadLetterEntry:
    """One message of a dead letter topic; `letter` is None where another program wrote it.

    `key` tells it from all others, also from those of another cluster.
    """

    key: str
    message: Message
    letter: DeadLetter | None
    standing: Standing

    @property
    def id(self) -> str:
        """Topic, partition and offset, as short as they are unique."""
        return self.message.id.removeprefix(PREFIX)

    @property
    def is_waiting(self) -> bool:
        return self.standing is Standing.WAITING

    @property
    def topic(self) -> str:
        return self.message.topic

    @property
    def short_topic(self) -> str:
        return self.topic.removeprefix(PREFIX)

    @property
    def tries(self) -> int | None:
        """How often its message was sent again before it ended here."""
        return self.letter.retry_count if self.letter else None

    @property
    def at(self) -> datetime | None:
        """When it was put aside."""
        if self.letter:
            return self.letter.dlq_timestamp
        stamp = self.message.timestamp_ms
        return None if stamp is None else datetime.fromtimestamp(stamp / 1000, UTC)

    @property
    def error_type(self) -> str:
        return self.letter.error.error_type if self.letter else "unknown"

    @property
    def reason(self) -> str:
        if self.letter:
            return self.letter.error.error_message
        return "Not one of our letters; another program wrote it."

    @property
    def correlation_id(self) -> str | None:
        return self.letter.correlation_id if self.letter else None

    @property
    def size(self) -> int | None:
        """Of the message's value in bytes, None where it lies elsewhere (see reason)."""
        if self.letter is None:
            return len(self.message.value)
        base64 = self.letter.raw_value_base64
        return None if base64 is None else len(base64) // 4 * 3 - base64[-2:].count("=")

    @property
    def fields(self) -> Mapping[str, str]:
        """What a `Selection` looks at."""
        return {
            "id": self.id,
            "topic": self.message.topic,
            "request": self.correlation_id or "",
            "error": self.error_type,
            "reason": self.reason,
            "state": self.standing,
        }


def dead_letter_entries(
    log: EventLog, redriven: Collection[str] = frozenset()
) -> tuple[DeadLetterEntry, ...]:
    """All letters of the four topics, the oldest first.

    Who dies between putting a message aside and noting that it did so puts it aside again: that
    is one letter.

    `redriven` are the keys of those that were sent again, see `Redrive`. Raises `UnavailableError`
    where the log does not answer.
    """
    cluster = log.cluster_id()
    entries = [
        _entry(f"{cluster}/{message.id}", message, redriven)
        for topic in DEAD_LETTERS
        for message in _all_messages(log, topic)
    ]
    entries.sort(key=lambda entry: entry.at or datetime.min.replace(tzinfo=UTC))
    once: dict[object, DeadLetterEntry] = {}
    for entry in entries:
        once.setdefault(_what(entry), entry)
    return tuple(once.values())


def _what(entry: DeadLetterEntry) -> object:
    """Equal for the same message, put aside by the same consumer."""
    letter = entry.letter
    if letter is None or letter.source_offset is None:
        return entry.key
    place = letter.source_topic, letter.source_partition, letter.source_offset
    content = letter.raw_value_base64, letter.raw_value_digest, letter.raw_key_base64
    return *place, letter.consumer_group, *content


class Redrive:
    """Sends letters' messages to where they came from, each letter once.

    The message is sent before that is written down: after a crash between the two it is sent a
    second time, which those who read requests tolerate. Nothing is lost.
    """

    def __init__(self, log: EventLog, inbox: Inbox, documents: Documents) -> None:
        self._log = log
        self._inbox = inbox
        self._documents = documents

    def entries(self) -> tuple[DeadLetterEntry, ...]:
        return dead_letter_entries(self._log, self._inbox.accepted(CONSUMER))

    def value(self, entry: DeadLetterEntry) -> bytes:
        """The value of the message that was put aside; of a foreign letter its own."""
        if entry.letter is None:
            return entry.message.value
        return self._again(entry.letter).value

    def send(self, entry: DeadLetterEntry, *, now: datetime) -> Outgoing:
        """What was sent; raises `InvalidRequestError` for a letter that may not, or cannot, be."""
        if entry.letter is None or not entry.is_waiting:
            raise InvalidRequestError(
                f"{entry.id} is {entry.standing}", hint="Only what is waiting is sent again."
            )
        message = self._again(entry.letter)
        self._log.publish(message.topic, message.value, key=message.key, headers=message.headers)
        self._inbox.accept(CONSUMER, entry.key, at=now)
        return message

    def _again(self, letter: DeadLetter) -> Outgoing:
        digest = letter.raw_value_digest
        return again(letter, self._documents.get(digest) if digest else None)


def _all_messages(log: EventLog, topic: str) -> Iterator[Message]:
    """Up to what was there at the beginning, so that it ends."""
    end, position = log.end(topic), dict[int, int]()
    while any(position.get(number, 0) < at for number, at in end.items()):
        batch = log.read(topic, since=position, limit=BATCH, wait_s=PATIENCE_S)
        yield from batch.messages
        if batch.position == position:
            return
        position = dict(batch.position)


def _entry(key: str, message: Message, redriven: Collection[str]) -> DeadLetterEntry:
    try:
        letter = DeadLetter.model_validate_json(message.value)
    except ValidationError:
        letter = None
    return DeadLetterEntry(key, message, letter, standing(letter, redriven=key in redriven))
