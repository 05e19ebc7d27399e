"""What lies in the dead letter topics, for people, and sending it again."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Final

from pydantic import ValidationError

from omninode_bridge.errors import InvalidRequestError
from omninode_bridge.events.dead_letters import DeadLetter, raw
from omninode_bridge.events.delivery import Outgoing
from omninode_bridge.events.redrive import Standing, again, standing
from omninode_bridge.events.topics import DEAD_LETTERS, DeadLetterTopics
from omninode_bridge.ports import Documents, EventLog, Message
from omninode_bridge.reliability.inbox import Inbox

BATCH: Final = 100
PATIENCE_S: Final = 5.0
CONSUMER: Final = "dlq redrive"
PREFIX: Final = "omninode_codegen_"
# Larger ones are read again when they are wanted: there may be thousands.
KEPT_BYTES: Final = 16 * 1024


@dataclass(frozen=True, slots=True)
class DeadLetterEntry:
    """One message of a dead letter topic; `letter` is None where another program wrote it.

    `key` tells it from all others, also from those of another cluster. The value of its message is
    not in it, see `Redrive`: `content` stands for that, and `size` are its bytes, None where it
    lies elsewhere (see reason).
    """

    key: str
    message: Message
    letter: DeadLetter | None
    standing: Standing
    size: int | None
    content: bytes

    @property
    def id(self) -> str:
        """Topic, partition and offset, as short as they are unique."""
        return self.message.id.removeprefix(PREFIX)

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
    def message_key(self) -> bytes | None:
        """That of the message that was put aside."""
        if self.letter is None:
            return self.message.key
        held = self.letter.raw_key_base64
        return None if held is None else raw(held)

    @property
    def fields(self) -> Mapping[str, str]:
        """What a `Selection` looks at."""
        return {
            "id": self.id,
            "topic": self.message.topic,
            "request": self.correlation_id or "",
            "key": as_text(self.message_key) or "",
            "error": self.error_type,
            "reason": self.reason,
            "state": self.standing,
        }


def as_text(raw: bytes | None) -> str | None:
    """For people: what is no UTF-8 is escaped."""
    return raw if raw is None else raw.decode("utf-8", "backslashreplace")


def dead_letter_entries(
    log: EventLog,
    redriven: Collection[str] = frozenset(),
    topics: Collection[str] = DEAD_LETTERS,
) -> tuple[DeadLetterEntry, ...]:
    """All letters of these topics, the oldest first.

    Who dies between putting a message aside and noting that it did so puts it aside again: that
    is one letter.

    `redriven` are the keys of those that were sent again, see `Redrive`. Raises `UnavailableError`
    where the log does not answer.
    """
    cluster = log.cluster_id()
    entries = [
        _entry(_key(cluster, message), message, redriven)
        for topic in topics
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
    return *place, letter.consumer_group, entry.content


class Redrive:
    """Sends letters' messages to where they came from, each letter once.

    The message is sent before that is written down: after a crash between the two it is sent a
    second time, which those who read requests tolerate. Nothing is lost.
    """

    def __init__(
        self,
        log: EventLog,
        inbox: Inbox,
        documents: Documents,
        names: DeadLetterTopics = DeadLetterTopics(),  # noqa: B008  a frozen value
    ) -> None:
        self._log = log
        self._inbox = inbox
        self._documents = documents
        self._names = names

    def alone(self) -> AbstractContextManager[object]:
        """Of two who send at once the second waits, and then sees what the first has sent."""
        return self._inbox.alone(CONSUMER)

    def entries(self) -> tuple[DeadLetterEntry, ...]:
        topics = self._names.among(self._log.topics())
        return dead_letter_entries(self._log, self._inbox.accepted(CONSUMER), topics)

    def letter(self, entry: DeadLetterEntry) -> DeadLetter | None:
        """As it lies on its topic."""
        return _letter(self._message(entry)) if entry.letter else None

    def value(self, entry: DeadLetterEntry) -> bytes:
        """The value of the message that was put aside; of a foreign letter its own."""
        message = self._message(entry)
        letter = _letter(message)
        return message.value if letter is None else self._again(letter).value

    def send(self, entry: DeadLetterEntry, *, now: datetime, parked: bool = False) -> Outgoing:
        """What was sent; raises `InvalidRequestError` for a letter that may not, or cannot, be."""
        allowed = {Standing.WAITING, Standing.PARKED} if parked else {Standing.WAITING}
        letter = self.letter(entry)
        if letter is None or entry.standing not in allowed:
            raise InvalidRequestError(
                f"{entry.id} is {entry.standing}", hint="Only what is waiting is sent again."
            )
        message = self._again(letter)
        self._log.publish(message.topic, message.value, key=message.key, headers=message.headers)
        self._inbox.accept(CONSUMER, entry.key, at=now)
        return message

    def _again(self, letter: DeadLetter) -> Outgoing:
        digest = letter.raw_value_digest
        return again(letter, self._documents.get(digest) if digest else None)

    def _message(self, entry: DeadLetterEntry) -> Message:
        """With its value, which is read again where it was not kept."""
        seen = entry.message
        if seen.value:
            return seen
        since = {**self._log.end(seen.topic), seen.partition: seen.offset}
        batch = self._log.read(seen.topic, since=since, limit=1, wait_s=PATIENCE_S)
        for message in batch.messages:
            if _key(batch.cluster_id, message) == entry.key:
                return message
        raise InvalidRequestError(
            f"{entry.id} is gone: its topic no longer keeps it", hint="See: omninode dlq list"
        )


def _all_messages(log: EventLog, topic: str) -> Iterator[Message]:
    """Up to what was there at the beginning, so that it ends."""
    end, position = log.end(topic), dict[int, int]()
    while any(position.get(number, 0) < at for number, at in end.items()):
        batch = log.read(topic, since=position, limit=BATCH, wait_s=PATIENCE_S)
        yield from batch.messages
        if batch.position == position:
            return
        position = dict(batch.position)


def _key(cluster_id: str, message: Message) -> str:
    return f"{cluster_id}/{message.id}"


def _letter(message: Message) -> DeadLetter | None:
    try:
        return DeadLetter.model_validate_json(message.value)
    except ValidationError:
        return None


def _entry(key: str, message: Message, redriven: Collection[str]) -> DeadLetterEntry:
    letter = _letter(message)
    size = len(message.value) if letter is None else _size(letter)
    content = b"" if letter is None else _content(letter)
    if letter is not None:
        letter = letter.model_copy(update={"original_event": None, "raw_value_base64": None})
    kept = message if len(message.value) <= KEPT_BYTES else replace(message, value=b"")
    state = standing(letter, redriven=key in redriven)
    return DeadLetterEntry(key, kept, letter, state, size, content)


def _size(letter: DeadLetter) -> int | None:
    if letter.raw_value_digest:
        return None
    base64 = letter.raw_value_base64 or ""
    return len(base64) // 4 * 3 - base64[-2:].count("=")


def _content(letter: DeadLetter) -> bytes:
    held = letter.raw_value_base64, letter.raw_value_digest, letter.raw_key_base64
    return blake2b(repr(held).encode(), digest_size=16).digest()
