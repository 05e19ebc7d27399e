"""One worker for all tests of the tool chain; what mypy knows stays for the next session."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from resources.installation.home import user_cache
from resources.toolchain.client import ProcessToolchain
from resources.toolchain.worker.connection import stop_workers

# The mypy cache takes half a minute to build: the one that the product shares, too.
CACHE = user_cache(Path(__file__).parents[2] / ".mypy_cache" / "toolchain")


@pytest.fixture(scope="session")
def toolchain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ProcessToolchain]:
    folder = tmp_path_factory.mktemp("worker")
    yield ProcessToolchain(folder, CACHE)
    stop_workers(folder)
