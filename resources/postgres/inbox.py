"""Which messages a consumer has taken on already."""

from contextlib import AbstractContextManager
from datetime import datetime
from typing import Final
from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from resources.postgres.database import Database
from resources.postgres.tables import inbox

WAIT_S: Final = 60.0


class PostgresInbox:
    def __init__(self, database: Database) -> None:
        self._database = database

    def accept(self, consumer: str, key: str, *, at: datetime) -> bool:
        """True for the first call with this key, false for every later one."""
        token = uuid4()
        row = {"consumer": consumer, "key": key, "accepted_at": at, "accepted_by": token}

        def work(connection: sa.Connection) -> bool:
            connection.execute(insert(inbox).values(row).on_conflict_do_nothing())
            winner = sa.select(inbox.c.accepted_by).where(
                inbox.c.consumer == consumer, inbox.c.key == key
            )
            return connection.scalar(winner) == token

        return self._database.run(work)

    def alone(self, consumer: str) -> AbstractContextManager[object]:
        return self._database.advisory_lock(f"omninode inbox {consumer}", wait_s=WAIT_S)

    def accepted(self, consumer: str) -> frozenset[str]:
        """The keys of all that it has taken on."""
        wanted = sa.select(inbox.c.key).where(inbox.c.consumer == consumer)
        return self._database.run(lambda held: frozenset(held.scalars(wanted)))
