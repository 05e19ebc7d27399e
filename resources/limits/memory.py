"""Counts for one process. Another process, or the next one, begins anew."""

from collections.abc import Sequence
from datetime import datetime
from threading import Lock
from typing import Final

from pyrate_limiter import InMemoryStateStore

from omninode_bridge.reliability.limits import Charge
from resources.limits.buckets import Counting

MOST: Final = 10_000
"""Keys that are kept: whoever invents users shall not fill the memory."""


class MemoryBuckets:
    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._stores: dict[str, InMemoryStateStore] = {}
        self._counting = Counting(self._store_of)
        self._lock = Lock()

    def take(self, charges: Sequence[Charge], *, at: datetime) -> Sequence[float]:
        with self._lock:
            return self._counting.take(charges, at)

    def _store_of(self, key: str) -> InMemoryStateStore:
        """The key that was asked for longest ago is forgotten first."""
        found = self._stores.pop(key, None) or InMemoryStateStore()
        self._stores[key] = found
        while len(self._stores) > self._most:
            del self._stores[next(iter(self._stores))]
        return found
