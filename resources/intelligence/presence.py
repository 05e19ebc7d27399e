"""Whether the intelligence service is there: a lock that ends with the process that holds it."""

from collections.abc import Generator
from contextlib import contextmanager, suppress
from threading import Event, Thread
from typing import Final

import sqlalchemy as sa

from resources.postgres.database import Database
from resources.postgres.locks import SERVING, is_held

LOOK_S: Final = 5.0


@contextmanager
def present(database: Database) -> Generator[None]:
    """Others see the service for as long as the block lasts, and not a moment after a crash.

    A database that was restarted knows nothing of it: then it is told again.
    """
    leaving, holding = Event(), _Holding(database)
    holding.take()
    renewing = Thread(target=holding.renew, args=(leaving,), name="presence", daemon=True)
    renewing.start()
    try:
        yield
    finally:
        leaving.set()
        renewing.join()
        holding.let_go()


class _Holding:
    """The lock, on a connection of its own."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._connection: sa.Connection | None = None

    def take(self) -> None:
        connection = self._database.engine.connect()
        try:
            connection.execute(sa.select(sa.func.pg_advisory_lock_shared(SERVING)))
            connection.commit()
        except BaseException:
            connection.invalidate()
            connection.close()
            raise
        self._connection = connection

    def renew(self, leaving: Event) -> None:
        while not leaving.wait(LOOK_S):
            try:
                if self._connection is None:
                    self.take()
                else:
                    self._connection.execute(sa.select(1))
                    self._connection.commit()
            except sa.exc.SQLAlchemyError:
                self.let_go()

    def let_go(self) -> None:
        connection, self._connection = self._connection, None
        if connection is None:
            return
        # Said aloud: the server notices a closed connection only a moment later.
        with suppress(sa.exc.SQLAlchemyError):
            connection.execute(sa.select(sa.func.pg_advisory_unlock_shared(SERVING)))
        connection.invalidate()
        connection.close()


def is_present(database: Database) -> bool:
    """Raises `UnavailableError` where the database does not answer."""
    return database.run(lambda held: bool(held.scalar(sa.text(is_held(SERVING)))))
