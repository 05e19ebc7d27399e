"""The sandbox against code that wants out, as root and as a plain user."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from omninode_bridge.ports import RunAnswer
from omninode_bridge.quality.report import CheckResult, Outcome
from resources.toolchain.client import ProcessToolchain
from tests.platform.site import wait_until
from tests.toolchain.attack_run import run_attacks, write_package
from tests.toolchain.seed_node import TESTS, seed_node

pytestmark = pytest.mark.slow
REPOSITORY = Path(__file__).parents[2]
NOBODY = "65534"


def test_every_attack_fails_for_this_user(toolchain: ProcessToolchain, tmp_path: Path) -> None:
    outcomes = run_attacks(tmp_path, toolchain)
    assert {name: one for name, one in outcomes.items() if one != "passed"} == {}
    assert len(outcomes) >= 25


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become a plain user")
def test_every_attack_fails_for_a_plain_user() -> None:
    """In a mount namespace where the interpreter can be reached without root's home."""
    done = subprocess.run(
        ["unshare", "--mount", "bash", "-euc", AS_NOBODY, "bash", sys.executable],
        cwd=REPOSITORY,
        env={"PATH": os.environ["PATH"], "INTERPRETER": sys.base_prefix, "HOME": "/tmp"},
        capture_output=True,
        text=True,
        check=False,
    )
    if "unshare" in done.stderr:
        pytest.skip(f"no mount namespaces here: {done.stderr.strip()}")
    assert done.returncode == 0, done.stderr
    outcomes = json.loads(done.stdout)
    assert {name: one for name, one in outcomes.items() if one != "passed"} == {}
    assert len(outcomes) >= 25


AS_NOBODY = """
closed=$INTERPRETER
while [ "$(dirname "$closed")" != / ]; do closed=$(dirname "$closed"); done
if ! setpriv --reuid 65534 --clear-groups --regid 65534 test -x "$INTERPRETER"; then
  kept=$(mktemp -d)
  mount --bind "$INTERPRETER" "$kept"
  mount -t tmpfs -o mode=755 tmpfs "$closed"
  mkdir -p "$INTERPRETER"
  mount --bind "$kept" "$INTERPRETER"
fi
exec setpriv --reuid 65534 --regid 65534 --clear-groups "$1" -m tests.toolchain.attack_run
"""

LARGE_FILE = """import os
    with open(os.environ["HOME"] + "/big", "wb") as file:
        while True:
            file.write(b"x" * (1 << 20))
"""
MANY_FILES = """import os, pathlib
    for number in range(100_000):
        pathlib.Path(os.environ["HOME"], str(number)).write_bytes(b"x" * (1 << 20))
"""
DAEMON = """import os


def test_it() -> None:
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            os.execv("/usr/bin/sleep", ["sleep", "7654.321"])
        os._exit(0)
"""
# What ends by the time limit alone: its time is short.
ENDLESS = {
    "endless loop": ("while True: pass", "did not finish within"),
    "sleep": ("import time; time.sleep(600)", "did not finish within"),
    "fork bomb": ("import os\n    while True: os.fork()", ""),
    "closes its pipes": (
        "import os\n    os.closerange(0, 99)\n    while True: pass",
        "did not finish",
    ),
    "stops itself": (
        "import os, signal\n    os.kill(os.getpid(), signal.SIGSTOP)",
        "did not finish",
    ),
}
EXHAUSTION = {
    "memory": ("_ = [b'x' * (1 << 28) for _ in range(64)]", ""),
    "recursion": ("def again() -> None: again()\n    again()", ""),
    "output": ("import os\n    while True: os.write(2, b'x' * 65536)", ""),
    "one large file": (LARGE_FILE, ""),
    "many files": (MANY_FILES, "of files"),
    "kills its group": ("import os\n    os.killpg(0, 9)", "SIGKILL"),
    "ends silently": ("import os\n    os._exit(0)", ""),
}


@pytest.mark.parametrize("name", [*ENDLESS, *EXHAUSTION])
def test_exhaustion_is_bounded(name: str, toolchain: ProcessToolchain, tmp_path: Path) -> None:
    statement, reason = (ENDLESS | EXHAUSTION)[name]
    test, seconds = f"def test_it() -> None:\n    {statement}\n", 2 if name in ENDLESS else 20
    result = _run(toolchain, tmp_path, test, timeout_s=seconds)
    assert result.outcome is Outcome.FAILED
    assert reason in " ".join(finding.message for finding in result.findings)
    assert name in ENDLESS or "did not finish" not in str(result.findings)


def test_a_process_that_leaves_its_group_is_ended(
    toolchain: ProcessToolchain, tmp_path: Path
) -> None:
    """By the sandbox, which dies with it; the next request gets a new one."""
    result = _run(toolchain, tmp_path, DAEMON)
    assert "left a process running" in " ".join(one.message for one in result.findings)
    # The kernel may take a moment to end what was killed.
    wait_until(lambda: not any("7654.321" in line for line in _command_lines()), 5)
    again = _run(toolchain, tmp_path / "again", seed_node().files[TESTS].decode())
    assert again.outcome is Outcome.PASSED


def test_a_node_that_breaks_down_answers_with_an_error(
    toolchain: ProcessToolchain, tmp_path: Path
) -> None:
    package = write_package(tmp_path, "")
    handler = next(package.rglob("handler_cut.py"))
    text = handler.read_text().replace(
        "        if request", "        while True: pass\n        if request", 1
    )
    handler.write_text(text)
    answer = toolchain.execute(str(package), b'{"amount": 1}', operation=None, timeout_s=2)
    assert _code(answer) == ("TIMEOUT_ERROR", 1)


def _run(
    toolchain: ProcessToolchain, folder: Path, tests: str, *, timeout_s: float = 20
) -> CheckResult:
    folder.mkdir(exist_ok=True)
    return toolchain.run_tests(str(write_package(folder, tests)), timeout_s=timeout_s)


def _code(answer: RunAnswer) -> tuple[str, int]:
    return json.loads(answer.stdout)["error"]["code"], answer.exit_code


def _command_lines() -> list[str]:
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            found.append(path.read_bytes().replace(b"\0", b" ").decode(errors="replace"))
        except OSError:
            continue
    return found
