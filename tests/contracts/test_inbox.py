"""What every inbox promises; PostgreSQL and the fake."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from threading import Barrier, Event

import pytest

from omninode_bridge.reliability.inbox import Inbox
from resources.postgres.database import Database
from resources.postgres.executions import PostgresExecutions
from resources.postgres.inbox import PostgresInbox
from tests.fakes.inbox import FakeInbox
from tests.state.records import NOON, an_execution

pytest_plugins = ["tests.postgres"]


@pytest.fixture(params=["fake", pytest.param("postgres", marks=pytest.mark.slow)])
def inbox(request: pytest.FixtureRequest) -> Iterator[Inbox]:
    if request.param == "fake":
        yield FakeInbox()
        return
    with closing(Database(request.getfixturevalue("database_url"))) as database:
        yield PostgresInbox(database)


def test_each_consumer_accepts_each_key_once(inbox: Inbox) -> None:
    assert inbox.accept("facts", "a", at=NOON)
    assert not inbox.accept("facts", "a", at=NOON)
    assert inbox.accept("alerts", "a", at=NOON)
    assert inbox.accept("facts", "b", at=NOON)

    assert inbox.accepted("facts") == {"a", "b"}
    assert inbox.accepted("alerts") == {"a"}
    assert inbox.accepted("nobody") == frozenset()


def test_who_is_alone_with_a_consumer_keeps_others_out_until_the_end(inbox: Inbox) -> None:
    began, seen = Event(), list[str]()

    def other() -> None:
        began.set()
        with inbox.alone("facts"):
            seen.append("other")

    with ThreadPoolExecutor(1) as pool:
        with inbox.alone("facts"):
            waiting = pool.submit(other)
            assert began.wait(30)
            with inbox.alone("alerts"):
                seen.append("alerts")
            with pytest.raises(TimeoutError):
                waiting.result(0.2)
        waiting.result(60)
    assert seen == ["alerts", "other"]


@pytest.mark.slow
def test_of_those_who_accept_a_request_at_once_one_does(database_url: str) -> None:
    execution, together = an_execution(), Barrier(8)

    def consume(_: int) -> tuple[bool, bool]:
        with closing(Database(database_url)) as database:
            together.wait(30)
            accepted = PostgresInbox(database).accept("runs", "a", at=NOON)
            return accepted, PostgresExecutions(database).begin(execution)

    with ThreadPoolExecutor(8) as pool:
        accepted, begun = zip(*pool.map(consume, range(8)), strict=True)
    assert (sum(accepted), sum(begun)) == (1, 1)
    with closing(Database(database_url)) as database:
        assert PostgresExecutions(database).recent(10) == [execution]
        assert PostgresInbox(database).accepted("runs") == {"a"}
