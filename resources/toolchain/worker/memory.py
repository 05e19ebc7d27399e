"""Room in memory, for jobs and for what is formatted: a disk is waited for hundreds of times."""

import os
from pathlib import Path
from typing import Final

MEMORY: Final = Path("/dev/shm")  # noqa: S108 - jobs get a folder with a name of its own there
# Many times what the jobs of all sandboxes may write; a container may have much less.
ROOM: Final = 1 << 30


def folder_in_memory(memory: Path = MEMORY, room: int = ROOM) -> Path | None:
    """None where there is no such file system, or no room for `room` bytes."""
    try:
        found = os.statvfs(memory)
    except OSError:
        return None
    fits = found.f_bavail * found.f_frsize >= room
    return memory if fits and os.access(memory, os.W_OK | os.X_OK) else None
