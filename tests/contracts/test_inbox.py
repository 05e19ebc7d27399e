"""What every inbox promises; PostgreSQL and the fake."""

from collections.abc import Iterator
from contextlib import closing

import pytest

from omninode_bridge.reliability.inbox import Inbox
from resources.postgres.database import Database
from resources.postgres.inbox import PostgresInbox
from tests.fakes.inbox import FakeInbox
from tests.state.records import NOON

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
