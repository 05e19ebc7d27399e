"""What is noticed beside the health of services, from a real record."""

from contextlib import closing
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from omninode_bridge.events.delivery import Outgoing
from omninode_bridge.events.outbox import Entry
from omninode_bridge.reliability.breaker import BreakerState
from omninode_bridge.reliability.changes import Change
from resources.postgres.breakers import PostgresBreakerLog
from resources.postgres.database import Database
from resources.postgres.executions import PostgresExecutions
from resources.postgres.outbox import PostgresOutbox
from resources.prometheus.state import StateMetrics
from resources.services.standing import standing
from tests.state.records import NOON, an_execution

pytest_plugins = ["tests.postgres"]
pytestmark = pytest.mark.slow


def test_waiting_events_and_open_breakers_are_told_and_counted(database_url: str) -> None:
    calm = standing(database_url)
    assert calm is not None
    assert calm.sentences == ()
    closed, opened = BreakerState.CLOSED, BreakerState.OPEN
    entry, large = (Entry(uuid4(), UUID(int=1), Outgoing("status", b"x")) for _ in range(2))
    with closing(Database(database_url)) as database:
        PostgresExecutions(database).begin(an_execution(), lambda _, __: (entry, large))
        PostgresOutbox(database).refuse(large.id, "too large")
        later = NOON + timedelta(seconds=9)
        PostgresBreakerLog(database).put(
            [
                Change(uuid4(), "Kafka", closed, opened, NOON),
                Change(uuid4(), "OnexTree", closed, opened, NOON),
                Change(uuid4(), "OnexTree", opened, closed, later),
            ]
        )
        told = {
            (sample.name, *sample.labels.values()): sample.value
            for family in StateMetrics(database).collect()
            for sample in family.samples
        }

    found = standing(database_url)
    assert found is not None
    waiting, refused, breaker = found.sentences
    assert waiting.startswith("1 events wait to be sent since 20")
    assert refused == "1 events were refused by Kafka"
    assert breaker == f"Kafka: the breaker is open since {found.breakers[0][2]:%Y-%m-%d %H:%M:%S%z}"
    assert told["omninode_generations", "pending"] == 1
    assert told["omninode_outbox_waiting",] == 1
    assert told["omninode_outbox_refused",] == 1
    assert 0 <= told["omninode_outbox_oldest_seconds",] < 3600
    assert told["omninode_stored_breaker_transitions_total", "OnexTree", "closed"] == 1


def test_a_database_that_does_not_answer_has_nothing_to_tell(empty_database_url: str) -> None:
    assert standing(empty_database_url) is None
    with closing(Database(empty_database_url)) as database:
        assert list(StateMetrics(database).collect()) == []
