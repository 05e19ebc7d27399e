"""From a commit to the broker, with processes that are killed in between."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from threading import Thread
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa

from omninode_bridge.events.decoding import Received, decode, decode_status
from omninode_bridge.events.delivery import Outgoing
from omninode_bridge.events.outbox import Entry
from omninode_bridge.events.schemas import CodegenAnalysisResponse
from omninode_bridge.events.topics import ANALYZE_RESPONSES, STATUS
from omninode_bridge.registry.records import State
from omninode_bridge.registry.results import ErrorDetail
from omninode_bridge.stages.recorder import Recorder
from resources.kafka.client import KafkaEventLog
from resources.outbox.relay import Relay
from resources.outbox.service import RelayService, Stop
from resources.postgres.database import Database
from resources.postgres.executions import PostgresExecutions
from resources.postgres.outbox import PostgresOutbox
from tests.kafka.broker import Broker, kafka_broker
from tests.kafka.draining import drain
from tests.state.crash import Step, killed_at
from tests.state.records import an_execution

__all__ = ["kafka_broker"]
pytest_plugins = ["tests.postgres"]
pytestmark = pytest.mark.slow
PATIENCE_S = 60.0


class SteppingLog(KafkaEventLog):
    """Passes a boundary after each message that the broker has acknowledged."""

    step: Step = staticmethod(lambda _: None)

    def publish(
        self,
        topic: str,
        value: bytes,
        *,
        key: bytes | None = None,
        headers: Sequence[tuple[str, bytes]] = (),
    ) -> None:
        super().publish(topic, value, key=key, headers=headers)
        self.step("acknowledged")


def told(broker: Broker, topic: str, key: UUID) -> list[bytes]:
    with KafkaEventLog(broker.address) as log:
        return [m.value for m in drain(log, topic, {}) if m.key == str(key).encode()]


@contextmanager
def relaying(url: str, broker: Broker) -> Iterator[None]:
    """The service, as a thread. It waits for a slow broker's word in place of sending again."""
    with (
        closing(Stop()) as stop,
        closing(Database(url)) as database,
        KafkaEventLog(broker.address, timeout_s=PATIENCE_S) as log,
    ):
        service = RelayService(database, Relay(PostgresOutbox(database), log), stop)
        thread = Thread(target=service.serve)
        thread.start()
        try:
            yield
        finally:
            stop.set()
            thread.join()


def await_empty(url: str) -> None:
    deadline = time.monotonic() + PATIENCE_S
    with closing(Database(url)) as database:
        while PostgresOutbox(database).backlog().waiting:
            assert time.monotonic() < deadline, "something still waits"
            time.sleep(0.02)


def dies_after(work: Callable[[], object]) -> None:
    def to_the_end(step: Step) -> None:
        work()
        step("committed")

    assert killed_at(0, to_the_end)


def test_who_is_killed_after_the_commit_has_told_the_end(
    kafka_broker: Broker, database_url: str
) -> None:
    execution = an_execution(session_id=uuid4())
    with closing(Database(database_url)) as database:
        PostgresExecutions(database).begin(execution)

    def end() -> None:
        database = Database(database_url)
        recorder = Recorder(
            PostgresExecutions(database), PostgresOutbox(database), lambda: datetime.now(UTC)
        )
        recorder.stop(execution.correlation_id, State.FAILED, ErrorDetail("x", "why", ""))

    dies_after(end)
    assert told(kafka_broker, STATUS, execution.session_id) == []
    with relaying(database_url, kafka_broker):
        await_empty(database_url)
    [status] = map(decode_status, told(kafka_broker, STATUS, execution.session_id))
    [answer] = (
        decode(value, CodegenAnalysisResponse)
        for value in told(kafka_broker, ANALYZE_RESPONSES, execution.correlation_id)
    )
    assert isinstance(status, Received)
    assert isinstance(answer, Received)
    assert status.event.status.value == "failed"
    assert answer.event.analysis_result["status"] == "failed"


def test_a_relay_killed_at_any_moment_loses_nothing_and_keeps_the_order(
    kafka_broker: Broker, database_url: str
) -> None:
    lane, texts = uuid4(), [b"1", b"2", b"3"]
    with closing(Database(database_url)) as database:
        PostgresOutbox(database).put(
            [Entry(uuid4(), lane, Outgoing(STATUS, t, str(lane).encode())) for t in texts]
        )

    def send(step: Step) -> None:
        log = SteppingLog(kafka_broker.address, timeout_s=PATIENCE_S)
        log.step = step
        Relay(PostgresOutbox(Database(database_url)), log).run_once()

    assert [killed_at(number, send) for number in (0, 1, 2)] == [True, True, True]
    with relaying(database_url, kafka_broker):
        await_empty(database_url)
    found = told(kafka_broker, STATUS, lane)
    assert found == [b"1", b"1", b"2", b"1", b"2", b"3", b"1", b"2", b"3"]
    # Without what was seen before, as receivers read it:
    assert list(dict.fromkeys(found)) == texts


def test_one_relay_works_and_another_takes_over_when_it_is_cut_off(
    kafka_broker: Broker, database_url: str
) -> None:
    lane = uuid4()
    with (
        relaying(database_url, kafka_broker),
        relaying(database_url, kafka_broker),
        closing(Database(database_url)) as database,
    ):
        outbox = PostgresOutbox(database)
        for text in (b"1", b"2", b"3"):
            outbox.put([Entry(uuid4(), lane, Outgoing(STATUS, text, str(lane).encode()))])
            await_empty(database_url)
            database.run(
                lambda held: held.execute(
                    sa.text(
                        "select pg_terminate_backend(pid) from pg_stat_activity "
                        "where application_name = 'omninode bell'"
                    )
                )
            )
    assert told(kafka_broker, STATUS, lane) == [b"1", b"2", b"3"]
