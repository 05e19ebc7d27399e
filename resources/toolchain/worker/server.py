"""The worker of an installation: warm sandboxes and a warm mypy behind a unix socket.

Started on demand by `connection.connect`; one lives at a time (it holds a lock), and it ends when
told to, when idle for long, or when its folder is gone.
"""

import contextlib
import json
import logging
import os
import shutil
import signal
import socketserver
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping
from fcntl import LOCK_EX, LOCK_NB, flock
from pathlib import Path
from typing import Final, TextIO

from omninode_bridge.confinement import NOTHING, Grant
from omninode_bridge.errors import UnavailableError
from resources.toolchain.sandbox.confined import SandlockSandbox
from resources.toolchain.sandbox.unconfined import UnconfinedSandbox, choose_sandbox
from resources.toolchain.worker.granted import GrantedPools
from resources.toolchain.worker.idleness import Idleness
from resources.toolchain.worker.memory import folder_in_memory
from resources.toolchain.worker.pool import PACKAGES, JobLostError, Pool

log = logging.getLogger(__name__)

SANDBOXES: Final = 2
LOOK_S: Final = 2.0
JOBS_PREFIX: Final = "omninode-gate-"


class TypeChecker:
    """The warm mypy in a process of its own; restarted when it died."""

    def __init__(self, cache: str) -> None:
        self._cache = cache
        self._lock = threading.Lock()
        self._process: subprocess.Popen[str] | None = None

    def check(self, request: dict[str, object]) -> dict[str, object]:
        with self._lock:
            process = self._running()
            if process.stdin is None or process.stdout is None:
                return {"error": "mypy has no pipes"}
            try:
                process.stdin.write(json.dumps(request) + "\n")
                process.stdin.flush()
                line = process.stdout.readline()
            except OSError:
                line = ""
            if not line:
                self._process = None
                return {"error": "the process of mypy died; see worker.log"}
            answer: dict[str, object] = json.loads(line)
            return answer

    def warm(self) -> None:
        with self._lock:
            self._running()

    def close(self) -> None:
        if self._process:
            self._process.kill()
            self._process.wait()

    def _running(self) -> subprocess.Popen[str]:
        if self._process is None or self._process.poll() is not None:
            command = [sys.executable, "-m", "resources.toolchain.worker.typecheck", self._cache]
            self._process = subprocess.Popen(  # noqa: S603 - our own module
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=PACKAGES
            )
            if self._process.stdout is not None:
                self._process.stdout.readline()  # It is ready; empty when it died: check() says so.
        return self._process


class Worker:
    def __init__(self, cache: str, *, allow_unsandboxed: bool) -> None:
        # A neutral path: several rules of omnibase-core skip folders named tests or examples.
        self.jobs = tempfile.mkdtemp(prefix=JOBS_PREFIX, dir=folder_in_memory())
        self.idleness = Idleness()
        self.stopped = threading.Event()
        sandbox = choose_sandbox(SandlockSandbox(), allow_unsandboxed=allow_unsandboxed)
        self._isolation = sandbox.isolation()
        confine = not isinstance(sandbox, UnconfinedSandbox)
        self._pool = Pool(sandbox, self.jobs, SANDBOXES, confine=confine)
        self._granted = GrantedPools(
            lambda grant: Pool(sandbox, self.jobs, SANDBOXES, confine=confine, grant=grant)
        )
        self._types = TypeChecker(cache)

    def warm(self) -> None:
        if self._isolation.available:
            self._pool.warm()
        self._types.warm()

    def answer(self, request: dict[str, object]) -> dict[str, object]:
        with self.idleness.interrupted():
            return self._answer(request)

    def _answer(self, request: dict[str, object]) -> dict[str, object]:
        match request.get("do"):
            case "hello":
                self.idleness.stay(float(str(request.get("keep_s", 0))))
                return {
                    "jobs": self.jobs,
                    "isolation": self._isolation.sentence,
                    "available": self._isolation.available,
                }
            case "job":
                return self._job(request)
            case "types":
                return self._types.check(request)
            case "stop":
                self.stopped.set()
                return {}
        return {"error": f"unknown request {request.get('do')!r}"}

    def close(self) -> None:
        self._pool.close()
        self._granted.close()
        self._types.close()
        shutil.rmtree(self.jobs, ignore_errors=True)

    def _job(self, request: dict[str, object]) -> dict[str, object]:
        if not self._isolation.available:
            return {"error": self._isolation.sentence}
        limits = request.get("limits")
        seconds = float(limits["seconds"]) if isinstance(limits, dict) else 60.0
        grant = granted(request)
        try:
            if grant == NOTHING:
                return self._pool.run(request, seconds)
            return self._granted.run(grant, request, seconds)
        except (JobLostError, OSError) as lost:
            return {"error": str(lost)}
        except UnavailableError as error:
            return {"error": error.message}


def granted(request: Mapping[str, object]) -> Grant:
    """What the client asks for beyond the job's own folder."""
    state, variables = request.get("state"), request.get("variables")
    hosts, files = request.get("hosts"), request.get("files")
    return Grant(
        state=str(state) if state else None,
        hosts=tuple(map(str, hosts)) if isinstance(hosts, list) else (),
        variables=tuple(sorted(variables.items())) if isinstance(variables, dict) else (),
        files=tuple(map(str, files)) if isinstance(files, list) else (),
    )


class _Requests(socketserver.StreamRequestHandler):
    server: "_Server"

    def handle(self) -> None:
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            for line in self.rfile:
                answer = self.server.worker.answer(json.loads(line))
                self.wfile.write(json.dumps(answer).encode() + b"\n")


class _Server(socketserver.ThreadingUnixStreamServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 64

    def __init__(self, address: str, worker: Worker) -> None:
        super().__init__(address, _Requests)
        self.worker = worker


def main(argv: list[str]) -> int:
    """Return as soon as a worker listens; it lives on in a fork of its own."""
    read_end, write_end = os.pipe()
    if os.fork():
        os.close(write_end)
        return 0 if os.read(read_end, 1) else 1
    os.close(read_end)
    os.setsid()
    folder, name, cache, allow = Path(argv[1]), argv[2], argv[3], argv[4] == "unsandboxed"
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    with Path(folder, f"{name}.lock").open("a+") as lock:
        try:
            flock(lock, LOCK_EX | LOCK_NB)
        except BlockingIOError:
            os.write(write_end, b"1")  # Another process started one first; it will listen soon.
            return 0
        worker = Worker(cache, allow_unsandboxed=allow)
        _take_over(lock, worker.jobs)
        _serve(folder, name, worker, write_end)
        # At once, so that the lock is held for as long as the process lives: a sandbox that is
        # just being started would be waited for, and dies with us anyway.
        os._exit(0)


def _take_over(lock: TextIO, jobs: str) -> None:
    """Write who works here and where, and remove the folder of a predecessor that was killed."""
    lock.seek(0)
    for line in lock.read().splitlines()[1:]:
        if Path(line).name.startswith(JOBS_PREFIX):
            shutil.rmtree(line, ignore_errors=True)
    lock.truncate(0)
    lock.write(f"{os.getpid()}\n{jobs}\n")
    lock.flush()


def _serve(folder: Path, name: str, worker: Worker, listening: int) -> None:
    socket = folder / f"{name}.sock"
    socket.unlink(missing_ok=True)
    signal.signal(signal.SIGTERM, lambda *_: worker.stopped.set())
    # A path below an open folder: socket addresses end after 107 bytes.
    handle = os.open(folder, os.O_PATH)
    old = os.umask(0o177)
    server = _Server(f"/proc/self/fd/{handle}/{socket.name}", worker)
    os.umask(old)
    inode = socket.stat().st_ino
    os.write(listening, b"1")
    os.close(listening)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    threading.Thread(target=worker.warm, daemon=True).start()
    try:
        while not worker.stopped.wait(LOOK_S):
            idle = worker.idleness.is_over()
            if idle or not socket.exists() or socket.stat().st_ino != inode:
                log.info("leaving: %s", "idle" if idle else "the folder is gone")
                break
    finally:
        server.shutdown()
        worker.close()
        if socket.exists() and socket.stat().st_ino == inode:
            socket.unlink()


if __name__ == "__main__":
    sys.exit(main(sys.argv))
