"""The resources of a real installation, from the environment; read when a run or a tick begins."""

from collections.abc import Generator, Mapping
from contextlib import contextmanager, nullcontext
from functools import partial

import dagster as dg

from omninode_bridge.ports import Intelligence
from omninode_bridge.stages.strategies import Writing
from pipelines.environment import (
    DATABASE_URL,
    KAFKA_BOOTSTRAP_SERVERS,
    OMNINODE_ENVIRONMENT,
    OMNINODE_KAFKA_PARTITIONING,
    OMNINODE_ONEXTREE_URL,
    OMNINODE_RATE_LIMIT_LOAD,
    OMNINODE_RATE_LIMITS,
    OMNINODE_REDIS_URL,
    Variable,
)
from pipelines.installation import current_home, current_language_model, current_toolchain
from pipelines.settings import LOCAL, SERVICE, asked_for_evidence, patience
from resources.handover.io_manager import HandoverIOManager
from resources.intelligence.asked_service import AskedService, ServiceFirst
from resources.intelligence.knowledge.asking import knowledge_in
from resources.intelligence.presence import is_present
from resources.kafka.exchange import KafkaExchange
from resources.kafka.resource import KafkaResource, secured
from resources.limits.limiter import Limiter
from resources.limits.settings import limiter_of
from resources.onextree.resource import OnexTreeResource
from resources.postgres.breakers import switchboard_of
from resources.postgres.registry import PostgresRegistry
from resources.postgres.resource import (
    ExecutionsResource,
    OutboxResource,
    RegistryResource,
    TallyResource,
    TurnsResource,
    shared_database,
)
from resources.recorder.resource import recorder
from resources.submitted.client import FolderOfSubmissions
from resources.toolchain.client import ProcessToolchain
from resources.toolchain.formatting import RuffFormatter
from resources.warehouse.client import DuckLakeWarehouse
from resources.warehouse.resource import WarehouseResource
from resources.workspace.client import FolderWorkspace
from resources.workspace.documents import FolderDocuments
from resources.workspace.registration import Registration
from resources.workspace.resource import RegistrarResource
from sensors.admission import admission


@dg.resource
def documents(_: dg.InitResourceContext) -> FolderDocuments:
    return FolderDocuments(current_home().root / "documents")


@dg.resource
def submitted_files(_: dg.InitResourceContext) -> FolderOfSubmissions:
    return FolderOfSubmissions(current_home().workspace)


@dg.resource
def workspace(_: dg.InitResourceContext) -> FolderWorkspace:
    return FolderWorkspace(current_home().workspace)


@dg.resource
@contextmanager
def registrar(context: dg.InitResourceContext) -> Generator[Registration, None, None]:
    settings = RegistrarResource(root=str(current_home().workspace), database_url=_database_url())
    with settings.yield_for_execution(context) as client:
        yield client


@dg.resource
@contextmanager
def warehouse(context: dg.InitResourceContext) -> Generator[DuckLakeWarehouse, None, None]:
    settings = WarehouseResource(data_path=str(current_home().lake), database_url=_database_url())
    with settings.yield_for_execution(context) as client:
        yield client


@dg.resource
def toolchain(_: dg.InitResourceContext) -> ProcessToolchain:
    return current_toolchain()


@dg.resource
def writing(_: dg.InitResourceContext) -> Writing:
    return Writing(RuffFormatter(), current_language_model())


@dg.resource
@contextmanager
def knowledge(_: dg.InitResourceContext) -> Generator[Intelligence, None, None]:
    """The service where one is there, and the sources in this process where it does not help."""
    asked = asked_for_evidence()
    guards = switchboard_of(_database_url()).guard
    with shared_database(_database_url(), wait_s=0) as database:
        local = knowledge_in(database, guards=guards)
        if asked == LOCAL:
            yield local
            return
        servers = dg.EnvVar(KAFKA_BOOTSTRAP_SERVERS.name).get_value() or ""
        always = asked == SERVICE
        exchanges = partial(KafkaExchange, secured(servers), guards=guards)
        service = AskedService(exchanges, timeout_s=patience(), guards=guards)
        yield ServiceFirst(service, local, lambda: always or is_present(database))


@dg.resource(required_resource_keys={"registry"})
@contextmanager
def node_turn(context: dg.InitResourceContext) -> Generator[str, None, None]:
    """The lock on the node's name. One process works on a run, so it is taken once and kept.

    A tick of a sensor and a run without a partition are about no node and wait for nobody.
    """
    registry: PostgresRegistry = context.resources.registry
    name = context.run.tags.get("dagster/partition", "") if context.run else ""
    with registry.node_lock(name) if name else nullcontext():
        yield name


@dg.resource
def limiter(_: dg.InitResourceContext) -> Limiter:
    """One for the process that evaluates the sensors."""
    asked = (OMNINODE_RATE_LIMITS, OMNINODE_RATE_LIMIT_LOAD, OMNINODE_REDIS_URL)
    guards = switchboard_of(_database_url()).guard
    return limiter_of(*(dg.EnvVar(each.name).get_value() or "" for each in asked), guards=guards)


@dg.io_manager
def io_manager(_: dg.InitResourceContext) -> HandoverIOManager:
    return HandoverIOManager(current_home().root / "handover")


def _database_url() -> str:
    return dg.EnvVar(DATABASE_URL.name).get_value() or ""


def _optional(variable: Variable) -> str:
    """An `EnvVar` of Dagster must be set."""
    return dg.EnvVar(variable.name) if dg.EnvVar(variable.name).get_value() else ""


def of_environment() -> Mapping[str, object]:
    """By the names that assets and sensors ask for."""
    database_url = dg.EnvVar(DATABASE_URL.name)
    return {
        "admission": admission,
        "documents": documents,
        "event_log": KafkaResource(
            bootstrap_servers=dg.EnvVar(KAFKA_BOOTSTRAP_SERVERS.name),
            environment=_optional(OMNINODE_ENVIRONMENT),
            partitioning=_optional(OMNINODE_KAFKA_PARTITIONING),
            database_url=database_url,
        ),
        "executions": ExecutionsResource(database_url=database_url),
        "io_manager": io_manager,
        "knowledge": knowledge,
        "limiter": limiter,
        "node_turn": node_turn,
        "onextree": OnexTreeResource(
            url=_optional(OMNINODE_ONEXTREE_URL), database_url=database_url
        ),
        "outbox": OutboxResource(database_url=database_url),
        "recorder": recorder,
        "registrar": registrar,
        "registry": RegistryResource(database_url=database_url),
        "submitted_files": submitted_files,
        "tally": TallyResource(database_url=database_url),
        "toolchain": toolchain,
        "turns": TurnsResource(database_url=database_url),
        "warehouse": warehouse,
        "workspace": workspace,
        "writing": writing,
    }
