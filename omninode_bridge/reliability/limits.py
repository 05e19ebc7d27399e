"""Who may ask how often: limits as values, and the port of what counts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final, Protocol

EVERY: Final = "*"
"""Any endpoint that is not named."""

ALL: Final = "all"
"""In place of a user: all of them together."""

UNKNOWN: Final = "anonymous"
"""Whoever does not say who asks."""


class Shape(StrEnum):
    """A token bucket lets a burst through and refills; a leaky one lets them through evenly."""

    TOKEN = "token"  # noqa: S105  the kind of a bucket
    LEAKY = "leaky"


@dataclass(frozen=True, slots=True)
class Limit:
    """`count` requests in `period_s`, of which `burst` may come at once."""

    count: int
    period_s: float
    burst: int
    shape: Shape = Shape.TOKEN

    @property
    def spacing_s(self) -> float:
        """Between two requests of somebody who asks all the time."""
        return self.period_s / self.count


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody wants: one request to an endpoint."""

    endpoint: str
    user: str


@dataclass(frozen=True, slots=True)
class Charge:
    """One request to be counted under `key`. `share` of the limit is what the load allows now."""

    key: str
    limit: Limit
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class Verdict:
    """`wait_s` until it may be asked again, 0 where it may be now; `limit` is what stands in the
    way.
    """

    wait_s: float = 0.0
    limit: Limit | None = None

    @property
    def allowed(self) -> bool:
        return self.wait_s <= 0


class Buckets(Protocol):
    """Counts requests, for one process or for all that share a server."""

    def take(self, charges: Sequence[Charge], *, at: datetime) -> Sequence[float]:
        """Count one request under each key, or under none where one of them is full.

        Seconds until each has room; all 0 where the request was counted. Raises `UnavailableError`
        where the server does not answer.
        """
        ...


@dataclass(frozen=True, slots=True)
class RateLimits:
    """Limits by endpoint and user, as `limits_text` reads them; None lifts a wider one.

    A user's own limit comes before that of each user, and an endpoint's before that of any.
    """

    of: Mapping[tuple[str, str], Limit | None] = field(default_factory=dict)

    def user_limit(self, asked: Asked) -> Limit | None:
        for endpoint in (asked.endpoint, EVERY):
            for user in (asked.user, EVERY):
                # Nobody gets what is meant for all together by calling himself so.
                if user != ALL and (endpoint, user) in self.of:
                    return self.of[endpoint, user]
        return None

    def total_limit(self, endpoint: str) -> Limit | None:
        """For all users together."""
        named = (endpoint, ALL)
        return self.of.get(named if named in self.of else (EVERY, ALL))

    def charges(self, asked: Asked, share: float = 1.0) -> tuple[Charge, ...]:
        """What a request is counted under; each endpoint counts for itself."""
        found = {
            f"{asked.endpoint}@{ALL}": self.total_limit(asked.endpoint),
            f"{asked.endpoint}:{asked.user}": self.user_limit(asked),
        }
        return tuple(Charge(key, limit, share) for key, limit in found.items() if limit)
