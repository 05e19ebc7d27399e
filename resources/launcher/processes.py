"""Forking: children that lead a process group, and that the kernel kills when the server ends."""

import ctypes
import os
import signal
import sys
import traceback
from collections.abc import Callable, Collection
from typing import Final

INTERRUPTS: Final = (signal.SIGINT, signal.SIGTERM)
_PR_SET_PDEATHSIG: Final = 1


def fork(work: Callable[[], int], close: Collection[int]) -> int:
    """Run `work` in a child and return the child's pid; what it returns is its exit code.

    Interrupts stay blocked in the child until `work` unblocks them: one that comes before Dagster
    can handle it would be lost. `close` are descriptors that only the server may hold.
    """
    parent = os.getpid()
    signal.pthread_sigmask(signal.SIG_BLOCK, INTERRUPTS)
    pid = os.fork()
    if pid:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, INTERRUPTS)
        return pid
    code = 1
    try:
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() == parent:  # else the server has ended before the line above
            os.setpgid(0, 0)
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            for descriptor in close:
                os.close(descriptor)
            code = work()
    except BaseException:  # noqa: BLE001 - the outermost edge of this process
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def describe(pid: int, code: int) -> str:
    """`code` as `os.waitstatus_to_exitcode` gives it."""
    how = f"was killed by {signal.Signals(-code).name}" if code < 0 else f"exited with code {code}"
    return f"Run worker process {pid} {how}."
