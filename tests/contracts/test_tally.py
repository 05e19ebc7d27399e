"""What every store of figures promises; PostgreSQL and the fake."""

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from typing import Protocol

import pytest

from omninode_bridge.metrics.tally import Figure, Figures, Tally
from resources.postgres.database import Database
from resources.postgres.tally import PostgresTally
from tests.fakes.tally import FakeTally
from tests.state.records import NOON

pytest_plugins = ["tests.postgres"]

LATER = NOON + timedelta(seconds=1)


class Both(Tally, Figures, Protocol):
    pass


@pytest.fixture(params=["fake", pytest.param("postgres", marks=pytest.mark.slow)])
def tally(request: pytest.FixtureRequest) -> Iterator[Both]:
    if request.param == "fake":
        yield FakeTally()
        return
    with closing(Database(request.getfixturevalue("database_url"))) as database:
        yield PostgresTally(database)


def test_counts_add_up_and_what_was_seen_is_replaced(tally: Both) -> None:
    tally.count("intake", {"taken": 2, "refused": 1, "lost": 0}, at=NOON)
    tally.count("intake", {"taken": 3}, at=LATER)
    tally.count("other", {}, at=NOON)
    tally.tell("lag", {"waiting": 4.0, "oldest_seconds": 0.5}, at=NOON)
    tally.tell("lag", {"waiting": 0.0}, at=LATER)
    assert tally.all() == [
        Figure("intake", "refused", 1, True, NOON),
        Figure("intake", "taken", 5, True, LATER),
        Figure("lag", "oldest_seconds", 0.5, False, NOON),
        Figure("lag", "waiting", 0, False, LATER),
    ]


def test_figures_that_cannot_be_stored_are_logged(caplog: pytest.LogCaptureFixture) -> None:
    with closing(Database("postgresql://nobody@127.0.0.1:1/none")) as database:
        PostgresTally(database).count("intake", {"taken": 2}, at=NOON)
    assert "Not counted for intake: {'taken': 2}" in caplog.text
