"""Where the services are, and the adapters that speak to them. Imports are made when needed."""

import os
from collections.abc import AsyncGenerator, Generator, Iterable
from contextlib import asynccontextmanager, closing, contextmanager
from typing import TYPE_CHECKING

from omninode_bridge.errors import UnavailableError
from pipelines import environment
from pipelines.installation import current_home
from pipelines.settings import given, metrics_port

if TYPE_CHECKING:
    from prometheus_client.registry import Collector

    from omninode_bridge.stages.recorder import Recorder
    from resources.kafka.access import Access
    from resources.kafka.client import KafkaEventLog
    from resources.kafka.exchange import KafkaExchange
    from resources.kafka.sending import Sending
    from resources.postgres.database import Database
    from resources.postgres.executions import PostgresExecutions
    from resources.postgres.inbox import PostgresInbox
    from resources.postgres.registry import PostgresRegistry
    from resources.reliability.guard import Guards
    from resources.reliability.switchboard import Switchboard
    from resources.warehouse.client import DuckLakeWarehouse


def database_url() -> str:
    """The one that was set, else that of the running services; raises `UnavailableError`."""
    from resources.installation.state import running  # noqa: PLC0415 - pydantic, not for --help

    given = os.environ.get(environment.DATABASE_URL.name)
    return given or running(current_home()).endpoints.database_url


def kafka() -> "Access":
    """The brokers that were set, else those of the running services; raises `UnavailableError`.

    What is set about TLS and passwords is for brokers of one's own.
    """
    from resources.installation.state import running  # noqa: PLC0415 - pydantic, not for --help
    from resources.kafka.access import Access  # noqa: PLC0415 - not for --help

    if given := os.environ.get(environment.KAFKA_BOOTSTRAP_SERVERS.name):
        return Access.of(given, os.environ)
    state = running(current_home())
    servers = state.endpoints.kafka_bootstrap_servers
    is_ours = any(service.name == "kafka" for service in state.services)
    return Access(servers) if is_ours else Access.of(servers, os.environ)


def ui_url() -> str:
    from resources.installation.state import running  # noqa: PLC0415 - pydantic, not for --help

    return running(current_home()).endpoints.ui_url


@contextmanager
def open_database(*, wait_s: float = 0.0, guards: "Guards | None" = None) -> Generator["Database"]:
    """`wait_s` is how long to wait, each time, for a database that does not answer."""
    url = database_url()
    from resources.postgres.database import Database  # noqa: PLC0415 - SQLAlchemy is slow to import
    from resources.reliability.guard import Guard  # noqa: PLC0415 - as above

    with closing(Database(url, wait_s=wait_s, guards=guards or Guard)) as database:
        yield database


def switchboard() -> "Switchboard":
    """The breakers of a service; on record where there is a record."""
    from resources.postgres.breakers import switchboard_of  # noqa: PLC0415 - not for --help

    try:
        url = database_url()
    except UnavailableError:
        url = ""
    return switchboard_of(url)


@contextmanager
def registry() -> Generator["PostgresRegistry"]:
    from resources.postgres.registry import PostgresRegistry  # noqa: PLC0415 - not for --help

    with open_database() as database:
        yield PostgresRegistry(database)


@contextmanager
def executions() -> Generator["PostgresExecutions"]:
    from resources.postgres.executions import PostgresExecutions  # noqa: PLC0415 - not for --help

    with open_database() as database:
        yield PostgresExecutions(database)


@contextmanager
def recorder() -> Generator["Recorder"]:
    """What it tells lies in the outbox afterwards; a service sends it."""
    from datetime import UTC, datetime  # noqa: PLC0415 - not for --help

    from omninode_bridge.stages.recorder import Recorder  # noqa: PLC0415 - as above
    from resources.postgres.executions import PostgresExecutions  # noqa: PLC0415 - as above
    from resources.postgres.outbox import PostgresOutbox  # noqa: PLC0415 - as above

    with open_database() as database:
        executions, outbox = PostgresExecutions(database), PostgresOutbox(database)
        yield Recorder(executions, outbox, lambda: datetime.now(UTC))


@contextmanager
def inbox() -> Generator["PostgresInbox"]:
    from resources.postgres.inbox import PostgresInbox  # noqa: PLC0415 - not for --help

    with open_database() as database:
        yield PostgresInbox(database)


@contextmanager
def warehouse() -> Generator["DuckLakeWarehouse"]:
    from resources.warehouse.client import DuckLakeWarehouse  # noqa: PLC0415 - not for --help

    with open_database() as database:
        yield DuckLakeWarehouse(database, str(current_home().lake))


def sending() -> "Sending":
    from resources.kafka.sending import Sending  # noqa: PLC0415 - not for --help

    asked = (
        environment.OMNINODE_ENVIRONMENT,
        environment.OMNINODE_KAFKA_PARTITIONING,
        environment.KAFKA_DLQ_SUFFIX,
    )
    return Sending.of(*map(given, asked))


@contextmanager
def event_log() -> Generator["KafkaEventLog"]:
    from resources.kafka.client import KafkaEventLog  # noqa: PLC0415 - confluent-kafka is slow

    with KafkaEventLog(kafka(), sending=sending()) as log:
        yield log


@asynccontextmanager
async def exchange(
    *more: "Collector", puts_aside: bool = True, guards: "Guards | None" = None
) -> AsyncGenerator["KafkaExchange"]:
    """For services that run on an event loop; serves its metrics, and `more`, where a port is set
    for them.
    """
    from resources.kafka.exchange import KafkaExchange  # noqa: PLC0415 - as above
    from resources.reliability.guard import Guard  # noqa: PLC0415 - as above
    from resources.reliability.metrics import BreakerMetrics  # noqa: PLC0415 - as above

    access, packed, made = kafka(), sending(), guards or Guard
    async with KafkaExchange(
        access, sending=packed, puts_aside=puts_aside, guards=made
    ) as exchange:
        with metrics((exchange.metrics, BreakerMetrics(exchange.guard), *more)):
            yield exchange


@contextmanager
def metrics(collectors: Iterable["Collector"]) -> Generator[None]:
    """Serves them meanwhile, where a port is set for that."""
    if (port := metrics_port()) is None:
        yield
        return
    from resources.prometheus.endpoint import metrics_endpoint  # noqa: PLC0415 - seldom needed

    with metrics_endpoint(collectors, port):
        yield
