"""A circuit breaker as a value: no clock, no lock, no I/O. The adapter owns those."""

from dataclasses import dataclass, replace
from enum import StrEnum
from math import inf


class BreakerState(StrEnum):
    CLOSED = "closed"
    OPEN = "open"
    HALF_OPEN = "half_open"


@dataclass(frozen=True, slots=True)
class Ticket:
    """Permission for one call. Its outcome counts only in the period in which it was given."""

    period: int


@dataclass(frozen=True, slots=True)
class Breaker:
    """Opens after `threshold` failures in a row, and after `recovery_s` tries `trials` calls.

    It closes when that many trials have succeeded; one that fails opens it again. `period` counts
    the changes of state, so that a call which began before a change cannot decide after it. One
    that is `held` keeps its state, whatever becomes of calls and however long it takes.
    """

    threshold: int = 5
    recovery_s: float = 60.0
    trials: int = 3
    state: BreakerState = BreakerState.CLOSED
    since: float = 0.0
    period: int = 0
    failures: int = 0
    admitted: int = 0
    succeeded_trials: int = 0
    held: bool = False

    def hold(self, state: BreakerState, now: float) -> "Breaker":
        """Open or closed by hand, until it is released."""
        return replace(self._turn(state, now), held=True)

    def release(self, now: float) -> "Breaker":
        """Closed, with nothing counted."""
        return self._turn(BreakerState.CLOSED, now)

    def admit(self, now: float) -> tuple["Breaker", Ticket | None]:
        """The breaker after asking, and a ticket where the call may be made."""
        if self.state is BreakerState.CLOSED:
            return self, Ticket(self.period)
        if self.held or (self.retry_in(now) > 0 and not self._trial_is_free):
            return self, None
        current = self if self._trial_is_free else self._turn(BreakerState.HALF_OPEN, now)
        return replace(current, admitted=current.admitted + 1), Ticket(current.period)

    def succeeded(self, ticket: Ticket, now: float) -> "Breaker":
        if self.held or ticket.period != self.period:
            return self
        if self.state is BreakerState.CLOSED:
            return replace(self, failures=0)
        done = self.succeeded_trials + 1
        if done >= self.trials:
            return self._turn(BreakerState.CLOSED, now)
        return replace(self, succeeded_trials=done)

    def failed(self, ticket: Ticket, now: float) -> "Breaker":
        if self.held or ticket.period != self.period:
            return self
        failures = self.failures + 1
        if self.state is BreakerState.HALF_OPEN or failures >= self.threshold:
            return self._turn(BreakerState.OPEN, now)
        return replace(self, failures=failures)

    def retry_in(self, now: float) -> float:
        """Seconds until the next trial period may begin; 0 while closed, endless while held open.

        Half-open counts as well: trials whose outcome is never reported must not block for ever.
        """
        if self.state is BreakerState.CLOSED:
            return 0.0
        if self.held:
            return inf
        return max(0.0, self.since + self.recovery_s - now)

    @property
    def _trial_is_free(self) -> bool:
        return self.state is BreakerState.HALF_OPEN and self.admitted < self.trials

    def _turn(self, state: BreakerState, now: float) -> "Breaker":
        return Breaker(
            self.threshold,
            self.recovery_s,
            self.trials,
            state=state,
            since=now,
            period=self.period + 1,
        )
