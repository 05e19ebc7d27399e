"""Reading by position: no group, no commits, and it is known when a partition has no more."""

import logging
import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Final

from confluent_kafka import (
    OFFSET_BEGINNING,
    Consumer,
    KafkaError,
    KafkaException,
    TopicPartition,
)
from confluent_kafka import Message as Record
from confluent_kafka.admin._metadata import ClusterMetadata  # public, only not re-exported

from omninode_bridge.errors import UnavailableError
from omninode_bridge.events.delivery import NULL
from omninode_bridge.ports import Batch, Message
from resources.kafka.access import Access
from resources.kafka.diagnosis import explained
from resources.kafka.failures import failure, no_topic, unavailable

LOGGER: Final = logging.getLogger(__name__)
# The embedded endpoint holds an empty fetch for this long, whatever arrives meanwhile.
FETCH_WAIT_MS: Final = 50
POLL_S: Final = 0.25
RETRY_S: Final = 0.1
LEADERLESS: Final = frozenset(
    {
        KafkaError.NOT_LEADER_FOR_PARTITION,
        KafkaError.LEADER_NOT_AVAILABLE,
        KafkaError._UNKNOWN_PARTITION,  # noqa: SLF001  its public name
    }
)


@dataclass
class _Assignment:
    """Where the consumer stands: next offset by partition, and which partitions may have more."""

    cluster_id: str
    topic: str
    position: dict[int, int]
    open: set[int] = field(default_factory=set)

    def passed(self, message: Message) -> None:
        self.position[message.partition] = message.offset + 1
        self.open.add(message.partition)

    def ended(self, partition: int, offset: int) -> None:
        self.position[partition] = offset
        self.open.discard(partition)


class Reader:
    """One consumer; not safe to share between threads."""

    def __init__(self, access: Access, timeout_s: float) -> None:
        self._access = access
        self._servers = access.servers
        self._timeout_s = timeout_s
        self._consumer: Consumer | None = None
        self._assigned = _Assignment("", "", {})

    def close(self) -> None:
        if self._consumer is not None:
            self._consumer.close()
        self._consumer = None
        self._assigned = _Assignment("", "", {})

    def layout(self, topic: str) -> tuple[str, tuple[int, ...]]:
        """The cluster's id, and the topic's partitions: none where it does not exist."""
        metadata = self._metadata(topic)
        found = metadata.topics.get(topic)
        return str(metadata.cluster_id), tuple(sorted(found.partitions)) if found else ()

    def topics(self) -> Collection[str]:
        return tuple(self._metadata(None).topics)

    def _metadata(self, topic: str | None) -> ClusterMetadata:
        """Of one topic, or of all."""
        consumer = self._connected()
        try:
            found: ClusterMetadata = (
                consumer.list_topics(timeout=self._timeout_s)
                if topic is None
                else consumer.list_topics(topic, timeout=self._timeout_s)
            )
        except KafkaException as error:
            unknown = failure(self._servers, topic or "omninode_codegen_*", error.args[0])
            raise explained(self._access, unknown) from error
        return found

    def end(self, topic: str) -> Mapping[int, int]:
        _, partitions = self._existing(topic)
        return {partition: self._end_of(topic, partition) for partition in partitions}

    def read(self, topic: str, *, since: Mapping[int, int], limit: int, wait_s: float) -> Batch:
        cluster_id, partitions = self._existing(topic)
        wanted = {number: since.get(number, OFFSET_BEGINNING) for number in partitions}
        self._stand_at(_Assignment(cluster_id, topic, wanted, set(wanted)))
        messages = self._collect(limit, wait_s)
        known = {number: at for number, at in self._assigned.position.items() if at >= 0}
        return Batch(messages, {**since, **known}, cluster_id)

    def _stand_at(self, wanted: _Assignment) -> None:
        """Going on where the last read ended keeps what was fetched ahead."""
        now = self._assigned
        if (now.cluster_id, now.topic, now.position) == (
            wanted.cluster_id,
            wanted.topic,
            wanted.position,
        ):
            return
        self._connected().assign(
            [TopicPartition(wanted.topic, number, at) for number, at in wanted.position.items()]
        )
        self._assigned = wanted

    def _collect(self, limit: int, wait_s: float) -> tuple[Message, ...]:
        began = time.monotonic()
        messages = self._take(1, 0.0)
        while not messages and self._may_wait(time.monotonic() - began, wait_s):
            messages = self._take(1, self._patience(time.monotonic() - began, wait_s))
        # What has been fetched already comes along; nothing more is waited for.
        while messages and len(messages) < limit:
            if not (more := self._take(limit - len(messages), 0.0)):
                break
            messages += more
        return tuple(messages)

    def _patience(self, waited_s: float, wait_s: float) -> float:
        return POLL_S if self._assigned.open else min(POLL_S, max(wait_s - waited_s, 0.0))

    def _may_wait(self, waited_s: float, wait_s: float) -> bool:
        """While some end is unknown the cluster owes an answer; after that we wait for news."""
        if not self._assigned.open:
            return waited_s < wait_s
        if waited_s < max(self._timeout_s, wait_s):
            return True
        raise UnavailableError(
            f"Kafka at {self._servers} did not deliver {self._assigned.topic} in {waited_s:.0f} s",
            hint="Look whether the leaders of its partitions are up.",
        )

    def _take(self, count: int, timeout_s: float) -> list[Message]:
        polled = self._connected().consume(count, timeout_s)
        return [message for record in polled if (message := self._accept(record)) is not None]

    def _accept(self, record: Record) -> Message | None:
        """The message, if it is one, after noting what it says about position and end."""
        error = record.error()
        if error is None:
            message = _message(record)
            self._assigned.passed(message)
            return message
        if error.code() == KafkaError._PARTITION_EOF:  # noqa: SLF001  its public name
            self._assigned.ended(record.partition() or 0, record.offset() or 0)
        else:
            # Brokers come and go; whether the cluster still owes an answer is judged by time.
            LOGGER.info("While reading %s: %s", self._assigned.topic, error.str())
        return None

    def _existing(self, topic: str) -> tuple[str, tuple[int, ...]]:
        cluster_id, partitions = self.layout(topic)
        if not partitions:
            raise no_topic(self._servers, topic)
        return cluster_id, partitions

    def _end_of(self, topic: str, partition: int) -> int:
        where = TopicPartition(topic, partition)
        deadline = time.monotonic() + self._timeout_s
        while True:
            left = max(deadline - time.monotonic(), RETRY_S)
            try:
                marks = self._connected().get_watermark_offsets(where, timeout=left)
            except KafkaException as error:
                # A topic that has just been made, or moved, has no leader for a moment.
                if error.args[0].code() not in LEADERLESS or left <= RETRY_S:
                    raise failure(self._servers, topic, error.args[0]) from error
                time.sleep(RETRY_S)
            else:
                if marks is None:
                    raise unavailable(self._servers, f"the end of {topic} was not told in time")
                return int(marks[1])

    def _connected(self) -> Consumer:
        if self._consumer is None:
            self._consumer = Consumer(
                {
                    **self._access.of_confluent(),
                    "client.id": "omninode",
                    # The library wants a name; nothing ever joins or commits.
                    "group.id": "omninode-by-position",
                    "enable.auto.commit": False,
                    "auto.offset.reset": "earliest",
                    "enable.partition.eof": True,
                    "fetch.wait.max.ms": FETCH_WAIT_MS,
                    "queued.max.messages.kbytes": 16384,
                    "reconnect.backoff.max.ms": 1000,
                    # What matters to us arrives as an error; a broker that is down fills the log.
                    "log_level": 2,
                    "logger": LOGGER,
                }
            )
        return self._consumer


def _message(record: Record) -> Message:
    kind, at = record.timestamp()
    headers = list(record.headers() or ())
    return Message(
        topic=record.topic() or "",
        partition=record.partition() or 0,
        offset=record.offset() or 0,
        value=_bytes(record.value()),
        key=None if record.key() is None else _bytes(record.key()),
        headers=tuple((str(header[0]), _bytes(header[1])) for header in headers),
        timestamp_ms=at if kind else None,
    )


def _bytes(value: bytes | str | None) -> bytes:
    if value is None:
        return NULL
    return value.encode() if isinstance(value, str) else value
