"""Kills with -9 what an installation has started, and the intelligence services beside it.

The supervisor of `omninode up` starts its services again by itself. The intelligence service is not
one of them: here it is kept as an operator's own supervisor would, started again when it ends.
"""

import os
import signal
import subprocess
import time
from collections.abc import Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from threading import Event, Thread
from typing import Final

from resources.installation.process import ProcessId
from tests.chaos.plan import Strike, Target
from tests.command import OMNINODE, ROOT
from tests.platform.site import Site, wait_until

SERVICES: Final = {
    Target.BROKER: "kafka",
    Target.DATABASE: "postgres",
    Target.DAEMON: "daemon",
    Target.CODE_SERVER: "code",
    Target.LAUNCHER: "launcher",
    Target.RELAY: "relay",
}
MEMBERS: Final = 2
READY: Final = "Serving as"
PATIENCE_S: Final = 120.0
WORKER_S: Final = 20.0
PAUSE_S: Final = 0.2


@dataclass
class Services:
    """So many intelligence services, each started again when it ends."""

    home: Path
    _running: list[subprocess.Popen[bytes]] = field(default_factory=list)
    _stopping: Event = field(default_factory=Event)
    restarts: int = 0

    @contextmanager
    def kept(self) -> Generator[None]:
        for number in range(MEMBERS):
            self.log(number).unlink(missing_ok=True)
        self._running = [self.start(number) for number in range(MEMBERS)]
        # A group that is new begins at the end of the topics: what was asked before is not for it.
        for number in range(MEMBERS):
            wait_until(partial(self._is_ready, number), PATIENCE_S, "no service is ready")
        keeping = Thread(target=self._keep)
        keeping.start()
        try:
            yield
        finally:
            self._stopping.set()
            keeping.join()
            for process in self._running:
                process.kill()
                process.wait()

    def kill(self, pick: int) -> str:
        process = self._running[pick % MEMBERS]
        process.kill()
        return str(process.pid)

    def start(self, number: int) -> "subprocess.Popen[bytes]":
        environment = {**os.environ, "OMNINODE_HOME": str(self.home), "PYTHONUNBUFFERED": "1"}
        with self.log(number).open("ab") as log:
            return subprocess.Popen(
                [*OMNINODE, "intelligence", "serve"],
                cwd=ROOT,
                env=environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def log(self, number: int) -> Path:
        return self.home / "logs" / f"intelligence-{number}.log"

    def _is_ready(self, number: int) -> bool:
        return READY in self.log(number).read_text("utf-8", errors="replace")

    def _keep(self) -> None:
        while not self._stopping.wait(1.0):
            for number, process in enumerate(self._running):
                if process.poll() is not None:
                    self.restarts += 1
                    self._running[number] = self.start(number)


@dataclass(frozen=True)
class Striker:
    site: Site
    services: Services

    def strike(self, strike: Strike) -> str:
        """What was struck, for people; empty where there was nothing to strike."""
        match strike.target:
            case Target.INTELLIGENCE:
                return self.services.kill(strike.pick)
            case Target.REBALANCE:
                return self._rebalance(strike.pick)
            case Target.RUN_WORKER:
                return self._kill_worker(strike.pick)
            case _:
                return self._kill(SERVICES[strike.target])

    def _kill(self, name: str) -> str:
        deadline = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline:
            process = self.site.service(name).process
            if process is not None and process.is_alive():
                process.send(signal.SIGKILL)
                return f"{process.pid}"
            time.sleep(PAUSE_S)
        return ""

    def _kill_worker(self, pick: int) -> str:
        deadline = time.monotonic() + WORKER_S
        while time.monotonic() < deadline:
            with suppress(OSError):
                if running := sorted(self.site.launcher().running):
                    process = ProcessId.of(running[pick % len(running)])
                    if process is not None:
                        process.send(signal.SIGKILL)
                        return f"{process.pid}"
            time.sleep(PAUSE_S)
        return ""

    def _rebalance(self, number: int) -> str:
        """A third member comes and goes: twice the partitions are divided anew."""
        log = self.services.log(MEMBERS)
        begin = log.stat().st_size if log.exists() else 0
        process = self.services.start(MEMBERS)
        deadline = time.monotonic() + PATIENCE_S
        try:
            while time.monotonic() < deadline and process.poll() is None:
                if READY in log.read_text("utf-8", errors="replace")[begin:]:
                    time.sleep(number % 3)
                    return f"{process.pid} joined and left"
                time.sleep(PAUSE_S)
            return ""
        finally:
            process.terminate()
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
