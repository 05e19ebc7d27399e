"""Fixtures of a real PostgreSQL: one embedded server a session, one migrated database a test."""

from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

import pytest

from resources.postgres.database import Database
from resources.postgres.migrations import upgrade
from resources.warehouse.client import DuckLakeWarehouse
from tests.embedded_postgres import EmbeddedServer, embedded_server


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[EmbeddedServer]:
    # A short path: a socket's is limited to 107 bytes.
    with (
        TemporaryDirectory(prefix="omninode-pg-", dir="/tmp", ignore_cleanup_errors=True) as home,
        embedded_server(Path(home)) as server,
    ):
        yield server


@pytest.fixture(scope="session")
def postgres_template(postgres_server: EmbeddedServer) -> str:
    """The name of a migrated, empty database, to be copied."""
    postgres_server.execute("create database omninode_template")
    upgrade(postgres_server.url("omninode_template"))
    return "omninode_template"


@pytest.fixture(scope="session")
def lake_template(
    postgres_server: EmbeddedServer,
    postgres_template: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> str:
    """The name of one that also has the catalogue of an empty lake, which takes a second."""
    postgres_server.execute(f"create database omninode_lake template {postgres_template}")
    with closing(Database(postgres_server.url("omninode_lake"))) as database:
        folder = tmp_path_factory.mktemp("lake")
        with closing(DuckLakeWarehouse(database, str(folder))) as lake:
            lake.prepare()
    return "omninode_lake"


@pytest.fixture
def lake_url(postgres_server: EmbeddedServer, lake_template: str) -> Iterator[str]:
    """The URL of a migrated database of this test's own, for a lake in any folder."""
    with _database(postgres_server, f"template {lake_template}") as url:
        yield url


@pytest.fixture
def database_url(postgres_server: EmbeddedServer, postgres_template: str) -> Iterator[str]:
    """The URL of a migrated, empty database of this test's own."""
    with _database(postgres_server, f"template {postgres_template}") as url:
        yield url


@pytest.fixture
def empty_database_url(postgres_server: EmbeddedServer) -> Iterator[str]:
    """The URL of a database without our tables."""
    with _database(postgres_server) as url:
        yield url


@contextmanager
def _database(server: EmbeddedServer, options: str = "") -> Generator[str]:
    name = f"test_{uuid4().hex}"
    server.execute(f"create database {name} {options}")
    try:
        yield server.url(name)
    finally:
        server.execute(f"drop database {name} with (force)")
