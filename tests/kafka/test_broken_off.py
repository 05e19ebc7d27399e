"""A client that is broken off while it speaks to a broker leaves no connection behind."""

import asyncio
import gc
from collections.abc import Iterator
from typing import Final

import pytest

from omninode_bridge.errors import UnavailableError
from omninode_bridge.events.delivery import Outgoing
from omninode_bridge.events.topics import PATTERN_REQUESTS, STATUS
from omninode_bridge.ports import Message
from resources.kafka.client import KafkaEventLog
from resources.kafka.exchange import KafkaExchange
from tests.kafka.silent import SilentBroker, silent_broker

PATIENCE_S: Final = 30.0


@pytest.fixture
def broker() -> Iterator[SilentBroker]:
    with silent_broker() as found:
        yield found
    gc.collect()  # a connection that was only forgotten is an error now


def test_a_producer_that_gives_up_ends_its_connections(broker: SilentBroker) -> None:
    with KafkaEventLog(broker.address, timeout_s=2.0) as log:
        with pytest.raises(UnavailableError):
            log.publish(STATUS, b"x")
        assert broker.asked.is_set()
        assert broker.all_ended()


async def test_so_does_one_whose_sender_goes_away(broker: SilentBroker) -> None:
    async with KafkaExchange(broker.address) as exchange:
        sending = asyncio.create_task(exchange.publish(Outgoing(STATUS, b"x")))
        assert await asyncio.to_thread(broker.asked.wait, PATIENCE_S)
        sending.cancel()
        with pytest.raises(asyncio.CancelledError):
            await sending
    assert broker.all_ended()


async def test_so_does_a_consumer_that_leaves_before_it_has_joined(broker: SilentBroker) -> None:
    async def handle(_: Message) -> None:
        raise AssertionError

    async def consume() -> None:
        async with exchange.consuming("g", [PATTERN_REQUESTS], handle):
            raise AssertionError

    async with KafkaExchange(broker.address) as exchange:
        consuming = asyncio.create_task(consume())
        assert await asyncio.to_thread(broker.asked.wait, PATIENCE_S)
        consuming.cancel()
        with pytest.raises(asyncio.CancelledError):
            await consuming
        assert broker.all_ended()
