"""Runs the attacks in the sandbox as whoever starts this; prints each outcome as JSON."""

import json
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

from resources.toolchain.client import ProcessToolchain
from resources.toolchain.worker.connection import stop_workers
from tests.toolchain.seed_node import FOLDER, files
from tests.toolchain.warm import NO_CACHE

ATTACKS = Path(__file__).with_name("attacks.py")


def write_package(folder: Path, tests: str) -> Path:
    for name, text in files().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (folder / FOLDER / "tests" / "test_requirements.py").write_text(tests, encoding="utf-8")
    return folder


def run_attacks(root: Path, toolchain: ProcessToolchain) -> dict[str, str]:
    """Outcome by test: passed means that the attack failed; what it did outside is added."""
    shared, home = root / "shared", root / "home"
    shared.mkdir(mode=0o755)
    home.mkdir(mode=0o700)
    secret = home / "secret"
    secret.write_text("s3cret")
    victim = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(120)"])
    with socket.create_server(("127.0.0.1", 0)) as server, victim:
        filled = {"SECRET": secret, "SHARED": shared, "VICTIM": victim.pid}
        text = ATTACKS.read_text(encoding="utf-8")
        for name, value in (filled | {"PORT": server.getsockname()[1]}).items():
            text = text.replace(f"@{name}@", str(value))
        result = toolchain.run_tests(str(write_package(root / "package", text)))
        outcomes = {test.id.rpartition("::")[2]: test.outcome for test in result.tests}
        outcomes["the victim lives"] = "passed" if victim.poll() is None else "failed"
        outcomes["nothing was written"] = "failed" if list(shared.iterdir()) else "passed"
        outcomes["the mode is as it was"] = (
            "passed" if shared.stat().st_mode & 0o777 == 0o755 else "failed"
        )
        victim.kill()
    return outcomes | {test.id: test.message for test in result.tests if test.message}


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        worker = Path(name, "worker")
        attacked = run_attacks(Path(name), ProcessToolchain(worker, NO_CACHE))
        stop_workers(worker)
    print(json.dumps(attacked))  # noqa: T201 - the answer of this program
