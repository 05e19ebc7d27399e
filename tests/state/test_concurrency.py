"""Four processes at once: nothing lost, nothing doubled."""

from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from dataclasses import replace
from itertools import pairwise
from multiprocessing import get_context
from pathlib import Path
from uuid import UUID

import pytest

from resources.postgres.database import Database
from resources.postgres.registry import PostgresRegistry
from resources.warehouse.client import DuckLakeWarehouse
from resources.workspace.client import FolderWorkspace
from resources.workspace.registration import Registration
from tests.state.records import a_fact, a_package, a_version

pytest_plugins = ["tests.postgres"]
pytestmark = pytest.mark.slow

PROCESSES = 4


def in_four_processes(work: Callable[[str, str, int], int], url: str, folder: Path) -> list[int]:
    """Forked from one that has imported what they need, which takes each of them two seconds."""
    context = get_context("forkserver")
    context.set_forkserver_preload([__name__])
    with ProcessPoolExecutor(PROCESSES, mp_context=context) as pool:
        running = [pool.submit(work, url, str(folder), number) for number in range(PROCESSES)]
        return [each.result(timeout=300) for each in running]


def append(url: str, folder: str, number: int) -> int:
    """Five batches: five facts of its own each, and five that all processes have."""
    added = 0
    with closing(Database(url, wait_s=60)) as database:
        lake = DuckLakeWarehouse(database, folder)
        for batch in range(5):
            ids = [1000 * (number + 1) + 5 * batch + each for each in range(5)]
            shared = [5 * batch + each for each in range(5)]
            added += lake.append([a_fact(correlation_id=UUID(int=each)) for each in ids + shared])
    return added


def test_the_lake_counts_each_generation_once(database_url: str, tmp_path: Path) -> None:
    added = in_four_processes(append, database_url, tmp_path / "lake")

    assert sum(added) == PROCESSES * 25 + 25
    with closing(Database(database_url)) as database:
        [row] = DuckLakeWarehouse(database, str(tmp_path / "lake")).aggregate("summary").rows
    assert row[0] == sum(added)


def register(url: str, folder: str, number: int) -> int:
    """Eight requests for one node, in two contents, while a recovery runs in between."""
    new = 0
    with closing(Database(url, wait_s=60)) as database:
        workspace = FolderWorkspace(Path(folder))
        registration = Registration(workspace, PostgresRegistry(database))
        for attempt in range(8):
            package = a_package()
            content = {**package.files, "x.py": str((number + attempt) % 2).encode()}
            staged = workspace.stage(replace(package, files=content), {})
            new += registration.register_package(staged, a_version()).new
            registration.recover()
    return new


def test_registrations_of_one_node_make_one_history(database_url: str, tmp_path: Path) -> None:
    new = in_four_processes(register, database_url, tmp_path / "nodes")

    with closing(Database(database_url)) as database:
        history = PostgresRegistry(database).versions("price_quote")
    assert [row.revision for row in history] == [*range(sum(new), 0, -1)]
    digests = [row.digest for row in history]
    assert all(one != next_one for one, next_one in pairwise(digests))
    assert all(Path(row.path).is_dir() for row in history)
