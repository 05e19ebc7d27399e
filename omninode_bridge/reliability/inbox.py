"""The port of what makes a repeated message harmless."""

from collections.abc import Callable, Collection
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol
from uuid import UUID

from omninode_bridge.events.outbox import Entry


class Inbox(Protocol):
    """Which messages each consumer has taken on already."""

    def accept(self, consumer: str, key: str, *, at: datetime) -> bool:
        """True for the first call with this key, false for every later one."""
        ...

    def alone(self, consumer: str) -> AbstractContextManager[object]:
        """Keeps those out who ask for the same consumer, across processes and machines.

        Waits for whoever is at it. Raises `UnavailableError` where that takes too long.
        """
        ...

    def accepted(self, consumer: str) -> frozenset[str]:
        """The keys of all that it has taken on."""
        ...


class Turns(Protocol):
    """Who answers a request that several may answer: one at a time, and only one."""

    def take(self, about: str, key: UUID) -> AbstractContextManager[bool]:
        """True where nobody has answered yet; it is answered when the block ends without an error.

        Waits for whoever is at it. Raises `UnavailableError` where that takes too long.
        """
        ...

    def tell(self, about: str, key: UUID, telling: Callable[[], Collection[Entry]]) -> bool:
        """Answer with what is written to the outbox: that, and that it is answered, or neither.

        False where somebody has answered; then `telling` was not asked. Waits as `take` does.
        """
        ...
