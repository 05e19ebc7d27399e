"""A real Redis server for tests.

Where none is installed, Debian's packages are fetched and unpacked below the user's cache, which
needs no rights and leaves the system as it is.
"""

import fcntl
import os
import shutil
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import pytest
import redis

from resources.installation.home import user_cache

READY_S: Final = 60.0
FETCH_S: Final = 180
PROGRAM: Final = "redis-server"


@dataclass
class RedisServer:
    """`kill` and `start` keep the socket, not what was in memory."""

    program: Path
    folder: Path
    environment: Mapping[str, str]
    _process: subprocess.Popen[bytes] | None = field(default=None)

    @property
    def url(self) -> str:
        """A socket in a folder of its own: no port that somebody else may take."""
        return f"unix://{self.folder / 'redis.sock'}"

    def start(self) -> None:
        where = ["--port", "0", "--unixsocket", "redis.sock", "--dir", str(self.folder)]
        with (self.folder / "redis.log").open("ab") as log:
            self._process = subprocess.Popen(
                [str(self.program), *where, "--save", "", "--appendonly", "no"],
                cwd=self.folder,
                env={**os.environ, **self.environment},
                stdout=log,
                stderr=log,
            )
        self._await_ready(self._process)

    def kill(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()

    def flush(self) -> None:
        with redis.Redis.from_url(self.url) as client:
            client.flushall()

    def _await_ready(self, process: subprocess.Popen[bytes]) -> None:
        deadline = time.monotonic() + READY_S
        while process.poll() is None and time.monotonic() < deadline:
            with suppress(redis.RedisError), redis.Redis.from_url(self.url) as client:
                client.ping()
                return
            time.sleep(0.02)
        text = (self.folder / "redis.log").read_text(encoding="utf-8", errors="replace")
        self.kill()
        pytest.fail(f"Redis did not start:\n{text[-2000:]}")


@contextmanager
def running_redis(folder: Path) -> Iterator[RedisServer]:
    program, environment = found_program()
    server = RedisServer(program, folder, environment)
    server.start()
    try:
        yield server
    finally:
        server.kill()


def found_program() -> tuple[Path, Mapping[str, str]]:
    """The server, and what it must be told of its libraries; skips where it cannot be had."""
    if installed := shutil.which(PROGRAM):
        return Path(installed), {}
    if shutil.which("apt-get") is None or shutil.which("dpkg-deb") is None:
        pytest.skip(f"{PROGRAM} is not installed, and this is no Debian to fetch it for")
    return _unpacked(user_cache(Path.home() / ".cache") / "redis")


def _unpacked(folder: Path) -> tuple[Path, Mapping[str, str]]:
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "root").is_dir():
            _fetch(folder)
    libraries = {str(path.parent) for path in (folder / "root/usr/lib").rglob("*.so.*")}
    return folder / "root/usr/bin" / PROGRAM, {"LD_LIBRARY_PATH": os.pathsep.join(libraries)}


def _fetch(folder: Path) -> None:
    """The packages that are missing here, with the archive's signatures checked by apt."""
    packages, unfinished = folder / "packages", folder / "unpacked"
    (packages / "partial").mkdir(parents=True, exist_ok=True)
    shutil.rmtree(unfinished, ignore_errors=True)
    ours = ["-o", "Debug::NoLocking=1", "-o", f"Dir::Cache::archives={packages}"]
    wanted = ["-q", "-y", "--no-install-recommends", "--download-only", "install", PROGRAM]
    if _failure("apt-get", *ours, *wanted):
        # The lists of this machine are old, or there are none: with lists of our own.
        (folder / "lists" / "partial").mkdir(parents=True, exist_ok=True)
        ours += ["-o", f"Dir::State::lists={folder / 'lists'}"]
        _run("apt-get", *ours, "-q", "update")
        _run("apt-get", *ours, *wanted)
    for package in sorted(packages.glob("*.deb")):
        _run("dpkg-deb", "--extract", str(package), str(unfinished))
    unfinished.rename(folder / "root")
    shutil.rmtree(packages)
    shutil.rmtree(folder / "lists", ignore_errors=True)


def _run(*command: str) -> None:
    if said := _failure(*command):
        pytest.skip(f"{PROGRAM} is not installed, and {command[0]} could not fetch it: {said}")


def _failure(*command: str) -> str:
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=FETCH_S, check=False)
    except subprocess.TimeoutExpired:
        return f"it took longer than {FETCH_S} s"
    if done.returncode == 0:
        return ""
    return (done.stderr or done.stdout).strip()[-300:] or f"exit code {done.returncode}"
