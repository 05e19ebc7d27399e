"""The installer with a stand-in for pip and uv: what is installed is a matter of the real ones."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# A venv whose Python notes each call of pip, and whose pip brings a `uv` that notes its calls.
FAKE_PYTHON = """#!/bin/bash
case "$*" in
  "-m venv .venv")
    mkdir -p .venv/bin && cp "$0" .venv/bin/python ;;
  "-m pip install"*)
    echo "pip" >>calls
    printf '#!/bin/bash\\necho "uv $2" >>calls\\n[ ! -e fail ]\\n' >.venv/bin/uv
    chmod +x .venv/bin/uv ;;
  "-m pip config"*) exit 1 ;;
  *) exec "{python}" "$@" ;;
esac
"""


pytestmark = pytest.mark.slow  # each case starts a dozen shells


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "scripts", tmp_path / "scripts")
    (tmp_path / "requirements").mkdir()
    for name in ("requirements/bootstrap.txt", "requirements/dev.txt", "pyproject.toml"):
        (tmp_path / name).write_text("one", encoding="utf-8")
    python = tmp_path / "python3.13"
    python.write_text(FAKE_PYTHON.format(python=sys.executable), encoding="utf-8")
    python.chmod(0o755)
    return tmp_path


def install(checkout: Path) -> tuple[int, list[str]]:
    """Run the installer; return its exit code and what it called."""
    (checkout / "calls").unlink(missing_ok=True)
    done = subprocess.run(
        ["bash", "scripts/install.sh"],
        cwd=checkout,
        env={"PATH": "/usr/bin:/bin", "PYTHON": str(checkout / "python3.13")},
        capture_output=True,
        check=False,
    )
    calls = checkout / "calls"
    return done.returncode, calls.read_text().splitlines() if calls.exists() else []


EVERYTHING = (0, ["pip", "uv sync", "uv install"])
NOTHING = (0, list[str]())


def test_the_second_run_installs_nothing(checkout: Path) -> None:
    assert [install(checkout), install(checkout)] == [EVERYTHING, NOTHING]


@pytest.mark.parametrize(
    "name", ["requirements/dev.txt", "requirements/bootstrap.txt", "pyproject.toml"]
)
def test_a_changed_requirement_installs_again(checkout: Path, name: str) -> None:
    install(checkout)
    (checkout / name).write_text("two", encoding="utf-8")

    assert [install(checkout), install(checkout)] == [EVERYTHING, NOTHING]


def test_an_interrupted_installation_is_repeated(checkout: Path) -> None:
    (checkout / "fail").touch()
    code, calls = install(checkout)
    assert (code != 0, calls) == (True, ["pip", "uv sync"])
    (checkout / "fail").unlink()

    assert install(checkout) == EVERYTHING


def test_a_venv_whose_interpreter_is_gone_is_made_anew(checkout: Path) -> None:
    install(checkout)
    (checkout / ".venv/bin/python").write_text("#!/bin/sh\nexit 127\n", encoding="utf-8")

    assert install(checkout) == EVERYTHING


def test_requirement_files_pin_hashes_and_name_no_host() -> None:
    for name in ("bootstrap", "run", "dev"):
        text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
        pins = [line for line in text.splitlines() if "==" in line and not line.startswith(" ")]
        assert pins
        assert all(line.endswith("\\") for line in pins), "a pin without hashes"
        assert "://" not in text
