"""Pools of sandboxes that were granted something: one for each grant, few of them warm."""

import os
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from omninode_bridge.confinement import Grant
from resources.toolchain.worker.pool import Pool

WARM: Final = 2

# A folder that was removed and made again is another one: the sandbox knows it by its inode.
type Key = tuple[Grant, tuple[int, int] | None]


@dataclass(slots=True)
class _Used:
    pool: Pool
    users: int = 0


class GrantedPools:
    """`start` makes the pool for a grant; beyond `warm` of them the one idle for longest ends."""

    def __init__(self, start: Callable[[Grant], Pool], warm: int = WARM) -> None:
        self._start = start
        self._warm = warm
        self._lock = threading.Lock()
        self._pools: dict[Key, _Used] = {}

    def run(self, grant: Grant, request: Mapping[str, object], seconds: float) -> dict[str, object]:
        """Raises `OSError` when the folder of the grant is not there."""
        with self._pool((grant, _identity(grant))) as pool:
            return pool.run(request, seconds)

    def close(self) -> None:
        with self._lock:
            for used in self._pools.values():
                used.pool.close()
            self._pools.clear()

    @contextmanager
    def _pool(self, key: Key) -> Iterator[Pool]:
        with self._lock:
            used = self._pools.pop(key, None) or _Used(self._start(key[0]))
            self._pools[key] = used  # The last one used stands last.
            used.users += 1
        try:
            yield used.pool
        finally:
            with self._lock:
                used.users -= 1
                self._end_idle()

    def _end_idle(self) -> None:
        idle = [key for key, used in self._pools.items() if not used.users]
        for key in idle[: max(0, len(self._pools) - self._warm)]:
            self._pools.pop(key).pool.close()


def _identity(grant: Grant) -> tuple[int, int] | None:
    if grant.state is None:
        return None
    found = os.stat(grant.state)  # noqa: PTH116 - one call, no path object needed
    return found.st_dev, found.st_ino
