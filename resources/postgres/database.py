"""Connections to PostgreSQL: pooled, checked before use, and errors that say what to do."""

from collections.abc import Callable, Generator
from contextlib import contextmanager

import sqlalchemy as sa
import stamina
from psycopg2.errors import UndefinedTable
from sqlalchemy.exc import DataError, InterfaceError, OperationalError, ProgrammingError

from omninode_bridge.errors import InvalidRequestError, UnavailableError
from resources.postgres.url import engine_url, shown


class Database:
    """One database. `wait_s` is how long a transaction is tried again while it does not answer."""

    def __init__(self, url: str, *, wait_s: float = 0.0, pool_size: int = 5) -> None:
        self.url = engine_url(url)
        self.wait_s = wait_s
        self.engine = sa.create_engine(
            self.url,
            pool_pre_ping=True,
            pool_size=pool_size,
            max_overflow=5,
            pool_timeout=10,
            connect_args={"connect_timeout": 5, "application_name": "omninode"},
        )

    def run[T](self, work: Callable[[sa.Connection], T]) -> T:
        """Run `work` in one transaction.

        It must bear being run again: when the connection breaks at the commit, nobody knows
        whether the server has committed.
        """
        for attempt in stamina.retry_context(
            on=UnavailableError,
            attempts=None if self.wait_s else 1,
            timeout=self.wait_s or None,
            wait_initial=0.1,
            wait_max=2.0,
        ):
            with attempt, self._translated(), self.engine.begin() as connection:
                return work(connection)
        raise AssertionError("a retry either returns or raises")

    @contextmanager
    def session(self) -> Generator[sa.Connection]:
        """A connection for session-wide things such as advisory locks; every statement commits."""
        with self._translated(), self.engine.connect() as connection:
            yield connection.execution_options(isolation_level="AUTOCOMMIT")

    def close(self) -> None:
        self.engine.dispose()

    @contextmanager
    def _translated(self) -> Generator[None]:
        try:
            yield
        except sa.exc.TimeoutError as error:
            raise UnavailableError(
                f"All connections to {shown(self.url)} are in use",
                hint="Run fewer generations at once.",
            ) from error
        except (OperationalError, InterfaceError) as error:
            raise UnavailableError(
                f"PostgreSQL at {shown(self.url)} does not answer: {_first_line(error.orig)}",
                hint="Start it (omninode up), or point DATABASE_URL at one that runs.",
            ) from error
        except ProgrammingError as error:
            if not isinstance(error.orig, UndefinedTable):
                raise
            raise UnavailableError(
                f"The database {shown(self.url)} does not have our tables",
                hint="Bring it up to date: omninode up.",
            ) from error
        # psycopg2 refuses a NUL and a lone surrogate itself, with a plain ValueError.
        except (DataError, ValueError) as error:
            cause = error.orig if isinstance(error, DataError) else error
            raise InvalidRequestError(
                f"PostgreSQL cannot store this value: {_first_line(cause)}",
                hint="Remove NUL characters and lone surrogates.",
            ) from error


def _first_line(error: BaseException | None) -> str:
    return str(error).strip().partition("\n")[0]
