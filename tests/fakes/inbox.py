"""The inbox in a set."""

from collections import defaultdict
from contextlib import AbstractContextManager
from datetime import datetime
from threading import Lock


class FakeInbox:
    def __init__(self) -> None:
        self._accepted: set[tuple[str, str]] = set()
        self._locks: defaultdict[str, Lock] = defaultdict(Lock)

    def accept(self, consumer: str, key: str, *, at: datetime) -> bool:
        del at
        new = (consumer, key) not in self._accepted
        self._accepted.add((consumer, key))
        return new

    def alone(self, consumer: str) -> AbstractContextManager[object]:
        return self._locks[consumer]

    def accepted(self, consumer: str) -> frozenset[str]:
        return frozenset(key for whose, key in self._accepted if whose == consumer)
