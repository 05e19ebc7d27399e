"""What every store of breakers promises; PostgreSQL and the fake."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from omninode_bridge.reliability.breaker import BreakerState
from omninode_bridge.reliability.changes import BreakerLog, Change, Order, Process
from resources.postgres.breakers import PostgresBreakerLog, breaker_log
from resources.postgres.database import Database
from tests.fakes.breakers import FakeBreakerLog
from tests.state.records import NOON

pytest_plugins = ["tests.postgres"]

CLOSED, OPEN, HALF_OPEN = BreakerState.CLOSED, BreakerState.OPEN, BreakerState.HALF_OPEN
RELAY, RUN, GONE = (Process(UUID(int=number), f"process {number} on host") for number in (1, 2, 3))

type Alive = Callable[[Process], None]


@pytest.fixture(params=["fake", pytest.param("postgres", marks=pytest.mark.slow)])
def logged(request: pytest.FixtureRequest) -> Iterator[tuple[BreakerLog, Alive]]:
    """The store, and what lets a process live as long as the test."""
    if request.param == "fake":
        fake = FakeBreakerLog()
        yield fake, lambda process: fake.living.add(process.id)
        return
    url = request.getfixturevalue("database_url")
    with closing(Database(url)) as database, ExitStack() as living:

        def live(process: Process) -> None:
            living.enter_context(breaker_log(url, process)).recent(1)

        yield PostgresBreakerLog(database), live


def change(name: str, after: BreakerState, second: int, process: Process = RELAY) -> Change:
    at = NOON + timedelta(seconds=second)
    return Change(uuid4(), name, CLOSED if after is OPEN else OPEN, after, at, process)


def test_changes_are_stored_once_and_the_latest_come_first(
    logged: tuple[BreakerLog, Alive],
) -> None:
    log, _ = logged
    first, second = change("Kafka", OPEN, 0), change("Kafka", HALF_OPEN, 5)
    log.put([first])
    log.put([first, second])
    log.put([])
    assert log.recent(10) == [second, first]
    assert log.recent(1) == [second]
    assert log.opened() == {"Kafka": 1}


def test_what_a_process_has_told_last_holds_while_it_lives(
    logged: tuple[BreakerLog, Alive],
) -> None:
    log, live = logged
    log.put(
        [
            change("Kafka", OPEN, 0, GONE),
            change("Kafka", HALF_OPEN, 2, RELAY),
            change("Kafka", OPEN, 1, RELAY),
            latest := change("Kafka", CLOSED, 3, RELAY),
            other := change("Kafka", OPEN, 4, RUN),
            redis := change("Redis", OPEN, 0, RELAY),
        ]
    )
    assert log.current() == []
    live(RELAY)
    live(RUN)
    assert log.current() == [latest, other, redis]


def test_an_order_takes_the_place_of_an_earlier_one(logged: tuple[BreakerLog, Alive]) -> None:
    log, _ = logged
    first = Order(uuid4(), "Redis", OPEN, NOON)
    other = Order(uuid4(), "Kafka", CLOSED, NOON)
    log.order(first)
    log.order(other)
    assert log.orders() == [other, first]
    again = Order(uuid4(), "Redis", None, NOON + timedelta(seconds=1))
    log.order(again)
    assert log.orders() == [other, again]
