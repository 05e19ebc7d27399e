"""`omninode metrics`: the aggregates of the lake."""

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
BY = click.Choice(AGGREGATES)


@click.command()
@click.option("--by", type=BY, default="summary", show_default=True)
@click.option("--format", "form", type=FORMATS, default="text", show_default=True)
def metrics(by: str, form: str) -> None:
    """How many nodes were generated, how well, and how fast."""
    with connections.warehouse() as warehouse:
        table = warehouse.aggregate(by)
    print_table(
        _short(table) if form == "text" else table, form, nothing="No generation has finished yet."
    )


def _short(table: Table) -> Table:
    """Headings that let all measures stand side by side."""
    return Table(tuple(SHORT.get(name, name) for name in table.columns), table.rows)
