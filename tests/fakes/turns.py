"""Turns in memory."""

from collections import defaultdict
from collections.abc import Generator
from contextlib import contextmanager
from threading import Lock
from uuid import UUID


class FakeTurns:
    def __init__(self) -> None:
        self._taken: set[tuple[str, UUID]] = set()
        self._locks: defaultdict[tuple[str, UUID], Lock] = defaultdict(Lock)

    @contextmanager
    def take(self, about: str, key: UUID) -> Generator[bool]:
        with self._locks[about, key]:
            if (about, key) in self._taken:
                yield False
                return
            yield True
            self._taken.add((about, key))
