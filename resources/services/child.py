"""One service while it is supervised: its process, whether it is ready, when it may start again."""

import os
import signal
import subprocess
import time
from collections.abc import Mapping
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import Final

from resources.installation.process import ProcessId
from resources.installation.state import ServiceState
from resources.services.service import Service

LOG_MAX_BYTES: Final = 10_000_000
LINE_MAX: Final = 4000
LINE_SHOWN: Final = 200
BACKOFF_MAX_S: Final = 30.0
# A service that has run this long was well: its earlier ends no longer count.
WELL_AFTER_S: Final = 60.0
WAITING_PAUSE_S: Final = 1.0


class Step(StrEnum):
    """What a look at a child found."""

    SAME = "same"
    READY = "ready"
    ENDED = "ended"
    WAITS = "waits"


class Child:
    def __init__(self, service: Service, log: Path) -> None:
        self.service = service
        self.log = log
        self.ready = False
        self.problem = ""
        self.failures = 0
        self.restarts = -1
        self.start_after = 0.0
        self._process: subprocess.Popen[bytes] | None = None
        self._id: ProcessId | None = None
        self._started = 0.0
        self._asked = False

    @property
    def is_running(self) -> bool:
        return self._process is not None

    @property
    def is_due(self) -> bool:
        """Whether it should be started, when its needs are met and its time has come."""
        return self._process is None and not self.ready

    @property
    def state(self) -> ServiceState:
        return ServiceState(
            name=self.service.name,
            log=str(self.log),
            process=self._id,
            port=self.service.port,
            ready=self.ready,
            restarts=max(self.restarts, 0),
            problem=self.problem,
        )

    def start(self, environment: Mapping[str, str]) -> None:
        """Start it in a session of its own, which survives whoever called `up`."""
        _rotate(self.log)
        account = self.service.account
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(  # noqa: S603 - our own commands
                self.service.command,
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                env={**os.environ, **environment, **self.service.environment},
                cwd=self.service.directory,
                start_new_session=True,
                user=account.uid if account else None,
                group=account.gid if account else None,
                extra_groups=[] if account else None,
            )
        self._feed()
        self._id = ProcessId.of(self._process.pid)
        self._started = time.monotonic()
        self.restarts += 1

    def look(self, now: float) -> Step:
        """Notice that it has ended, or has become ready."""
        process = self._process
        if process is None:
            return Step.SAME
        if (code := _exit_code(process)) is not None:
            return self._ended(code, now)
        if self.ready:
            return Step.SAME
        if not self.service.once and self.service.probe():
            self.ready, self.problem = True, ""
            return Step.READY
        if now - self._started > self.service.start_timeout_s:
            self.problem = f"did not become ready within {self.service.start_timeout_s:.0f} s"
            self.stop()
            return self._failed(now)
        return Step.SAME

    def ask_to_stop(self) -> None:
        """Send its signal, once: a second one would disturb its clearing up."""
        if self._id is not None and not self._asked:
            self._asked = True
            self._id.send(self.service.stop_signal)

    def stop(self) -> None:
        """Returns when its process and all that is left of its group have ended."""
        process = self._process
        if process is None:
            return
        self.ask_to_stop()
        deadline = time.monotonic() + self.service.grace_s
        while _exit_code(process) is None:
            if time.monotonic() > deadline:
                os.killpg(process.pid, signal.SIGKILL)
            time.sleep(0.02)
        self._forget()

    def _feed(self) -> None:
        """The input is small: it fits into the pipe, so nothing waits here."""
        assert self._process is not None  # noqa: S101 - for the type checker
        assert self._process.stdin is not None  # noqa: S101 - for the type checker
        try:
            self._process.stdin.write(self.service.input.encode())
            self._process.stdin.close()
        except BrokenPipeError:
            pass  # it has ended already: the next look says so

    def _ended(self, code: int, now: float) -> Step:
        well = now - self._started > WELL_AFTER_S
        self._forget()
        if self.service.once and code == 0:
            self.ready, self.problem = True, ""
            return Step.READY
        if well:
            self.failures = 0
        if self.service.once and code == os.EX_TEMPFAIL:
            return self._waits(now)
        how = f"was killed by signal {-code}" if code < 0 else f"ended with code {code}"
        said = _last_line(self.log)
        self.problem = f"{how}{f' ({said})' if said else ''}; see {self.log}"
        return self._failed(now)

    def _waits(self, now: float) -> Step:
        """No failure: what it needs from outside is not there yet, and it has said what."""
        self.problem = _last_line(self.log)
        self.start_after = now + WAITING_PAUSE_S
        return Step.WAITS

    def _failed(self, now: float) -> Step:
        self.start_after = now + min(0.25 * 2**self.failures, BACKOFF_MAX_S)
        self.failures += 1
        return Step.ENDED

    def _forget(self) -> None:
        self._process, self._id, self.ready, self._asked = None, None, False, False


def _exit_code(process: subprocess.Popen[bytes]) -> int | None:
    """None while it runs. What is left of its group is killed while its pid is still its own."""
    if process.returncode is None:
        flags = os.WEXITED | os.WNOHANG | os.WNOWAIT
        if os.waitid(os.P_PID, process.pid, flags) is None:
            return None
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    return process.wait()


def _rotate(log: Path) -> None:
    """Keep the log and the one before it; a service that runs on is not disturbed."""
    if log.exists() and log.stat().st_size > LOG_MAX_BYTES:
        log.replace(log.with_suffix(".log.1"))


def _last_line(log: Path) -> str:
    """Usually the error; long ones are cut."""
    with log.open("rb") as file:
        file.seek(max(0, log.stat().st_size - LINE_MAX))
        lines = file.read().decode("utf-8", "replace").strip().splitlines()
    return lines[-1].strip()[:LINE_SHOWN] if lines else ""
