"""What users install is the wheel, so it has to hold more than the Python files."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("omninode_bridge", "resources", "assets", "sensors", "pipelines")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder)]
    subprocess.run([*command, str(ROOT)], check=True, capture_output=True)
    [built] = folder.glob("*.whl")
    return built


@pytest.mark.slow
def test_the_wheel_holds_every_file_of_the_packages(wheel: Path) -> None:
    tracked = subprocess.run(
        ["git", "ls-files", *PACKAGES], cwd=ROOT, check=True, capture_output=True, text=True
    )
    with zipfile.ZipFile(wheel) as archive:
        held = set(archive.namelist())
    assert sorted(set(tracked.stdout.split()) - held) == []


@pytest.mark.slow
def test_the_unpacked_wheel_reads_checks_and_explains(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    program = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "import omninode_bridge; assert omninode_bridge.__file__.startswith(sys.argv[1])\n"
        "from pipelines.cli.edge import run\n"
        "from pipelines.cli.main import cli\n"
        "sys.exit(run(cli, ['check', sys.argv[2]]))"
    )
    said = subprocess.run(
        [
            sys.executable,
            "-c",
            program,
            str(tmp_path / "site"),
            str(ROOT / "examples" / "price_quote.md"),
        ],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (said.returncode, said.stderr) == (0, "")
    assert said.stdout.splitlines()[-1].startswith("No findings")
