import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "scripts" / "find_python.sh"
GOOD = f'exec "{sys.executable}" "$@"'
STUB = "echo 'pyenv: command not found' >&2; exit 127"
OTHER_VERSION = "exit 1"


def interpreter(path: Path, body: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def find(
    tmp_path: Path, *path: Path, venv: Path | None = None, **more: str
) -> subprocess.CompletedProcess[str]:
    folders = [*map(str, path), "/usr/bin", "/bin"]
    environment = {
        "PATH": os.pathsep.join(folders),
        "HOME": str(tmp_path),
        **more,
    }
    command = ["bash", str(SCRIPT), *([str(venv)] if venv else [])]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_a_name_that_fails_when_run_is_passed_over(tmp_path: Path) -> None:
    interpreter(tmp_path / "stubs" / "python3.13", STUB)
    interpreter(tmp_path / "stubs" / "python3.12", OTHER_VERSION)
    good = interpreter(tmp_path / "real" / "python3.12", GOOD)

    found = find(tmp_path, tmp_path / "stubs", tmp_path / "real")

    assert (found.returncode, found.stdout.strip()) == (0, str(good))


def test_the_newest_supported_name_on_the_path_wins(tmp_path: Path) -> None:
    interpreter(tmp_path / "bin" / "python3", GOOD)
    interpreter(tmp_path / "bin" / "python3.12", GOOD)
    newest = interpreter(tmp_path / "bin" / "python3.13", GOOD)

    assert find(tmp_path, tmp_path / "bin").stdout.strip() == str(newest)


@pytest.mark.parametrize(
    "place",
    [".pyenv/versions/3.12.7/bin", ".local/share/uv/python/cpython-3.12.9-linux-x86_64-gnu/bin"],
)
def test_the_folders_of_version_managers_are_searched(tmp_path: Path, place: str) -> None:
    interpreter(tmp_path / "stubs" / "python3.13", STUB)
    good = interpreter(tmp_path / place / "python3.12", GOOD)

    found = find(tmp_path, tmp_path / "stubs")

    # The machine that runs this test may have a good interpreter in /usr/bin: then that one wins.
    assert found.stdout.strip() in {str(good), "/usr/bin/python3.13", "/usr/bin/python3.12"} | {
        "/usr/bin/python3"
    }


def test_nothing_found_is_one_sentence_that_says_what_to_install(tmp_path: Path) -> None:
    shadow = tmp_path / "bin"
    for name in ("bash", "sed", "env"):
        shadow.mkdir(exist_ok=True)
        (shadow / name).symlink_to(f"/bin/{name}" if name != "env" else "/usr/bin/env")
    interpreter(shadow / "python3", STUB)

    found = subprocess.run(
        ["/bin/bash", str(SCRIPT)],
        env={"PATH": str(shadow), "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert found.returncode == 4
    assert found.stdout == ""
    [sentence] = found.stderr.strip().splitlines()
    assert "install CPython 3.12 or 3.13" in sentence


def test_an_existing_installation_keeps_its_interpreter(tmp_path: Path) -> None:
    interpreter(tmp_path / "bin" / "python3.13", GOOD)
    kept = interpreter(tmp_path / "elsewhere" / "python3.12", GOOD)
    venv = tmp_path / ".venv"
    venv.mkdir()
    (venv / "pyvenv.cfg").write_text(f"home = x\nexecutable = {kept}\n", encoding="utf-8")

    assert find(tmp_path, tmp_path / "bin", venv=venv).stdout.strip() == str(kept)


def test_an_interpreter_that_is_asked_for_and_does_not_work_is_an_error(tmp_path: Path) -> None:
    interpreter(tmp_path / "bin" / "python3.13", GOOD)
    bad = interpreter(tmp_path / "bad", STUB)

    found = find(tmp_path, tmp_path / "bin", PYTHON=str(bad))

    assert found.returncode == 4
    assert str(bad) in found.stderr
