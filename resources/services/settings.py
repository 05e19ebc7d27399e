"""What an installation is made of: whose database, whose Kafka, which code, which ports."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import quote, urlsplit, urlunsplit

from pydantic import TypeAdapter

from resources.installation import ports
from resources.installation.home import Home
from resources.installation.state import Endpoints, InstallationState
from resources.services import postgres

# Not the defaults of the programs: those are often taken on a developer's machine.
PREFERRED: Final = {
    "postgres": 54320,
    "kafka": 19092,
    "controller": 19093,
    "code": 14266,
    "webserver": 13000,
}
DAGSTER_SCHEMA: Final = "dagster"


@dataclass(frozen=True, slots=True)
class Settings:
    """`database_url` and `kafka_bootstrap_servers` are empty where the embedded ones serve.

    `kafka_jars` is the folder of Apache Kafka where its broker serves instead of the endpoint in
    memory. `module` is the code location, `directory` the folder that is put on its import path.
    A run that is terminated and does not end is killed after `kill_after_s`.
    """

    home: Path
    database_url: str = ""
    kafka_bootstrap_servers: str = ""
    kafka_jars: str = ""
    module: str = "pipelines.definitions"
    directory: str = ""
    max_concurrent_runs: int = 4
    kill_after_s: float = 10.0
    monitoring_poll_s: int = 15
    allow_unsandboxed: bool = False

    def to_json(self) -> str:
        return ADAPTER.dump_json(self).decode()


ADAPTER: Final = TypeAdapter(Settings)


@dataclass(frozen=True, slots=True)
class Ports:
    """One for each server that listens; also for those that an external one replaces."""

    postgres: int
    kafka: int
    controller: int
    code: int
    webserver: int


def choose_ports(before: InstallationState | None, claims: ports.Claims | None = None) -> Ports:
    """The ports of the last time where they are free, so that bookmarks stay valid."""
    recorded = {s.name: s.port for s in before.services if s.port} if before else {}
    chosen: dict[str, int] = {}
    for name, preferred in PREFERRED.items():
        wanted = recorded.get(name) or preferred
        chosen[name] = ports.choose(wanted, set(chosen.values()), claims)
    return Ports(**chosen)


def endpoints(settings: Settings, chosen: Ports) -> Endpoints:
    """Call it when the embedded cluster exists: the URL holds its password."""
    embedded = not settings.database_url
    return Endpoints(
        database_url=postgres.database_url(Home(settings.home), chosen.postgres)
        if embedded
        else settings.database_url,
        kafka_bootstrap_servers=settings.kafka_bootstrap_servers or f"{ports.HOST}:{chosen.kafka}",
        ui_url=f"http://{ports.HOST}:{chosen.webserver}",
    )


def plain(database_url: str) -> str:
    """The URL as libpq reads it: no driver, and the scheme's long name."""
    scheme, separator, rest = database_url.partition("://")
    known = separator and scheme.partition("+")[0] in ("postgres", "postgresql")
    return f"postgresql://{rest}" if known else database_url


def dagster_url(database_url: str, *, driver: str = "") -> str:
    """The same database, with Dagster's own schema as the place for its tables.

    Both programs keep a table `alembic_version`, so they cannot share one schema.
    """
    parts = urlsplit(database_url)
    option = f"options={quote(f'-csearch_path={DAGSTER_SCHEMA}', safe='')}"
    query = f"{parts.query}&{option}" if parts.query else option
    scheme = f"postgresql+{driver}" if driver else "postgresql"
    return urlunsplit((scheme, parts.netloc, parts.path, query, ""))
