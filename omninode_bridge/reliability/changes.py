"""What became of breakers, kept beyond the process that has them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from omninode_bridge.reliability.breaker import BreakerState


@dataclass(frozen=True, slots=True)
class Change:
    """`name` is that of the breaker; the same `id` is the same change."""

    id: UUID
    name: str
    before: BreakerState
    after: BreakerState
    at: datetime


class BreakerLog(Protocol):
    """Every method raises `UnavailableError` where the system of record does not answer."""

    def put(self, changes: Collection[Change]) -> None:
        """Store those that are new by their id."""
        ...

    def recent(self, limit: int) -> Sequence[Change]:
        """The latest first."""
        ...
