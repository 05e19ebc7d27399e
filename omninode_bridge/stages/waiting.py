"""Requests above a limit: on record, with the time before which their runs do not begin."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from omninode_bridge.registry.records import Execution
from omninode_bridge.reliability.endpoints import GENERATE
from omninode_bridge.reliability.limits import Asked, RateLimits, Verdict

REQUESTER: Final = "requester"
NOT_BEFORE: Final = "not_before"


def not_before(execution: Execution) -> datetime | None:
    """None of a request that came within its limit."""
    text = (execution.request or {}).get(NOT_BEFORE)
    return datetime.fromisoformat(text) if isinstance(text, str) else None


def requester(execution: Execution) -> str:
    return str((execution.request or {}).get(REQUESTER) or "")


class WaitingLine:
    """Who came first begins first: behind one who waits, his own requests wait, too, and where all
    users share a limit those of the others.
    """

    def __init__(self, limits: RateLimits, waiting: Iterable[Execution]) -> None:
        self._limits = limits
        self._last: dict[str, datetime] = {}
        for each in waiting:
            if (at := not_before(each)) is not None:
                self._join(requester(each), at)

    def must_wait(self, user: str) -> bool:
        shared = self._limits.total_limit(GENERATE) is not None
        return user in self._last or (shared and bool(self._last))

    def join(self, user: str, verdict: Verdict, now: datetime) -> datetime:
        """From when on the run may begin. It begins later where the load lets less through."""
        at = now + timedelta(seconds=verdict.wait_s)
        if self.must_wait(user):
            ahead = [self._last[user]] if user in self._last else self._last.values()
            at = max(at, max(ahead) + timedelta(seconds=self._spacing_s(user)))
        self._join(user, at)
        return at

    def _join(self, user: str, at: datetime) -> None:
        self._last[user] = max(at, self._last.get(user, at))

    def _spacing_s(self, user: str) -> float:
        asked = Asked(GENERATE, user)
        limits = (self._limits.user_limit(asked), self._limits.total_limit(GENERATE))
        return max((limit.spacing_s for limit in limits if limit), default=0.0)
