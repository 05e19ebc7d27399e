"""An exchange in memory: the promises of the real one, on the topics of a `FakeEventLog`."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncGenerator, Collection
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from uuid import UUID, uuid4

from omninode_bridge.errors import InvalidRequestError, UnavailableError
from omninode_bridge.events.dead_letters import unsent
from omninode_bridge.events.decoding import Unreadable, correlation_of
from omninode_bridge.events.delivery import Delivery, Outgoing
from omninode_bridge.events.encoding import AnyEvent, encode, key_of, topic_of
from omninode_bridge.events.envelope import Context
from omninode_bridge.events.exchange import Expected, Handler
from omninode_bridge.events.topics import DEAD_LETTERS_OF
from omninode_bridge.ports import Message
from resources.kafka.handling import Handling
from resources.kafka.metrics import KafkaMetrics
from resources.kafka.sending import Sending
from resources.reliability.retries import Retries
from tests.fakes.event_log import FakeEventLog

LOOK_S = 0.002


@dataclass
class FakeExchange:
    """`refused` topics take nothing. Groups are those of this exchange."""

    log: FakeEventLog = field(default_factory=FakeEventLog)
    sending: Sending = field(default_factory=lambda: Sending(retries=Retries(base_s=0.01)))
    refused: set[str] = field(default_factory=set)
    metrics: KafkaMetrics = field(default_factory=KafkaMetrics)
    _next: dict[tuple[str, str, int], int] = field(default_factory=dict)
    _working: defaultdict[tuple[str, str, int], asyncio.Lock] = field(
        default_factory=lambda: defaultdict(asyncio.Lock)
    )

    async def publish(self, message: Outgoing) -> Delivery:
        try:
            await self._send(message)
        except UnavailableError as error:
            if (names := self.sending.dead_letters).holds(message.topic):
                raise
            problem = Unreadable(error.message, correlation_of(message.value), code=error.code)
            letter = unsent(message, problem, now=datetime.now(UTC), producer="fake")
            await self._send(replace(letter, topic=names.of(message.topic)))
            return Delivery.PUT_ASIDE
        return Delivery.SENT

    async def publish_event(
        self,
        event: AnyEvent,
        *,
        context: Context = Context(),  # noqa: B008  a frozen value
        correlation_id: UUID | None = None,
    ) -> Delivery:
        value = encode(
            event,
            event_id=uuid4(),
            now=datetime.now(UTC),
            correlation_id=correlation_id,
            context=context,
        )
        return await self.publish(Outgoing(topic_of(event), value, key=key_of(event)))

    @asynccontextmanager
    async def expect(self, topic: str, correlation_id: UUID) -> AsyncGenerator[Expected]:
        yield _Expected(self.log, topic, correlation_id, dict(self.log.end(topic)))

    async def consume_event(
        self,
        topic: str,
        correlation_id: UUID,
        timeout_s: float,
        *,
        request: AnyEvent | None = None,
    ) -> Message | None:
        async with self.expect(topic, correlation_id) as expected:
            if request is not None and await self.publish_event(request) is Delivery.PUT_ASIDE:
                raise UnavailableError(f"The request did not reach {topic_of(request)}")
            return await expected.message(timeout_s)

    @asynccontextmanager
    async def consuming(
        self, group: str, topics: Collection[str], handle: Handler
    ) -> AsyncGenerator[None]:
        names = self.sending.dead_letters
        if aside := sorted(filter(names.holds, topics)):
            raise InvalidRequestError(f"What lies in {', '.join(aside)} has been put aside already")
        for topic in {*topics} - DEAD_LETTERS_OF.keys():
            self.log.make(names.of(topic))
        handling = Handling(handle, self._send, group, self.sending, self.metrics)
        leaving = asyncio.Event()
        places = [
            (group, topic, number, end)
            for topic in topics
            for number, end in self.log.end(topic).items()
        ]
        for group_, topic, number, end in places:
            self._next.setdefault((group_, topic, number), end)
        async with asyncio.TaskGroup() as tasks:
            for place in places:
                tasks.create_task(self._work(place[:3], handling, leaving))
            try:
                yield
            finally:
                leaving.set()

    async def _work(
        self, place: tuple[str, str, int], handling: Handling, leaving: asyncio.Event
    ) -> None:
        _, topic, number = place
        while not leaving.is_set():
            async with self._working[place]:
                at = self._next[place]
                found = [
                    message
                    for message in self.log.published(topic)
                    if message.partition == number and message.offset >= at
                ]
                if found:
                    await handling(found[0])
                    self._next[place] = at + 1
            await asyncio.sleep(0 if found else LOOK_S)

    async def _send(self, message: Outgoing) -> None:
        if message.topic in self.refused:
            raise UnavailableError(f"The cluster does not take messages to {message.topic}")
        self.log.publish(message.topic, message.value, key=message.key, headers=message.headers)


@dataclass
class _Expected:
    log: FakeEventLog
    topic: str
    correlation_id: UUID
    since: dict[int, int]

    async def message(self, timeout_s: float) -> Message | None:
        clock = asyncio.get_running_loop().time
        deadline = clock() + timeout_s
        while True:
            for message in self.log.published(self.topic):
                is_new = message.offset >= self.since[message.partition]
                if is_new and correlation_of(message.value) == self.correlation_id:
                    return message
            if clock() >= deadline:
                return None
            await asyncio.sleep(LOOK_S)
