"""Ends the gate's tool worker with all that it has started, also what it does not end itself."""

import fcntl
import os
import signal
from contextlib import suppress
from pathlib import Path

from resources.toolchain.worker.connection import stop_workers


def stop(folder: Path) -> int:
    """How many workers there were. Each leads a process group; what is left of it is killed."""
    groups = {group for path in folder.glob("worker-*.lock") if (group := _group(path))}
    stopped = stop_workers(folder)
    for group in groups:
        with suppress(ProcessLookupError):
            os.killpg(group, signal.SIGKILL)
    return stopped


def _group(lock: Path) -> int | None:
    """The process group of the worker that holds this lock, if one does, and it is not ours."""
    with lock.open("r") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            text = file.readline().strip()  # the pid; more may follow
        else:
            return None
    if not text.isdigit():
        return None
    try:
        group = os.getpgid(int(text))
    except ProcessLookupError:
        return None
    return group if group != os.getpgrp() else None
