"""A client that is broken off while it speaks to a broker leaves no connection behind."""

import asyncio
import gc
from collections.abc import Iterator

import pytest

from omninode_bridge.errors import UnavailableError
from omninode_bridge.events.delivery import Outgoing
from omninode_bridge.events.topics import PATTERN_REQUESTS, STATUS
from omninode_bridge.ports import Message
from resources.kafka.client import KafkaEventLog
from resources.kafka.exchange import KafkaExchange
from resources.kafka.group import Membership
from tests.kafka.silent import SilentBroker, silent_broker


@pytest.fixture
def broker() -> Iterator[SilentBroker]:
    with silent_broker() as found:
        yield found
    gc.collect()  # a connection that was only forgotten is an error now


def test_a_producer_that_gives_up_ends_its_connections(broker: SilentBroker) -> None:
    with KafkaEventLog(broker.address, timeout_s=0.4) as log:
        with pytest.raises(UnavailableError):
            log.publish(STATUS, b"x")
        assert broker.taken > 1
        assert broker.all_ended()


async def test_so_does_one_whose_sender_goes_away(broker: SilentBroker) -> None:
    async with KafkaExchange(broker.address) as exchange:
        sending = asyncio.create_task(exchange.publish(Outgoing(STATUS, b"x")))
        await asyncio.to_thread(broker.asked.wait)
        sending.cancel()
        with pytest.raises(asyncio.CancelledError):
            await sending
    assert broker.all_ended()


async def test_so_does_a_consumer_that_cannot_join(broker: SilentBroker) -> None:
    async def handle(_: Message) -> None:
        raise AssertionError

    async with KafkaExchange(broker.address) as exchange:
        member = exchange.member(Membership("g", (PATTERN_REQUESTS,), join_s=0.3), handle)
        with pytest.raises(UnavailableError):
            async with member.taken():
                pass
        assert broker.asked.is_set()
        assert broker.all_ended()
