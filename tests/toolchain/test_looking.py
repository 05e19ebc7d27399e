"""What the rules look at is looked at once, below `src` and only while they run."""

import ast
import gc
import importlib
import inspect
import io
import os
import sys
from pathlib import Path

import pytest
import yaml

from resources.toolchain.inside.looking import files_looked_at_once, looked_at_once


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "a.py").write_text("A = 1\n")
    return tmp_path


def test_files_below_src_are_read_and_parsed_once(source: Path) -> None:
    with looked_at_once():
        file = Path("src/a.py")
        assert ast.parse(file.read_text()) is ast.parse(file.read_text(), "<unknown>")
        assert list(Path("src").rglob("*.py")) == [file]
        assert file.stat() is file.stat()
        (source / "src" / "b.py").write_text("")
        file.write_text("A = 2\n")
        assert [next(Path("src").rglob("*.py")), file.read_text()] == [file, "A = 1\n"]
        assert (source / "src" / "a.py").read_text() == "A = 2\n", "another name, another look"


def test_other_files_are_looked_at_each_time(source: Path) -> None:
    other = source / "waivers.yaml"
    with looked_at_once():
        for text in ("a: 1", "b: 2"):
            other.write_text(text)
            assert other.read_text() == text
            assert other.exists()
        other.unlink()
        assert not other.exists()
        assert not Path("src/none.py").exists()
        Path("src/none.py").touch()
        assert Path("src/none.py").exists(), "an error is not kept"


def test_a_file_is_the_same_however_it_is_read(source: Path) -> None:
    file = source / "src" / "a.py"
    with looked_at_once():
        with file.open() as one, file.open("rb") as other:
            texts = [one.read(), other.read().decode()]
            assert (one.name, other.name) == (str(file), str(file))
        assert texts == ["A = 1\n"] * 2
        with Path("src/a.py").open(encoding="utf-16-be", errors="replace") as odd:
            assert len(odd.read()) == 3
        with Path("src/new.py").open("w") as new:
            new.write("B")
        with os.scandir(Path("src")) as entries:
            first = [entry.name for entry in entries]
        assert first == [entry.name for entry in os.scandir("src")]


class Names(ast.NodeVisitor):
    def __init__(self) -> None:
        self.seen: list[str] = []

    def visit_Name(self, node: ast.Name) -> None:
        self.seen.append(node.id)

    def visit_Lambda(self, node: ast.Lambda) -> None:
        self.seen.append("lambda")
        self.generic_visit(node)


class Leaves(Names):
    def visit_Load(self, _: ast.Load) -> None:
        self.seen.append("load")


class Constants(Names):
    def visit_Constant(self, node: ast.Constant) -> None:
        self.seen.append(repr(node.value))


class Everything(Names):
    def generic_visit(self, node: ast.AST) -> None:
        self.seen.append(type(node).__name__)
        super().generic_visit(node)


@pytest.mark.parametrize("kind", [Names, Leaves, Constants, Everything])
def test_a_tree_is_walked_and_visited_in_the_same_order(source: Path, kind: type[Names]) -> None:
    text = (
        source / "src" / "a.py"
    ).read_text() + "def f(a=b, *c): return [lambda d: d + e, {f: 1}]\n"
    tree, visitor = ast.parse(text), kind()
    expected = [ast.dump(node) for node in ast.walk(tree)]
    visitor.visit(tree)
    with looked_at_once():
        for _ in range(2):
            again = kind()
            again.visit(tree)
            assert [ast.dump(node) for node in ast.walk(tree)] == expected
            assert again.seen == visitor.seen


def test_everything_is_as_before_afterwards(source: Path) -> None:
    before = (ast.parse, os.stat, os.lstat, Path.read_text, Path.rglob, yaml.SafeLoader)
    more = (open, io.open, os.scandir, Path.glob, ast.iter_child_nodes, ast.NodeVisitor.visit)
    with pytest.raises(SyntaxError), looked_at_once():
        ast.parse("def (")
    after = (ast.parse, os.stat, os.lstat, Path.read_text, Path.rglob, yaml.SafeLoader)
    assert before == after
    assert more == (
        *(open, io.open, os.scandir, Path.glob, ast.iter_child_nodes, ast.NodeVisitor.visit),
    )
    gc.enable()
    assert source.is_dir()


def test_a_module_is_imported_from_what_is_there(
    source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(source / "src")
    with files_looked_at_once(source):
        module = importlib.import_module("a")
        with pytest.raises(ModuleNotFoundError):
            importlib.import_module("a_that_is_not_there")
    assert module.A == 1
    assert module.__file__ == str(source / "src" / "a.py")
    assert inspect.getsource(module) == "A = 1\n"
    del sys.modules["a"]
    assert not (source / "src" / "__pycache__").exists()


def test_all_of_a_package_is_looked_at_once_but_nothing_beside_it(source: Path) -> None:
    package = source / "package"
    package.mkdir()
    inside, beside = package / "a.txt", source / "b.txt"
    with files_looked_at_once(package):
        for text in ("one", "two"):
            inside.write_text(text)
            beside.write_text(text)
            assert (inside.read_text(), beside.read_text()) == ("one", text)
        assert ast.parse("a = 1") is not ast.parse("a = 1"), "trees may be changed"


def test_what_a_folder_does_not_hold_is_not_asked_for(source: Path) -> None:
    folder, file = source / "src", source / "src" / "a.py"
    with files_looked_at_once(source):
        assert file.exists()
        with pytest.raises(FileNotFoundError, match="No such file or directory") as absent:
            os.stat(folder / "b.py")  # noqa: PTH116 - the function that is replaced
        (folder / "b.py").touch()
        assert not (folder / "b.py").exists(), "nothing comes to be meanwhile"
        assert not (folder / "none" / "b.py").exists()
        with pytest.raises(NotADirectoryError, match="Not a directory"):
            (file / "b.py").stat()
        assert (folder / ".." / "src" / "a.py").exists()
    assert absent.value.filename == str(folder / "b.py")
    assert (folder / "b.py").exists()


def test_a_link_is_looked_at_and_looked_through(source: Path) -> None:
    link, dead = source / "src" / "link.py", source / "src" / "dead.py"
    link.symlink_to("a.py")
    dead.symlink_to("none.py")
    before = [link.stat(), link.lstat(), dead.lstat()]
    for looking in (looked_at_once(str(source)), files_looked_at_once(source)):
        with looking:
            assert [link.stat(), link.lstat(), dead.lstat()] == before
            assert link.stat().st_ino == (source / "src" / "a.py").lstat().st_ino
            assert not dead.exists()
            assert sorted(path.name for path in (source / "src").rglob("*")) == [
                *("a.py", "dead.py", "link.py"),
            ]


def test_folders_are_searched_once_by_all_searches(
    source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (source / "src" / "inner").mkdir()
    scanned, scan = list[str](), os.scandir

    def counted(path: str) -> object:
        scanned.append(path.rstrip("/"))
        return scan(path)

    monkeypatch.setattr(os, "scandir", counted)
    with looked_at_once():
        for pattern in ("*.py", "*.yaml", "*"):
            assert list(Path("src").rglob(pattern)) is not None
            assert list(Path("src").glob(pattern)) is not None
    assert {*scanned} == {"src", "src/inner"}
    assert len(scanned) <= len({"src", "src/", "src/inner", "src/inner/"}), "each by its name"
    assert list(Path("src").rglob("*.py")) == [Path("src/a.py")]
