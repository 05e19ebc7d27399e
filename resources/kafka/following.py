"""Waiting for the events of one request, on any `EventLog`."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from omninode_bridge.events.base import Event
from omninode_bridge.events.decoding import Received, decode
from omninode_bridge.events.encoding import TOPIC_OF
from omninode_bridge.ports import EventLog, Message

BATCH: Final = 500


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whose events: those of the request, or of its session. At least one is given."""

    correlation_id: UUID | None = None
    session_id: UUID | None = None

    def matches(self, received: Received[Event]) -> bool:
        session = getattr(received.event, "session_id", None)
        return (
            self.correlation_id is not None and received.correlation_id == self.correlation_id
        ) or (self.session_id is not None and session == self.session_id)


@dataclass(frozen=True, slots=True)
class News[E: Event]:
    """`restarted`: the log is another cluster and knows nothing of the request; send it again."""

    events: tuple[Received[E], ...]
    restarted: bool = False


class Tail:
    """What arrives on a topic. Its position is taken when it is made, so make it before asking."""

    def __init__(self, log: EventLog, topic: str, *, from_beginning: bool = False) -> None:
        self._log = log
        self._topic = topic
        self._cluster_id = log.cluster_id()
        self._position: Mapping[int, int] = {} if from_beginning else log.end(topic)

    def news(self, wait_s: float) -> tuple[tuple[Message, ...], bool]:
        """Messages since the last call, and whether the log is another cluster since then.

        Raises `UnavailableError` where the log does not answer; calling again goes on.
        """
        cluster_id = self._log.cluster_id()
        restarted = cluster_id != self._cluster_id
        if restarted:
            self._cluster_id, self._position = cluster_id, {}
        wait_s = 0.0 if restarted else wait_s
        batch = self._log.read(self._topic, since=self._position, limit=BATCH, wait_s=wait_s)
        self._position = batch.position
        return batch.messages, restarted


class Follower[E: Event]:
    """Make it before publishing, and nothing is missed."""

    def __init__(
        self, log: EventLog, schema: type[E], wanted: Wanted, *, from_beginning: bool = False
    ) -> None:
        self._tail = Tail(log, TOPIC_OF[schema], from_beginning=from_beginning)
        self._schema = schema
        self._wanted = wanted

    def news(self, wait_s: float) -> News[E]:
        """What came since the last call; waits when there is nothing at all on the topic.

        Raises `UnavailableError` where the log does not answer; calling again goes on.
        """
        messages, restarted = self._tail.news(wait_s)
        received = [decode(message.value, self._schema) for message in messages]
        events = tuple(
            one for one in received if isinstance(one, Received) and self._wanted.matches(one)
        )
        return News(events, restarted)
