"""Lets requests through or tells how long to wait, for all threads of a process."""

import logging
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime
from threading import Lock
from typing import Final

from omninode_bridge.errors import UnavailableError
from omninode_bridge.reliability.changes import Dependency
from omninode_bridge.reliability.limits import Asked, Buckets, Charge, RateLimits, Verdict
from omninode_bridge.reliability.load import Comfort, Load, Share
from resources.limits.memory import MemoryBuckets
from resources.reliability.guard import Guard, Guards

LOGGER: Final = logging.getLogger(__name__)
LOOK_S: Final = 5.0
"""How often the load is looked at, at most."""


class Limiter:
    """Counts in `buckets`, and for this process alone while these do not answer: a limit that
    cannot be shared is better than requests that nobody takes. Without `comfort` the limits hold
    whatever the load.

    `allowed`, `limited` (by endpoint) and `missed` (calls that the buckets did not answer) count
    since it was made.
    """

    def __init__(
        self,
        limits: RateLimits,
        buckets: Buckets | None = None,
        comfort: Comfort | None = None,
        guards: Guards = Guard,
    ) -> None:
        self.limits = limits
        self.allowed: Counter[str] = Counter()
        self.limited: Counter[str] = Counter()
        self.missed = 0
        self.load = Load()
        self.guard = guards(Dependency.REDIS)
        self._own = MemoryBuckets()
        self._buckets = buckets or self._own
        self._comfort = comfort
        self._share = Share()
        self._looked_at: float | None = None
        self._told = ""
        self._lock = Lock()

    @property
    def share(self) -> float:
        """Of each limit, that is given out now."""
        return self._share.value

    @property
    def is_shared(self) -> bool:
        return self._buckets is not self._own

    def admit(self, asked: Asked, *, at: datetime) -> Verdict:
        """Counts the request where it may be worked on now."""
        charges = self.limits.charges(asked, self.share)
        waits = self._take(charges, at) if charges else ()
        longest = max(zip(waits, charges, strict=True), key=_wait, default=None)
        counts = self.limited if longest and longest[0] > 0 else self.allowed
        with self._lock:
            counts[asked.endpoint] += 1
        if longest is None or longest[0] <= 0:
            return Verdict()
        return Verdict(longest[0], longest[1].limit)

    def notice(self, load: Callable[[], Load], *, at: datetime) -> None:
        """Let the limits follow the load; it is asked for only when it is time to look again."""
        now = at.timestamp()
        if self._comfort is None or not self.limits.of:
            return
        with self._lock:
            if self._looked_at is not None and now - self._looked_at < LOOK_S:
                return
            self._looked_at = now
        found = load()
        with self._lock:
            before, self.load = self._share.value, found
            self._share = self._share.under(found, self._comfort, now)
        if (before < 1) != (self._share.value < 1):
            LOGGER.warning("Limits are given out at %.0f %%: %s", self._share.value * 100, found)

    def _take(self, charges: Sequence[Charge], at: datetime) -> Sequence[float]:
        if not self.is_shared:
            return self._own.take(charges, at=at)
        try:
            with self.guard.attempt():
                waits = self._buckets.take(charges, at=at)
        except UnavailableError as error:
            with self._lock:
                self.missed += 1
            self._tell(error.message)
            return self._own.take(charges, at=at)
        self._tell("")
        return waits

    def _tell(self, problem: str) -> None:
        """Each trouble once and not at each request, and its end."""
        with self._lock:
            before, self._told = self._told, problem
        if problem and problem != before:
            LOGGER.warning("This process counts for itself meanwhile: %s", problem)
        elif before and not problem:
            LOGGER.warning("All processes count together again")


def _wait(found: tuple[float, Charge]) -> float:
    return found[0]
