"""What every store of breakers' changes promises; PostgreSQL and the fake."""

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from uuid import uuid4

import pytest

from omninode_bridge.reliability.breaker import BreakerState
from omninode_bridge.reliability.changes import BreakerLog, Change
from resources.postgres.breakers import PostgresBreakerLog
from resources.postgres.database import Database
from tests.fakes.breakers import FakeBreakerLog
from tests.state.records import NOON

pytest_plugins = ["tests.postgres"]


@pytest.fixture(params=["fake", pytest.param("postgres", marks=pytest.mark.slow)])
def log(request: pytest.FixtureRequest) -> Iterator[BreakerLog]:
    if request.param == "fake":
        yield FakeBreakerLog()
        return
    with closing(Database(request.getfixturevalue("database_url"))) as database:
        yield PostgresBreakerLog(database)


def test_changes_are_stored_once_and_the_latest_come_first(log: BreakerLog) -> None:
    closed, opened, half = BreakerState.CLOSED, BreakerState.OPEN, BreakerState.HALF_OPEN
    first = Change(uuid4(), "Kafka", closed, opened, NOON)
    second = Change(uuid4(), "Kafka", opened, half, NOON + timedelta(seconds=5))
    log.put([first])
    log.put([first, second])
    log.put([])
    assert log.recent(10) == [second, first]
    assert log.recent(1) == [second]
