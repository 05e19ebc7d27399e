"""A pytest plugin: one warm worker for all tests of a session that need the tools themselves."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final

import pytest

from resources.installation.home import user_cache
from resources.toolchain.checks import IMPORT_CHECKS, READ_CHECKS, TEST_CHECK, TYPE_CHECK
from resources.toolchain.client import ProcessToolchain
from resources.toolchain.interpretation import Reply
from resources.toolchain.worker.connection import stop_workers

# The mypy cache takes half a minute to build: the one that the product shares, too.
CACHE: Final = user_cache(Path(__file__).parents[2] / ".mypy_cache" / "toolchain")
# Where no cache can be: for workers that are never asked about types.
NO_CACHE: Final = Path("/dev/null")
JOB_OF: Final = {
    check.name: check.job for check in (*READ_CHECKS, *IMPORT_CHECKS, TEST_CHECK, TYPE_CHECK)
}


class OneTool(ProcessToolchain):
    """Proves with one of the worker's tools, with ruff and our own rules; the rest is left out."""

    def __init__(self, folder: Path, job: str | None) -> None:
        super().__init__(folder, CACHE)
        self._only = job

    def _ask(self, question: Mapping[str, object], seconds: float) -> Reply:
        if question.get("kind", question["do"]) == self._only:
            return super()._ask(question, seconds)
        return {"error": "left out, because the test is about another check"}


@pytest.fixture(scope="session")
def worker_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("worker")
    yield folder
    stop_workers(folder)


@pytest.fixture(scope="session")
def toolchain(worker_folder: Path) -> ProcessToolchain:
    return ProcessToolchain(worker_folder, CACHE)


@pytest.fixture(scope="session")
def toolchain_for(worker_folder: Path) -> Callable[[str], ProcessToolchain]:
    """The tool chain with what the check of this name needs: a tenth of the whole."""
    return lambda name: OneTool(worker_folder, JOB_OF.get(name))
