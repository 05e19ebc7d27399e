"""A person in the UI: the launchpad of `submit_prd`, the run that follows, Terminate."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final
from uuid import UUID

import pytest

from omninode_bridge.registry.records import Execution, State
from resources.installation import state as states
from resources.postgres.database import Database
from resources.postgres.executions import PostgresExecutions
from resources.postgres.registry import PostgresRegistry
from resources.services.settings import Settings
from tests.flows.line import QUOTE
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


@pytest.mark.requirement("R279", "R280")
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


def test_terminate_ends_the_generation_as_cancelled(site: Site, database: Database) -> None:
    submitted = site.launch("submit_prd", submit_prd={"prd": QUOTE.replace("R1: The", "R1: A")})
    site.wait(submitted, "SUCCESS", timeout_s=PATIENCE_S)
    run = generation_of(site, submitted)
    site.wait(run, "STARTED", timeout_s=PATIENCE_S)
    site.terminate(run)
    site.wait(run, "CANCELED", timeout_s=PATIENCE_S)
    wait_until(lambda: recorded(database, submitted).state is State.CANCELLED, PATIENCE_S)
    assert recorded(database, submitted).error_code == "cancelled"
