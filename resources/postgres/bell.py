"""Waiting for what others commit: LISTEN and NOTIFY, on a connection that also holds a lock."""

import select
from collections.abc import Generator
from contextlib import contextmanager
from typing import Final

import psycopg2
from psycopg2.extensions import ISOLATION_LEVEL_AUTOCOMMIT
from psycopg2.sql import SQL, Identifier
from sqlalchemy.engine import URL

from omninode_bridge.errors import UnavailableError
from resources.postgres.url import conninfo, shown

CONNECT_S: Final = 5


class Bell:
    """`is_ours` while this process holds the lock; others stand by and ask again."""

    def __init__(self, connection: "psycopg2.extensions.connection", lock: int) -> None:
        self._connection = connection
        self._lock = lock
        self.is_ours = False

    def take(self) -> bool:
        """Whether the lock is ours now; it stays ours as long as the connection lives."""
        if not self.is_ours:
            with self._connection.cursor() as cursor:
                cursor.execute("select pg_try_advisory_lock(%s)", (self._lock,))
                self.is_ours = bool((cursor.fetchone() or (False,))[0])
        return self.is_ours

    def wait(self, seconds: float, also: int) -> None:
        """Until it rings, the file descriptor `also` can be read, or the time is over."""
        ready, _, _ = select.select([self._connection.fileno(), also], [], [], seconds)
        if self._connection.fileno() in ready:
            self._connection.poll()
            self._connection.notifies.clear()


@contextmanager
def bell(url: URL, channel: str, lock: int) -> Generator[Bell]:
    """Raises `UnavailableError` where the server does not answer, or no longer does."""
    try:
        connection = psycopg2.connect(
            conninfo(url), connect_timeout=CONNECT_S, application_name="omninode bell"
        )
        try:
            connection.set_isolation_level(ISOLATION_LEVEL_AUTOCOMMIT)
            with connection.cursor() as cursor:
                cursor.execute(SQL("listen {}").format(Identifier(channel)))
            yield Bell(connection, lock)
        finally:
            connection.close()
    except psycopg2.Error as error:
        raise UnavailableError(
            f"PostgreSQL at {shown(url)} does not answer: {str(error).strip()}",
            hint="Start it (omninode up), or point DATABASE_URL at one that runs.",
        ) from error
