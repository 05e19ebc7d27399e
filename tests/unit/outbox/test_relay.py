"""The relay on fakes: order, failures, and dying at the worst moment."""

from collections.abc import Collection
from typing import override
from uuid import UUID, uuid4

import pytest

from omninode_bridge.events.delivery import Outgoing
from omninode_bridge.events.outbox import Entry
from omninode_bridge.events.topics import STATUS, TOPICS
from resources.outbox.relay import PAGE, Relay
from tests.fakes.event_log import FakeEventLog
from tests.fakes.outbox import FakeOutbox


class Died(Exception):  # noqa: N818 - no error but an end
    pass


class DyingOutbox(FakeOutbox):
    """Dies instead of marking, once."""

    is_dying = True

    @override
    def mark_sent(self, ids: Collection[UUID]) -> None:
        if self.is_dying:
            self.is_dying = False
            raise Died
        super().mark_sent(ids)


def entry(text: str, lane: int = 1, topic: str = STATUS) -> Entry:
    return Entry(uuid4(), UUID(int=lane), Outgoing(topic, text.encode(), b"%d" % lane))


def sent(log: FakeEventLog) -> list[str]:
    return [message.value.decode() for message in log.published(STATUS)]


@pytest.mark.parametrize("lanes", [1, 20])
def test_every_lane_is_sent_in_its_order(lanes: int) -> None:
    outbox, log = FakeOutbox(), FakeEventLog()
    outbox.put([entry(f"{lane} {number}", lane) for number in range(9) for lane in range(lanes)])
    done = Relay(outbox, log).run_once()
    for lane in range(lanes):
        own = [text for text in sent(log) if text.startswith(f"{lane} ")]
        assert own == [f"{lane} {number}" for number in range(9)]
    assert (len(done.sent), done.problem, outbox.backlog().waiting) == (9 * lanes, None, 0)


def test_a_silent_cluster_is_a_problem_and_nothing_is_lost() -> None:
    outbox, log = FakeOutbox(), FakeEventLog()
    outbox.put([entry("a"), entry("b", lane=2)])
    relay = Relay(outbox, log)
    log.down = True
    assert relay.run_once().problem is not None
    log.down = False
    assert relay.run_once().problem is None
    assert sorted(sent(log)) == ["a", "b"]
    assert relay.run_once().sent == []


def test_what_cannot_be_sent_yet_holds_up_its_lane_only() -> None:
    outbox, log = FakeOutbox(), FakeEventLog()
    outbox.put([entry("x", topic="no such topic"), entry("behind it"), entry("beside", lane=2)])
    assert Relay(outbox, log).run_once().problem is not None
    assert sent(log) == ["beside"]
    assert outbox.backlog().waiting == 2


def test_what_can_never_be_sent_is_refused_with_its_reason_and_the_rest_goes_on() -> None:
    outbox, log = FakeOutbox(), FakeEventLog()
    large = entry("x" * (TOPICS[STATUS].max_value_bytes + 1))
    outbox.put([large, entry("behind it")])
    done = Relay(outbox, log).run_once()
    assert sent(log) == ["behind it"]
    assert "too large" in outbox.refused[large.id]
    assert (done.problem, outbox.backlog().refused) == (None, 1)


def test_who_dies_before_marking_sends_again_and_loses_nothing() -> None:
    outbox, log = DyingOutbox(), FakeEventLog()
    outbox.put([entry("a"), entry("b")])
    relay = Relay(outbox, log)
    with pytest.raises(Died):
        relay.run_once()
    relay.run_once()
    assert sent(log) == ["a", "b", "a", "b"]


def test_a_full_page_says_that_there_may_be_more() -> None:
    outbox, log = FakeOutbox(), FakeEventLog()
    outbox.put([entry(str(number), lane=number % 7) for number in range(PAGE + 1)])
    relay = Relay(outbox, log)
    assert relay.run_once().is_full
    assert not relay.run_once().is_full
    assert len(sent(log)) == PAGE + 1
