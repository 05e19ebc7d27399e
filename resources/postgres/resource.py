"""The system of record as Dagster sees it: a URL in, clients out."""

from collections.abc import Generator
from contextlib import closing, contextmanager

import dagster as dg
from pydantic import Field

from resources.postgres.breakers import switchboard_of
from resources.postgres.database import Database
from resources.postgres.executions import PostgresExecutions
from resources.postgres.inbox import PostgresInbox
from resources.postgres.outbox import PostgresOutbox
from resources.postgres.registry import PostgresRegistry
from resources.postgres.tally import PostgresTally
from resources.postgres.turns import PostgresTurns

_URL = Field(description="postgresql://user:password@host:port/database")
_WAIT_S = Field(
    default=60.0, ge=0, description="How long a run waits for a database that does not answer."
)


@contextmanager
def shared_database(url: str, wait_s: float) -> Generator[Database]:
    """One whose breaker is that of the process."""
    with closing(Database(url, wait_s=wait_s, guards=switchboard_of(url).guard)) as database:
        yield database


class RegistryResource(dg.ConfigurableResource[PostgresRegistry]):
    """Nodes and their versions."""

    database_url: str = _URL
    wait_s: float = _WAIT_S

    @contextmanager
    def yield_for_execution(
        self, context: dg.InitResourceContext
    ) -> Generator[PostgresRegistry, None, None]:
        del context
        with shared_database(self.database_url, self.wait_s) as database:
            yield PostgresRegistry(database)


class ExecutionsResource(dg.ConfigurableResource[PostgresExecutions]):
    """Generation requests, their states and their steps."""

    database_url: str = _URL
    wait_s: float = _WAIT_S

    @contextmanager
    def yield_for_execution(
        self, context: dg.InitResourceContext
    ) -> Generator[PostgresExecutions, None, None]:
        del context
        with shared_database(self.database_url, self.wait_s) as database:
            yield PostgresExecutions(database)


class InboxResource(dg.ConfigurableResource[PostgresInbox]):
    """Which messages were taken on already."""

    database_url: str = _URL
    wait_s: float = _WAIT_S

    @contextmanager
    def yield_for_execution(
        self, context: dg.InitResourceContext
    ) -> Generator[PostgresInbox, None, None]:
        del context
        with shared_database(self.database_url, self.wait_s) as database:
            yield PostgresInbox(database)


class OutboxResource(dg.ConfigurableResource[PostgresOutbox]):
    """Events that wait to be sent."""

    database_url: str = _URL
    wait_s: float = _WAIT_S

    @contextmanager
    def yield_for_execution(
        self, context: dg.InitResourceContext
    ) -> Generator[PostgresOutbox, None, None]:
        del context
        with shared_database(self.database_url, self.wait_s) as database:
            yield PostgresOutbox(database)


class TallyResource(dg.ConfigurableResource[PostgresTally]):
    """Figures of sensors. No tick waits for them."""

    database_url: str = _URL

    @contextmanager
    def yield_for_execution(
        self, context: dg.InitResourceContext
    ) -> Generator[PostgresTally, None, None]:
        del context
        with shared_database(self.database_url, wait_s=0) as database:
            yield PostgresTally(database)


class TurnsResource(dg.ConfigurableResource[PostgresTurns]):
    """Who answers a request that several may answer."""

    database_url: str = _URL
    wait_s: float = _WAIT_S

    @contextmanager
    def yield_for_execution(
        self, context: dg.InitResourceContext
    ) -> Generator[PostgresTurns, None, None]:
        del context
        with shared_database(self.database_url, self.wait_s) as database:
            yield PostgresTurns(database)
