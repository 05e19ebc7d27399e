"""`omninode dlq`: what could not be processed, why, and sending it again."""

import sys
from base64 import b64decode, b64encode
from collections import Counter
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

import click

from omninode_bridge.errors import InvalidRequestError, LimitExceededError
from omninode_bridge.ports import Table
from pipelines.cli import connections
from pipelines.cli.edge import ExitCode
from pipelines.cli.tables import FORMATS, print_json, print_table
from pipelines.installation import current_home

if TYPE_CHECKING:
    from resources.kafka.dead_letters import DeadLetterEntry, Redrive

SHORT: Final = ("id", "at", "state", "tries", "bytes", "reason")
COLUMNS: Final = (*SHORT, "request", "key", "error", "topic", "partition", "offset")
FILTER: Final = click.option(
    "--filter",
    "conditions",
    multiple=True,
    metavar="FIELD=VALUE",
    help="id, error or state; a part of topic, request, key or reason; older or newer than 30s, "
    "10m, 2h, 7d. Several: all must hold.",
)


@click.group()
def dlq() -> None:
    """Look at the dead letters, and send them again."""


@contextmanager
def _redrive() -> Generator["Redrive"]:
    from resources.kafka.dead_letters import Redrive  # noqa: PLC0415 - not for --help
    from resources.workspace.documents import FolderDocuments  # noqa: PLC0415 - as above

    documents = FolderDocuments(current_home().root / "documents")
    with connections.event_log() as log, connections.inbox() as inbox:
        yield Redrive(log, inbox, documents, connections.sending().dead_letters)


def _selected(redrive: "Redrive", conditions: Sequence[str]) -> list["DeadLetterEntry"]:
    from omninode_bridge.events.selection import Selection  # noqa: PLC0415 - not for --help

    selection, now = Selection.parse(conditions), datetime.now(UTC)
    return [
        entry
        for entry in redrive.entries()
        if selection.holds(entry.fields, now - entry.at if entry.at else None)
    ]


@dlq.command("list")
@FILTER
@click.option("--format", "form", type=FORMATS, default="text", show_default=True)
def list_letters(conditions: Sequence[str], form: str) -> None:
    """The messages of the dead letter topics, the oldest first.

    Waiting: may be sent again. Redriven: was. Parked: was, as often as it may be. Foreign: another
    program wrote it.
    """
    from resources.kafka.dead_letters import as_text  # noqa: PLC0415 - not for --help

    with _redrive() as redrive:
        found = _selected(redrive, conditions)
    rows = [
        (
            *(each.id, each.at, each.standing.value, each.tries, each.size, each.reason),
            *(each.correlation_id, as_text(each.message_key), each.error_type),
            *(each.short_topic, each.message.partition, each.message.offset),
        )
        for each in found
    ]
    columns = SHORT if form == "text" else COLUMNS
    table = Table(columns, tuple(row[: len(columns)] for row in rows))
    print_table(table, form, nothing="No dead letters.")


@dlq.command()
@click.argument("letter_id", metavar="ID")
@click.option("--format", "form", type=click.Choice(["text", "json", "raw"]), default="text")
def show(letter_id: str, form: str) -> None:
    """One letter whole, and the message in it. Raw: the message's value, byte for byte."""
    with _redrive() as redrive:
        found = _selected(redrive, [f"id={letter_id}"])
        if not found:
            raise InvalidRequestError(
                f"No dead letter is called {letter_id}", hint="See them with: omninode dlq list"
            )
        [entry] = found
        letter, value = redrive.letter(entry), redrive.value(entry)
    if form == "raw":
        sys.stdout.buffer.write(value)
    elif form == "json":
        whole = letter.model_dump(mode="json") if letter else None
        print_json({**_facts(entry), "value_base64": b64encode(value).decode(), "letter": whole})
    else:
        click.echo("\n".join(f"{name:9} {held}" for name, held in _told(entry)))
        click.echo(f"\n{value.decode('utf-8', 'backslashreplace')}")


def _told(entry: "DeadLetterEntry") -> Iterator[tuple[str, object]]:
    """Key and headers as texts, where what is no UTF-8 is escaped; as JSON they are exact."""
    from resources.kafka.dead_letters import as_text  # noqa: PLC0415 - not for --help

    yield from _facts(entry).items()
    if (letter := entry.letter) is not None:
        place = (letter.source_topic, letter.source_partition, letter.source_offset)
        yield "from", "-".join(str(part) for part in place if part is not None)
        for name, held in letter.raw_headers_base64:
            yield f"header {name}", held if held is None else as_text(b64decode(held))


def _facts(entry: "DeadLetterEntry") -> dict[str, object]:
    return {**entry.fields, "at": entry.at, "tries": entry.tries}


@dlq.command()
@FILTER
@click.option("--all", "everything", is_flag=True, help="All that are waiting.")
@click.option("--parked", is_flag=True, help="Also those that were sent as often as they may be.")
@click.option("--dry-run", is_flag=True, help="Only say which.")
@click.pass_context
def redrive(
    context: click.Context,
    conditions: Sequence[str],
    *,
    everything: bool,
    parked: bool,
    dry_run: bool,
) -> None:
    """Send waiting letters' messages to where they came from: value, key and headers as they were.

    Each letter once. What fails again comes back as another letter, three times at most; then it
    is parked, and goes only where --parked says so. Exit code 1 if one could not be sent.
    """
    if bool(conditions) == everything:
        raise click.UsageError("Say which: either --filter FIELD=VALUE, or --all")
    done: Counter[bool] = Counter()
    with _redrive() as line, nullcontext() if dry_run else line.alone():
        found = _selected(line, conditions)
        states = {"waiting", "parked"} if parked else {"waiting"}
        for entry in (each for each in found if each.standing in states):
            if dry_run:
                click.echo(f"{entry.id} would be sent again: {entry.reason}")
                done[True] += 1
            else:
                done[_is_sent(line, entry, parked=parked)] += 1
    if not done:
        click.echo("No letter that is waiting matches.")
    if not parked and (left := sum(each.standing == "parked" for each in found)):
        click.echo(f"{left} that match are parked: --parked sends them once more.", err=True)
    context.exit(ExitCode.FAILED if done[False] else ExitCode.OK)


def _is_sent(line: "Redrive", entry: "DeadLetterEntry", *, parked: bool) -> bool:
    try:
        sent = line.send(entry, now=datetime.now(UTC), parked=parked)
    except (InvalidRequestError, LimitExceededError) as error:
        click.echo(f"{entry.id} could not be sent: {error}", err=True)
        return False
    click.echo(f"{entry.id} sent to {sent.topic}")
    return True
