"""`omninode show`: what a node does, and what shows that it does."""

import click

from omninode_bridge.errors import InvalidRequestError
from omninode_bridge.generation.trace import as_json, as_text, trace
from pipelines.cli.execution import package_folder
from pipelines.cli.records import changes_of, provenance_of, report_of, sources_of
from pipelines.cli.tables import print_json


@click.command()
@click.argument("node")
@click.option(
    "--trace", "traced", is_flag=True, help="From requirements over code and tests to results."
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), help="Of the trace.")
def show(node: str, *, traced: bool, form: str | None) -> None:
    """Tell what NODE does, its requirements, and how each is bound.

    With --trace: file and lines of each requirement, its tests, and how they ended when the
    node was proven.
    """
    folder = package_folder(node)
    if not traced:
        if form is not None:
            raise click.UsageError("--format is for --trace")
        click.echo((folder / "README.md").read_text(encoding="utf-8"), nl=False)
        return
    provenance = provenance_of(folder)
    if provenance is None:
        raise InvalidRequestError(
            f"{folder} does not say what it was made from",
            hint="Generate it again: earlier versions kept no provenance.",
        )
    sources, changed = sources_of(folder, provenance["files"]), changes_of(folder)
    found = trace(provenance, report_of(folder), sources, changed)
    if form == "json":
        print_json(as_json(found))
        return
    if changed:
        click.echo(f"Changed since the proof: {', '.join(changed)}")
        click.echo(f"Whether it still holds: omninode test {node}\n")
    click.echo("\n".join(as_text(found)))
