"""Connections to PostgreSQL: pooled, checked before use, and errors that say what to do."""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import Final

import psycopg2
import sqlalchemy as sa
import stamina
from psycopg2.errors import LockNotAvailable, UndefinedColumn, UndefinedTable
from psycopg2.extensions import TransactionRollbackError as TransactionRollback
from sqlalchemy.exc import DataError, DBAPIError, InterfaceError, OperationalError

from omninode_bridge.errors import BridgeError, InvalidRequestError, UnavailableError
from omninode_bridge.reliability.breaker import Breaker
from omninode_bridge.reliability.changes import Dependency
from resources.postgres.url import engine_url, shown
from resources.reliability.guard import Guard, Guards

# Opened as they are needed: so many stay open, and so many there are at most.
KEPT: Final = 10
MOST: Final = 50
POOL_TIMEOUT_S: Final = 10.0
# Far less than those who wait for the server have patience.
RECOVERY_S: Final = 5.0
# As a server says it that speaks English; in another language the message alone tells.
_REFUSALS: Final = (
    *("password authentication failed", "no password supplied", "no pg_hba.conf entry"),
    *('" does not exist', "permission denied for database", "is not permitted to log in"),
)


class Database:
    """One database. `wait_s` is how long a transaction is tried again while it does not answer.

    While it does not, three calls at most find that out by waiting for it, every five seconds.
    `known_as` is how the server's list of sessions calls us.
    """

    def __init__(
        self, url: str, *, wait_s: float = 0.0, guards: Guards = Guard, known_as: str = "omninode"
    ) -> None:
        self.url = engine_url(url)
        self.wait_s = wait_s
        self.guard = guards(
            f"{Dependency.POSTGRESQL} at {shown(self.url)}",
            Breaker(recovery_s=RECOVERY_S),
            fails=_does_not_answer,
        )
        self.engine = sa.create_engine(
            self.url,
            pool_pre_ping=True,
            pool_size=KEPT,
            max_overflow=MOST - KEPT,
            pool_timeout=POOL_TIMEOUT_S,
            connect_args={"connect_timeout": 5, "application_name": known_as},
        )

    def patiently[T](self, work: Callable[[], T]) -> T:
        """Call `work`, again and again for `wait_s` while it raises `UnavailableError`."""
        for attempt in stamina.retry_context(
            on=UnavailableError,
            attempts=None if self.wait_s else 1,
            timeout=self.wait_s or None,
            wait_initial=0.1,
            wait_max=2.0,
        ):
            with attempt:
                return work()
        raise AssertionError("a retry either returns or raises")

    def run[T](self, work: Callable[[sa.Connection], T]) -> T:
        """Run `work` in one transaction.

        It must bear being run again: when the connection breaks at the commit, nobody knows
        whether the server has committed.
        """

        def transaction() -> T:
            with self._translated(), self.guard.attempt(), self.engine.begin() as connection:
                return work(connection)

        return self.patiently(transaction)

    @contextmanager
    def advisory_lock(self, name: str, *, wait_s: float) -> Generator[None]:
        """Keep others who ask for the same name out, across processes and machines.

        The lock ends with the block, with the process, and with the server.
        """
        connection = self.patiently(lambda: self._locked(name, wait_s))
        try:
            yield
        finally:
            # Closing the connection is what frees the lock, also when the server has gone.
            connection.invalidate()
            connection.close()

    def _locked(self, name: str, wait_s: float) -> sa.Connection:
        with self._translated():
            connection = self.engine.connect()
            try:
                key = sa.func.hashtextextended(name, 0)
                limit = f"{max(1, int(wait_s * 1000))}ms"
                connection.execute(sa.select(sa.func.set_config("lock_timeout", limit, True)))
                connection.execute(sa.select(sa.func.pg_advisory_lock(key)))
                connection.commit()
            except BaseException:
                connection.invalidate()
                connection.close()
                raise
            return connection

    def close(self) -> None:
        self.engine.dispose()

    @contextmanager
    def _translated(self) -> Generator[None]:
        try:
            yield
        # psycopg2 refuses a NUL and a lone surrogate itself, with a plain ValueError.
        except (sa.exc.SQLAlchemyError, ValueError) as error:
            meant = _meaning(error, shown(self.url))
            if meant is None:
                raise
            raise meant from error


def _meaning(error: Exception, server: str) -> BridgeError | None:
    """What an error says in our terms; None where it is a mistake of ours."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    match error:
        case sa.exc.TimeoutError():
            return UnavailableError(
                f"All connections to {server} are in use", hint="Run fewer generations at once."
            )
        case DataError() | ValueError():
            return InvalidRequestError(
                f"PostgreSQL cannot store this value: {_first_line(cause)}",
                hint="Remove NUL characters and lone surrogates.",
            )
        case _ if isinstance(cause, LockNotAvailable):
            return UnavailableError(
                "Another process holds the lock that this one waits for",
                hint="Try again when it has ended. Generations that run: omninode requests list.",
            )
        case _ if isinstance(cause, UndefinedTable | UndefinedColumn):
            return UnavailableError(
                f"The database {server} does not have our tables, or not those of this version",
                hint="Bring it up to date: omninode up.",
            )
        case DBAPIError() if _is_silent(error):
            return _silent(_first_line(cause), server)
    return None


def _silent(said: str, server: str) -> UnavailableError:
    """Refused before there is a session an error has no code: only its words tell why."""
    if any(each in said for each in _REFUSALS):
        return UnavailableError(
            f"PostgreSQL at {server} does not let us in: {said}",
            hint="Look at user, password and database in DATABASE_URL.",
        )
    return UnavailableError(
        f"PostgreSQL at {server} does not answer: {said}",
        hint="Start it (omninode up), or point DATABASE_URL at one that runs.",
    )


def _does_not_answer(error: Exception) -> bool:
    """One that lets others wait for a lock answers, and so does one without our tables."""
    if not isinstance(error, DBAPIError) or isinstance(error.orig, TransactionRollback):
        return False
    return _is_silent(error) and not isinstance(error.orig, LockNotAvailable)


def _is_silent(error: DBAPIError) -> bool:
    """A server that dies in the middle of an answer is a bare DatabaseError to psycopg2."""
    unanswered = isinstance(error, OperationalError | InterfaceError)
    return unanswered or error.connection_invalidated or type(error.orig) is psycopg2.DatabaseError


def _first_line(error: BaseException | None) -> str:
    return str(error).strip().partition("\n")[0]
