"""One breaker for one dependency, shared by the threads and tasks of a process."""

import logging
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from threading import Lock
from typing import Final

from omninode_bridge.errors import UnavailableError
from omninode_bridge.reliability.breaker import Breaker, BreakerState, Ticket

LOGGER: Final = logging.getLogger(__name__)

type Outcome = Callable[[Breaker, Ticket, float], Breaker]
type OnChange = Callable[[str, BreakerState, BreakerState], None]
"""Called with the breaker's name and its states before and after; it must not wait."""


def nobody_answered(error: Exception) -> bool:
    return isinstance(error, UnavailableError)


def nothing(_: str, __: BreakerState, ___: BreakerState) -> None:
    pass


class Guard:
    """Counts errors that `fails` is true for; any other outcome shows that somebody answered.

    A call that is cancelled has no outcome: neither counts. `failures` and `transitions` (into a
    state) are those since it was made.
    """

    def __init__(
        self,
        name: str,
        breaker: Breaker | None = None,
        *,
        clock: Callable[[], float] = time.monotonic,
        fails: Callable[[Exception], bool] = nobody_answered,
        on_change: OnChange = nothing,
    ) -> None:
        self.name = name
        self._breaker = breaker or Breaker()
        self._clock = clock
        self._fails = fails
        self._on_change = on_change
        self._lock = Lock()
        self.failures = 0
        self.transitions: Counter[BreakerState] = Counter()

    @property
    def state(self) -> BreakerState:
        with self._lock:
            return self._breaker.state

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """Around a call, or over a function as its decorator.

        Raises `UnavailableError` at once, without a call, while the breaker is open.
        """
        ticket = self._admit()
        try:
            yield
        except Exception as error:
            if self._fails(error):
                self.failures += 1
                self._note(Breaker.failed, ticket)
            else:
                self._note(Breaker.succeeded, ticket)
            raise
        self._note(Breaker.succeeded, ticket)

    @asynccontextmanager
    async def attempt_async(self) -> AsyncIterator[None]:
        """As `attempt`, around awaited calls and over coroutine functions."""
        with self.attempt():
            yield

    def _admit(self) -> Ticket:
        with self._lock:
            now, before = self._clock(), self._breaker
            self._breaker, ticket = before.admit(now)
            retry_in = self._breaker.retry_in(now)
            self._tell(before)
        if ticket is None:
            raise UnavailableError(
                f"{self.name} failed repeatedly and is left alone for now",
                hint=f"It is tried again in {retry_in:.0f} s at the latest.",
            )
        return ticket

    def _note(self, outcome: Outcome, ticket: Ticket) -> None:
        with self._lock:
            before = self._breaker
            self._breaker = outcome(before, ticket, self._clock())
            self._tell(before)

    def _tell(self, before: Breaker) -> None:
        """Inside the lock, so that changes are told in their order."""
        after = self._breaker.state
        if after is before.state:
            return
        self.transitions[after] += 1
        level = logging.WARNING if after is BreakerState.OPEN else logging.INFO
        LOGGER.log(level, "%s: the breaker is %s, was %s", self.name, after, before.state)
        self._on_change(self.name, before.state, after)
