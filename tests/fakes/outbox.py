"""An outbox in a dictionary."""

from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from uuid import UUID

from omninode_bridge.events.outbox import Backlog, Entry


class FakeOutbox:
    """All entries that were ever put, by their id, and what became of them."""

    def __init__(self) -> None:
        self.entries: dict[UUID, tuple[Entry, datetime]] = {}
        self.sent: dict[UUID, datetime] = {}
        self.refused: dict[UUID, str] = {}

    def put(self, entries: Collection[Entry]) -> None:
        for entry in entries:
            self.entries.setdefault(entry.id, (entry, datetime.now(UTC)))

    def waiting(self, limit: int) -> Sequence[Entry]:
        return [entry for entry, _ in self._waiting()][:limit]

    def mark_sent(self, ids: Collection[UUID]) -> None:
        self.sent |= dict.fromkeys(ids, datetime.now(UTC))

    def refuse(self, entry_id: UUID, reason: str) -> None:
        self.refused[entry_id] = reason

    def forget(self, before: datetime) -> int:
        gone = [entry_id for entry_id, at in self.sent.items() if at < before]
        for entry_id in gone:
            del self.entries[entry_id], self.sent[entry_id]
        return len(gone)

    def backlog(self) -> Backlog:
        written = [at for _, at in self._waiting()]
        return Backlog(len(written), len(self.refused), min(written, default=None))

    def _waiting(self) -> list[tuple[Entry, datetime]]:
        gone = self.sent.keys() | self.refused.keys()
        return [held for entry_id, held in self.entries.items() if entry_id not in gone]
