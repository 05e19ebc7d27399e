"""Publishing: a message is sent when the cluster says so, and not before."""

import asyncio
import logging
from collections.abc import Collection, Coroutine, Sequence
from concurrent.futures import Future
from threading import Lock, Thread
from typing import Final
from weakref import WeakSet

from aiokafka import AIOKafkaProducer
from aiokafka.errors import (
    KafkaError,
    MessageSizeTooLargeError,
    RecordListTooLargeError,
    UnknownTopicOrPartitionError,
)

from omninode_bridge.events.delivery import Null, Outgoing
from omninode_bridge.events.topics import FRAME_BYTES, TOPICS
from resources.kafka.access import Access
from resources.kafka.diagnosis import explained
from resources.kafka.failures import calm_library, no_topic, too_large, unavailable
from resources.kafka.metrics import PRODUCER, KafkaMetrics, size_of
from resources.kafka.owned import Owned
from resources.kafka.sending import Packing, Partitioner, Sending
from resources.reliability.retries import Retries

LARGEST_BYTES: Final = max(topic.max_message_bytes for topic in TOPICS.values())
SHORTEST_S: Final = 0.1
STOP_S: Final = 0.5
SLOWEST_BYTES_S: Final = 512 * 1024
THREAD: Final = "kafka-publisher"

Headers = Sequence[tuple[str, bytes]]


class Publisher:
    """Idempotent producer, acknowledged by all replicas. Safe to share between threads.

    The producer lives on an event loop in a thread of its own, begun at the first message. When it
    fails, another takes its place: after a restart the embedded endpoint is another cluster.
    """

    def __init__(self, access: Access, timeout_s: float, sending: Sending) -> None:
        self._access = access
        self._servers = access.servers
        self._timeout_s = timeout_s
        self._packing = sending.packing
        self._partitioner = Partitioner(sending.partitioning)
        self._retries = sending.retries
        self.metrics = KafkaMetrics()
        self._starting = Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: Thread | None = None
        self._connecting = asyncio.Lock()
        self._producer: _Producer | None = None
        self._deliveries: WeakSet[asyncio.Task[None]] = WeakSet()
        self._endings: set[asyncio.Task[None]] = set()

    def publish(self, topic: str, value: bytes, *, key: bytes | None, headers: Headers) -> None:
        message = Outgoing(topic, value, key, tuple(headers))
        delivery = self._submit(self._delivered(message, self._retries))
        try:
            # A delivery bounds itself; this is for a library that does not come back.
            delivery.result(2 * (self._patience_s(message) + 3 * STOP_S))
        except TimeoutError as error:
            delivery.cancel()
            raise unavailable(self._servers, "no acknowledgement in time") from error
        except BaseException:
            delivery.cancel()  # nobody waits for it any more
            raise

    async def deliver(self, message: Outgoing, retries: Retries | None = None) -> None:
        """As `publish`, awaited on any event loop."""
        await asyncio.wrap_future(self._submit(self._delivered(message, retries or self._retries)))

    def close(self) -> None:
        """Wait for what is under way, then disconnect. Idempotent; the next message starts again.

        A delivery bounds itself, and so does this.
        """
        with self._starting:
            loop, thread = self._loop, self._thread
            self._loop = self._thread = None
        if loop is None or thread is None:
            return
        asyncio.run_coroutine_threadsafe(self._finish(), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()

    def _submit(self, work: Coroutine[object, object, None]) -> Future[None]:
        with self._starting:
            if self._loop is None:
                calm_library()
                logging.getLogger("stamina").addFilter(_is_of_others)
                self._loop = asyncio.new_event_loop()
                self._thread = Thread(target=self._loop.run_forever, name=THREAD, daemon=True)
                self._thread.start()
            return asyncio.run_coroutine_threadsafe(work, self._loop)

    async def _delivered(self, message: Outgoing, retries: Retries) -> None:
        _refuse_oversize(message)
        if (delivery := asyncio.current_task()) is not None:
            self._deliveries.add(delivery)
        loop = asyncio.get_running_loop()
        began = loop.time()
        patience_s = self._patience_s(message)
        deadline = began + patience_s
        try:
            async for attempt in retries.within(patience_s, _may_pass):
                with attempt:
                    # At most half, so that there is time for another try with a new connection.
                    left = max(deadline - loop.time(), SHORTEST_S)
                    await self._try(message, min(left, patience_s / 2))
        except (MessageSizeTooLargeError, RecordListTooLargeError) as error:
            raise too_large(message.topic, str(error)) from error
        except UnknownTopicOrPartitionError as error:
            raise no_topic(self._servers, message.topic) from error
        except (KafkaError, OSError) as error:
            unknown = unavailable(self._servers, str(error) or "no acknowledgement")
            raise await asyncio.to_thread(explained, self._access, unknown) from error
        seconds = loop.time() - began
        self.metrics.message(PRODUCER, message.topic, size=size_of(message), seconds=seconds)

    def _patience_s(self, message: Outgoing) -> float:
        """Else a broker that is slow would never have a large message, each try cut off."""
        return self._timeout_s + len(message.value) / SLOWEST_BYTES_S

    async def _try(self, message: Outgoing, timeout_s: float) -> None:
        producer = None
        try:
            async with asyncio.timeout(timeout_s):
                producer = await self._connected()
                await producer.send(message, await self._partition(producer, message))
        except (KafkaError, OSError) as error:
            self.metrics.error(PRODUCER, message.topic, type(error).__name__)
            if producer is not None and _may_pass(error):
                await self._disconnect(producer)
            raise

    async def _partition(self, producer: "_Producer", message: Outgoing) -> int | None:
        if not self._partitioner.chooses(message.key):
            return None
        partitions = await producer.partitions(message.topic)
        return self._partitioner.choose(message.topic, message.key, partitions)

    async def _connected(self) -> "_Producer":
        async with self._connecting:
            if self._producer is None:
                producer = _Producer(self._access, self._packing, self.metrics)
                try:
                    await producer.start()
                except BaseException:
                    await self._break_off(producer)
                    raise
                self._producer = producer
            return self._producer

    async def _finish(self) -> None:
        """Flush: every delivery ends by itself, sent or refused."""
        if under_way := list(self._deliveries):
            await asyncio.wait(under_way)
        if self._producer is not None:
            await self._disconnect(self._producer)
        if self._endings:
            await asyncio.wait(self._endings)

    async def _disconnect(self, producer: "_Producer") -> None:
        """Unless another delivery has replaced it already."""
        if producer is self._producer:
            self._producer = None
            await self._break_off(producer)

    async def _break_off(self, producer: "_Producer") -> None:
        """It comes to its end also where nobody waits for that any more."""
        ending = asyncio.create_task(producer.stop())
        self._endings.add(ending)
        ending.add_done_callback(self._endings.discard)
        await asyncio.shield(ending)


class _Producer:
    """One producer of the library, from its start to its end."""

    def __init__(self, access: Access, packing: Packing, metrics: KafkaMetrics) -> None:
        self._metrics = metrics
        self._counted: set[tuple[str, int]] = set()
        self._owned = Owned()
        self._producer = AIOKafkaProducer(
            **access.of_aiokafka(),
            client_id="omninode",
            enable_idempotence=True,
            acks="all",
            compression_type=packing.compression,
            linger_ms=packing.linger_ms,
            max_batch_size=packing.batch_bytes,
            max_request_size=LARGEST_BYTES + FRAME_BYTES,
        )

    async def start(self) -> None:
        await self._owned.run(self._producer.start())

    async def partitions(self, topic: str) -> Collection[int]:
        found: Collection[int] = await self._producer.partitions_for(topic)
        return found

    async def send(self, message: Outgoing, partition: int | None) -> None:
        value: bytes | None = message.value
        # The library takes no message that has neither.
        if isinstance(value, Null) and message.key is not None:
            value = None
        headers = [
            (name, None if isinstance(held, Null) else held) for name, held in message.headers
        ]
        acknowledged = await self._producer.send(
            message.topic, value, key=message.key, partition=partition, headers=headers
        )
        placed = await acknowledged
        self._count_batch((placed.topic, placed.partition))

    def _count_batch(self, place: tuple[str, int]) -> None:
        """A partition has one batch under way, whose messages are acknowledged in one turn of the
        loop: the first of a turn stands for its batch.
        """
        if place not in self._counted:
            self._counted.add(place)
            asyncio.get_running_loop().call_soon(self._counted.discard, place)
            self._metrics.batch(PRODUCER, place[0])

    async def stop(self) -> None:
        """An idempotent producer never gives up a message; one without a broker is broken off."""
        stopping = self._owned.begin(self._producer.stop())
        await asyncio.wait([stopping], timeout=STOP_S)
        await self._owned.end()
        if stopping.cancelled() or stopping.exception():
            await self._producer.client.close()


def _is_of_others(record: logging.LogRecord) -> bool:
    return record.threadName != THREAD


def _may_pass(error: Exception) -> bool:
    """Whether the same message may be taken the next time."""
    lasting = (MessageSizeTooLargeError, RecordListTooLargeError, UnknownTopicOrPartitionError)
    return isinstance(error, (KafkaError, OSError)) and not isinstance(error, lasting)


def _refuse_oversize(message: Outgoing) -> None:
    limits, size = TOPICS.get(message.topic), len(message.value)
    if limits is None:
        return
    frame = size_of(message) - size
    if size > limits.max_value_bytes:
        raise too_large(message.topic, f"{size} bytes, at most {limits.max_value_bytes}")
    if frame > FRAME_BYTES // 2:
        allowed = FRAME_BYTES // 2
        raise too_large(message.topic, f"key and headers are {frame} bytes, at most {allowed}")
