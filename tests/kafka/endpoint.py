"""The embedded endpoint as a process of its own, for tests."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parent.parent.parent
READY_S: Final = 30.0


@dataclass(frozen=True, slots=True)
class Endpoint:
    address: str
    process: subprocess.Popen[bytes]

    @property
    def port(self) -> int:
        return int(self.address.rpartition(":")[2])


@contextmanager
def running_endpoint(folder: Path, *, port: int = 0) -> Iterator[Endpoint]:
    """Ends with the test process, whatever becomes of it."""
    ready = folder / "kafka.ready"
    arguments = ["--port", str(port), "--ready-file", str(ready), "--parent", str(os.getpid())]
    command = [sys.executable, "-m", "resources.kafka.endpoint", *arguments]
    with subprocess.Popen(command, cwd=ROOT) as process:
        try:
            await_file(ready, process)
            yield Endpoint(ready.read_text(encoding="utf-8").strip(), process)
        finally:
            process.terminate()


def await_file(path: Path, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + READY_S
    while not path.exists():
        assert process.poll() is None, f"ended with {process.returncode}"
        assert time.monotonic() < deadline, "not ready in time"
        time.sleep(0.02)
