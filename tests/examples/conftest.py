import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from resources.installation.home import Home
from resources.toolchain.worker.connection import stop_workers
from tests.examples.command import EXAMPLES, Example, Omninode


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """One for all examples: the tools that the first one warms up serve the others, too."""
    home = tmp_path_factory.mktemp("home")
    yield home
    stop_workers(Home(home).toolchain)


@pytest.fixture
def omninode(home: Path, tmp_path: Path) -> Omninode:
    return Omninode(tmp_path, home)


@pytest.fixture(scope="session")
def examples(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Example]:
    """All of them by name, proven in one go."""
    omninode = Omninode(tmp_path_factory.mktemp("examples"), home)
    done = omninode(
        *["generate", "--local", "--prd", str(EXAMPLES), "--output-dir", "all", "--format", "json"]
    )
    results = json.loads(done.stdout)["nodes"]
    return {Path(result["document"]).stem: Example(omninode.folder, result) for result in results}
