"""`omninode dlq`: what could not be processed, why, and sending it again."""

import sys
from base64 import b64decode, b64encode
from collections.abc import Generator, Sequence
from contextlib import contextmanager
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
COLUMNS: Final = (*SHORT, "request", "topic", "partition", "offset")
FILTER: Final = click.option(
    "--filter",
    "conditions",
    multiple=True,
    metavar="FIELD=VALUE",
    help="id, topic, request, error, reason or state; of topic and reason a part. Several: all.",
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
        yield Redrive(log, inbox, documents)


def _selected(redrive: "Redrive", conditions: Sequence[str]) -> list["DeadLetterEntry"]:
    from omninode_bridge.events.selection import Selection  # noqa: PLC0415 - not for --help

    selection = Selection.parse(conditions)
    return [entry for entry in redrive.entries() if selection.holds(entry.fields)]


@dlq.command("list")
@FILTER
@click.option("--format", "form", type=FORMATS, default="text", show_default=True)
def list_letters(conditions: Sequence[str], form: str) -> None:
    """The messages of the four dead letter topics, the oldest first.

    Waiting: may be sent again. Redriven: was. Parked: was, as often as it may be. Foreign: another
    program wrote it.
    """
    with _redrive() as redrive:
        found = _selected(redrive, conditions)
    rows = [
        (
            *(each.id, each.at, each.standing.value, each.tries, each.size, each.reason),
            *(each.correlation_id, each.short_topic, each.message.partition, each.message.offset),
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
        value = redrive.value(entry)
    if form == "raw":
        sys.stdout.buffer.write(value)
    elif form == "json":
        letter = entry.letter.model_dump(mode="json") if entry.letter else None
        print_json({**_facts(entry), "value_base64": b64encode(value).decode(), "letter": letter})
    else:
        click.echo("\n".join(f"{name:9} {held}" for name, held in _told(entry).items()))
        click.echo(f"\n{value.decode('utf-8', 'backslashreplace')}")


def _told(entry: "DeadLetterEntry") -> dict[str, object]:
    """Key and headers as texts, where what is no UTF-8 is escaped; as JSON they are exact."""
    letter = entry.letter
    told = _facts(entry)
    if letter is not None:
        place = (letter.source_topic, letter.source_partition, letter.source_offset)
        told |= {"from": "-".join(str(part) for part in place if part is not None)}
        told |= {"key": _text(letter.raw_key_base64)}
        told |= {f"header {name}": _text(held) for name, held in letter.raw_headers_base64}
    return told


def _facts(entry: "DeadLetterEntry") -> dict[str, object]:
    return {**entry.fields, "at": entry.at, "tries": entry.tries}


def _text(held: str | None) -> str | None:
    return held and b64decode(held).decode("utf-8", "backslashreplace")


@dlq.command()
@FILTER
@click.option("--all", "everything", is_flag=True, help="All that are waiting.")
@click.option("--dry-run", is_flag=True, help="Only say which.")
@click.pass_context
def redrive(
    context: click.Context, conditions: Sequence[str], *, everything: bool, dry_run: bool
) -> None:
    """Send waiting letters' messages to where they came from: value, key and headers as they were.

    Each letter once. What fails again comes back as another letter, three times at most; then it
    is parked. Exit code 1 if one could not be sent.
    """
    from datetime import UTC, datetime  # noqa: PLC0415 - not for --help

    if bool(conditions) == everything:
        raise click.UsageError("Say which: either --filter FIELD=VALUE, or --all")
    failed = 0
    with _redrive() as line:
        waiting = [each for each in _selected(line, conditions) if each.is_waiting]
        for entry in waiting:
            if dry_run:
                click.echo(f"{entry.id} would be sent again: {entry.reason}")
                continue
            try:
                sent = line.send(entry, now=datetime.now(UTC))
            except (InvalidRequestError, LimitExceededError) as error:
                failed += 1
                click.echo(f"{entry.id} could not be sent: {error}", err=True)
            else:
                click.echo(f"{entry.id} sent to {sent.topic}")
    if not waiting:
        click.echo("No letter that is waiting matches.")
    context.exit(ExitCode.FAILED if failed else ExitCode.OK)
