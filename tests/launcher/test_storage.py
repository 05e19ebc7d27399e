"""Dagster's storage on a real PostgreSQL: connections are kept, checked, and never shared."""

import os
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from dagster._core.storage.runs import RunStorage
from dagster_postgres import PostgresEventLogStorage

from resources.launcher import storage
from resources.launcher.storage import PooledPostgresStorage
from resources.postgres.url import engine_url
from tests.embedded_postgres import EmbeddedServer

pytest_plugins = ["tests.postgres"]


@pytest.fixture
def url(empty_database_url: str) -> Iterator[str]:
    url = engine_url(empty_database_url).render_as_string(hide_password=False)
    known = set(storage.engines())
    yield url
    for engine in set(storage.engines()) - known:
        engine.dispose()


def connections_of(runs: RunStorage) -> set[int]:
    """The server's ids of the connections on which so many questions were asked."""
    engine: sa.Engine = vars(runs)["_engine"]
    found = set()
    for _ in range(3):
        assert runs.get_runs() == []
        with engine.connect() as connection:
            found.add(connection.exec_driver_sql("select pg_backend_pid()").scalar_one())
    return found


def test_all_instances_of_a_process_ask_on_one_connection(url: str) -> None:
    first, second = PooledPostgresStorage(url), PooledPostgresStorage(url)

    both = connections_of(first.run_storage) | connections_of(second.run_storage)

    assert len(both) == 1


def test_a_connection_that_the_server_has_closed_fails_nobody(
    url: str, postgres_server: EmbeddedServer
) -> None:
    runs = PooledPostgresStorage(url).run_storage
    [before] = connections_of(runs)

    postgres_server.execute(f"select pg_terminate_backend({before})")

    assert before not in connections_of(runs)


def test_a_forked_process_has_connections_of_its_own(url: str) -> None:
    runs = PooledPostgresStorage(url).run_storage
    before = connections_of(runs)

    child = os.fork()
    if child == 0:
        os._exit(0 if before.isdisjoint(connections_of(runs)) else 1)

    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert connections_of(runs) == before


def test_statements_are_limited_in_time_when_asked_for(url: str) -> None:
    runs = PooledPostgresStorage(url).run_storage
    engine: sa.Engine = vars(runs)["_engine"]

    storage.limit_statements()

    with engine.connect() as connection:
        limit = connection.exec_driver_sql("show statement_timeout").scalar_one()
    assert limit == "30s"


def test_what_the_database_has_is_asked_once_and_what_it_lacks_again(url: str) -> None:
    made = PooledPostgresStorage(url)
    asked = []
    engine: sa.Engine = vars(made.run_storage)["_engine"]

    def count(*_: object) -> None:
        asked.append(1)

    sa.event.listen(engine, "before_cursor_execute", count)

    def questions(table: str) -> int:
        before = len(asked)
        events = PooledPostgresStorage(url).event_log_storage
        assert isinstance(events, PostgresEventLogStorage)
        events.has_table(table)
        return len(asked) - before

    assert [questions("event_logs") for _ in range(3)] == [1, 0, 0]
    assert [questions("no_such_table") for _ in range(3)] == [1, 1, 1]
    with engine.connect() as connection:
        connection.exec_driver_sql("create table no_such_table ()")
    assert [questions("no_such_table") for _ in range(3)] == [1, 0, 0]
