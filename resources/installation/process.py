"""Processes by pid *and* start time, so that a recycled pid is never taken for ours."""

import os
import signal
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_STATE, _START = 0, 19  # fields 3 and 22 of /proc/<pid>/stat, counted after the name


@dataclass(frozen=True, slots=True)
class ProcessId:
    """`started` is the kernel's boot id and the clock tick of the process's start."""

    pid: int
    started: str

    @classmethod
    def of(cls, pid: int) -> "ProcessId | None":
        """The process that has this pid now; None when there is none, or a zombie."""
        try:
            # The name, in brackets, may itself hold spaces and brackets.
            fields = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
        except (OSError, UnicodeDecodeError):
            return None
        if fields[_STATE] in "ZX":
            return None
        boot = Path("/proc/sys/kernel/random/boot_id").read_text("utf-8").strip()
        return cls(pid, f"{boot}/{fields[_START]}")

    def is_alive(self) -> bool:
        return ProcessId.of(self.pid) == self

    def environment(self) -> Mapping[str, str] | None:
        """With which it was started; None where that may not be read."""
        try:
            held = Path(f"/proc/{self.pid}/environ").read_bytes()
        except OSError:
            return None
        pairs = (each.partition("=") for each in os.fsdecode(held).split("\0"))
        return {name: value for name, separator, value in pairs if separator}

    def send(self, number: signal.Signals, *, group: bool = False) -> None:
        """Send a signal if this very process is still there; `group` reaches its whole group."""
        if not self.is_alive():
            return
        with suppress(ProcessLookupError):
            if group:
                os.killpg(self.pid, number)
            else:
                os.kill(self.pid, number)

    def wait(self, timeout_s: float) -> bool:
        """Whether it has ended within the time. A child is reaped by whoever started it."""
        deadline = time.monotonic() + timeout_s
        while self.is_alive():
            if time.monotonic() > deadline:
                return False
            time.sleep(0.05)
        return True

    def stop(self, number: signal.Signals, grace_s: float) -> bool:
        """Ask it to end, and after the grace kill its group. Whether it ended by itself."""
        self.send(number)
        if self.wait(grace_s):
            return True
        self.send(signal.SIGKILL, group=True)
        self.wait(5)
        return False
