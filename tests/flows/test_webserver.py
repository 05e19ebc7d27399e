"""A person in the UI: the launchpad of `submit_prd`, the run that follows, Terminate."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final
from uuid import UUID

import pytest

from omninode_bridge.events.decoding import Received, decode_status
from omninode_bridge.events.progress import STEP_EVENTS
from omninode_bridge.events.topics import STATUS
from omninode_bridge.registry.records import Execution, State
from resources.installation import state as states
from resources.kafka.client import KafkaEventLog
from resources.postgres.database import Database
from resources.postgres.executions import PostgresExecutions
from resources.postgres.registry import PostgresRegistry
from resources.services.settings import Settings
from resources.warehouse.client import DuckLakeWarehouse
from tests.flows.line import QUOTE
from tests.kafka.draining import drain
from tests.platform.site import Site, wait_until

pytestmark = pytest.mark.slow

ROOT: Final = Path(__file__).parent.parent.parent
PATIENCE_S: Final = 240
RUNS: Final = """query($f: RunsFilter!) {runsOrError(filter: $f) {... on Runs {
  results {runId jobName tags {key value}}}}}"""


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with TemporaryDirectory(prefix="omninode-ui-", dir="/tmp") as folder:
        home = Path(folder) / "home"
        home.mkdir(mode=0o700)
        site = Site(Settings(home, directory=str(ROOT), kill_after_s=5, monitoring_poll_s=2))
        try:
            site.up()
            yield site
        finally:
            site.remove()


@pytest.fixture
def database(site: Site) -> Iterator[Database]:
    url = states.running(site.home).endpoints.database_url
    with closing(Database(url)) as database:
        yield database


def generation_of(site: Site, correlation_id: str) -> str:
    """The id of the run that generates what was submitted."""
    tags = [{"key": "omninode/correlation_id", "value": correlation_id}]
    found: list[str] = []

    def started() -> bool:
        runs = site.ask(RUNS, f={"tags": tags})["runsOrError"]["results"]
        found.extend(str(run["runId"]) for run in runs)
        return bool(found)

    wait_until(started, PATIENCE_S)
    return found[0]


def recorded(database: Database, correlation_id: str) -> Execution:
    execution = PostgresExecutions(database).find(UUID(correlation_id))
    assert execution is not None
    return execution


def events_of(site: Site, correlation_id: str) -> list[str]:
    """What the status events of a request call the ends of its steps."""
    servers = states.running(site.home).endpoints.kafka_bootstrap_servers
    with KafkaEventLog(servers) as log:
        found = [decode_status(message.value) for message in drain(log, STATUS, {})]
    return [
        each.event.metadata.event
        for each in found
        if isinstance(each, Received)
        and str(each.correlation_id) == correlation_id
        and each.event.metadata.event
    ]


def counted(site: Site, database: Database) -> dict[object, object]:
    """How often each node was generated, by the metrics."""
    with closing(DuckLakeWarehouse(database, str(site.home.lake))) as warehouse:
        return {row[0]: row[1] for row in warehouse.aggregate("node").rows}


@pytest.mark.requirement("R125", "R126", "R279", "R280")
def test_a_pasted_prd_becomes_a_registered_node(site: Site, database: Database) -> None:
    submitted = site.launch("submit_prd", submit_prd={"prd": QUOTE})
    site.wait(submitted, "SUCCESS", timeout_s=PATIENCE_S)
    run = generation_of(site, submitted)
    site.wait(run, "SUCCESS", timeout_s=PATIENCE_S)

    registered = PostgresRegistry(database).find("order_total")
    assert registered is not None
    assert str(registered.correlation_id) == submitted
    assert (Path(registered.path) / "QUALITY.md").is_file()
    assert recorded(database, submitted).state is State.COMPLETED

    assert events_of(site, submitted) == list(STEP_EVENTS.values())
    outcomes = {check["name"]: check["outcome"] for check in registered.checks}
    assert {outcomes[name] for name in ("compliance", "strict contract", "ruff", "mypy")} == {
        "passed"
    }
    wait_until(lambda: counted(site, database) == {"order_total": 1}, PATIENCE_S)


def test_terminate_ends_the_generation_as_cancelled(site: Site, database: Database) -> None:
    submitted = site.launch("submit_prd", submit_prd={"prd": QUOTE.replace("R1: The", "R1: A")})
    site.wait(submitted, "SUCCESS", timeout_s=PATIENCE_S)
    run = generation_of(site, submitted)
    site.wait(run, "STARTED", timeout_s=PATIENCE_S)
    site.terminate(run)
    site.wait(run, "CANCELED", timeout_s=PATIENCE_S)
    wait_until(lambda: recorded(database, submitted).state is State.CANCELLED, PATIENCE_S)
    assert recorded(database, submitted).error_code == "cancelled"
