"""What becomes of a message in a group: handled, tried again, or put aside."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from omninode_bridge.errors import BridgeError, LimitExceededError, UnavailableError
from omninode_bridge.events.dead_letters import dead_letter
from omninode_bridge.events.decoding import Unreadable, correlation_of
from omninode_bridge.events.delivery import Outgoing
from omninode_bridge.events.exchange import Handler
from omninode_bridge.ports import Message
from resources.kafka.metrics import KafkaMetrics, size_of
from resources.kafka.sending import Sending

LOGGER: Final = logging.getLogger(__name__)
PAUSE_S: Final = 5.0
BUG: Final = "internal_error"


class Handling:
    """A handler that never fails: what it cannot handle lies in the dead letters afterwards."""

    def __init__(
        self,
        handle: Handler,
        send: Callable[[Outgoing], Awaitable[None]],
        group: str,
        sending: Sending,
        metrics: KafkaMetrics,
    ) -> None:
        self._handle = handle
        self._send = send
        self._group = group
        self._retries = sending.retries
        self._dead_letters = sending.dead_letters
        self._metrics = metrics

    async def __call__(self, message: Message) -> None:
        clock = asyncio.get_running_loop().time
        began = clock()
        try:
            async for attempt in self._retries.within(None, _may_pass):
                with attempt:
                    await self._attempt(message)
        except BridgeError as error:
            await self._put_aside(message, error.message, error.code)
        except Exception as error:  # the outermost edge: what is behind it must be handled, too
            LOGGER.exception("%s could not be handled", message.id)
            await self._put_aside(message, f"{type(error).__name__}: {error}", BUG)
        seconds = clock() - began
        self._metrics.message(self._group, message.topic, size=size_of(message), seconds=seconds)

    async def _attempt(self, message: Message) -> None:
        try:
            await self._handle(message)
        except Exception as error:
            kind = error.code if isinstance(error, BridgeError) else BUG
            self._metrics.error(self._group, message.topic, kind)
            raise

    async def _put_aside(self, message: Message, reason: str, code: str) -> None:
        LOGGER.warning("%s goes to the dead letters: %s", message.id, reason)
        problem = Unreadable(reason, correlation_of(message.value), code=code)
        letter = replace(
            dead_letter(message, problem, now=datetime.now(UTC), consumer=self._group),
            topic=self._dead_letters.of(message.topic),
        )
        while True:
            try:
                await self._send(letter)
            except UnavailableError as error:
                # Until then the message counts as not handled: a crash now loses nothing.
                LOGGER.warning("%s cannot be put aside yet: %s", message.id, error.message)
                await asyncio.sleep(PAUSE_S)
            except LimitExceededError as error:
                # A broker that takes more than our topics do; it is kept as long as its topic says.
                LOGGER.error("%s is skipped, not put aside: %s", message.id, error.message)  # noqa: TRY400  the message says it all
                return
            else:
                self._metrics.put_aside(self._group, message.topic)
                return


def _may_pass(error: Exception) -> bool:
    return isinstance(error, UnavailableError)
