"""`omninode check` and `omninode explain`: what is wrong with a document, and what that means."""

import gc
from importlib.metadata import version
from pathlib import Path

import click

from omninode_bridge.node_type import NodeType
from pipelines.cli.edge import ExitCode
from pipelines.cli.generate import TYPE, read_document

FORMAT = click.Choice(["text", "json", "sarif"])


@click.command()
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--node-type", type=TYPE, help="Check it as a node of this type.")
@click.option("--format", "form", type=FORMAT, default="text", show_default=True)
@click.pass_context
def check(context: click.Context, file: Path, node_type: str | None, form: str) -> None:
    """Read a PRD and say what is wrong, where, and what to do. Exit code 1 on errors.

    What each sentence in prose was understood as is told below `Understood:`, and all fields that
    are known below `Data:`.
    """
    # A short process that makes small trees: looking for cycles costs a quarter of its time.
    gc.disable()
    from omninode_bridge.diagnostics import has_errors  # noqa: PLC0415 - not for --help
    from omninode_bridge.requirements.asides import asides_of  # noqa: PLC0415 - as above
    from omninode_bridge.requirements.data_shown import data_shown  # noqa: PLC0415 - as above
    from omninode_bridge.requirements.findings import (  # noqa: PLC0415 - as above
        WasRead,
        as_json,
        as_sarif,
        as_text,
    )
    from omninode_bridge.stages.check import CODES, check_document  # noqa: PLC0415 - as above
    from omninode_bridge.stages.planned import as_read  # noqa: PLC0415 - as above

    text = read_document(file)
    checked = check_document(text, hint=NodeType(node_type) if node_type else None)
    found, document = checked.findings, checked.document
    was_read = WasRead(as_read(document), asides_of(document), data_shown(document))
    name = "<stdin>" if str(file) == "-" else str(file)
    if form == "text":
        click.echo(as_text(found, text, name, was_read), nl=False)
    elif form == "json":
        click.echo(as_json(found, name, document.requirements, was_read), nl=False)
    else:
        click.echo(as_sarif(found, name, CODES, version("omninode-bridge")), nl=False)
    context.exit(ExitCode.FAILED if has_errors(found) else ExitCode.OK)


@click.command()
@click.argument("code", required=False)
def explain(code: str | None) -> None:
    """Say what a code such as PRD012 means and how to mend it; without CODE, list all."""
    from omninode_bridge.errors import InvalidRequestError  # noqa: PLC0415 - not for --help
    from omninode_bridge.stages.check import CODES  # noqa: PLC0415 - as above

    if code is None:
        for each in sorted(CODES.values(), key=lambda one: one.code):
            click.echo(f"{each.code}  {each.severity:7}  {each.title}")
        return
    found = CODES.get(code.upper())
    if found is None:
        raise InvalidRequestError(
            f"There is no code {code[:40]}", hint="List all codes with: omninode explain"
        )
    click.echo(f"{found.code}  {found.severity}  {found.title}\n")
    click.echo(f"{found.explanation}\n")
    click.echo(f"What to do: {found.fix}")
