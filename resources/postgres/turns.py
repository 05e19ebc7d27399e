"""Who answers a request, across processes: a lock for as long as it takes, then the inbox."""

from collections.abc import Generator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Final
from uuid import UUID

import sqlalchemy as sa

from resources.postgres.database import Database
from resources.postgres.inbox import PostgresInbox
from resources.postgres.tables import inbox

WAIT_S: Final = 120.0
"""As long as the slowest answer takes, which is that of the gate."""


class PostgresTurns:
    def __init__(self, database: Database) -> None:
        self._database = database
        self._inbox = PostgresInbox(database)

    @contextmanager
    def take(self, about: str, key: UUID) -> Generator[bool]:
        with self._database.advisory_lock(f"omninode turn {about} {key}", wait_s=WAIT_S):
            if self._is_taken(about, str(key)):
                yield False
                return
            yield True
            self._inbox.accept(about, str(key), at=datetime.now(UTC))

    def _is_taken(self, about: str, key: str) -> bool:
        held = sa.select(inbox.c.key).where(inbox.c.consumer == about, inbox.c.key == key)
        return self._database.run(lambda connection: connection.scalar(held) is not None)
