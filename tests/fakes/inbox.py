"""The inbox in a set."""

from datetime import datetime


class FakeInbox:
    def __init__(self) -> None:
        self._accepted: set[tuple[str, str]] = set()

    def accept(self, consumer: str, key: str, *, at: datetime) -> bool:
        del at
        new = (consumer, key) not in self._accepted
        self._accepted.add((consumer, key))
        return new

    def accepted(self, consumer: str) -> frozenset[str]:
        return frozenset(key for whose, key in self._accepted if whose == consumer)
