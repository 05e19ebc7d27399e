"""PostgreSQL itself: migrations, locks, outages, and values that it cannot hold."""

import re
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import psycopg2
import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy.dialects.postgresql.base import ischema_names

from omninode_bridge.errors import InvalidRequestError, UnavailableError
from omninode_bridge.registry.records import NodeQuery
from resources.postgres.current import check_current
from resources.postgres.database import Database
from resources.postgres.executions import PostgresExecutions
from resources.postgres.migrations import upgrade
from resources.postgres.registry import PostgresRegistry
from resources.postgres.tables import HalfVector, metadata
from resources.postgres.version import SCHEMA
from tests.state.records import a_version, an_execution

pytest_plugins = ["tests.postgres"]
pytestmark = pytest.mark.slow


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    with closing(Database(database_url)) as opened:
        yield opened


def test_migrations_make_exactly_our_tables_and_are_repeatable(
    empty_database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(ischema_names, "halfvec", HalfVector)
    upgrade(empty_database_url)
    upgrade(empty_database_url)

    def differences(connection: sa.Connection) -> list[object]:
        options = {
            "include_schemas": True,
            "include_name": lambda name, kind, _: kind != "schema" or name == SCHEMA,
            "version_table_schema": SCHEMA,
        }
        context = MigrationContext.configure(connection, opts=options)
        return list(compare_metadata(context, metadata))

    with closing(Database(empty_database_url)) as database:
        assert database.run(differences) == []
        tables = database.run(lambda connection: sa.inspect(connection).get_table_names("public"))
    assert tables == [], "the default schema is Dagster's"


def test_several_processes_may_migrate_at_once(empty_database_url: str) -> None:
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(upgrade, [empty_database_url] * 4))
    with closing(Database(empty_database_url)) as database:
        assert PostgresRegistry(database).register(a_version()).new


def test_without_migrations_the_hint_says_so(empty_database_url: str) -> None:
    missing = pytest.raises(UnavailableError, match="does not have our tables")
    with closing(Database(empty_database_url)) as database, missing as raised:
        PostgresRegistry(database).find("x")
    assert "omninode up" in raised.value.hint


def test_a_database_of_another_version_is_told_before_anything_is_asked(database_url: str) -> None:
    with closing(Database(database_url)) as here:

        def revised(text: str) -> None:
            with here.engine.begin() as connection:
                connection.execute(sa.text(text))

        check_current(here)
        for number, said in (("0001", "an older version (0001; "), ("9999", "a newer version")):
            revised(f"update omninode.alembic_version set version_num = '{number}'")
            with pytest.raises(UnavailableError, match=re.escape(said)) as raised:
                check_current(here)
            assert "omninode up" in raised.value.hint
        revised("alter table omninode.generated_nodes_registry rename column name to called")
        with pytest.raises(UnavailableError, match="not those of this version"):
            PostgresRegistry(here).find("x")


def test_a_database_that_is_down_is_unavailable_at_once(tmp_path: Path) -> None:
    url = f"postgresql://me:geheim@/nodes?host={tmp_path}"
    with closing(Database(url)) as database, pytest.raises(UnavailableError) as raised:
        PostgresExecutions(database).recent(1)
    assert "geheim" not in str(raised.value)
    assert "omninode up" in raised.value.hint


def test_waiting_is_bounded(tmp_path: Path) -> None:
    begun = time.monotonic()
    url = f"postgresql://me@/nodes?host={tmp_path}"
    with closing(Database(url, wait_s=0.5)) as database, pytest.raises(UnavailableError):
        PostgresExecutions(database).recent(1)
    assert 0.1 < time.monotonic() - begun < 10


def test_broken_connections_are_noticed_before_they_are_used(
    database: Database, database_url: str
) -> None:
    registry = PostgresRegistry(database)
    registry.register(a_version())
    cut_connections(database_url)
    assert registry.find("price_quote") is not None


def test_a_transaction_that_breaks_in_the_middle_is_tried_again(database_url: str) -> None:
    calls = []

    def publish(_: object) -> None:
        calls.append(1)
        if len(calls) == 1:
            cut_connections(database_url)

    with closing(Database(database_url, wait_s=20)) as database:
        registry = PostgresRegistry(database)
        assert registry.register_with(a_version(), publish=publish).new
        assert len(registry.versions("price_quote")) == 1
    assert len(calls) == 2


def test_a_failing_publication_leaves_no_row(database: Database) -> None:
    def fail(_: object) -> None:
        raise InvalidRequestError("no")

    registry = PostgresRegistry(database)
    with pytest.raises(InvalidRequestError):
        registry.register_with(a_version(), publish=fail)
    assert registry.find("price_quote") is None


@pytest.mark.parametrize(
    "change",
    [
        {"prd": "\x00"},
        {"description": "\ud800"},
        {"contract": {"a": "\x00"}},
        {"checks": ({"a": "\ud800"},)},
    ],
)
def test_what_postgres_cannot_store_is_refused(
    database: Database, change: dict[str, object]
) -> None:
    registry = PostgresRegistry(database)
    with pytest.raises(InvalidRequestError, match="cannot store") as raised:
        registry.register(a_version(**change))
    assert "NUL" in raised.value.hint
    assert registry.register(a_version()).new, "and the connection still works"


def test_a_very_long_prd_is_stored_and_found(database: Database) -> None:
    registry = PostgresRegistry(database)
    words = " ".join(f"word{number}" for number in range(200_000))
    registry.register(a_version(prd=words, requirements=({"text": words},)))
    [found] = registry.search(NodeQuery(text="word17"))
    assert found.prd == words


def test_search_knows_inflections(database: Database) -> None:
    registry = PostgresRegistry(database)
    registry.register(a_version(description="Quotes prices of baskets."))
    assert len(registry.search(NodeQuery(text="quoting basket"))) == 1


def test_one_generation_of_a_node_at_a_time(database: Database) -> None:
    registry, order = PostgresRegistry(database), list[str]()
    inside, leave = threading.Event(), threading.Event()

    def first() -> None:
        with registry.node_lock("tax"):
            inside.set()
            leave.wait(10)
            order.append("first")

    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(first)
        assert inside.wait(10)
        with registry.node_lock("other", wait_s=1):
            pass
        taken = pytest.raises(UnavailableError, match="Another process")
        with taken, registry.node_lock("tax", wait_s=0.2):
            pass
        leave.set()
        with registry.node_lock("tax", wait_s=10):
            order.append("second")
        running.result()
    assert order == ["first", "second"]


def test_a_lock_ends_with_its_connection_and_the_block_goes_on(
    database: Database, database_url: str
) -> None:
    registry = PostgresRegistry(database)
    with registry.node_lock("tax"):
        cut_connections(database_url)
        with registry.node_lock("tax", wait_s=5):
            pass


def test_an_error_inside_the_lock_stays_what_it_is(database: Database) -> None:
    with pytest.raises(ValueError, match="mine"), PostgresRegistry(database).node_lock("tax"):
        raise ValueError("mine")
    with PostgresRegistry(database).node_lock("tax", wait_s=1):
        pass


def test_of_many_at_once_one_begins(database: Database) -> None:
    execution = an_execution()
    with ThreadPoolExecutor(8) as pool:
        begun = list(pool.map(PostgresExecutions(database).begin, [execution] * 16))
    assert begun.count(True) == 1


def cut_connections(database_url: str) -> None:
    """What a restart of the server does to everybody's connections."""
    with closing(psycopg2.connect(database_url)) as connection, connection.cursor() as cursor:
        cursor.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity "
            "where datname = current_database() and pid <> pg_backend_pid()"
        )
