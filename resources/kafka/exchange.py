"""Kafka for services that run on an event loop: publish, ask, answer. Knows no Dagster."""

import asyncio
import logging
from collections.abc import AsyncGenerator, Collection
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from types import TracebackType
from typing import Final, Self
from uuid import UUID, uuid4

from omninode_bridge.errors import InvalidRequestError, LimitExceededError, UnavailableError
from omninode_bridge.events.dead_letters import unsent
from omninode_bridge.events.decoding import Unreadable, correlation_of
from omninode_bridge.events.delivery import Delivery, Outgoing
from omninode_bridge.events.encoding import AnyEvent, encode, key_of, topic_of
from omninode_bridge.events.envelope import Context
from omninode_bridge.events.exchange import Expected, Handler
from omninode_bridge.events.topics import DEAD_LETTERS_OF, dead_letter_topic
from omninode_bridge.ports import Message
from resources.kafka.access import Access
from resources.kafka.answers import Answers
from resources.kafka.client import KafkaEventLog
from resources.kafka.group import Member, Membership
from resources.kafka.handling import Handling
from resources.kafka.metrics import PRODUCER
from resources.kafka.publisher import Publisher
from resources.kafka.sending import Sending
from resources.kafka.topics import ensure_topics
from resources.reliability.guard import Guard, Guards
from resources.reliability.retries import Retries

LOGGER: Final = logging.getLogger(__name__)
NAME: Final = "omninode"
ONCE: Final = Retries(attempts=1)


class KafkaExchange:
    """Implements `Exchange`. Made and used on one event loop; use it as a context.

    What is on its way when it ends is sent first. `timeout_s` bounds each publishing. Who would
    rather try again than have a message put aside that its topic did not take says so.
    """

    def __init__(
        self,
        access: str | Access,
        *,
        timeout_s: float = 10.0,
        sending: Sending | None = None,
        guards: Guards = Guard,
        puts_aside: bool = True,
    ) -> None:
        self._access = Access.at(access)
        self._timeout_s = timeout_s
        self._puts_aside = puts_aside
        self._sending = sending or Sending()
        self.guard = guards(self._access.breaker)
        self._publisher = Publisher(self._access, timeout_s, self._sending)
        self.metrics = self._publisher.metrics
        self._answers: dict[str, Answers] = {}
        self._logs: list[KafkaEventLog] = []

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Idempotent; nothing is expected any more."""
        answers, self._answers = [*self._answers.values()], {}
        await asyncio.gather(*(each.close() for each in answers))
        logs, self._logs = self._logs, []
        for close in (self._publisher.close, *(log.close for log in logs)):
            await asyncio.to_thread(close)

    async def publish(self, message: Outgoing) -> Delivery:
        try:
            await self._send(message)
        except UnavailableError as error:
            if not await self._is_put_aside(message, error):
                raise
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
        if topic not in self._answers:
            log = KafkaEventLog(self._access, timeout_s=self._timeout_s)
            self._logs.append(log)
            self._answers[topic] = Answers(log, topic)
        async with self._answers[topic].expect(correlation_id) as answer:
            yield answer

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
                raise UnavailableError(
                    f"The request did not reach {topic_of(request)}",
                    hint="It lies in the dead letters: `omninode dlq redrive` sends it again.",
                )
            return await expected.message(timeout_s)

    @asynccontextmanager
    async def consuming(
        self, group: str, topics: Collection[str], handle: Handler
    ) -> AsyncGenerator[None]:
        member = self.member(Membership(group, tuple(topics)), handle)
        if others := sorted({*topics} - DEAD_LETTERS_OF.keys()):
            names = map(self._sending.dead_letters.of, others)
            missing = [dead_letter_topic(name) for name in names]
            await asyncio.to_thread(ensure_topics, self._access, missing)
        async with member.taken():
            yield

    def member(self, membership: Membership, handle: Handler) -> Member:
        """For those who want more than `consuming` offers."""
        if aside := sorted(filter(self._sending.dead_letters.holds, membership.topics)):
            raise InvalidRequestError(
                f"What lies in {', '.join(aside)} has been put aside already",
                hint="Read such a topic by position, or follow it.",
            )
        handling = Handling(handle, self._send, membership.group, self._sending, self.metrics)
        return Member(self._access, membership, handling, self.metrics)

    async def _send(self, message: Outgoing, retries: Retries | None = None) -> None:
        async with self.guard.attempt_async():
            await self._publisher.deliver(message, retries)

    async def _is_put_aside(self, message: Outgoing, why: UnavailableError) -> bool:
        names = self._sending.dead_letters
        if not self._puts_aside or names.holds(message.topic):
            return False
        problem = Unreadable(why.message, correlation_of(message.value), code=why.code)
        letter = unsent(message, problem, now=datetime.now(UTC), producer=NAME)
        letter = replace(letter, topic=names.of(message.topic))
        try:
            await self._send(letter, ONCE)
        except (UnavailableError, LimitExceededError):
            return False
        self.metrics.put_aside(PRODUCER, message.topic)
        LOGGER.warning("A message to %s was put aside: %s", message.topic, why.message)
        return True
