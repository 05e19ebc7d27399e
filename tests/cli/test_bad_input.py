"""Every unusable document is a clear error with its exit code, before anything is asked for."""

import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pipelines.cli.edge import run
from pipelines.cli.main import cli


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("OMNINODE_HOME", "DATABASE_URL", "KAFKA_BOOTSTRAP_SERVERS"):
        monkeypatch.delenv(name, raising=False)


def _nothing(path: Path) -> None:
    assert not path.exists()


def _written(content: bytes) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        path.write_bytes(content)

    return write


@pytest.mark.parametrize(
    ("prepare", "says"),
    [
        pytest.param(_nothing, "No such file", id="no file"),
        pytest.param(_written(b""), "empty", id="empty"),
        pytest.param(_written(b"# A\x00B"), "binary", id="binary"),
        pytest.param(_written(b"# Caf\xe9"), "UTF-8", id="invalid UTF-8"),
        pytest.param(_written(b"# Big\n" + b"x" * 10_000_000), "2 MiB", id="10 MB"),
    ],
)
@pytest.mark.parametrize("command", ["check", "generate --prd", "generate --local --prd"])
def test_an_unusable_file(
    command: str, prepare: Callable[[Path], None], says: str, capfd: pytest.CaptureFixture[str]
) -> None:
    path = Path("doc.md")
    prepare(path)

    code = run(cli, [*command.split(), str(path)])

    error = capfd.readouterr().err
    assert code == 2
    assert says.lower() in error.lower()
    assert "Hint:" in error
    assert "Traceback" not in error


@pytest.mark.parametrize(
    ("command", "says"),
    [
        ("check", "Is a directory"),
        ("generate --prd", "Add --local"),
        ("generate --local --prd", "holds no document"),
    ],
)
def test_a_folder(command: str, says: str, capfd: pytest.CaptureFixture[str]) -> None:
    Path("docs").mkdir()
    assert run(cli, [*command.split(), "docs"]) == 2
    assert says in capfd.readouterr().err


def test_services_that_are_down_are_named_with_the_way_to_start_them(
    capfd: pytest.CaptureFixture[str],
) -> None:
    Path("doc.md").write_text("# A node\n\n## Requirements\n- R1: It must add.\n")
    code = run(cli, ["generate", "--prd", "doc.md"])
    error = capfd.readouterr().err
    assert code == 4
    assert "omninode up" in error


@pytest.fixture
def closed(tmp_path: Path) -> Iterator[Path]:
    """A folder that this user may not write to: for root, one on a disk that nobody may."""
    folder = tmp_path / "closed"
    folder.mkdir(mode=0o500)
    if os.geteuid() != 0:
        yield folder
        return
    mount = ["mount", "-t", "tmpfs", "-o", "ro", "tmpfs", str(folder)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("root may write anywhere, and mounting takes more rights")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.mark.parametrize("local", [[], ["--local"]], ids=["over Kafka", "local"])
def test_an_output_folder_that_cannot_be_written(
    closed: Path, local: list[str], capfd: pytest.CaptureFixture[str]
) -> None:
    Path("doc.md").write_text("# A node\n")
    wanted = ["--prd", "doc.md", "--output-dir", str(closed / "x")]
    assert run(cli, ["generate", *wanted, *local]) == 5
    assert "--output-dir" in capfd.readouterr().err


def test_an_output_folder_below_a_file(capfd: pytest.CaptureFixture[str]) -> None:
    Path("doc.md").write_text("# A node\n")
    Path("file").write_text("")
    code = run(cli, ["generate", "--prd", "doc.md", "--output-dir", "file/x"])
    assert code == 5
    assert "--output-dir" in capfd.readouterr().err


def test_an_unknown_code_is_an_error_with_a_hint(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(cli, ["explain", "PRD999"]) == 2
    assert "omninode explain" in capfd.readouterr().err
