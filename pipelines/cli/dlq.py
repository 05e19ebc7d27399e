"""`omninode dlq`: what could not be processed, and why."""

import click

from omninode_bridge.ports import Table
from pipelines.cli import connections
from pipelines.cli.tables import FORMATS, print_table

COLUMNS = ("at", "topic", "partition", "offset", "bytes", "request", "reason")


@click.group()
def dlq() -> None:
    """Look at the dead letters."""


@dlq.command("list")
@click.option("--format", "form", type=FORMATS, default="text", show_default=True)
def list_letters(form: str) -> None:
    """Every message of the four dead letter topics, the oldest first."""
    from resources.kafka.dead_letters import dead_letter_entries  # noqa: PLC0415 - not for --help

    with connections.event_log() as log:
        found = dead_letter_entries(log)
    rows = tuple(
        (
            each.at,
            each.topic.removeprefix("omninode_codegen_"),
            each.partition,
            each.offset,
            each.size,
            each.correlation_id,
            each.reason,
        )
        for each in found
    )
    print_table(Table(COLUMNS, rows), form, nothing="No dead letters.")
