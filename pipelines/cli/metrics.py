"""`omninode metrics`: the aggregates of the lake."""

import click

from pipelines.cli import connections
from pipelines.cli.tables import FORMATS, print_table

BY = click.Choice(["summary", "type", "domain", "quality", "hour", "day"])


@click.command()
@click.option("--by", type=BY, default="summary", show_default=True)
@click.option("--format", "form", type=FORMATS, default="text", show_default=True)
def metrics(by: str, form: str) -> None:
    """How many nodes were generated, how well, and how fast."""
    with connections.warehouse() as warehouse:
        table = warehouse.aggregate(by)
    print_table(table, form, nothing="No generation has finished yet.")
