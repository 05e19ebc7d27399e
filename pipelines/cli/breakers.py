"""`omninode breakers`: what is left alone, by itself or by hand."""

from collections.abc import Generator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final
from uuid import uuid4

import click

from omninode_bridge.ports import Table
from omninode_bridge.reliability.breaker import BreakerState
from omninode_bridge.reliability.changes import Order, breaker_named, overview
from pipelines.cli import connections
from pipelines.cli.tables import FORMATS, print_table

if TYPE_CHECKING:
    from resources.postgres.breakers import PostgresBreakerLog

COLUMNS: Final = ("name", "state", "since", "by", "opened", "process")
NAME: Final = click.argument("name")


@click.group()
def breakers() -> None:
    """See the breakers of all processes, and hold them open or closed."""


@breakers.command("list")
@click.option("--format", "form", type=FORMATS, default="text", show_default=True)
def list_breakers(form: str) -> None:
    """Each breaker that has ever changed, in each process that lives, and what is ordered.

    One that is not listed never changed: it is closed. `opened` counts how often it has opened, in
    all processes and since the beginning.
    """
    with _log() as log:
        rows = overview(log.current(), log.orders(), log.opened())
    print_table(
        Table(COLUMNS, tuple(rows)), form, nothing="In no living process has a breaker changed."
    )


@breakers.command("open")
@NAME
def open_breaker(name: str) -> None:
    """Leave NAME alone, in every process, until `close` or `reset`.

    NAME is that of `list`, or only its beginning: PostgreSQL, Kafka, Redis, OnexTree, Intelligence
    service, Source. Running processes obey within five seconds of using it.
    """
    _give(name, BreakerState.OPEN)


@breakers.command("close")
@NAME
def close_breaker(name: str) -> None:
    """Ask NAME always, in every process, whatever fails, until `open` or `reset`."""
    _give(name, BreakerState.CLOSED)


@breakers.command("reset")
@NAME
def reset_breaker(name: str) -> None:
    """Close NAME in every process and let it decide by itself again."""
    _give(name, None)


def _give(name: str, state: BreakerState | None) -> None:
    order = Order(uuid4(), breaker_named(name), state, datetime.now(UTC))
    with _log() as log:
        log.order(order)
    what = f"is held {state}" if state else "decides by itself again"
    click.echo(f"{order.name} {what}, in each process within five seconds of using it.")


@contextmanager
def _log() -> Generator["PostgresBreakerLog"]:
    from resources.postgres.breakers import PostgresBreakerLog  # noqa: PLC0415 - not for --help

    with connections.open_database() as database:
        yield PostgresBreakerLog(database)
