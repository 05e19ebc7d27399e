"""When finished generations are counted: at once, unless that would slow others down."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import dagster as dg
import pytest

from omninode_bridge.registry.records import Execution, State
from pipelines import jobs
from sensors.facts import BUSY, COUNTED, PATIENCE, Cursor, facts_sensor
from tests.fakes.executions import FakeExecutions
from tests.fakes.warehouse import FakeWarehouse
from tests.flows.ticks import tick

NOW = datetime.now(UTC)


class Facts:
    def __init__(self) -> None:
        self.executions, self.warehouse = FakeExecutions(), FakeWarehouse()
        self.cursor: str | None = None

    def begin(self, state: State, at: datetime = NOW) -> None:
        ids = uuid4(), uuid4()
        self.executions.begin(Execution(*ids, "price", state, started_at=at, updated_at=at))

    def tick(self) -> dg.SensorResult | dg.SkipReason:
        resources = {"executions": self.executions, "warehouse": self.warehouse}
        with dg.DagsterInstance.ephemeral() as instance:
            sensor = facts_sensor(jobs.refresh_metrics)
            said, self.cursor = tick(sensor, instance, resources, cursor=self.cursor)
        return said

    @property
    def counted(self) -> object:
        table = self.warehouse.aggregate("summary")
        return table.rows[0][table.columns.index("generations")]


@pytest.fixture
def facts() -> Facts:
    facts = Facts()
    facts.begin(State.COMPLETED)
    assert isinstance(facts.tick(), dg.SensorResult)
    return facts


def test_what_was_counted_is_not_written_again(facts: Facts) -> None:
    assert facts.tick() == dg.SkipReason(COUNTED)
    assert facts.counted == 1


def test_while_generations_are_under_way_the_next_wait_for_them(facts: Facts) -> None:
    facts.begin(State.GENERATING)
    facts.begin(State.COMPLETED, NOW + timedelta(seconds=1))

    assert facts.tick() == dg.SkipReason(BUSY)
    assert facts.counted == 1


def test_they_wait_for_a_minute_at_most(facts: Facts) -> None:
    facts.begin(State.GENERATING)
    facts.begin(State.COMPLETED, NOW + timedelta(seconds=1))
    seen = Cursor.parse(facts.cursor)
    facts.cursor = str(Cursor(seen.since, seen.page, seen.counted_at - PATIENCE))

    assert isinstance(facts.tick(), dg.SensorResult)
    assert facts.counted == 2


def test_one_that_is_committed_late_is_counted_too(facts: Facts) -> None:
    facts.begin(State.FAILED, NOW - timedelta(minutes=1))

    assert isinstance(facts.tick(), dg.SensorResult)
    assert facts.counted == 2


@pytest.mark.parametrize("text", [None, "", "yesterday", "2026-01-01 x y z"])
def test_what_is_no_cursor_begins_long_ago(text: str | None, facts: Facts) -> None:
    facts.cursor = text

    assert facts.tick() == dg.SkipReason(COUNTED)
    assert facts.counted == 1


def test_a_cursor_is_read_as_it_was_written() -> None:
    cursor = Cursor(NOW, "0123456789abcdef", NOW + PATIENCE)

    assert Cursor.parse(str(cursor)) == cursor
