"""Changes of breakers on their way to the system of record, which may be the one that is broken."""

from collections import deque
from datetime import UTC, datetime
from typing import Final
from uuid import uuid4

from omninode_bridge.reliability.breaker import BreakerState
from omninode_bridge.reliability.changes import BreakerLog, Change

KEPT: Final = 1000


class Notes:
    """Noted at once, stored when the record answers; of more than 1000 the oldest are dropped.

    One that dies in between has told its changes in its log only.
    """

    def __init__(self) -> None:
        self._waiting: deque[Change] = deque(maxlen=KEPT)

    def note(self, name: str, before: BreakerState, after: BreakerState) -> None:
        self._waiting.append(Change(uuid4(), name, before, after, datetime.now(UTC)))

    def store(self, log: BreakerLog) -> None:
        """What cannot be stored now waits for the next time."""
        changes = list(self._waiting)
        if not changes:
            return
        log.put(changes)
        stored = {change.id for change in changes}
        while self._waiting and self._waiting[0].id in stored:
            self._waiting.popleft()
