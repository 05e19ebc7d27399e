"""Figures of those that live too shortly to be asked, in PostgreSQL."""

import logging
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from omninode_bridge.errors import UnavailableError
from omninode_bridge.metrics.tally import Figure
from resources.postgres.database import Database
from resources.postgres.tables import figures as table

LOGGER: Final = logging.getLogger(__name__)


class PostgresTally:
    """A count whose commit was not acknowledged may be missing or, very seldom, counted twice."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def count(self, teller: str, counts: Mapping[str, int], *, at: datetime) -> None:
        self._put(teller, {name: value for name, value in counts.items() if value}, True, at)

    def tell(self, teller: str, seen: Mapping[str, float], *, at: datetime) -> None:
        self._put(teller, seen, False, at)

    def all(self) -> Sequence[Figure]:
        found = sa.select(table).order_by(table.c.teller, table.c.name)
        return self._database.run(
            lambda connection: [
                Figure(row.teller, row.name, row.value, row.is_count, row.at)
                for row in connection.execute(found)
            ]
        )

    def _put(self, teller: str, told: Mapping[str, float], is_count: bool, at: datetime) -> None:
        if not told:
            return
        # In one order everywhere, so that no two wait for each other.
        added = insert(table).values(
            [
                {"teller": teller, "name": name, "value": value, "is_count": is_count, "at": at}
                for name, value in sorted(told.items())
            ]
        )
        value = added.excluded.value + table.c.value if is_count else added.excluded.value
        put = added.on_conflict_do_update(
            index_elements=[table.c.teller, table.c.name],
            set_={"value": value, "at": added.excluded.at},
        )
        try:
            self._database.run(lambda connection: connection.execute(put))
        except UnavailableError as error:
            LOGGER.warning("Not counted for %s: %s (%s)", teller, dict(told), error.message)
