"""Do something in a process of its own, which has what is imported here, and a limit."""

import os
import signal
import traceback
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Seconds:
    """Processor time ends loops, wall time ends waiting."""

    cpu: float
    wall: float


@dataclass(frozen=True, slots=True)
class Said:
    """What the process said before it ended; nothing when it died or its time was up."""

    text: str
    timed_out: bool


def said_in_fork(work: Callable[[], str], limit: Seconds | None = None) -> Said:
    """What the process prints goes nowhere."""
    with open(os.memfd_create("said"), "r+", encoding="utf-8") as said:  # noqa: PTH123 - no path
        child = os.fork()
        if child == 0:
            _be_the_fork(work, limit, said.fileno())
        _, status = os.waitpid(child, 0)
        said.seek(0)
        ended = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
        return Said(said.read(), timed_out=ended in {signal.SIGALRM, signal.SIGPROF})


def _be_the_fork(work: Callable[[], str], limit: Seconds | None, said: int) -> None:
    status = 1
    try:
        errors, null = os.dup(2), os.open(os.devnull, os.O_RDWR)
        os.dup2(null, 1)
        os.dup2(null, 2)
        if limit:
            signal.signal(signal.SIGPROF, signal.SIG_DFL)
            signal.signal(signal.SIGALRM, signal.SIG_DFL)
            signal.setitimer(signal.ITIMER_PROF, limit.cpu)
            signal.setitimer(signal.ITIMER_REAL, limit.wall)
        try:
            data = work().encode()
        except Exception:  # noqa: BLE001 - the outermost edge of a process that must not return
            os.write(errors, traceback.format_exc().encode())
        else:
            _write_all(said, data)
            status = 0
    finally:
        os._exit(status)


def _write_all(target: int, data: bytes) -> None:
    while data:
        data = data[os.write(target, data) :]
