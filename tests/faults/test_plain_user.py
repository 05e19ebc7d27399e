"""The platform as somebody without any rights starts it."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import pytest

from resources.installation.home import Home, user_cache
from resources.services import control
from resources.services.account import Account, unprivileged
from resources.toolchain.worker.typecheck import build_cache, cache_folder

pytestmark = pytest.mark.slow

ROOT: Final = Path(__file__).parent.parent.parent
HERE: Final = Path(__file__).parent
TIMEOUT_S: Final = 900


@pytest.fixture
def account() -> Account:
    found = unprivileged()
    if found is None:
        pytest.skip("these tests run as a plain user, so all of them show it")
    return found


@pytest.fixture
def folder(account: Account) -> Iterator[Path]:
    with TemporaryDirectory(prefix="omninode-plain-", dir="/tmp") as name:
        folder = Path(name)
        shutil.copy(ROOT / "examples" / "price_quote.md", folder / "prd.md")
        lend_cache(folder / "cache")
        subprocess.run(["chown", "-R", f"{account.uid}:{account.gid}", name], check=True)
        try:
            yield folder
        finally:
            control.down(Home(folder / "home"))


def lend_cache(folder: Path) -> None:
    """What type checks need and this user has usually computed already: half a minute."""
    known = cache_folder(user_cache(folder / "cold"))
    build_cache(known)
    shutil.copytree(known, folder / known.parent.name / known.name, symlinks=True)


def closed_to_others(path: Path) -> Path | None:
    """The first folder on the way to it that only its owner may enter."""
    return next((p for p in reversed(path.parents) if not p.stat().st_mode & 0o001), None)


def as_plain_user(account: Account, command: list[str]) -> list[str]:
    """Where the interpreter or the checkout is private, they are shown to this command alone."""
    needed = [Path(sys.base_prefix), Path(sys.prefix), ROOT]
    closed = {found for path in needed if (found := closed_to_others(path))}
    ids = [str(account.uid), str(account.gid)]
    if not closed:
        who = ["--reuid", ids[0], "--regid", ids[1], "--clear-groups"]
        return ["setpriv", *who, *command]
    if len(closed) > 1 or not shutil.which("unshare"):
        pytest.skip(f"no other account may enter {', '.join(map(str, closed))}")
    [private] = closed
    below = [str(path) for path in needed if path.is_relative_to(private)]
    script = [str(HERE / "closed_folders.sh"), *ids, str(private), *below, "--"]
    return ["unshare", "--mount", "bash", *script, *command]


def test_up_generate_run_and_down(account: Account, folder: Path) -> None:
    program = f"""
        set -euo pipefail
        omninode() {{ {sys.executable} -c "from pipelines.cli.main import main; main()" "$@"; }}
        trap 'omninode down >&2' EXIT
        id -u > id; omninode up >&2
        omninode generate --prd prd.md --output-dir out --format json > node.json
        omninode status --format json > status.json
    """
    done = subprocess.run(
        as_plain_user(account, ["bash", "-c", program]),
        cwd=folder,
        env={
            "HOME": str(folder),
            "XDG_CACHE_HOME": str(folder / "cache"),
            "OMNINODE_HOME": str(folder / "home"),
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "PYTHONDONTWRITEBYTECODE": "1",
        },
        capture_output=True,
        text=True,
        timeout=TIMEOUT_S,
        check=False,
    )

    assert done.returncode == 0, done.stderr[-3000:]
    assert (folder / "id").read_text().strip() == str(account.uid)
    result = json.loads((folder / "node.json").read_text("utf-8"))
    assert result["status"] == "completed"
    assert {check["outcome"] for check in result["checks"] if check["gate"]} == {"passed"}
    assert (folder / result["output_path"] / "README.md").stat().st_uid == account.uid
    assert json.loads((folder / "status.json").read_text("utf-8"))["healthy"]
    assert "Stopped: " in done.stderr
    assert left_over(folder) == []


def left_over(folder: Path) -> list[str]:
    """Processes that still have to do with the installation."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            environment = (process / "environ").read_bytes()
            command = (process / "cmdline").read_bytes().decode()
        except OSError:
            continue
        if str(folder).encode() in environment or str(folder) in command:
            found.append(command.replace("\0", " "))
    return found
