"""Files and row together or not at all: kill -9 at every boundary, then a recovery."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from omninode_bridge.errors import InvalidRequestError, WriteFailedError
from omninode_bridge.registry.records import Registered
from resources.postgres.database import Database
from resources.postgres.migrations import upgrade
from resources.postgres.registry import PostgresRegistry
from resources.workspace.client import FolderWorkspace
from resources.workspace.registration import Registration
from resources.workspace.tree import Step, no_step
from tests.state.crash import boundaries, killed_at
from tests.state.records import a_package, a_version

pytest_plugins = ["tests.postgres"]
pytestmark = pytest.mark.slow

OTHER = a_package(files={"README.md": b"# Another\n"})


@pytest.fixture
def registry(database_url: str) -> Iterator[PostgresRegistry]:
    with closing(Database(database_url)) as database:
        yield PostgresRegistry(database)


def register(root: Path, url: str, name: str, step: Step) -> Registered:
    with closing(Database(url)) as database:
        workspace = FolderWorkspace(root, step=step)
        registration = Registration(workspace, PostgresRegistry(database), step=step)
        staged = workspace.stage(a_package(name=name), {"report.md": b"# R"})
        return registration.register_package(staged, a_version(name=name))


def recover(root: Path, url: str) -> int:
    with closing(Database(url)) as database:
        return Registration(FolderWorkspace(root), PostgresRegistry(database)).recover()


def visible(root: Path) -> dict[str, set[str]]:
    """Files of each complete package that readers can find, by the package's path."""
    return {
        str(package): {str(f.relative_to(package)) for f in package.rglob("*") if f.is_file()}
        for package in root.glob("versions/*/*")
    }


@pytest.mark.requirement("R279", "R280")
def test_both_appear(tmp_path: Path, database_url: str, registry: PostgresRegistry) -> None:
    registered = register(tmp_path, database_url, "tax", no_step)

    assert registered.new
    assert registry.find("tax") == registered.version
    assert visible(tmp_path) == {registered.version.path: {*a_package().files, "report.md"}}
    assert recover(tmp_path, database_url) == 0
    assert len(visible(tmp_path)) == 1


def test_kill_9_at_every_boundary(
    tmp_path: Path, database_url: str, registry: PostgresRegistry
) -> None:
    passed = boundaries(partial(register, tmp_path / "whole", database_url, "whole"))
    assert {"staged", "row inserted", "renamed", "files visible", "row visible"} <= set(passed)
    outcomes = set()
    for number, boundary in enumerate(passed):
        root, name = tmp_path / str(number), f"node_{number}"
        assert killed_at(number, partial(register, root, database_url, name))
        row = registry.find(name)
        if row is not None:
            assert row.path in visible(root), f"a row without files at {boundary}"

        recover(root, database_url)

        row = registry.find(name)
        outcomes.add(row is not None)
        expected = {row.path: {*a_package().files, "report.md"}} if row else {}
        assert visible(root) == expected, boundary
        assert not [*root.glob(".staging/*"), *root.glob(".pending/*")], boundary

        again = register(root, database_url, name, no_step)
        assert again.version.revision == 1
        assert len(registry.versions(name)) == 1
        assert visible(root).keys() == {again.version.path}
    assert outcomes == {True, False}


def test_a_recovery_spares_a_registration_under_way(
    tmp_path: Path, database_url: str, registry: PostgresRegistry
) -> None:
    workspace = FolderWorkspace(tmp_path)
    staged = workspace.stage(a_package(), {})
    assert recover(tmp_path, database_url) == 0
    registered = Registration(workspace, registry).register_package(staged, a_version())
    assert recover(tmp_path, database_url) == 0
    assert Path(registered.version.path).is_dir()


def test_what_cannot_be_registered_leaves_no_files(
    tmp_path: Path, database_url: str, registry: PostgresRegistry
) -> None:
    workspace = FolderWorkspace(tmp_path)
    registration = Registration(workspace, registry)
    staged = workspace.stage(a_package(), {})
    with pytest.raises(InvalidRequestError):
        registration.register_package(staged, a_version(prd="\x00"))
    assert visible(tmp_path) == {}
    assert list((tmp_path / ".staging").iterdir()) == []
    assert recover(tmp_path, database_url) == 0


def test_files_that_cannot_be_written_leave_no_row(
    tmp_path: Path, registry: PostgresRegistry
) -> None:
    workspace = FolderWorkspace(tmp_path)
    staged = workspace.stage(a_package(), {})
    workspace.discard(staged)
    with pytest.raises(WriteFailedError):
        Registration(workspace, registry).register_package(staged, a_version())
    assert registry.find("price_quote") is None


def test_the_same_content_keeps_the_first_and_brings_lost_files_back(
    tmp_path: Path, registry: PostgresRegistry
) -> None:
    workspace = FolderWorkspace(tmp_path)
    registration = Registration(workspace, registry)
    first = registration.register_package(workspace.stage(a_package(), {}), a_version())
    shutil.rmtree(first.version.path)

    second = registration.register_package(workspace.stage(a_package(), {}), a_version())
    other = registration.register_package(workspace.stage(OTHER, {}), a_version())

    assert (first.new, second.new, other.new) == (True, False, True)
    assert second.version == first.version
    assert visible(tmp_path).keys() == {first.version.path, other.version.path}
    assert list((tmp_path / ".staging").iterdir()) == []


def test_what_another_database_registered_is_left_alone(
    tmp_path: Path, database_url: str, empty_database_url: str
) -> None:
    registered = register(tmp_path, database_url, "tax", no_step)
    upgrade(empty_database_url)

    assert recover(tmp_path, empty_database_url) == 0

    assert visible(tmp_path).keys() == {registered.version.path}
