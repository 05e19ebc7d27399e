"""Counting with pyrate-limiter's buckets, wherever their state lies."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final

from pyrate_limiter import GCRA, Decision, Rate, StateAlgorithm, StateStore, TokenBucket

from omninode_bridge.reliability.limits import Charge, Limit, Shape

ALGORITHMS: Final[dict[Shape, StateAlgorithm]] = {Shape.TOKEN: TokenBucket(), Shape.LEAKY: GCRA()}
"""The same arithmetic, the theoretical arrival time; a leaky bucket differs by its burst."""


def rate_of(limit: Limit, share: float) -> Rate:
    """With less of a share the same requests need more time, and fewer may come at once."""
    interval_ms = max(1, round(limit.period_s * 1000 / share))
    return Rate(limit.count, interval_ms, burst=max(1, round(limit.burst * share)))


class Counting:
    """`store_of` finds the state of a key. All or nothing: first all are asked, then all are taken.

    Where somebody else takes in between, what was taken first stays taken: too little is let
    through then, never too much.
    """

    def __init__(self, store_of: Callable[[str], StateStore]) -> None:
        self._store_of = store_of

    def take(self, charges: Sequence[Charge], at: datetime) -> list[float]:
        asked = [_Asked(charge, self._store_of(charge.key), at) for charge in charges]
        if len(asked) > 1 and any(waits := [each.look() for each in asked]):
            return waits
        return [each.take() for each in asked]


class _Asked:
    def __init__(self, charge: Charge, store: StateStore, at: datetime) -> None:
        self._store = store
        self._algorithm = ALGORITHMS[charge.limit.shape]
        self._rates = [rate_of(charge.limit, charge.share)]
        self._now_ms = round(at.timestamp() * 1000)

    def look(self) -> float:
        state = self._store.read(self._algorithm, self._rates)
        if not isinstance(state, tuple):
            raise TypeError(f"{type(self._store).__name__} is asynchronous")
        return _wait_s(self._algorithm.step(self._rates, state, self._now_ms, 1)[1])

    def take(self) -> float:
        decision = self._store.check(self._algorithm, self._rates, self._now_ms, 1)
        if not isinstance(decision, Decision):
            raise TypeError(f"{type(self._store).__name__} is asynchronous")
        return _wait_s(decision)


def _wait_s(decision: Decision) -> float:
    """A burst of at least one fits the weight of one, so the wait is always known."""
    return 0.0 if decision.allowed else max(1, decision.retry_after_ms or 0) / 1000
