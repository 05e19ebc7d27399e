"""Events that wait in PostgreSQL, and the bell that rings when there are more."""

from base64 import b64decode, b64encode
from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final  # Any: SQLAlchemy's rows
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from omninode_bridge.events.delivery import Outgoing
from omninode_bridge.events.outbox import Backlog, Entry
from resources.postgres.database import Database
from resources.postgres.tables import outbox

CHANNEL: Final = "omninode_outbox"

_WAITS: Final = sa.and_(outbox.c.sent_at.is_(None), outbox.c.refused.is_(None))


class PostgresOutbox:
    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, entries: Collection[Entry]) -> None:
        self._database.run(lambda connection: write(connection, entries))

    def waiting(self, limit: int) -> Sequence[Entry]:
        wanted = sa.select(outbox).where(_WAITS).order_by(outbox.c.number).limit(limit)
        return self._database.run(
            lambda connection: [_entry(row) for row in connection.execute(wanted).mappings()]
        )

    def mark_sent(self, ids: Collection[UUID]) -> None:
        self._mark(outbox.c.id.in_(ids), sent_at=datetime.now(UTC))

    def refuse(self, entry_id: UUID, reason: str) -> None:
        self._mark(outbox.c.id == entry_id, refused=reason)

    def forget(self, before: datetime) -> int:
        gone = sa.delete(outbox).where(outbox.c.sent_at < before)
        return self._database.run(lambda connection: connection.execute(gone).rowcount)

    def backlog(self) -> Backlog:
        count = sa.func.count()
        wanted = sa.select(
            count.filter(outbox.c.refused.is_(None)),
            count.filter(outbox.c.refused.is_not(None)),
            sa.func.min(outbox.c.written_at).filter(outbox.c.refused.is_(None)),
        ).where(outbox.c.sent_at.is_(None))
        return self._database.run(lambda connection: Backlog(*connection.execute(wanted).one()))

    def _mark(self, which: sa.ColumnElement[bool], **values: object) -> None:
        change = sa.update(outbox).where(which, _WAITS).values(**values)
        self._database.run(lambda connection: connection.execute(change))


def write(connection: sa.Connection, entries: Collection[Entry]) -> None:
    """In the transaction of whoever calls; the bell rings when it commits."""
    if not entries:
        return
    now = datetime.now(UTC)
    rows = [{**_row(entry), "written_at": now} for entry in entries]
    connection.execute(insert(outbox).values(rows).on_conflict_do_nothing(index_elements=["id"]))
    connection.execute(sa.select(sa.func.pg_notify(CHANNEL, "")))


def _row(entry: Entry) -> dict[str, object]:
    message = entry.message
    return {
        "id": entry.id,
        "lane": entry.lane,
        "topic": message.topic,
        "key": message.key,
        "value": message.value,
        "headers": [[name, b64encode(held).decode()] for name, held in message.headers],
    }


def _entry(row: Mapping[Any, Any]) -> Entry:
    headers = tuple((name, b64decode(held)) for name, held in row["headers"])
    message = Outgoing(row["topic"], row["value"], row["key"], headers)
    return Entry(row["id"], row["lane"], message)
