"""Events that wait in the system of record: written with the state that they tell, sent later."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from omninode_bridge.events.delivery import Outgoing
from omninode_bridge.registry.records import Execution, StepRecord


@dataclass(frozen=True, slots=True)
class Entry:
    """`id` is the event's own: the same one is written once. A lane's entries keep their order."""

    id: UUID
    lane: UUID
    message: Outgoing


@dataclass(frozen=True, slots=True)
class Backlog:
    """`oldest` is when the longest waiting entry was written; `refused` are those given up."""

    waiting: int
    refused: int
    oldest: datetime | None = None


type Telling = Callable[[Execution, Sequence[StepRecord]], Sequence[Entry]]
"""What there is to tell of an execution after a change, and its steps. It may be called again."""


def untold(_: Execution, __: Sequence[StepRecord]) -> Sequence[Entry]:
    return ()


class Outbox(Protocol):
    """Every method raises `UnavailableError` where the system of record does not answer."""

    def put(self, entries: Collection[Entry]) -> None:
        """Write those that are new by their id: all of them, or none."""
        ...

    def waiting(self, limit: int) -> Sequence[Entry]:
        """What is neither sent nor refused, in the order in which it was written."""
        ...

    def mark_sent(self, ids: Collection[UUID]) -> None: ...

    def refuse(self, entry_id: UUID, reason: str) -> None:
        """It can never be sent; those behind it in its lane no longer wait for it."""
        ...

    def forget(self, before: datetime) -> int:
        """Remove what was sent before that moment, and return how much that was."""
        ...

    def backlog(self) -> Backlog: ...
