"""`omninode topics`: what Kafka needs, what it has, and making what is missing."""

from typing import TYPE_CHECKING

import click

from omninode_bridge.events.topics import DAY_MS, MIB, TOPICS
from omninode_bridge.ports import Table
from pipelines.cli import connections
from pipelines.cli.edge import ExitCode
from pipelines.cli.tables import FORMATS, print_table

if TYPE_CHECKING:
    from resources.kafka.topics import TopicsReport

COLUMNS = ("topic", "partitions", "days", "MiB", "there")


@click.group()
def topics() -> None:
    """The thirteen topics: look at them, make them, compare them with the plan."""


def _compare() -> "TopicsReport":
    from resources.kafka.topics import compare_topics  # noqa: PLC0415 - not for --help

    return compare_topics(connections.kafka())


@topics.command("list")
@click.option("--format", "form", type=FORMATS, default="text", show_default=True)
def list_topics(form: str) -> None:
    """Partitions, days kept and MiB a message as planned, and whether the topic is there."""
    missing = _compare().missing
    rows = tuple(
        (
            *(topic.name, topic.partitions, topic.retention_ms // DAY_MS),
            *(topic.max_value_bytes // MIB, "no" if topic.name in missing else "yes"),
        )
        for topic in TOPICS.values()
    )
    print_table(Table(COLUMNS, rows), form, nothing="")


@topics.command()
@click.pass_context
def check(context: click.Context) -> None:
    """Say what is missing, and what differs from the plan. Exit code 1 if anything does."""
    report = _compare()
    for name in report.missing:
        click.echo(f"{name}: missing")
    _tell(report)
    whole = not report.missing and not report.differences
    if whole:
        click.echo("All topics are as planned.")
    context.exit(ExitCode.OK if whole else ExitCode.FAILED)


@topics.command()
def create() -> None:
    """Make what is missing. What exists stays as it is, and is said where it differs."""
    from resources.kafka.topics import ensure_topics  # noqa: PLC0415 - not for --help

    report = ensure_topics(connections.kafka())
    for name in report.created:
        click.echo(f"{name}: made")
    _tell(report)
    if not report.created:
        click.echo("No topic was missing.")


def _tell(report: "TopicsReport") -> None:
    for difference in report.differences:
        click.echo(difference)
    if not report.administered:
        click.echo("This endpoint has no administration: retention and sizes were not compared.")
