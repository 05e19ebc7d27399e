"""Kafka as a log that is read by position. Synchronous: a tick and a command line block anyway."""

from collections.abc import Collection, Mapping, Sequence
from threading import Lock
from types import TracebackType
from typing import Self

from omninode_bridge.events.topics import STATUS
from omninode_bridge.ports import Batch
from resources.kafka.access import Access
from resources.kafka.publisher import Publisher
from resources.kafka.reader import Reader
from resources.kafka.sending import Sending
from resources.reliability.guard import Guard, Guards


class KafkaEventLog:
    """Implements `EventLog`. Connects at the first use; close it, or use it as a context.

    `access` is a list of brokers, or says also how they know us. `timeout_s` bounds every call
    beyond the waiting that `read` was asked for. Publishing stands behind a breaker; reading does
    not, so that it resumes as soon as the cluster is back.
    """

    def __init__(
        self,
        access: str | Access,
        *,
        timeout_s: float = 5.0,
        guards: Guards = Guard,
        sending: Sending | None = None,
    ) -> None:
        self.access = Access.at(access)
        self._guard = guards(self.access.breaker)
        self._publisher = Publisher(self.access, timeout_s, sending or Sending())
        self.metrics = self._publisher.metrics
        self._reader = Reader(self.access, timeout_s)
        self._reading = Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Idempotent; the next call connects again."""
        self._publisher.close()
        with self._reading:
            self._reader.close()

    def cluster_id(self) -> str:
        # A question about one topic stays small on a cluster that has many; it need not exist.
        with self._reading:
            return self._reader.layout(STATUS)[0]

    def topics(self) -> Collection[str]:
        with self._reading:
            return self._reader.topics()

    def end(self, topic: str) -> Mapping[int, int]:
        with self._reading:
            return self._reader.end(topic)

    def read(self, topic: str, *, since: Mapping[int, int], limit: int, wait_s: float) -> Batch:
        """Returns at once when there is something, else `wait_s` later.

        A position beyond the end, or older than what is kept, starts at the beginning.
        """
        with self._reading:
            return self._reader.read(topic, since=since, limit=limit, wait_s=wait_s)

    def publish(
        self,
        topic: str,
        value: bytes,
        *,
        key: bytes | None = None,
        headers: Sequence[tuple[str, bytes]] = (),
    ) -> None:
        with self._guard.attempt():
            self._publisher.publish(topic, value, key=key, headers=headers)
