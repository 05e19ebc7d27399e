"""The port of what makes a repeated message harmless."""

from datetime import datetime
from typing import Protocol


class Inbox(Protocol):
    """Which messages each consumer has taken on already."""

    def accept(self, consumer: str, key: str, *, at: datetime) -> bool:
        """True for the first call with this key, false for every later one."""
        ...

    def accepted(self, consumer: str) -> frozenset[str]:
        """The keys of all that it has taken on."""
        ...
