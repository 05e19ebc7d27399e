"""Consuming as a member of a group, with a watchdog: a consumer that hangs is replaced.

Known of the library: after a rebalance a consumer may keep its partitions and deliver nothing.
"""

import asyncio
import logging
from collections.abc import AsyncGenerator, Awaitable, Callable, Collection
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Final, override

from aiokafka import AIOKafkaConsumer, ConsumerRebalanceListener, TopicPartition
from aiokafka.errors import CommitFailedError, IllegalStateError, KafkaError

from omninode_bridge.events.topics import FRAME_BYTES, TOPICS
from omninode_bridge.ports import Message
from omninode_bridge.reliability.watchdog import Watchdog
from resources.kafka.access import Access
from resources.kafka.diagnosis import explained
from resources.kafka.failures import calm_library, unavailable
from resources.kafka.lanes import Lanes
from resources.kafka.metrics import KafkaMetrics
from resources.kafka.owned import Owned

LOGGER: Final = logging.getLogger(__name__)
LARGEST_BYTES: Final = max(topic.max_message_bytes for topic in TOPICS.values()) + FRAME_BYTES
POLL_MS: Final = 500
ASK_S: Final = 5.0
STOP_S: Final = 5.0
AGAIN_S: Final = 1.0
TELL_AGAIN_S: Final = 60.0
# So long a division of partitions may wait for us.
HEARTBEAT_S: Final = 2.0


@dataclass(frozen=True, slots=True)
class Membership:
    """`patience_s`: how long a partition may hang, `drain_s`: how long a message may keep us,
    `session_s`: how long the group waits for one of us that says nothing.
    """

    group: str
    topics: tuple[str, ...]
    from_beginning: bool = False
    patience_s: float = 30.0
    drain_s: float = 30.0
    join_s: float = 30.0
    session_s: float = 10.0


class Member:
    """One place in a group, kept until it is left, whatever becomes of brokers and consumers."""

    def __init__(
        self,
        access: Access,
        membership: Membership,
        handle: Callable[[Message], Awaitable[None]],
        metrics: KafkaMetrics,
    ) -> None:
        self._access = access
        self._membership = membership
        self._handle = handle
        self._metrics = metrics
        self._leaving = asyncio.Event()
        self._joined = asyncio.Event()
        self._problem = "it was not joined in time"
        self._told = ""
        self._tell_again_at = 0.0
        self.consumer: _Consumer | None = None

    @asynccontextmanager
    async def taken(self) -> AsyncGenerator[None]:
        """Joined and positioned; raises `UnavailableError` where that takes too long."""
        staying = asyncio.create_task(self._stay())
        try:
            await self._await_joined()
            yield
        finally:
            self._leaving.set()
            await staying

    async def _await_joined(self) -> None:
        try:
            await asyncio.wait_for(self._joined.wait(), self._membership.join_s)
        except TimeoutError as error:
            why = f"group {self._membership.group}: {self._problem}"
            unknown = unavailable(self._access.servers, why)
            raise await asyncio.to_thread(explained, self._access, unknown) from error

    async def _stay(self) -> None:
        while not self._leaving.is_set():
            calm_library()
            self.consumer = consumer = _Consumer(
                self._access, self._membership, self._handle, self._metrics
            )
            try:
                await consumer.consume(self._leaving, self._joined)
            except (KafkaError, OSError) as error:
                self._problem = str(error) or type(error).__name__
                self._tell()
                await self._pause()
            except Exception:  # the outermost edge of this task: what the library did not foresee
                LOGGER.exception("Group %s", self._membership.group)
                await self._pause()
            finally:
                await consumer.close()
            if not self._leaving.is_set():
                self._metrics.replacement(self._membership.group)

    def _tell(self) -> None:
        """The same trouble once a minute: a broker may be away for hours."""
        now = asyncio.get_running_loop().time()
        if self._problem != self._told or now >= self._tell_again_at:
            LOGGER.warning("Group %s: %s", self._membership.group, self._problem)
            self._told, self._tell_again_at = self._problem, now + TELL_AGAIN_S

    async def _pause(self) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(self._leaving.wait(), AGAIN_S)


class _Consumer(ConsumerRebalanceListener):  # type: ignore[misc]  # aiokafka has no types
    """One consumer of the library, from its start to its end."""

    def __init__(
        self,
        access: Access,
        membership: Membership,
        handle: Callable[[Message], Awaitable[None]],
        metrics: KafkaMetrics,
    ) -> None:
        self._membership = membership
        self._metrics = metrics
        self._owned = Owned()
        self._consumer = AIOKafkaConsumer(
            **access.of_aiokafka(),
            client_id="omninode",
            group_id=membership.group,
            enable_auto_commit=False,
            auto_offset_reset="earliest" if membership.from_beginning else "latest",
            max_partition_fetch_bytes=LARGEST_BYTES,
            session_timeout_ms=int(membership.session_s * 1000),
            heartbeat_interval_ms=int(min(HEARTBEAT_S, membership.session_s / 3) * 1000),
        )
        self._lanes = Lanes(self._consumer, handle)
        self._assigned = asyncio.Event()
        self._divided_since: float | None = None
        self._watchdog = Watchdog(membership.patience_s)

    async def consume(self, leaving: asyncio.Event, joined: asyncio.Event) -> None:
        """Until it is left, or a partition hangs; errors of the library are raised."""
        ways = [
            asyncio.create_task(self._deliver(joined)),
            asyncio.create_task(self._watch()),
            asyncio.create_task(leaving.wait()),
        ]
        try:
            done, _ = await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
            for way in done:
                if way.cancelled():  # a task of the library was, and has taken ours along
                    raise KafkaError("the consumer ended by itself")
                way.result()
        finally:
            for way in ways:
                way.cancel()
            await asyncio.gather(*ways, return_exceptions=True)

    async def close(self) -> None:
        await self._lanes.finish([*self._lanes.busy], self._membership.drain_s)
        stopping = self._owned.begin(self._consumer.stop())
        await asyncio.wait([stopping], timeout=STOP_S)
        await self._owned.end()
        if stopping.cancelled() or stopping.exception():
            await self._consumer._client.close()  # noqa: SLF001  there is no other way to its connections

    @override
    async def on_partitions_revoked(self, revoked: Collection[TopicPartition]) -> None:
        self._divided_since = asyncio.get_running_loop().time()
        await self._lanes.finish(revoked, self._membership.drain_s)

    @override
    async def on_partitions_assigned(self, assigned: Collection[TopicPartition]) -> None:
        self._divided_since = None
        self._assigned.set()

    async def _start(self) -> None:
        self._consumer.subscribe(self._membership.topics, listener=self)
        await self._consumer.start()

    async def _deliver(self, joined: asyncio.Event) -> None:
        await self._owned.run(self._start())
        while True:
            if self._assigned.is_set():
                self._assigned.clear()
                if await self._take_positions():
                    joined.set()
            fetched = await self._consumer.getmany(timeout_ms=POLL_MS)
            for partition in fetched:
                self._metrics.batch(self._membership.group, partition.topic)
            self._lanes.begin(fetched)

    async def _take_positions(self) -> bool:
        """Written down at once: another member goes on from here, not from the end."""
        try:
            positions = {
                partition: await self._consumer.position(partition)
                for partition in self._consumer.assignment()
            }
            if positions:
                await self._consumer.commit(positions)
        except (IllegalStateError, CommitFailedError):
            LOGGER.info("Group %s is divided once more", self._membership.group)
            return False
        return True

    async def _watch(self) -> None:
        """Ends when a partition hangs."""
        while True:
            await asyncio.sleep(self._membership.patience_s / 3)
            if hanging := await self._hanging():
                LOGGER.warning(
                    "Group %s: %s hangs and is read by a new consumer",
                    self._membership.group,
                    ", ".join(sorted(hanging)),
                )
                return

    async def _hanging(self) -> Collection[str]:
        now = asyncio.get_running_loop().time()
        if self._divided_since is not None:
            # Others may be finishing what they have in hand.
            is_late = now - self._divided_since > 2 * self._membership.drain_s
            return ("the division of partitions",) if is_late else ()
        assigned = self._consumer.assignment()
        if not assigned:
            return ()
        try:
            ends = await asyncio.wait_for(self._consumer.end_offsets(assigned), ASK_S)
        except (KafkaError, OSError):
            return ()  # the cluster does not answer: no fault of the consumer
        positions = await asyncio.gather(*map(self._position, assigned))
        self._watchdog, hanging = self._watchdog.observe(
            dict(zip(map(_name, assigned), positions, strict=True)),
            {_name(each): end for each, end in ends.items()},
            busy=[*map(_name, self._lanes.busy)],
            now=now,
        )
        return hanging

    async def _position(self, partition: TopicPartition) -> int:
        """-1 where it has none: then it is behind whatever there is."""
        try:
            return int(await asyncio.wait_for(self._consumer.position(partition), ASK_S))
        except (KafkaError, OSError):
            return -1


def _name(partition: TopicPartition) -> str:
    return f"{partition.topic}-{partition.partition}"
