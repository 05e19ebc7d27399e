"""`omninode intelligence`: what is known about nodes, patterns and code."""

import signal
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from omninode_bridge.errors import UnavailableError
from omninode_bridge.intelligence.answers import shown, table_of, told
from omninode_bridge.intelligence.operations import Search, question_of
from omninode_bridge.ports import Table
from pipelines.cli.edge import ExitCode, log_as_service
from pipelines.cli.tables import print_json, print_table

if TYPE_CHECKING:
    from omninode_bridge.intelligence.knowledge import Change

ASSESS: Final = "assess_code_quality"
FORMAT = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "csv"]),
    default="text",
    show_default=True,
)


@click.group()
def intelligence() -> None:
    """Fill the knowledge base, and ask it."""


@intelligence.command()
@click.argument("folders", nargs=-1, type=click.Path(path_type=Path, exists=True, file_okay=False))
@FORMAT
def index(folders: Sequence[Path], form: str) -> None:
    """Read ONEX nodes below FOLDERS; without any, what is registered, shipped and installed.

    What has not changed since the last time is left alone; what has gone is forgotten.
    """
    from pipelines.cli.connections import open_database  # noqa: PLC0415 - not for --help
    from resources.intelligence.knowledge.filling import Filling  # noqa: PLC0415 - same

    rows = []
    with open_database() as database:
        filling = Filling(database)
        work: dict[str, Callable[[], Change]] = {
            str(folder): partial(filling.from_folder, folder) for folder in folders
        }
        for origin, fill in (work or filling.all_of_ours()).items():
            started = time.perf_counter()
            change = fill()
            seconds = round(time.perf_counter() - started, 2)
            figures = (change.added, change.changed, change.unchanged, change.removed)
            rows.append((origin, *figures, seconds))
    columns = ("origin", "added", "changed", "unchanged", "removed", "seconds")
    print_table(Table(columns, tuple(rows)), form, nothing="Nothing to index.")


@intelligence.command()
@click.argument("operation", type=click.Choice([*(each.value for each in Search), ASSESS]))
@click.argument("text")
@click.option("--limit", type=click.IntRange(1, 20), default=5, show_default=True)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@click.pass_context
def query(context: click.Context, operation: str, text: str, limit: int, form: str) -> None:
    """What is known that resembles TEXT: who says so, how surely, and which sources were silent.

    \b
    perform_rag_query        nodes and patterns, by all sources
    search_code_examples     files of nodes
    search_similar_entities  nodes, patterns and files, by their vectors alone
    quality_weighted_search  nodes and patterns, those of better quality first
    assess_code_quality      TEXT is a package's folder or a Python file: what the gate finds in it
    """
    if operation == ASSESS:
        context.exit(_assess(Path(text), form))
    from pipelines.cli.connections import open_database  # noqa: PLC0415 - not for --help
    from resources.intelligence.knowledge.asking import (  # noqa: PLC0415 - same
        PATIENT_S,
        knowledge_in,
    )

    question = question_of(Search(operation), text, limit)
    with open_database() as database:
        found = knowledge_in(database, timeout_s=PATIENT_S).gather(question)
    if found.silence:
        raise UnavailableError(
            f"No source of knowledge answers: {found.silence}",
            hint="omninode doctor says what does not work.",
        )
    if form == "json":
        print_json({"operation": operation, **shown(found)})
        return
    nothing = "Nothing that is known resembles this."
    print_table(table_of(found, Search(operation)), form, nothing=nothing)
    click.echo()
    for line in told(found):
        click.echo(line)


def _assess(path: Path, form: str) -> ExitCode:
    """The gate, really run; the exit code says whether it opened."""
    from omninode_bridge.quality.json_report import to_json  # noqa: PLC0415 - not for --help
    from omninode_bridge.quality.text_report import as_text  # noqa: PLC0415 - same
    from pipelines.cli.assessing import assess  # noqa: PLC0415 - same

    report = assess(path)
    if form == "json":
        print_json({"operation": ASSESS, **to_json(report)})
    else:
        click.echo(as_text(report), nl=False)
    return ExitCode.OK if report.passed else ExitCode.FAILED


@intelligence.command()
@FORMAT
def known(form: str) -> None:
    """How many documents there are, by origin and kind."""
    from pipelines.cli.connections import open_database  # noqa: PLC0415 - not for --help
    from resources.intelligence.knowledge.base import KnowledgeBase  # noqa: PLC0415 - same

    with open_database() as database:
        rows = tuple(KnowledgeBase(database).counts())
    table = Table(("origin", "kind", "documents"), rows)
    print_table(table, form, nothing="Nothing is known yet: omninode intelligence index")


@intelligence.command()
def serve() -> None:
    """Answer requests on Kafka until interrupted: analysis, validation, patterns, mixins.

    Several may serve at once and share the work; each request is answered once. What is shipped
    and installed is indexed first.
    """
    import asyncio  # noqa: PLC0415 - not for --help

    from pipelines.cli.serving import serve_until_told  # noqa: PLC0415 - same

    log_as_service()
    # Until it answers something there is nothing to finish, and a wait may be long.
    before = signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        asyncio.run(serve_until_told(click.echo))
    finally:
        signal.signal(signal.SIGINT, before)
