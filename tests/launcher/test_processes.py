"""Forking is tried in a process of its own: pytest has threads and plugins."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from resources.launcher import code, processes
from tests.platform.site import wait_until

ROOT = Path(__file__).parents[2]


def python(program: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )


def test_a_child_dies_with_its_server() -> None:
    program = (
        "import time; from resources.launcher.processes import fork\n"
        "def work():\n    time.sleep(60)\n    return 0\n"
        "print(fork(work, ()), flush=True); time.sleep(60)"
    )
    with python(program) as server:
        assert server.stdout is not None
        child = int(server.stdout.readline())
        wait_until(lambda: os.getpgid(child) == child, 10)
        server.kill()

    status = Path(f"/proc/{child}/stat")
    wait_until(lambda: not status.exists() or ") Z " in status.read_text(), 10)


def test_what_the_work_returns_is_the_exit_code_and_an_error_is_one() -> None:
    program = (
        "import os; from resources.launcher.processes import fork\n"
        "def fails(): raise ValueError('x')\n"
        "for work in (lambda: 4, lambda: 0, fails):\n"
        "    print(os.waitstatus_to_exitcode(os.waitpid(fork(work, ()), 0)[1]))"
    )
    with python(program) as server:
        out, _ = server.communicate()

    assert out.split() == ["4", "0", "1"]


def test_descriptors_of_the_server_are_closed_in_the_child() -> None:
    program = (
        "import os; from resources.launcher.processes import fork\n"
        "fd = os.open('/dev/null', os.O_RDONLY)\n"
        "def work():\n"
        "    try: os.fstat(fd)\n"
        "    except OSError: return 7\n"
        "    return 0\n"
        "print(os.waitstatus_to_exitcode(os.waitpid(fork(work, (fd,)), 0)[1]))"
    )
    with python(program) as server:
        out, _ = server.communicate()

    assert out.strip() == "7"


def test_an_end_is_described() -> None:
    assert processes.describe(7, -signal.SIGKILL) == "Run worker process 7 was killed by SIGKILL."
    assert processes.describe(7, 4) == "Run worker process 7 exited with code 4."


def test_a_changed_or_removed_file_is_noticed(tmp_path: Path) -> None:
    kept, touched, removed = (tmp_path / name for name in ("a.py", "b.py", "c.py"))
    for path in (kept, touched, removed):
        path.touch()
        os.utime(path, ns=(1, 1))
    names = frozenset(map(str, (kept, touched, removed)))
    files = code.snapshot(since_ns=10, culprits=names)

    os.utime(touched, ns=(2, 2))
    removed.unlink()

    changed = set(code.changed(files))
    assert changed & names == {str(touched), str(removed)}


def test_a_file_that_changes_while_it_is_imported_counts_as_changed(tmp_path: Path) -> None:
    path = tmp_path / "a.py"
    path.touch()

    files = code.snapshot(since_ns=path.stat().st_mtime_ns, culprits=frozenset({str(path)}))

    assert str(path) in code.changed(files)
    assert Path(code.__file__).name in {Path(name).name for name in files}
