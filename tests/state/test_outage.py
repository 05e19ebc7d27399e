"""A server that dies in mid-stream and comes back: nothing lost, nothing doubled."""

import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from omninode_bridge.errors import UnavailableError
from omninode_bridge.registry.records import Advance, State
from omninode_bridge.reliability.breaker import BreakerState
from resources.postgres.breakers import PostgresBreakerLog, switchboard_of
from resources.postgres.database import Database
from resources.postgres.executions import PostgresExecutions
from resources.postgres.migrations import upgrade
from resources.warehouse.client import DuckLakeWarehouse
from tests.embedded_postgres import EmbeddedServer, embedded_server
from tests.state.records import NOON, a_fact, an_execution

pytestmark = pytest.mark.slow


@pytest.fixture
def server() -> Iterator[EmbeddedServer]:
    """One of this test's own, because it crashes."""
    with (
        TemporaryDirectory(prefix="omninode-pg-", dir="/tmp", ignore_cleanup_errors=True) as home,
        embedded_server(Path(home)) as own,
    ):
        upgrade(own.url("postgres"))
        yield own


def test_work_waits_for_the_server_and_goes_on(server: EmbeddedServer, tmp_path: Path) -> None:
    todo = [an_execution() for _ in range(60)]
    facts = [a_fact(correlation_id=each.correlation_id) for each in todo]
    halfway, problems = threading.Event(), list[BaseException]()

    def work() -> None:
        try:
            with closing(Database(server.url("postgres"), wait_s=60)) as database:
                executions = PostgresExecutions(database)
                lake = DuckLakeWarehouse(database, str(tmp_path / "lake"))
                for number, execution in enumerate(todo):
                    assert executions.begin(execution)
                    executions.advance(Advance(execution.correlation_id, State.ANALYZING, NOON))
                    if number % 20 == 0:
                        lake.append(facts[: number + 1])
                    if number == 10:
                        halfway.set()
                lake.append(facts)
        except BaseException as error:  # noqa: BLE001  told to the thread that waits
            problems.append(error)
            halfway.set()

    worker = threading.Thread(target=work)
    worker.start()
    assert halfway.wait(60)
    server.crash()
    server.start()
    worker.join(90)

    assert not problems
    assert not worker.is_alive()
    with closing(Database(server.url("postgres"))) as database:
        executions = PostgresExecutions(database)
        assert {each.correlation_id for each in executions.unfinished()} == {
            each.correlation_id for each in todo
        }
        for each in todo:
            assert len(executions.history(each.correlation_id)) == 1
        [row] = DuckLakeWarehouse(database, str(tmp_path / "lake")).aggregate("summary").rows
    assert row[0] == len(todo)


@pytest.mark.requirement("R093")
def test_a_dead_server_is_left_alone_and_found_again(server: EmbeddedServer) -> None:
    board = switchboard_of(server.url("postgres"))
    with closing(Database(server.url("postgres"), guards=board.guard)) as database:
        executions = PostgresExecutions(database)
        server.crash()
        for _ in range(5):
            with pytest.raises(UnavailableError, match="does not answer"):
                executions.recent(1)
        assert database.guard.state is BreakerState.OPEN
        with pytest.raises(UnavailableError):
            executions.recent(1)
        server.start()
        with closing(Database(server.url("postgres"), wait_s=60)) as patient:
            assert PostgresExecutions(patient).recent(1) == []
        database.wait_s = 60
        for _ in range(4):
            assert executions.recent(1) == []
        assert list(database.guard.transitions) == [
            BreakerState.OPEN,
            BreakerState.HALF_OPEN,
            BreakerState.CLOSED,
        ]
        # Stored when it was back, although it was the record itself that did not answer.
        board.settle(60)
        stored = PostgresBreakerLog(database).recent(10)
        assert [each.after for each in reversed(stored)] == list(database.guard.transitions)
        assert {each.name for each in stored} == {database.guard.name}
