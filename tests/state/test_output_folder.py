"""Writing into a folder of the user's: edits survive, all or nothing, also after kill -9."""

import json
import os
from functools import partial
from pathlib import Path
from typing import Final

import pytest

from omninode_bridge.errors import ConflictError, InvalidRequestError, WriteFailedError
from resources.workspace import exchange as exchange_module
from resources.workspace.output import write_package
from resources.workspace.tree import Step
from tests.state.crash import boundaries, killed_at
from tests.state.records import a_package

NAME: Final = "node_price_quote_compute"
MANIFEST: Final = ".omninode/manifest.json"
OLD: Final = a_package(files={"a.py": b"1", "b/c.py": b"2", "b/stale.py": b"3"})
NEW: Final = a_package(files={"a.py": b"10", "b/c.py": b"2", "d/new.py": b"4"})


def content(root: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(root)): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and path.name != "manifest.json"
    }


def test_a_first_time(tmp_path: Path) -> None:
    path = write_package(OLD, {"report.md": b"# R"}, tmp_path / "deep" / "out")
    assert path == tmp_path / "deep" / "out" / NAME
    assert content(path) == {**OLD.files, "report.md": b"# R"}
    assert set(json.loads((path / MANIFEST).read_text())["files"]) == {*OLD.files, "report.md"}
    assert [entry.name for entry in path.parent.iterdir()] == [NAME]


def test_a_new_version_replaces_ours_and_removes_what_is_stale(tmp_path: Path) -> None:
    write_package(OLD, {}, tmp_path)
    path = write_package(NEW, {}, tmp_path)
    assert content(path) == NEW.files


def changes(path: Path) -> dict[Path, tuple[int, int]]:
    """Which file it is, and when it was changed; looking at a folder changes when it was read."""
    return {file: (file.stat().st_ino, file.stat().st_ctime_ns) for file in path.rglob("*")}


def test_the_same_again_touches_nothing(tmp_path: Path) -> None:
    path = write_package(OLD, {}, tmp_path)
    before = changes(path)
    write_package(OLD, {}, tmp_path)
    assert changes(path) == before


def test_a_persons_own_files_stay(tmp_path: Path) -> None:
    path = write_package(OLD, {}, tmp_path)
    (path / "b" / "notes.txt").write_bytes(b"mine")
    (path / "empty" / "folder").mkdir(parents=True)
    (path / "link").symlink_to("b/notes.txt")
    (path / "loop").symlink_to(path)
    mine = (path / "b" / "notes.txt").stat().st_ino

    write_package(NEW, {}, tmp_path)

    assert (path / "b" / "notes.txt").read_bytes() == b"mine"
    assert (path / "b" / "notes.txt").stat().st_ino == mine, "the file itself, not a copy"
    assert (path / "empty" / "folder").is_dir()
    assert os.readlink(path / "link") == "b/notes.txt"  # noqa: PTH115  the text of the link
    assert not (path / "b" / "stale.py").exists()


@pytest.mark.parametrize(
    ("file", "named"),
    [
        pytest.param("a.py", "a.py", id="edited"),
        pytest.param("b/stale.py", "b/stale.py", id="edited, and no longer ours"),
        pytest.param("d/new.py", "d/new.py", id="never ours"),
        pytest.param("d", "d", id="a file where a folder must be"),
    ],
)
def test_an_edit_is_never_overwritten(tmp_path: Path, file: str, named: str) -> None:
    path = write_package(OLD, {}, tmp_path)
    (path / file).parent.mkdir(exist_ok=True)
    (path / file).write_bytes(b"edited")
    before = content(path)

    with pytest.raises(ConflictError, match=named) as raised:
        write_package(NEW, {}, tmp_path)

    assert "Nothing was written" in raised.value.hint
    assert content(path) == before
    assert [entry.name for entry in tmp_path.iterdir()] == [NAME]


def test_all_conflicts_are_named_at_once(tmp_path: Path) -> None:
    path = write_package(OLD, {}, tmp_path)
    for file in ("a.py", "b/c.py"):
        (path / file).write_bytes(b"edited")
    with pytest.raises(ConflictError, match=r"a\.py, b/c\.py"):
        write_package(NEW, {}, tmp_path)


def test_an_edit_that_equals_the_new_version_is_no_conflict(tmp_path: Path) -> None:
    path = write_package(OLD, {}, tmp_path)
    (path / "a.py").write_bytes(b"10")
    (path / "b" / "c.py").unlink()
    assert content(write_package(NEW, {}, tmp_path)) == NEW.files


def test_links_and_folders_in_the_place_of_our_files_are_conflicts(tmp_path: Path) -> None:
    path = write_package(OLD, {}, tmp_path)
    outside = tmp_path / "outside"
    outside.write_bytes(b"1")
    (path / "a.py").unlink()
    (path / "a.py").symlink_to(outside)
    with pytest.raises(ConflictError, match=r"a\.py"):
        write_package(NEW, {}, tmp_path)
    assert outside.read_bytes() == b"1"

    (path / "a.py").unlink()
    (path / "a.py").mkdir()
    with pytest.raises(ConflictError, match=r"a\.py"):
        write_package(NEW, {}, tmp_path)


@pytest.mark.parametrize("manifest", [b"", b"{", b"[]", b'{"files": []}', b'{"files": {"..": 1}}'])
def test_without_a_readable_manifest_every_file_is_a_persons(
    tmp_path: Path, manifest: bytes
) -> None:
    path = write_package(OLD, {}, tmp_path)
    (path / MANIFEST).write_bytes(manifest)
    with pytest.raises(ConflictError, match=r"a\.py"):
        write_package(NEW, {}, tmp_path)
    assert content(path) == OLD.files


def test_what_is_no_folder_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(b"mine")
    with pytest.raises(ConflictError, match=NAME):
        write_package(OLD, {}, tmp_path)
    (tmp_path / NAME).unlink()
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / NAME).symlink_to("elsewhere")
    with pytest.raises(ConflictError, match=NAME):
        write_package(OLD, {}, tmp_path)
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_an_edit_while_we_write_wins(tmp_path: Path) -> None:
    path = write_package(OLD, {}, tmp_path)

    def edit(step: str) -> None:
        if step == "others carried over":
            (path / "a.py").write_bytes(b"saved just now")

    with pytest.raises(ConflictError, match=r"a\.py"):
        write_package(NEW, {}, tmp_path, step=edit)
    assert content(path) == {**OLD.files, "a.py": b"saved just now"}


def test_a_file_that_appears_while_we_write_stays(tmp_path: Path) -> None:
    path = write_package(OLD, {}, tmp_path)

    def save(step: str) -> None:
        if step == "others carried over":
            (path / "todo.txt").write_bytes(b"mine")

    with pytest.raises(ConflictError, match=r"todo\.txt"):
        write_package(NEW, {}, tmp_path, step=save)
    assert (path / "todo.txt").read_bytes() == b"mine"


def test_reserved_and_hostile_paths_are_refused(tmp_path: Path) -> None:
    for path in (MANIFEST, ".OMNINODE/manifest.json", "../x", "/x"):
        with pytest.raises(InvalidRequestError):
            write_package(a_package(files={path: b""}), {}, tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(WriteFailedError, match="Could not write below"):
        write_package(OLD, {}, tmp_path / "file" / "out")


@pytest.mark.parametrize("atomic", [True, False])
def test_kill_9_at_every_boundary_leaves_the_old_or_the_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, atomic: bool
) -> None:
    if not atomic:
        monkeypatch.setattr(exchange_module, "_exchange_atomically", lambda *_: False)

    def update(root: Path, step: Step) -> None:
        write_package(NEW, {}, root, step=step)

    write_package(OLD, {}, tmp_path / "whole")
    passed = boundaries(partial(update, tmp_path / "whole"))
    assert {"tree complete", "exchanged", "old tree removed"} <= set(passed)
    for number in range(len(passed)):
        root = tmp_path / str(number)
        path = write_package(OLD, {}, root)
        (path / "notes.txt").write_bytes(b"mine")
        assert killed_at(number, partial(update, root))
        mine = {"notes.txt": b"mine"}
        assert content(path) in ({**OLD.files, **mine}, {**NEW.files, **mine}), passed[number]

        write_package(NEW, {}, root)
        assert content(path) == {**NEW.files, **mine}
        assert [entry.name for entry in root.iterdir()] == [NAME]


def test_an_exchange_cut_short_on_an_old_file_system_is_mended(tmp_path: Path) -> None:
    path = write_package(OLD, {}, tmp_path)
    (path / "notes.txt").write_bytes(b"mine")
    path.rename(tmp_path / f".{NAME}.omninode-before")

    write_package(NEW, {}, tmp_path)

    assert content(path) == {**NEW.files, "notes.txt": b"mine"}
    assert [entry.name for entry in tmp_path.iterdir()] == [NAME]
