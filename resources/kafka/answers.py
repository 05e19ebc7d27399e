"""Answers by their correlation ids: one reader of a topic for all who wait for something on it."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import AsyncGenerator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from typing import Final
from uuid import UUID

from omninode_bridge.errors import UnavailableError
from omninode_bridge.events.decoding import correlation_of
from omninode_bridge.ports import EventLog, Message
from resources.kafka.following import Tail

LOGGER: Final = logging.getLogger(__name__)
# How long reading goes on after the last one has stopped waiting.
WAIT_S: Final = 0.25
RETRY_S: Final = 0.2


class Answer:
    """Implements `Expected`."""

    def __init__(self) -> None:
        self.arrived: asyncio.Future[Message] = asyncio.get_running_loop().create_future()

    def take(self, message: Message) -> None:
        if not self.arrived.done():
            self.arrived.set_result(message)

    async def message(self, timeout_s: float) -> Message | None:
        done, _ = await asyncio.wait([self.arrived], timeout=timeout_s)
        return self.arrived.result() if done else None


class Answers:
    """Of one topic, on one event loop. It reads while somebody waits, in a thread of its own."""

    def __init__(self, log: EventLog, topic: str) -> None:
        self._log = log
        self._topic = topic
        self._thread = ThreadPoolExecutor(1, thread_name_prefix=f"answers-{topic}")
        self._wanted: defaultdict[UUID, set[Answer]] = defaultdict(set)
        self._starting = asyncio.Lock()
        self._reading: asyncio.Task[None] | None = None

    @asynccontextmanager
    async def expect(self, correlation_id: UUID) -> AsyncGenerator[Answer]:
        """Raises `UnavailableError` where the topic cannot be read."""
        answer = Answer()
        self._wanted[correlation_id].add(answer)
        try:
            await self._read_from_now()
            yield answer
        finally:
            self._wanted[correlation_id].discard(answer)
            if not self._wanted[correlation_id]:
                del self._wanted[correlation_id]

    async def close(self) -> None:
        """Whoever still waits gets nothing any more."""
        self._wanted.clear()
        if self._reading is not None:
            await asyncio.wait([self._reading])
        self._thread.shutdown()

    async def _read_from_now(self) -> None:
        """A reader that is at work stands before now."""
        async with self._starting:
            if self._reading is not None and not self._reading.done():
                return
            loop = asyncio.get_running_loop()
            tail = await loop.run_in_executor(self._thread, Tail, self._log, self._topic)
            self._reading = asyncio.create_task(self._read(tail))

    async def _read(self, tail: Tail) -> None:
        loop = asyncio.get_running_loop()
        while self._wanted:
            try:
                messages, _ = await loop.run_in_executor(self._thread, tail.news, WAIT_S)
            except UnavailableError as error:
                LOGGER.warning("Waiting for answers on %s: %s", self._topic, error.message)
                await asyncio.sleep(RETRY_S)
                continue
            for message in messages:
                self._hand_out(message)

    def _hand_out(self, message: Message) -> None:
        correlation_id = correlation_of(message.value)
        if correlation_id is not None and correlation_id in self._wanted:
            for answer in self._wanted[correlation_id]:
                answer.take(message)
