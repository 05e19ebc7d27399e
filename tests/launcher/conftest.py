from collections.abc import Iterator
from pathlib import Path

import pytest

from resources.launcher.protocol import Operation, Request, call
from tests.platform.site import Site, make_site, wait_until
from tests.platform.test_postgres import home  # noqa: F401 - a fixture

LOCATION = Path(__file__).parent / "location"


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """All services, for the tests of this folder; each leaves them running."""
    site = make_site(tmp_path_factory.mktemp("launcher"), LOCATION)
    try:
        site.up()
        yield site
    finally:
        site.remove()


@pytest.fixture(autouse=True)
def _nothing_runs_on(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test that fails half-way must not fill the launcher for the next one."""
    yield
    if "site" in request.fixturenames:
        site: Site = request.getfixturevalue("site")
        answer = site.launcher()
        for run_id in (*answer.queue, *answer.running.values()):
            call(site.home.launcher_socket, Request(Operation.TERMINATE, run_id))
        wait_until(lambda: not site.launcher().running)
