"""Whether the intelligence service is there: a lock that ends with the process that holds it."""

from collections.abc import Generator
from contextlib import contextmanager, suppress

import sqlalchemy as sa

from resources.postgres.database import Database
from resources.postgres.locks import SERVING, is_held


@contextmanager
def present(database: Database) -> Generator[None]:
    """Others see the service for as long as the block lasts, and not a moment after a crash."""
    with database.engine.connect() as connection:
        connection.execute(sa.select(sa.func.pg_advisory_lock_shared(SERVING)))
        connection.commit()
        try:
            yield
        finally:
            # Said aloud: the server notices a closed connection only a moment later.
            with suppress(sa.exc.SQLAlchemyError):
                connection.execute(sa.select(sa.func.pg_advisory_unlock_shared(SERVING)))
            connection.invalidate()


def is_present(database: Database) -> bool:
    """Raises `UnavailableError` where the database does not answer."""
    return database.run(lambda held: bool(held.scalar(sa.text(is_held(SERVING)))))
