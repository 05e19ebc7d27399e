"""A group that cannot be joined: said once, not each second."""

import logging

import pytest

from omninode_bridge.errors import UnavailableError
from omninode_bridge.events.topics import MIXIN_REQUESTS
from omninode_bridge.ports import Message
from resources.kafka import group
from resources.kafka.exchange import KafkaExchange
from resources.kafka.group import Membership


async def test_a_broker_that_is_away_is_told_once(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def handle(message: Message) -> None:
        raise AssertionError(message)

    monkeypatch.setattr(group, "AGAIN_S", 0.01)
    membership = Membership("nobody", (MIXIN_REQUESTS,), join_s=0.3)
    with pytest.raises(UnavailableError, match="group nobody: "):
        async with KafkaExchange("127.0.0.1:1").member(membership, handle).taken():
            raise AssertionError
    told = [each for each in caplog.records if each.name == group.__name__]
    assert [each.levelno for each in told] == [logging.WARNING]
