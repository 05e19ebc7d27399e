"""One breaker for one dependency, shared by the threads and tasks of a process."""

import logging
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from math import isinf
from threading import Lock
from typing import Final, Protocol

from omninode_bridge.errors import UnavailableError
from omninode_bridge.reliability.breaker import Breaker, BreakerState, Ticket

LOGGER: Final = logging.getLogger(__name__)

type Outcome = Callable[[Breaker, Ticket, float], Breaker]
type Fails = Callable[[Exception], bool]


def nobody_answered(error: Exception) -> bool:
    return isinstance(error, UnavailableError)


class Watcher(Protocol):
    """Told what becomes of a guard, in the midst of its calls: it must neither wait nor raise."""

    def used(self) -> None: ...

    def changed(self, name: str, before: BreakerState, after: BreakerState) -> None: ...


class Nobody:
    """Watches nothing."""

    def used(self) -> None:
        pass

    def changed(self, name: str, before: BreakerState, after: BreakerState) -> None:
        pass


NOBODY: Final = Nobody()


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
        fails: Fails = nobody_answered,
        watcher: Watcher = NOBODY,
    ) -> None:
        self.name = name
        self._breaker = breaker or Breaker()
        self._clock = clock
        self._fails = fails
        self._watcher = watcher
        self._lock = Lock()
        self.failures = 0
        self.transitions: Counter[BreakerState] = Counter()

    @property
    def state(self) -> BreakerState:
        with self._lock:
            return self._breaker.state

    def obey(self, state: BreakerState | None) -> None:
        """Stay open or closed until told otherwise; None: closed, and counting anew."""
        with self._lock:
            before, now = self._breaker, self._clock()
            self._breaker = before.hold(state, now) if state else before.release(now)
            self._tell(before)

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
        self._watcher.used()
        with self._lock:
            now, before = self._clock(), self._breaker
            self._breaker, ticket = before.admit(now)
            retry_in = self._breaker.retry_in(now)
            self._tell(before)
        if ticket is None:
            raise _left_alone(self.name, retry_in)
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
        self._watcher.changed(self.name, before.state, after)


def _left_alone(name: str, retry_in: float) -> UnavailableError:
    if isinf(retry_in):
        return UnavailableError(
            f"{name} is left alone: its breaker was opened by hand",
            hint=f'Let it be asked again: omninode breakers reset "{name}"',
        )
    return UnavailableError(
        f"{name} failed repeatedly and is left alone for now",
        hint=f"It is tried again in {retry_in:.0f} s at the latest.",
    )


class Guards(Protocol):
    """Makes guards, or gives the one that the process has for this name."""

    def __call__(
        self, name: str, breaker: Breaker | None = None, *, fails: Fails = nobody_answered
    ) -> Guard: ...

    def __hash__(self) -> int: ...
