from collections.abc import Iterator
from pathlib import Path

import pytest

from resources.installation.home import Home
from resources.toolchain.worker.connection import stop_workers
from tests.examples.command import Omninode


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """One for all examples: the tools that the first one warms up serve the others, too."""
    home = tmp_path_factory.mktemp("home")
    yield home
    stop_workers(Home(home).toolchain)


@pytest.fixture
def omninode(home: Path, tmp_path: Path) -> Omninode:
    return Omninode(tmp_path, home)
