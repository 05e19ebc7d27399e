"""When a worker has been idle for longer than any of its callers wants to find it warm."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

# Who starts a worker asks it at once; should that process have died, nobody will.
UNASKED_S: Final = 60.0


class Idleness:
    """Counts from the end of the last request; one under way is no idleness, however long."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._open = 0
        self._since = clock()
        self._keep_s: float | None = None

    @contextmanager
    def interrupted(self) -> Iterator[None]:
        with self._lock:
            self._open += 1
        try:
            yield
        finally:
            with self._lock:
                self._open -= 1
                self._since = self._clock()

    def stay(self, seconds: float) -> None:
        """The most patient caller decides: what an installation has warmed up stays warm."""
        with self._lock:
            self._keep_s = max(self._keep_s or 0.0, seconds)

    def is_over(self) -> bool:
        with self._lock:
            keep_s = UNASKED_S if self._keep_s is None else self._keep_s
            return self._open == 0 and self._clock() - self._since > keep_s
