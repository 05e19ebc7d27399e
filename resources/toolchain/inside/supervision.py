"""Watch one job from its parent: collect what it says, end it when it exceeds a limit."""

import json
import math
import os
import selectors
import signal
import time
from dataclasses import dataclass, field

from resources.toolchain.inside.confinement import JobLimits

EVENTS, STDOUT, STDERR = "events", "stdout", "stderr"
EVENT_BYTES = 8 << 20
TICK_S = 0.05
# In a sandbox each file looked at is asked about, so looking takes at most a part of the time.
PAUSES = 15
GRACE_S = 1.0
MAX_ENTRIES = 10_000


@dataclass(slots=True)
class Watched:
    """`ending` is finished, time, output, files or died; `leftover`: a process outlived the job."""

    ending: str = ""
    detail: str = ""
    leftover: bool = False
    streams: dict[str, bytearray] = field(
        default_factory=lambda: {name: bytearray() for name in (EVENTS, STDOUT, STDERR)}
    )

    def as_reply(self) -> dict[str, object]:
        lines = bytes(self.streams[EVENTS]).split(b"\n")
        return {
            "ending": self.ending,
            "detail": self.detail,
            "leftover": self.leftover,
            # The last piece is unfinished when the job was killed in the middle of a line.
            "events": [json.loads(line) for line in lines[:-1] if line],
            "stdout": bytes(self.streams[STDOUT]).decode(errors="replace"),
            "stderr": bytes(self.streams[STDERR]).decode(errors="replace"),
        }


def watch(child: int, pipes: dict[str, int], folders: list[str], limits: JobLimits) -> Watched:
    """`folders` are those that the job writes to; each may grow by the limit."""
    watched = Watched()
    deadline = time.monotonic() + limits.seconds
    rooms = [_Room.around(folder, limits.folder_bytes) for folder in folders]
    with selectors.DefaultSelector() as selector:
        for name, pipe in pipes.items():
            os.set_blocking(pipe, False)
            selector.register(pipe, selectors.EVENT_READ, name)
        status = _until_exit(child, selector, watched, (deadline, rooms, limits))
        if status is not None:
            _drain(selector, watched)
    for pipe in pipes.values():
        os.close(pipe)
    watched.leftover = not _reap_group(child, reaped=status is not None)
    if not watched.ending:
        watched.ending, watched.detail = _how_it_ended(status, limits)
    return watched


def _until_exit(
    child: int,
    selector: selectors.BaseSelector,
    watched: Watched,
    bounds: tuple[float, list["_Room"], JobLimits],
) -> int | None:
    """The wait status, or None when a limit ended the job."""
    deadline, rooms, limits = bounds
    next_look = time.monotonic() + TICK_S
    while True:
        for key, _ in selector.select(TICK_S):
            if not _read(key, watched):
                selector.unregister(key.fileobj)
        now = time.monotonic()
        watched.ending, watched.detail = _exceeded(now, deadline, watched, limits)
        if now >= next_look and not watched.ending:
            watched.ending, watched.detail = _overfull(rooms, limits)
            next_look = now + max(TICK_S, PAUSES * (time.monotonic() - now))
        if watched.ending:
            return None
        pid, status = os.waitpid(child, os.WNOHANG)
        if pid:
            return status
        if not selector.get_map():
            time.sleep(TICK_S / 10)


def _read(key: selectors.SelectorKey, watched: Watched) -> bool:
    try:
        chunk = os.read(key.fd, 1 << 16)
    except BlockingIOError:
        return True
    stream = watched.streams[key.data]
    # Once over its cap a stream is cut, so that a flood costs no memory here.
    if len(stream) <= EVENT_BYTES:
        stream += chunk
    return bool(chunk)


def _drain(selector: selectors.BaseSelector, watched: Watched) -> None:
    while ready := selector.select(0):
        for key, _ in ready:
            if not _read(key, watched):
                selector.unregister(key.fileobj)
        if any(len(stream) > EVENT_BYTES for stream in watched.streams.values()):
            return


def _exceeded(now: float, deadline: float, watched: Watched, limits: JobLimits) -> tuple[str, str]:
    """Cheap to ask, so asked whenever something was read: nobody finishes what is too much."""
    if now >= deadline:
        return "time", f"it did not finish within {limits.seconds:g} s"
    said = len(watched.streams[STDOUT]) + len(watched.streams[STDERR])
    if said > limits.output_bytes or len(watched.streams[EVENTS]) > EVENT_BYTES:
        return "output", f"it wrote more than {limits.output_bytes >> 10} KiB of output"
    return "", ""


def _overfull(rooms: list["_Room"], limits: JobLimits) -> tuple[str, str]:
    if any(room.is_exceeded() for room in rooms):
        return "files", f"it wrote more than {limits.folder_bytes >> 20} MiB of files"
    return "", ""


@dataclass(frozen=True, slots=True)
class _Room:
    """How large a folder may become."""

    folder: str
    max_bytes: int
    max_entries: int

    @classmethod
    def around(cls, folder: str, more_bytes: int) -> "_Room":
        size, entries = _measured(folder)
        return cls(folder, size + more_bytes, entries + MAX_ENTRIES)

    def is_exceeded(self) -> bool:
        size, entries = _measured(self.folder, self.max_bytes, self.max_entries)
        return size > self.max_bytes or entries > self.max_entries


def _measured(
    folder: str, max_bytes: float = math.inf, max_entries: float = math.inf
) -> tuple[int, int]:
    """Bytes and entries below the folder; counting ends when one of the bounds is passed."""
    size = entries = 0
    pending = [folder]
    while pending:
        try:
            with os.scandir(pending.pop()) as found:
                for entry in found:
                    entries += 1
                    size += entry.stat(follow_symlinks=False).st_size
                    if entry.is_dir(follow_symlinks=False):
                        pending.append(entry.path)
                    if size > max_bytes or entries > max_entries:
                        return size, entries
        except OSError:
            continue  # The job removed it while we looked.
    return size, entries


def _reap_group(child: int, *, reaped: bool) -> bool:
    """Kill the job's process group; false when a process that left the group is still alive."""
    end = time.monotonic() + GRACE_S
    while True:
        try:
            os.killpg(child, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            if not reaped:
                os.kill(child, signal.SIGKILL)
        try:
            while os.waitpid(-1, os.WNOHANG) != (0, 0):
                reaped = True
        except ChildProcessError:
            return True
        if time.monotonic() > end:
            return False
        time.sleep(0.005)


def _how_it_ended(status: int | None, limits: JobLimits) -> tuple[str, str]:
    if status is None or status == 0:
        return "finished", ""
    if os.WIFSIGNALED(status):
        name = signal.Signals(os.WTERMSIG(status)).name
        reasons = {
            "SIGKILL": f"; it needed more than {limits.memory_bytes >> 20} MiB, or killed itself",
            "SIGXCPU": "; its time was up",
            "SIGXFSZ": f"; a file grew beyond {limits.file_bytes >> 20} MiB",
        }
        return "died", f"it was ended by {name}{reasons.get(name, '')}"
    return "died", f"it ended itself with exit status {os.waitstatus_to_exitcode(status)}"
