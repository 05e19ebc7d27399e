"""What became of breakers, in PostgreSQL."""

from collections.abc import Collection, Sequence
from dataclasses import asdict

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from omninode_bridge.reliability.breaker import BreakerState
from omninode_bridge.reliability.changes import Change
from resources.postgres.database import Database
from resources.postgres.tables import breaker_changes as table


class PostgresBreakerLog:
    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, changes: Collection[Change]) -> None:
        if changes:
            rows = [asdict(change) for change in changes]
            added = insert(table).values(rows).on_conflict_do_nothing()
            self._database.run(lambda connection: connection.execute(added))

    def recent(self, limit: int) -> Sequence[Change]:
        newest = sa.select(table).order_by(table.c.at.desc()).limit(limit)
        return self._database.run(
            lambda connection: [
                Change(row.id, row.name, BreakerState(row.before), BreakerState(row.after), row.at)
                for row in connection.execute(newest)
            ]
        )
