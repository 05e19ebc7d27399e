"""The partitions of a consumer that are being worked on: each in its order, all side by side."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition
from aiokafka.errors import KafkaError

from omninode_bridge.events.delivery import NULL
from omninode_bridge.ports import Message

LOGGER: Final = logging.getLogger(__name__)
COMMIT_S: Final = 1.0


@dataclass(eq=False)
class _Lane:
    """`ending`: the message in hand is the last one."""

    records: Sequence[ConsumerRecord]
    ending: bool = False


class Lanes:
    """One for one consumer. A partition that is worked on delivers nothing more meanwhile."""

    def __init__(
        self, consumer: AIOKafkaConsumer, handle: Callable[[Message], Awaitable[None]]
    ) -> None:
        self._consumer = consumer
        self._handle = handle
        self._lanes: dict[TopicPartition, tuple[_Lane, asyncio.Task[None]]] = {}

    @property
    def busy(self) -> Collection[TopicPartition]:
        return [partition for partition, (_, task) in self._lanes.items() if not task.done()]

    def begin(self, records: Mapping[TopicPartition, Sequence[ConsumerRecord]]) -> None:
        for partition, batch in records.items():
            self._consumer.pause(partition)
            _, before = self._lanes.get(partition, (None, None))
            lane = _Lane(batch)
            self._lanes[partition] = lane, asyncio.create_task(self._work(partition, lane, before))

    async def finish(self, partitions: Collection[TopicPartition], patience_s: float) -> None:
        """Finish the messages in hand; those behind them stay unread, and so does one that takes
        longer.
        """
        found = [self._lanes[partition] for partition in partitions if partition in self._lanes]
        if not found:
            return
        for lane, _ in found:
            lane.ending = True
        tasks = [task for _, task in found]
        _, late = await asyncio.wait(tasks, timeout=patience_s)
        for task in late:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _work(
        self, partition: TopicPartition, lane: _Lane, before: asyncio.Task[None] | None
    ) -> None:
        if before is not None:  # it came back to us while its last message was in hand
            await asyncio.wait([before])
        clock = asyncio.get_running_loop().time
        done, committed = 0, clock()
        try:
            for record in lane.records:
                if lane.ending:
                    break
                await self._handle(_message(record))
                done = record.offset + 1
                if clock() - committed > COMMIT_S:
                    await self._commit(partition, done)
                    committed = clock()
        finally:
            if done:
                await self._commit(partition, done)
            self._release(partition, lane)

    async def _commit(self, partition: TopicPartition, offset: int) -> None:
        try:
            await self._consumer.commit({partition: offset})
        except KafkaError as error:
            # It belongs to somebody else by now, who handles these messages once more.
            LOGGER.warning("Offset %d of %s is not committed: %s", offset, partition, error)

    def _release(self, partition: TopicPartition, lane: _Lane) -> None:
        if self._lanes[partition][0] is not lane:
            return
        del self._lanes[partition]
        if partition in self._consumer.assignment():
            self._consumer.resume(partition)


def _message(record: ConsumerRecord) -> Message:
    return Message(
        topic=record.topic,
        partition=record.partition,
        offset=record.offset,
        value=NULL if record.value is None else record.value,
        key=record.key,
        headers=tuple(
            (name, NULL if held is None else bytes(held)) for name, held in record.headers
        ),
        timestamp_ms=record.timestamp,
    )
