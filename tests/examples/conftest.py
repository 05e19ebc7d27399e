import json
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from resources.installation.home import Home
from resources.toolchain.worker.connection import stop_workers
from tests.examples.command import BROKEN, DOCUMENTS, EXAMPLES, Example, Omninode, Proven


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
def proven(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Proven:
    """All documents in one go, and one that is broken."""
    folder = tmp_path_factory.mktemp("examples")
    prds = folder / "prds"
    prds.mkdir()
    for path in (*EXAMPLES.glob("*.md"), *DOCUMENTS.glob("*.md")):
        shutil.copy(path, prds)
    (prds / "broken.md").write_text(BROKEN)
    (prds / "notes.txt").write_text("no document")
    done = Omninode(folder, home)(
        *["generate", "--local", "--prd", "prds", "--output-dir", "all", "--format", "json"]
    )
    return Proven(folder, done)


@pytest.fixture(scope="session")
def examples(proven: Proven) -> Mapping[str, Example]:
    """By the names of their documents."""
    results = json.loads(proven.done.stdout)["nodes"]
    return {Path(result["document"]).stem: Example(proven.folder, result) for result in results}
