"""What became of breakers, in a dictionary."""

from collections.abc import Collection, Sequence
from uuid import UUID

from omninode_bridge.errors import UnavailableError
from omninode_bridge.reliability.changes import Change


class FakeBreakerLog:
    """`down` makes every call fail."""

    def __init__(self) -> None:
        self.down = False
        self._changes: dict[UUID, Change] = {}

    def put(self, changes: Collection[Change]) -> None:
        self._fail_when_down()
        for change in changes:
            self._changes.setdefault(change.id, change)

    def recent(self, limit: int) -> Sequence[Change]:
        self._fail_when_down()
        return sorted(self._changes.values(), key=lambda each: each.at, reverse=True)[:limit]

    def _fail_when_down(self) -> None:
        if self.down:
            raise UnavailableError("The record does not answer")
