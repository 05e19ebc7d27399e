"""The tables by the names that the requirements give them, and states that outlive a process."""

import time
from collections.abc import Iterator
from contextlib import ExitStack, closing
from datetime import timedelta
from typing import Final

import pytest
import sqlalchemy as sa

from omninode_bridge.errors import UnavailableError
from omninode_bridge.registry.records import Advance, State
from resources.postgres.database import Database
from resources.postgres.executions import PostgresExecutions
from resources.postgres.registry import PostgresRegistry
from tests.state.crash import Step, killed_at
from tests.state.records import NOON, a_version, an_execution

pytest_plugins = ["tests.postgres"]
pytestmark = pytest.mark.slow

EXECUTION: Final = an_execution()


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    with closing(Database(database_url)) as opened:
        yield opened


def rows(database: Database, query: str) -> list[tuple[object, ...]]:
    return database.run(
        lambda connection: [tuple(row) for row in connection.execute(sa.text(query))]
    )


@pytest.mark.requirement("R257")
def test_connections_are_pooled_ten_to_fifty(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("resources.postgres.database.POOL_TIMEOUT_S", 0.2)
    with closing(Database(database_url)) as database:
        with ExitStack() as open_together:
            for _ in range(50):
                open_together.enter_context(database.engine.connect())
            with pytest.raises(UnavailableError, match="All connections"):
                database.run(lambda connection: connection.execute(sa.text("select 1")))
        # The server forgets a closed connection a moment after it was closed.
        assert any(database.run(_ours) == 10 for _ in _for_ten_seconds()), "the others are closed"


def _for_ten_seconds() -> Iterator[None]:
    end = time.monotonic() + 10
    while time.monotonic() < end:
        yield
        time.sleep(0.02)


def _ours(connection: sa.Connection) -> int:
    query = "select count(*) from pg_stat_activity where datname = current_database()"
    return int(connection.scalar(sa.text(query)) or 0)


@pytest.mark.requirement("R158", "R163")
def test_nodes_lie_in_generated_nodes_registry(database: Database) -> None:
    PostgresRegistry(database).register(a_version(quality_score=0.9))
    query = "select name, node_type, version, quality_score from omninode.generated_nodes_registry"
    assert rows(database, query) == [("price_quote", "compute", "1.0.0", 0.9)]


def advance(executions: PostgresExecutions, *way: State) -> None:
    for minute, state in enumerate(way, start=1):
        at = NOON + timedelta(minutes=minute)
        executions.advance(Advance(EXECUTION.correlation_id, state, at, "next"))


@pytest.mark.requirement("R164", "R165")
def test_workflows_and_their_states_have_tables(database: Database) -> None:
    executions = PostgresExecutions(database)
    executions.begin(EXECUTION)
    advance(executions, State.ANALYZING, State.GENERATING)
    assert rows(database, "select correlation_id, state from omninode.workflow_executions") == [
        (EXECUTION.correlation_id, "generating")
    ]
    assert rows(
        database, "select before, after, at from omninode.fsm_workflow_states order by id"
    ) == [
        ("pending", "analyzing", NOON + timedelta(minutes=1)),
        ("analyzing", "generating", NOON + timedelta(minutes=2)),
    ]


@pytest.mark.requirement("R038", "R039", "R040")
def test_a_process_that_is_killed_leaves_its_states_to_the_next(database: Database) -> None:
    url = database.url.render_as_string(hide_password=False)

    def work(step: Step) -> None:
        with closing(Database(url)) as own:
            executions = PostgresExecutions(own)
            executions.begin(EXECUTION)
            advance(executions, State.ANALYZING, State.GENERATING)
            step("two states later")

    assert killed_at(0, work)
    executions = PostgresExecutions(database)
    [found] = executions.unfinished()
    assert (found.correlation_id, found.state) == (EXECUTION.correlation_id, State.GENERATING)
    executions.advance(Advance(found.correlation_id, State.VALIDATING, NOON + timedelta(hours=1)))
    history = executions.history(found.correlation_id)
    assert [change.after for change in history] == [
        State.ANALYZING,
        State.GENERATING,
        State.VALIDATING,
    ]
