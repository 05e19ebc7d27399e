"""Fixtures of a real PostgreSQL: one embedded server a session, one migrated database a test."""

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

import pytest

from resources.postgres.migrations import upgrade
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
