"""Turns in memory."""

from collections import defaultdict
from collections.abc import Callable, Collection, Generator
from contextlib import contextmanager
from threading import Lock
from uuid import UUID

from omninode_bridge.events.outbox import Entry
from tests.fakes.outbox import FakeOutbox


class FakeTurns:
    """What is told waits in the outbox."""

    def __init__(self, outbox: FakeOutbox | None = None) -> None:
        self._outbox = outbox or FakeOutbox()
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

    def tell(self, about: str, key: UUID, telling: Callable[[], Collection[Entry]]) -> bool:
        with self.take(about, key) as is_mine:
            if is_mine:
                self._outbox.put(telling())
            return is_mine
