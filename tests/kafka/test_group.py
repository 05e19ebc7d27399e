"""Members of a group on a real broker: partitions change hands, and consumers hang."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable
from uuid import uuid4

import pytest
from aiokafka import AIOKafkaConsumer, TopicPartition
from prometheus_client import CollectorRegistry

from omninode_bridge.events.delivery import Outgoing
from omninode_bridge.events.topics import MIXIN_REQUESTS, TOPICS
from omninode_bridge.ports import Message
from resources.kafka.exchange import KafkaExchange
from resources.kafka.group import Member, Membership
from resources.kafka.metrics import PRODUCER
from tests.kafka.broker import Broker, kafka_broker

__all__ = ["kafka_broker"]  # a fixture

pytestmark = pytest.mark.slow

PATIENCE_S = 120.0


@pytest.fixture
async def exchange(kafka_broker: Broker) -> AsyncIterator[KafkaExchange]:
    async with KafkaExchange(kafka_broker.address, timeout_s=30) as exchange:
        yield exchange


class Handled:
    """Counts values; each is put into work for a moment."""

    def __init__(self) -> None:
        self.values: Counter[bytes] = Counter()
        self._news = asyncio.Event()

    async def __call__(self, message: Message) -> None:
        await asyncio.sleep(0.001)
        self.values[message.value] += 1
        self._news.set()

    async def until(self, values: set[bytes]) -> None:
        async with asyncio.timeout(PATIENCE_S):
            while not values <= self.values.keys():
                self._news.clear()
                await self._news.wait()


async def publish(exchange: KafkaExchange, values: list[bytes]) -> None:
    await asyncio.gather(
        *(exchange.publish(Outgoing(MIXIN_REQUESTS, value, uuid4().bytes)) for value in values)
    )


async def left_over(broker: Broker, group: str) -> int:
    """What of the topic the group has not done yet, in messages."""
    places = [TopicPartition(MIXIN_REQUESTS, n) for n in range(TOPICS[MIXIN_REQUESTS].partitions)]
    reader = AIOKafkaConsumer(
        bootstrap_servers=broker.address, group_id=group, enable_auto_commit=False
    )
    async with reader:
        ends = await reader.end_offsets(places)
        return sum([ends[place] - (await reader.committed(place) or 0) for place in places])


async def test_nothing_is_lost_or_done_twice_while_members_come_and_go(
    kafka_broker: Broker, exchange: KafkaExchange
) -> None:
    group, handled = f"coming-and-going-{uuid4()}", Handled()
    waves = [[f"{wave}-{number}".encode() for number in range(300)] for wave in range(2)]
    # A busy machine must not make the group give one of them up: that would be a crash.
    membership = Membership(group, (MIXIN_REQUESTS,), patience_s=60.0, session_s=60.0)
    async with exchange.member(membership, handled).taken():
        for wave in waves:
            publishing = asyncio.create_task(publish(exchange, wave))
            async with exchange.member(membership, handled).taken():
                await publishing
        await handled.until({value for wave in waves for value in wave})

    assert set(handled.values.values()) == {1}
    assert sum(handled.values.values()) == 600
    assert await left_over(kafka_broker, group) == 0
    for client in (PRODUCER, group):
        counted = exchange.metrics.series(client, MIXIN_REQUESTS)
        assert (counted.messages, counted.latencies.count, counted.put_aside) == (600, 600, 0)
        assert 0 < counted.batches <= 600
        assert counted.latencies.quantile(0.5) <= counted.latencies.quantile(0.99) < PATIENCE_S


def fetcher_dies(member: Member) -> None:
    """What the library's users describe: it keeps its partitions and delivers nothing.

    It hangs once more when it is to be stopped.
    """
    assert member.consumer is not None
    consumer = member.consumer._consumer
    consumer._fetcher._fetch_task.cancel()
    consumer._coordinator._maybe_leave_group = asyncio.Event().wait


def coordinator_dies(member: Member) -> None:
    """It takes everything along that waits for it."""
    assert member.consumer is not None
    member.consumer._consumer._coordinator._coordination_task.cancel()


def replacements(exchange: KafkaExchange, group: str) -> float:
    registry = CollectorRegistry()
    registry.register(exchange.metrics)
    found = registry.get_sample_value(
        "omninode_kafka_consumer_replacements_total", {"client": group}
    )
    return found or 0.0


def division_never_ends(member: Member) -> None:
    """Its partitions are taken away, and it is never told which it has."""
    assert member.consumer is not None
    taking = member.consumer.on_partitions_revoked(())
    member.consumer._owned.begin(taking)
    member.consumer._consumer._fetcher._fetch_task.cancel()


@pytest.mark.parametrize("hang", [fetcher_dies, coordinator_dies, division_never_ends])
async def test_a_consumer_that_hangs_is_replaced_and_nothing_is_lost(
    exchange: KafkaExchange, hang: Callable[[Member], None]
) -> None:
    group, handled = f"hanging-{uuid4()}", Handled()
    membership = Membership(group, (MIXIN_REQUESTS,), patience_s=1.5, drain_s=1.0, session_s=6.0)
    member = exchange.member(membership, handled)
    async with member.taken():
        await publish(exchange, [b"before"])
        await handled.until({b"before"})
        before = replacements(exchange, group)
        hang(member)
        values = {f"{number}".encode() for number in range(20)}
        await publish(exchange, [*values])
        await handled.until(values)

    assert replacements(exchange, group) > before
    assert handled.values.keys() == {b"before", *values}
