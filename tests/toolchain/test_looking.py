"""What the rules look at is looked at once, below `src` and only while they run."""

import ast
import gc
import os
from pathlib import Path

import pytest
import yaml

from resources.toolchain.inside.looking import looked_at_once


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


def test_everything_is_as_before_afterwards(source: Path) -> None:
    before = (ast.parse, os.stat, os.lstat, Path.read_text, Path.rglob, yaml.SafeLoader)
    with pytest.raises(SyntaxError), looked_at_once():
        ast.parse("def (")
    after = (ast.parse, os.stat, os.lstat, Path.read_text, Path.rglob, yaml.SafeLoader)
    assert before == after
    gc.enable()
    assert source.is_dir()
