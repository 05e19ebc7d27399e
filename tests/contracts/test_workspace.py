"""What every workspace promises; a folder and the fake."""

from pathlib import Path

import pytest

from omninode_bridge.errors import InvalidRequestError, WriteFailedError
from omninode_bridge.ports import Staged, Workspace
from resources.workspace.client import FolderWorkspace
from tests.fakes.workspace import FakeWorkspace
from tests.state.records import a_package

REPORT = {"report.md": b"# Report\n"}


@pytest.fixture(params=["fake", "folder"])
def workspace(request: pytest.FixtureRequest, tmp_path: Path) -> Workspace:
    return FakeWorkspace() if request.param == "fake" else FolderWorkspace(tmp_path / "nodes")


def visible(workspace: Workspace, path: str) -> dict[str, bytes] | None:
    if isinstance(workspace, FakeWorkspace):
        return workspace.visible.get(path)
    root = Path(path)
    if not root.exists():
        return None
    return {
        str(file.relative_to(root)): file.read_bytes() for file in root.rglob("*") if file.is_file()
    }


def test_a_package_is_invisible_until_it_is_committed(workspace: Workspace) -> None:
    staged = workspace.stage(a_package(), REPORT)
    assert visible(workspace, staged.final_path) is None

    assert workspace.commit(staged) == staged.final_path
    assert visible(workspace, staged.final_path) == {**a_package().files, **REPORT}
    assert staged.final_path.endswith("/node_price_quote_compute")


def test_a_second_commit_changes_nothing(workspace: Workspace) -> None:
    staged = workspace.stage(a_package(), REPORT)
    workspace.commit(staged)
    assert workspace.commit(staged) == staged.final_path
    assert visible(workspace, staged.final_path) == {**a_package().files, **REPORT}


def test_the_digest_is_that_of_the_package_alone(workspace: Workspace) -> None:
    with_report = workspace.stage(a_package(), REPORT)
    without = workspace.stage(a_package(), {})
    other = workspace.stage(a_package(files={"README.md": b"other"}), {})
    assert with_report.digest == without.digest != other.digest
    assert with_report.final_path == without.final_path != other.final_path


def test_the_same_content_may_be_committed_twice(workspace: Workspace) -> None:
    first, second = (workspace.stage(a_package(), {}) for _ in range(2))
    assert workspace.commit(first) == workspace.commit(second)
    assert visible(workspace, first.final_path) == a_package().files


def test_what_is_discarded_never_appears(workspace: Workspace) -> None:
    staged = workspace.stage(a_package(), {})
    workspace.discard(staged)
    workspace.discard(staged)
    assert visible(workspace, staged.final_path) is None
    with pytest.raises(WriteFailedError, match="gone"):
        workspace.commit(staged)


def test_sweeping_spares_what_is_under_way(workspace: Workspace) -> None:
    staged = workspace.stage(a_package(), {})
    assert workspace.sweep() == 0
    workspace.commit(staged)
    assert visible(workspace, staged.final_path) == a_package().files


@pytest.mark.parametrize("path", ["../escape.py", "/etc/passwd", "a/../../b"])
def test_no_path_leaves_the_package(workspace: Workspace, path: str) -> None:
    with pytest.raises(InvalidRequestError):
        workspace.stage(a_package(files={path: b""}), {})


def test_no_path_is_written_twice(workspace: Workspace) -> None:
    with pytest.raises(InvalidRequestError):
        workspace.stage(a_package(), {"README.md": b"# Another\n"})


def test_a_package_that_was_never_staged_is_not_committed(workspace: Workspace) -> None:
    staged = workspace.stage(a_package(), {})
    unknown = Staged(
        path=staged.path.replace("/node_price_quote_compute", "x/node_price_quote_compute"),
        final_path=staged.final_path,
        digest=staged.digest,
    )
    with pytest.raises(WriteFailedError, match="gone"):
        workspace.commit(unknown)
