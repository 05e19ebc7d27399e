"""The client's end of the worker: start it when it is not there, ask it, stop it."""

import contextlib
import hashlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from fcntl import LOCK_EX, LOCK_NB, flock
from pathlib import Path
from typing import Final

from omninode_bridge.errors import UnavailableError
from resources.toolchain.worker.pool import PACKAGES

START_S: Final = 30.0
STOP_S: Final = 10.0


class WorkerConnection:
    """One question at a time per call; many threads and processes may ask at once."""

    def __init__(self, folder: Path, cache: Path, *, allow_unsandboxed: bool) -> None:
        self._folder = folder
        self._cache = cache
        self._mode = "unsandboxed" if allow_unsandboxed else "sandboxed"
        self._name = f"worker-{code_digest()}-{self._mode}"

    def ask(self, request: Mapping[str, object], seconds: float) -> dict[str, object]:
        """Raises `UnavailableError` when the worker neither runs nor starts, or dies meanwhile."""
        with self._connected() as connection:
            connection.settimeout(seconds)
            try:
                connection.sendall(json.dumps(request).encode() + b"\n")
                with connection.makefile("rb") as lines:
                    line = lines.readline()
            except OSError as error:
                raise _died(f"the tool worker did not answer: {error}") from error
        if not line:
            raise _died("the tool worker died while it worked")
        answer: dict[str, object] = json.loads(line)
        return answer

    def _connected(self) -> socket.socket:
        deadline = time.monotonic() + START_S
        while True:
            try:
                return _connect(self._folder, f"{self._name}.sock")
            except (FileNotFoundError, ConnectionRefusedError):
                pass
            self._start()
            if time.monotonic() > deadline:
                raise _died("the tool worker did not start")
            time.sleep(0.02)

    def _start(self) -> None:
        """Returns when a worker listens, or when another process is starting one."""
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        module = "resources.toolchain.worker.server"
        command = [sys.executable, "-m", module, str(self._folder), self._name, str(self._cache)]
        environment = {
            "PATH": os.defpath,
            "LANG": "C.UTF-8",
            "HOME": str(self._folder),
            "PYTHONPATH": str(PACKAGES),
        }
        with Path(self._folder, "worker.log").open("ab") as log:
            done = subprocess.run(  # noqa: S603 - our own module
                [*command, self._mode],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=PACKAGES,
                env=environment,
                timeout=START_S,
                check=False,
            )
        if done.returncode != 0:
            raise _died("the tool worker died while it started")


def stop_workers(folder: Path) -> int:
    """End every worker of this folder, also of older code; returns how many there were."""
    stopped = 0
    for path in sorted(folder.glob("worker-*.lock")):
        with path.open("r") as lock:
            if _is_free(lock.fileno()):
                continue
            _ask_to_stop(folder, path.with_suffix(".sock").name, lock.readline().strip())
            stopped += 1
            deadline = time.monotonic() + STOP_S
            while not _is_free(lock.fileno()) and time.monotonic() < deadline:
                time.sleep(0.05)
    return stopped


def _ask_to_stop(folder: Path, name: str, pid: str) -> None:
    try:
        with _connect(folder, name) as connection:
            connection.settimeout(STOP_S)
            connection.sendall(b'{"do": "stop"}\n')
            connection.recv(64)
    except OSError:
        # It holds the lock and does not listen: the lock's file says which process that is.
        if pid.isdigit():
            with contextlib.suppress(ProcessLookupError):
                os.kill(int(pid), signal.SIGTERM)


def _is_free(lock: int) -> bool:
    try:
        flock(lock, LOCK_EX | LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _connect(folder: Path, name: str) -> socket.socket:
    handle = os.open(folder, os.O_PATH)
    connection = socket.socket(socket.AF_UNIX)
    try:
        connection.connect(f"/proc/self/fd/{handle}/{name}")
    except OSError:
        connection.close()
        raise
    finally:
        os.close(handle)
    return connection


def code_digest() -> str:
    """Of the tool chain's own code: after an upgrade the old worker is not asked any more."""
    digest = hashlib.blake2b(sys.version.encode(), digest_size=6)
    for path in sorted((PACKAGES / "resources" / "toolchain").rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _died(message: str) -> UnavailableError:
    return UnavailableError(message, hint="worker.log in its folder says why; `omninode doctor`.")
