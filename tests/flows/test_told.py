"""Status events on Kafka become facts: once each, whatever happens to the sensor."""

from uuid import UUID, uuid4

import dagster as dg
import pytest

from omninode_bridge.errors import UnavailableError
from omninode_bridge.events.dead_letters import DeadLetter, original
from omninode_bridge.events.encoding import encode, status_event
from omninode_bridge.events.progress import StatusMetadata
from omninode_bridge.events.topics import ANALYZE_DEAD_LETTERS, STATUS
from omninode_bridge.metrics.facts import GenerationFact
from omninode_bridge.registry.records import Execution, State
from pipelines import jobs
from sensors import told as subject
from sensors.told import Cursor, status_events_sensor
from tests.fakes.documents import FakeDocuments
from tests.fakes.event_log import FakeEventLog
from tests.fakes.executions import FakeExecutions
from tests.fakes.tally import FakeTally
from tests.fakes.warehouse import FakeWarehouse
from tests.flows.ticks import tick
from tests.unit.events.samples import NOW


class Breaking(FakeWarehouse):
    """Takes so many batches, and then does not answer."""

    takes = 1000

    def append(self, facts: list[GenerationFact]) -> int:  # type: ignore[override]  # the port's Sequence is a list here
        self.takes -= 1
        if self.takes < 0:
            raise UnavailableError("The lake does not answer")
        return super().append(facts)


class Line:
    def __init__(self) -> None:
        self.log, self.lake, self.executions = FakeEventLog(), Breaking(), FakeExecutions()
        self.tally = FakeTally()
        self.cursor: str | None = None

    def tell(self, state: State = State.COMPLETED, request_id: UUID | None = None) -> UUID:
        request_id = request_id or uuid4()
        known = StatusMetadata(state=state, node_name="quote")
        event = status_event(uuid4(), "", known, now=NOW)
        value = encode(event, event_id=uuid4(), now=NOW, correlation_id=request_id)
        self.log.publish(STATUS, value, key=str(request_id).encode())
        return request_id

    def tick(self) -> dg.SensorResult | dg.SkipReason:
        resources = {
            "event_log": self.log,
            "warehouse": self.lake,
            "documents": FakeDocuments(),
            "executions": self.executions,
            "tally": self.tally,
        }
        with dg.DagsterInstance.ephemeral() as instance:
            sensor = status_events_sensor(jobs.refresh_metrics)
            said, self.cursor = tick(sensor, instance, resources, cursor=self.cursor)
        return said

    def refreshes(self) -> int:
        said = self.tick()
        return len(said.run_requests or ()) if isinstance(said, dg.SensorResult) else 0


@pytest.fixture
def line() -> Line:
    return Line()


def test_each_end_becomes_one_fact_and_the_aggregates_are_made_once(line: Line) -> None:
    ended = [line.tell(), line.tell(State.FAILED), line.tell(State.CANCELLED)]
    line.tell(State.GENERATING)

    assert [line.refreshes(), line.refreshes()] == [1, 0]
    assert line.lake.facts.keys() == {*ended}
    assert line.tally.of("status_events") == {"stored": 3, "no_news": 1}


def test_an_end_that_is_told_twice_counts_once(line: Line) -> None:
    request_id = line.tell()
    line.tick()
    line.tell(request_id=request_id)

    assert line.refreshes() == 0
    assert len(line.lake.facts) == 1


def test_a_cursor_that_was_not_kept_counts_nothing_twice(line: Line) -> None:
    line.tell()
    line.tick()
    line.cursor = None

    assert line.refreshes() == 0
    assert len(line.lake.facts) == 1


def test_what_cannot_be_read_lies_in_the_dead_letters_and_stops_nothing(line: Line) -> None:
    line.log.receive(STATUS, b"\xff\x00", key=b"k", headers=[("h", b"\x01")])
    line.tell()
    line.tick()

    [letter] = line.log.published(ANALYZE_DEAD_LETTERS)
    kept = original(DeadLetter.model_validate_json(letter.value))
    assert (kept.topic, kept.value, kept.key) == (STATUS, b"\xff\x00", b"k")
    assert kept.headers == (("h", b"\x01"),)
    assert len(line.lake.facts) == 1


def test_a_lake_that_breaks_off_loses_nothing(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subject, "MESSAGES_AT_ONCE", 2)
    told = {line.tell() for _ in range(9)}
    line.lake.takes = 2
    line.tick()
    assert 0 < len(line.lake.facts) < 9
    line.lake.takes = 0
    line.tick()
    line.lake.takes = 1000
    line.tick()

    assert line.lake.facts.keys() == told


def test_a_broker_that_is_down_keeps_the_position(line: Line) -> None:
    line.tell()
    line.tick()
    before, line.log.down = line.cursor, True

    assert isinstance(line.tick(), dg.SkipReason)
    assert line.cursor == before


def test_another_cluster_is_read_from_its_beginning(line: Line) -> None:
    line.tell()
    line.tick()
    line.log.restart()
    line.tell()
    line.tick()

    assert len(line.lake.facts) == 2


def test_while_generations_are_under_way_the_aggregates_wait_and_are_not_forgotten(
    line: Line,
) -> None:
    line.tell()
    assert line.refreshes() == 1
    under_way = Execution(uuid4(), uuid4(), "quote", State.GENERATING, NOW, NOW)
    line.executions.begin(under_way)
    line.tell()
    assert line.refreshes() == 0
    line.executions = FakeExecutions()
    assert line.refreshes() == 1


@pytest.mark.parametrize("text", [None, "", "{}", "[]", '{"cluster_id": "x", "position": 1}'])
def test_what_is_no_cursor_begins_at_the_beginning(text: str | None) -> None:
    assert Cursor.parse(text) == Cursor()


def test_a_cursor_is_read_as_it_was_written() -> None:
    cursor = Cursor("c", {0: 5, 3: 7}, 2, NOW.isoformat())
    assert Cursor.parse(str(cursor)) == cursor
