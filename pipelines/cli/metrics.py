"""`omninode metrics`: the aggregates of the lake."""

from collections.abc import Mapping
from typing import Final

import click

from omninode_bridge.metrics.aggregates import AGGREGATES
from omninode_bridge.ports import Table
from pipelines.cli import connections
from pipelines.cli.tables import FORMATS, print_table

# The long names are those of the columns, for programs.
SHORT: Final = {
    "generations": "requests",
    "total_nodes_generated": "completed",
    "failures": "failed",
    "cancellations": "cancelled",
    "success_rate": "success",
    "average_quality_score": "quality",
    "average_generation_time_ms": "ms",
    "intelligence_usage_rate": "informed",
    "nodes_by_type": "by type",
}
TYPES: Final = "nodes_by_type"
BY = click.Choice(AGGREGATES)


@click.command()
@click.option("--by", type=BY, default="summary", show_default=True)
@click.option("--format", "form", type=FORMATS, default="text", show_default=True)
def metrics(by: str, form: str) -> None:
    """How many nodes were generated, how well, and how fast."""
    with connections.warehouse() as warehouse:
        table = warehouse.aggregate(by)
    print_table(
        shortened(table, by) if form == "text" else table,
        form,
        nothing="No generation has finished yet, or the lake has not taken it in: it follows "
        "within seconds.",
    )


def shortened(table: Table, by: str) -> Table:
    """Headings that let all measures stand side by side; a row of one type names no types."""
    left_out = TYPES if by == "type" else None
    shown = [n for n, name in enumerate(table.columns) if name != left_out]
    return Table(
        tuple(SHORT.get(table.columns[n], table.columns[n]) for n in shown),
        tuple(tuple(_in_words(row[n]) for n in shown) for row in table.rows),
    )


def _in_words(value: object) -> object:
    """Numbers by name as words: `compute 3, effect 1`."""
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {number}" for name, number in value.items()) or None
    return value
