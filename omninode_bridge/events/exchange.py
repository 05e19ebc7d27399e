"""The port of services that speak over Kafka: publish, ask and wait for the answer, answer."""

from collections.abc import Awaitable, Callable, Collection
from contextlib import AbstractAsyncContextManager
from typing import Protocol
from uuid import UUID

from omninode_bridge.events.delivery import Delivery, Outgoing
from omninode_bridge.events.encoding import AnyEvent
from omninode_bridge.events.envelope import Context
from omninode_bridge.ports import Message

# `UnavailableError`: it is called again later, and puts the message aside when that does not help.
# Every other error puts the message aside at once.
type Handler = Callable[[Message], Awaitable[None]]


class Expected(Protocol):
    """An answer that is on its way."""

    async def message(self, timeout_s: float) -> Message | None:
        """None: none came in time; one may be waited for again."""
        ...


class Exchange(Protocol):
    """Publishing raises `UnavailableError` where nobody has the message, and `LimitExceededError`
    where its topic does not take one of that size.
    """

    async def publish(self, message: Outgoing) -> Delivery:
        """Return when the cluster has acknowledged the message, or its dead letter."""
        ...

    async def publish_event(
        self,
        event: AnyEvent,
        *,
        context: Context = ...,
        correlation_id: UUID | None = None,
    ) -> Delivery:
        """As `publish`. `correlation_id` is for status events, which have none."""
        ...

    def expect(self, topic: str, correlation_id: UUID) -> AbstractAsyncContextManager[Expected]:
        """The topic's position is taken on entry: what is asked inside cannot miss its answer."""
        ...

    async def consume_event(
        self,
        topic: str,
        correlation_id: UUID,
        timeout_s: float,
        *,
        request: AnyEvent | None = None,
    ) -> Message | None:
        """The first message with this id, from now on; `request` is published meanwhile.

        None: no answer in time. Raises `UnavailableError` where the request could not be sent.
        """
        ...

    def consuming(
        self, group: str, topics: Collection[str], handle: Handler
    ) -> AbstractAsyncContextManager[None]:
        """Joined and positioned on entry, at the end of what a new group has not read.

        Messages of a partition are handled in their order, partitions side by side, each message
        at least once. On exit those in hand are finished and committed.
        """
        ...
