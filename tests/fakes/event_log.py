"""A Kafka cluster in a dictionary: the same promises, and switches for its failures."""

import time
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from threading import Condition
from uuid import uuid4
from zlib import crc32

from omninode_bridge.errors import LimitExceededError, UnavailableError
from omninode_bridge.events.topics import FRAME_BYTES, TOPICS
from omninode_bridge.ports import Batch, Message


@dataclass
class FakeEventLog:
    """`down` makes every call fail; `restart` forgets everything, as the embedded endpoint does."""

    down: bool = False
    _cluster_id: str = field(default_factory=lambda: uuid4().hex)
    _messages: dict[str, list[list[Message]]] = field(default_factory=dict)
    _news: Condition = field(default_factory=Condition)

    def restart(self) -> None:
        with self._news:
            self._cluster_id = uuid4().hex
            self._messages.clear()

    def cluster_id(self) -> str:
        self._fail_when_down()
        return self._cluster_id

    def make(self, topic: str) -> None:
        """One that is not ours, of one partition."""
        self._messages.setdefault(topic, [[]])

    def topics(self) -> Collection[str]:
        self._fail_when_down()
        return {*TOPICS, *self._messages}

    def end(self, topic: str) -> Mapping[int, int]:
        return {number: len(kept) for number, kept in enumerate(self._partitions(topic))}

    def read(self, topic: str, *, since: Mapping[int, int], limit: int, wait_s: float) -> Batch:
        deadline = time.monotonic() + wait_s
        with self._news:
            found = self._since(topic, since)
            while not found and (left := deadline - time.monotonic()) > 0:
                self._news.wait(left)
                found = self._since(topic, since)
            taken = tuple(found[:limit])
            position = {**dict.fromkeys(self.end(topic), 0), **since}
            position |= {message.partition: message.offset + 1 for message in taken}
            return Batch(taken, position, self._cluster_id)

    def publish(
        self,
        topic: str,
        value: bytes,
        *,
        key: bytes | None = None,
        headers: Sequence[tuple[str, bytes]] = (),
    ) -> None:
        self._fail_when_down()
        frame = len(key or b"") + sum(len(name) + len(held) for name, held in headers)
        if topic in TOPICS and (
            len(value) > TOPICS[topic].max_value_bytes or frame > FRAME_BYTES // 2
        ):
            raise LimitExceededError(f"The message is too large for {topic}")
        self.receive(topic, value, key=key, headers=headers)

    def receive(
        self,
        topic: str,
        value: bytes,
        *,
        key: bytes | None = None,
        headers: Sequence[tuple[str, bytes]] = (),
    ) -> None:
        """As if somebody else had published it, with a client that has other limits."""
        partitions = self._partitions(topic)
        with self._news:
            number = crc32(key) % len(partitions) if key else 0
            kept = partitions[number]
            now_ms = int(time.time() * 1000)
            kept.append(
                Message(topic, number, len(kept), value, key, tuple(headers), timestamp_ms=now_ms)
            )
            self._news.notify_all()

    def published(self, topic: str) -> list[Message]:
        """All messages of a topic, for assertions: by partition, then by offset."""
        return [message for kept in self._messages.get(topic, ()) for message in kept]

    def _since(self, topic: str, since: Mapping[int, int]) -> list[Message]:
        return [
            message
            for number, kept in enumerate(self._partitions(topic))
            # Beyond the end is another log's position: begin again, as Kafka does.
            for message in kept[since.get(number, 0) if since.get(number, 0) <= len(kept) else 0 :]
        ]

    def _partitions(self, topic: str) -> list[list[Message]]:
        self._fail_when_down()
        if topic in TOPICS:
            self._messages.setdefault(topic, [[] for _ in range(TOPICS[topic].partitions)])
        if topic not in self._messages:
            raise UnavailableError(f"The cluster has no topic {topic}")
        return self._messages[topic]

    def _fail_when_down(self) -> None:
        if self.down:
            raise UnavailableError("Kafka did not answer", hint="Start it with `omninode up`.")
