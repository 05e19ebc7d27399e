"""Publishing: a message is sent when the cluster says so, and not before."""

import asyncio
import logging
from collections.abc import Coroutine, Sequence
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

from omninode_bridge.events.topics import FRAME_BYTES, TOPICS
from resources.kafka.failures import no_topic, too_large, unavailable
from resources.kafka.sending import Partitioner, Sending

LARGEST_BYTES: Final = max(topic.max_message_bytes for topic in TOPICS.values())
RETRY_S: Final = 0.1
STOP_S: Final = 0.5

Headers = Sequence[tuple[str, bytes]]


class Publisher:
    """Idempotent producer, acknowledged by all replicas. Safe to share between threads.

    The producer lives on an event loop in a thread of its own, begun at the first message. When it
    fails, another takes its place: after a restart the embedded endpoint is another cluster.
    """

    def __init__(self, servers: str, timeout_s: float, sending: Sending) -> None:
        self._servers = servers
        self._timeout_s = timeout_s
        self._packing = sending.packing
        self._partitioner = Partitioner(sending.partitioning)
        self._starting = Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: Thread | None = None
        self._connecting = asyncio.Lock()
        self._producer: AIOKafkaProducer | None = None
        self._deliveries: WeakSet[asyncio.Task[None]] = WeakSet()

    def publish(self, topic: str, value: bytes, *, key: bytes | None, headers: Headers) -> None:
        _refuse_oversize(topic, value, key, headers)
        delivery = self._submit(self._deliver(topic, value, key, headers))
        try:
            # A delivery bounds itself, unless another thread closes this publisher meanwhile.
            delivery.result(2 * (self._timeout_s + STOP_S))
        except TimeoutError as error:
            raise unavailable(self._servers, "no acknowledgement in time") from error

    def close(self) -> None:
        """Idempotent; the next message starts again."""
        with self._starting:
            loop, thread = self._loop, self._thread
            self._loop = self._thread = None
        if loop is None or thread is None:
            return
        asyncio.run_coroutine_threadsafe(self._disconnect(), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()

    def _submit(self, work: Coroutine[object, object, None]) -> Future[None]:
        with self._starting:
            if self._loop is None:
                # A broker that is down would fill the log; what matters to us is raised.
                logging.getLogger("aiokafka").setLevel(logging.CRITICAL)
                self._loop = asyncio.new_event_loop()
                self._thread = Thread(
                    target=self._loop.run_forever, name="kafka-publisher", daemon=True
                )
                self._thread.start()
            return asyncio.run_coroutine_threadsafe(work, self._loop)

    async def _deliver(self, topic: str, value: bytes, key: bytes | None, headers: Headers) -> None:
        loop = asyncio.get_running_loop()
        deadline = loop.time() + self._timeout_s
        if (delivery := asyncio.current_task()) is not None:
            self._deliveries.add(delivery)
        while True:
            try:
                # Half, so that there is time for a second try with a new connection.
                async with asyncio.timeout(self._timeout_s / 2):
                    producer = await self._connected()
                    partition = await self._partition(producer, topic, key)
                    await producer.send_and_wait(
                        topic, value, key=key, partition=partition, headers=list(headers)
                    )
            except (MessageSizeTooLargeError, RecordListTooLargeError) as error:
                raise too_large(topic, str(error)) from error
            except UnknownTopicOrPartitionError as error:
                raise no_topic(self._servers, topic) from error
            except (KafkaError, OSError) as error:
                await self._disconnect()
                if loop.time() + RETRY_S >= deadline:
                    raise unavailable(self._servers, str(error) or "no acknowledgement") from error
                await asyncio.sleep(RETRY_S)
            else:
                return

    async def _partition(
        self, producer: AIOKafkaProducer, topic: str, key: bytes | None
    ) -> int | None:
        if not self._partitioner.chooses(key):
            return None
        return self._partitioner.choose(topic, key, await producer.partitions_for(topic))

    async def _connected(self) -> AIOKafkaProducer:
        async with self._connecting:
            if self._producer is None:
                producer = AIOKafkaProducer(
                    bootstrap_servers=self._servers,
                    client_id="omninode",
                    enable_idempotence=True,
                    acks="all",
                    compression_type=self._packing.compression,
                    linger_ms=self._packing.linger_ms,
                    max_batch_size=self._packing.batch_bytes,
                    max_request_size=LARGEST_BYTES + FRAME_BYTES,
                )
                try:
                    await producer.start()
                except BaseException:
                    await producer.stop()
                    raise
                self._producer = producer
            return self._producer

    async def _disconnect(self) -> None:
        async with self._connecting:
            producer, self._producer = self._producer, None
        if producer is None:
            return
        stopping = asyncio.ensure_future(producer.stop())
        _, waiting = await asyncio.wait([stopping], timeout=STOP_S)
        if waiting:
            # An idempotent producer never gives up a message, and would wait for its broker.
            await self._abandon(producer)

    async def _abandon(self, producer: AIOKafkaProducer) -> None:
        """Every task on this loop is the producer's, except the deliveries and this one."""
        ours = {asyncio.current_task(), *self._deliveries}
        tasks = asyncio.all_tasks() - ours
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await producer.client.close()


def _refuse_oversize(topic: str, value: bytes, key: bytes | None, headers: Headers) -> None:
    limits = TOPICS.get(topic)
    if limits is None:
        return
    frame = len(key or b"") + sum(len(name.encode()) + len(held) for name, held in headers)
    if len(value) > limits.max_value_bytes:
        raise too_large(topic, f"{len(value)} bytes, at most {limits.max_value_bytes}")
    if frame > FRAME_BYTES // 2:
        raise too_large(topic, f"key and headers are {frame} bytes, at most {FRAME_BYTES // 2}")
