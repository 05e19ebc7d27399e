"""The command line in processes that are forked from a warm one, which has imported it already.

Each command has a process, a folder, an environment and an exit code of its own, as when a person
types it. What they share is the second that an interpreter takes to import it: tests type a
hundred commands.
"""

import gc
import importlib
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from threading import Lock
from typing import IO, Final, NoReturn

ROOT: Final = Path(__file__).parent.parent
SERVER: Final = "from tests.warm_command import serve; serve({number})"
# What the commands import that tests type most often.
IMPORTED: Final = (
    "pipelines.cli.batch",
    "pipelines.cli.delivery",
    "pipelines.cli.execution",
    "pipelines.cli.generate",
    "pipelines.cli.local",
    "pipelines.cli.main",
    "pipelines.cli.requests",
    "pipelines.cli.services",
    "pipelines.cli.session",
    "resources.kafka.client",
    "resources.postgres.executions",
    "resources.postgres.registry",
    "resources.toolchain.client",
)
MOST: Final = 1 << 16


@dataclass(frozen=True)
class Ended:
    """`code` is negative after a signal, as with `subprocess`."""

    code: int
    out: str
    err: str


class WarmCommand:
    """Its server ends with this process, or when it is closed."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._connection, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self._server = subprocess.Popen(
                [sys.executable, "-c", SERVER.format(number=theirs.fileno())],
                cwd=ROOT,
                pass_fds=[theirs.fileno()],
                start_new_session=True,
            )

    def __call__(
        self,
        arguments: Sequence[str],
        folder: Path,
        environment: Mapping[str, str],
        patience_s: int,
    ) -> Ended:
        """One after the other; what takes longer than `patience_s` is ended by SIGALRM."""
        asked = json.dumps([list(arguments), str(folder), dict(environment), patience_s]).encode()
        with self._lock, TemporaryFile() as out, TemporaryFile() as err:
            socket.send_fds(self._connection, [asked], [out.fileno(), err.fileno()])
            told = self._connection.recv(MOST)
            assert told, "the warm command line has ended"
            return Ended(int(told), _text(out), _text(err))

    def close(self) -> None:
        self._connection.close()
        self._server.wait(20)


def _text(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode()


def serve(number: int) -> None:
    """Until nobody can ask any more."""
    for module in IMPORTED:
        importlib.import_module(module)
    assert len(list(Path("/proc/self/task").iterdir())) == 1, "a fork would copy one thread only"
    gc.freeze()
    with socket.socket(fileno=number) as connection:
        while True:
            asked, descriptors, _, _ = socket.recv_fds(connection, MOST, 2)
            if not asked:
                return
            child = os.fork()
            if child == 0:
                connection.close()
                _become(asked, descriptors)
            for descriptor in descriptors:
                os.close(descriptor)
            _, status = os.waitpid(child, 0)
            connection.send(str(os.waitstatus_to_exitcode(status)).encode())


def _become(asked: bytes, descriptors: Sequence[int]) -> NoReturn:
    """The process of this command, to its end."""
    from pipelines.cli.main import main  # noqa: PLC0415 - by now it is imported

    arguments, folder, environment, patience_s = json.loads(asked)
    with Path(os.devnull).open("rb") as nothing:
        os.dup2(nothing.fileno(), 0)
    for target, descriptor in enumerate(descriptors, start=1):
        os.dup2(descriptor, target)
        os.close(descriptor)
    os.setsid()
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv[1:] = arguments
    signal.alarm(patience_s)
    main()
    raise AssertionError("it ends with an exit code")
