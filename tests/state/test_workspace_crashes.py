"""The workspace after kill -9, with a full disk, without permission, against hostile names."""

import errno
import os
import subprocess
from functools import partial
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from omninode_bridge.errors import InvalidRequestError, WriteFailedError
from resources.workspace.client import FolderWorkspace
from resources.workspace.documents import FolderDocuments
from resources.workspace.paths import checked, parts_of
from resources.workspace.tree import Step
from tests.state.crash import boundaries, killed_at
from tests.state.records import a_package

FILES: Final = {*a_package().files, "report.md"}


def tree(root: Path) -> set[str]:
    return {str(path.relative_to(root)) for path in root.rglob("*") if not path.is_dir()}


def stage_and_commit(root: Path, step: Step) -> None:
    workspace = FolderWorkspace(root, step=step)
    workspace.commit(workspace.stage(a_package(), {"report.md": b""}))


def test_kill_9_at_every_boundary_leaves_all_or_nothing(tmp_path: Path) -> None:
    passed = boundaries(partial(stage_and_commit, tmp_path / "whole"))
    assert {"staging made", "file written", "staged", "renamed", "committed"} <= set(passed)

    for number in range(len(passed)):
        root = tmp_path / str(number)
        assert killed_at(number, partial(stage_and_commit, root))
        seen = tree(root / "versions") if (root / "versions").exists() else set()
        assert {path.split("/", 2)[2] for path in seen} in (set(), FILES), passed[number]
        FolderWorkspace(root).sweep()
        left = {f"versions/{path}" for path in seen}
        assert tree(root) == left, "nothing half-written is left"


def test_work_goes_on_after_a_crash(tmp_path: Path) -> None:
    assert killed_at(3, lambda step: stage_and_commit(tmp_path, step))
    workspace = FolderWorkspace(tmp_path)
    staged = workspace.stage(a_package(), {})
    assert workspace.sweep() == 1, "the dead one's, and not the one under way"
    assert Path(workspace.commit(staged)).is_dir()


def test_removing_versions_survives_kill_9(tmp_path: Path) -> None:
    workspace = FolderWorkspace(tmp_path)
    staged = workspace.stage(a_package(), {})
    workspace.announce(staged)
    workspace.commit(staged)

    def remove(step: Step) -> None:
        FolderWorkspace(tmp_path, step=step).remove_unregistered(set())

    assert killed_at(0, remove)
    assert tree(tmp_path / "versions") == set()
    assert workspace.sweep() == 1
    assert workspace.remove_unregistered(set()) == 0
    assert tree(tmp_path) == set()
    assert list((tmp_path / "versions").iterdir()) == []


@pytest.mark.parametrize("failing", ["write", "fsync", "mkdir", "rename"])
def test_a_full_disk_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    workspace = FolderWorkspace(tmp_path)
    stage_and_commit(tmp_path, lambda _: None)
    before = tree(tmp_path)
    other = a_package(files={"a/b.py": b"x" * 100})
    target = "resources.workspace.tree.write_file" if failing == "write" else f"os.{failing}"
    monkeypatch.setattr(target, refuse)
    with pytest.raises(WriteFailedError, match="No space left") as raised:
        workspace.commit(workspace.stage(other, {}))
    monkeypatch.undo()

    assert "Free some space" in raised.value.hint
    assert tree(tmp_path) == before


def test_a_disk_that_is_really_full(tmp_path: Path) -> None:
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(tmp_path)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("mounting a small file system takes more rights")
    try:
        workspace = FolderWorkspace(tmp_path)
        large = a_package(files={f"{number}.py": b"x" * 16_000 for number in range(8)})
        with pytest.raises(WriteFailedError, match="No space left"):
            workspace.stage(large, {})
        assert tree(tmp_path) == set()
        assert Path(workspace.commit(workspace.stage(a_package(), {}))).is_dir()
    finally:
        subprocess.run(["umount", str(tmp_path)], check=True)


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    for root in (tmp_path / "file", tmp_path / "file" / "below", Path("/proc/nothing")):
        with pytest.raises(WriteFailedError, match="Could not write below"):
            FolderWorkspace(root).stage(a_package(), {})
        with pytest.raises(WriteFailedError, match="Could not write below"):
            FolderDocuments(root).put(b"x")


def test_no_symbolic_link_is_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    for name in ("versions", ".staging"):
        root = tmp_path / f"root-{name}"
        root.mkdir()
        (root / name).symlink_to(outside)
        with pytest.raises(WriteFailedError):
            stage_and_commit(root, lambda _: None)
    assert list(outside.iterdir()) == []


PIECES: Final = (
    *("..", ".", "", "/", "//", "\\", "..\\", "%2e%2e", "~", "~root", "$HOME", "\x00", "\n", "\r"),
    *(
        "C:",
        "nul\x00.py",
        "a",
        "src",
        "x.py",
        " ",
        "a ",
        " a",
        "a.",
        "\u202e",
        "\uff0e\uff0e",
        "\ud800",
    ),
    *("é", "e\u0301", "A", "🚀", "-rf", "*", "?", "|", '"', "<", "x" * 300, "\u200b", "\x7f"),
)
HOSTILE: Final = st.lists(st.sampled_from(PIECES), min_size=1, max_size=6).map("/".join)


@settings(max_examples=400, deadline=None)
@given(path=HOSTILE | st.text(max_size=40))
def test_no_hostile_name_escapes(path: str) -> None:
    try:
        parts = parts_of(path)
    except InvalidRequestError:
        return
    assert "/".join(parts) == path
    assert not Path(path).is_absolute()
    assert not {"", ".", ".."} & set(parts)
    assert os.path.normpath(os.path.join("/root", path)).startswith("/root/")  # noqa: PTH118  pathlib joins differently


def hostile_paths() -> list[str]:
    targets = ("escape.py", "etc/passwd", "")
    return [f"{piece}/{end}" for piece in PIECES for end in targets] + [
        f"a/{piece}/{other}" for piece in PIECES[:14] for other in PIECES[:10]
    ]


def test_two_hundred_hostile_names_write_nothing_outside(tmp_path: Path) -> None:
    """Whatever is not refused lands inside, under exactly its name."""
    paths = hostile_paths()
    assert len(set(paths)) >= 200
    root = tmp_path / "inner" / "root"
    workspace = FolderWorkspace(root)
    for path in paths:
        try:
            staged = workspace.stage(a_package(files={path: b"x"}), {})
        except InvalidRequestError:
            continue
        assert tree(Path(staged.path)) == {path}
        workspace.discard(staged)
    assert tree(tmp_path) == set()


@pytest.mark.parametrize(
    "paths",
    [("README.md", "readme.md"), ("\u00e9", "e\u0301"), ("a", "a/b"), ("A", "a/b"), ("ﬁ", "fi")],
)
def test_paths_that_some_file_system_confuses_are_refused(paths: tuple[str, ...]) -> None:
    with pytest.raises(InvalidRequestError):
        checked(dict.fromkeys(paths, b""))


def test_hostile_folder_names_are_refused(tmp_path: Path) -> None:
    workspace = FolderWorkspace(tmp_path / "root")
    for name in ("../../x", "x/../../../y", "a/b", "\x00", "x" * 300):
        with pytest.raises(InvalidRequestError):
            workspace.stage(a_package(name=name), {})
    assert tree(tmp_path) == set()


def test_strange_things_in_the_store_do_not_stop_the_cleaning(tmp_path: Path) -> None:
    workspace = FolderWorkspace(tmp_path)
    staged = workspace.stage(a_package(), {})
    workspace.announce(staged)
    path = workspace.commit(staged)
    for name in (".staging/file", "versions/file", f"{path}.txt", ".pending/nonsense"):
        (tmp_path / name).write_bytes(b"")
    (tmp_path / ".staging" / "link").symlink_to(tmp_path)

    assert workspace.sweep() == 2
    assert workspace.remove_unregistered({path}) == 0
    assert len(tree(Path(path))) == len(a_package().files)
    assert not list((tmp_path / ".pending").iterdir())
