"""What became of breakers, and what people want of them, in PostgreSQL."""

import atexit
from collections.abc import Collection, Generator, Mapping, Sequence
from contextlib import closing, contextmanager
from functools import cache, partial
from typing import Final

import sqlalchemy as sa
from pydantic import Field
from sqlalchemy.dialects.postgresql import insert

from omninode_bridge.reliability.breaker import Breaker, BreakerState
from omninode_bridge.reliability.changes import Change, Order, Process
from resources.postgres.database import Database
from resources.postgres.living import CURRENT_BREAKERS
from resources.postgres.tables import breaker_changes as table
from resources.postgres.tables import breaker_orders
from resources.reliability.guard import Fails, Guard, nobody_answered
from resources.reliability.switchboard import Switchboard

BREAKERS_URL: Final = Field(
    default="", description="Where it is recorded what becomes of the breaker; empty for nowhere."
)

_BOARDS: Final[dict[str, Switchboard]] = {}


class PostgresBreakerLog:
    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, changes: Collection[Change]) -> None:
        if changes:
            added = insert(table).values([_row(change) for change in changes])
            ignoring = added.on_conflict_do_nothing()
            self._database.run(lambda connection: connection.execute(ignoring))

    def recent(self, limit: int) -> Sequence[Change]:
        return self._changes(sa.select(table).order_by(table.c.at.desc()).limit(limit))

    def current(self) -> Sequence[Change]:
        return self._changes(sa.text(CURRENT_BREAKERS))

    def opened(self) -> Mapping[str, int]:
        counted = sa.select(table.c.name, sa.func.count()).where(table.c.after == BreakerState.OPEN)
        return self._database.run(
            lambda connection: {
                str(name): int(count)
                for name, count in connection.execute(counted.group_by(table.c.name))
            }
        )

    def order(self, order: Order) -> None:
        added = insert(breaker_orders).values(
            id=order.id, name=order.name, state=order.state, at=order.at
        )
        replaced = added.on_conflict_do_update(
            index_elements=[breaker_orders.c.name],
            set_={name: added.excluded[name] for name in ("id", "state", "at")},
        )
        self._database.run(lambda connection: connection.execute(replaced))

    def orders(self) -> Sequence[Order]:
        found = sa.select(breaker_orders).order_by(breaker_orders.c.name)
        return self._database.run(
            lambda connection: [
                Order(row.id, row.name, row.state and BreakerState(row.state), row.at)
                for row in connection.execute(found)
            ]
        )

    def _changes(self, query: sa.Executable) -> Sequence[Change]:
        return self._database.run(
            lambda connection: [
                Change(
                    row.id,
                    row.name,
                    BreakerState(row.before),
                    BreakerState(row.after),
                    row.at,
                    Process(row.process, row.place),
                )
                for row in connection.execute(query)
            ]
        )


def _row(change: Change) -> dict[str, object]:
    return {
        "id": change.id,
        "name": change.name,
        "before": change.before,
        "after": change.after,
        "at": change.at,
        "process": change.process.id,
        "place": change.process.place,
    }


@contextmanager
def breaker_log(url: str, process: Process) -> Generator[PostgresBreakerLog]:
    """On a connection of its own, by which others see that the process lives."""
    with closing(Database(url, guards=_always, known_as=process.known_as)) as database:
        yield PostgresBreakerLog(database)


@cache
def switchboard_of(url: str) -> Switchboard:
    """In one process there is one for the same database; an empty `url` is no database."""
    if not url:
        return Switchboard()
    board = _BOARDS[url] = Switchboard(partial(breaker_log, url))
    atexit.register(board.settle)
    return board


def settle_all() -> None:
    """For processes that end without saying so."""
    for board in [*_BOARDS.values()]:
        board.settle()


def _always(name: str, breaker: Breaker | None = None, *, fails: Fails = nobody_answered) -> Guard:
    """One that always tries: who writes down that nobody answers must notice when somebody does."""
    return Guard(name, (breaker or Breaker()).hold(BreakerState.CLOSED, 0), fails=fails)
