"""The port of what makes a repeated message harmless."""

from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol
from uuid import UUID


class Inbox(Protocol):
    """Which messages each consumer has taken on already."""

    def accept(self, consumer: str, key: str, *, at: datetime) -> bool:
        """True for the first call with this key, false for every later one."""
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
