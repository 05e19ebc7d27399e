import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from resources.installation.home import Home, neutral_folder
from resources.launcher.protocol import Operation, Request, call
from resources.services.account import unprivileged
from tests.platform.site import Site, wait_until


@pytest.fixture(autouse=True)
def _nothing_runs_on(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test that fails half-way must not fill the launcher for the next one."""
    yield
    if "tiny_site" in request.fixturenames:
        site: Site = request.getfixturevalue("tiny_site")
        answer = site.launcher()
        for run_id in (*answer.queue, *answer.running.values()):
            call(site.home.launcher_socket, Request(Operation.TERMINATE, run_id))
        wait_until(lambda: not site.launcher().running)


@pytest.fixture(scope="module")
def home() -> Iterator[Home]:
    """Its path is short: the socket of the launcher lies below it, and the kernel allows 107."""
    with tempfile.TemporaryDirectory(prefix="omninode-") as folder:
        home = Home(Path(folder) / "home")
        home.create()
        yield home
        if unprivileged():
            shutil.rmtree(neutral_folder(home), ignore_errors=True)
