"""Who answers a request, across processes: a lock for as long as it takes, then the inbox."""

from collections.abc import Callable, Collection, Generator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Final
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from omninode_bridge.events.outbox import Entry
from resources.postgres.database import Database
from resources.postgres.outbox import write
from resources.postgres.tables import inbox

WAIT_S: Final = 120.0
"""As long as the slowest answer takes, which is that of the gate."""


class PostgresTurns:
    def __init__(self, database: Database) -> None:
        self._database = database

    @contextmanager
    def take(self, about: str, key: UUID) -> Generator[bool]:
        with self._turn(about, key) as is_mine:
            yield is_mine
            if is_mine:
                self._answered(about, key, ())

    def tell(self, about: str, key: UUID, telling: Callable[[], Collection[Entry]]) -> bool:
        with self._turn(about, key) as is_mine:
            return is_mine and self._answered(about, key, telling())

    @contextmanager
    def _turn(self, about: str, key: UUID) -> Generator[bool]:
        held = sa.select(inbox.c.key).where(inbox.c.consumer == about, inbox.c.key == str(key))
        with self._database.advisory_lock(f"omninode turn {about} {key}", wait_s=WAIT_S):
            yield self._database.run(lambda connection: connection.scalar(held) is None)

    def _answered(self, about: str, key: UUID, entries: Collection[Entry]) -> bool:
        """In one transaction. A lock ends with its server: somebody else may be faster then."""
        row = {"consumer": about, "key": str(key), "accepted_at": datetime.now(UTC)}
        note = insert(inbox).values(row | {"accepted_by": uuid4()}).on_conflict_do_nothing()

        def work(connection: sa.Connection) -> bool:
            is_first = connection.execute(note).rowcount > 0
            if is_first:
                write(connection, entries)
            return is_first

        return self._database.run(work)
