"""One breaker for one dependency, shared by the threads of a process."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock

from omninode_bridge.errors import UnavailableError
from omninode_bridge.reliability.breaker import Breaker, BreakerState, Ticket


class Guard:
    """Counts `UnavailableError`; any other outcome shows that the dependency answered."""

    def __init__(
        self,
        name: str,
        breaker: Breaker | None = None,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._name = name
        self._breaker = breaker or Breaker()
        self._clock = clock
        self._lock = Lock()

    @property
    def state(self) -> BreakerState:
        with self._lock:
            return self._breaker.state

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """Raises `UnavailableError` at once, without a call, while the breaker is open."""
        ticket = self._admit()
        try:
            yield
        except UnavailableError:
            with self._lock:
                self._breaker = self._breaker.failed(ticket, self._clock())
            raise
        except Exception:
            self._note_success(ticket)
            raise
        self._note_success(ticket)

    def _admit(self) -> Ticket:
        with self._lock:
            now = self._clock()
            self._breaker, ticket = self._breaker.admit(now)
            retry_in = self._breaker.retry_in(now)
        if ticket is None:
            raise UnavailableError(
                f"{self._name} failed repeatedly and is left alone for now",
                hint=f"It is tried again in {retry_in:.0f} s at the latest.",
            )
        return ticket

    def _note_success(self, ticket: Ticket) -> None:
        with self._lock:
            self._breaker = self._breaker.succeeded(ticket, self._clock())
