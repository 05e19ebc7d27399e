"""`omninode show`: what a node does, and what shows that it does."""

import json
from pathlib import Path
from typing import Any, Final

import click

from omninode_bridge.errors import InvalidRequestError
from omninode_bridge.generation.provenance import PROVENANCE
from omninode_bridge.generation.trace import as_json, as_text, trace
from pipelines.cli.execution import package_folder
from pipelines.cli.tables import print_json

REPORT: Final = "quality.json"


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
    provenance = _read(folder / PROVENANCE)
    if provenance is None:
        raise InvalidRequestError(
            f"{folder} does not say what it was made from",
            hint="Generate it again: earlier versions kept no provenance.",
        )
    sources = {
        path: (folder / path).read_text(encoding="utf-8")
        for path in provenance["files"]
        if (folder / path).is_file()
    }
    found = trace(provenance, _read(folder / REPORT), sources)
    if form == "json":
        print_json(as_json(found))
    else:
        click.echo("\n".join(as_text(found)))


# reason for Any: decoded JSON of the package, read field by field where it is used
def _read(path: Path) -> dict[str, Any] | None:
    if not path.is_file():
        return None
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content
