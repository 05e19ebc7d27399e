"""`omninode generate`: ask for a node over Kafka, follow it live, end with the result."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final
from uuid import UUID, uuid4

import click

from omninode_bridge.errors import InvalidRequestError, UnavailableError
from omninode_bridge.node_type import NodeType
from pipelines.cli import connections
from pipelines.cli.edge import ExitCode
from pipelines.cli.progress import Progress
from pipelines.cli.summary import summary_lines
from pipelines.cli.tables import print_json
from pipelines.cli.wish import Wish

if TYPE_CHECKING:
    from omninode_bridge.events.schemas import CodegenAnalysisRequest

TYPE: Final = click.Choice([each.value for each in NodeType])
TIMEOUT_S: Final = 300.0


@click.command()
@click.option(
    "--prd",
    required=True,
    type=click.Path(path_type=Path, allow_dash=True),
    help="The document, Markdown; - reads stdin; with --local also a folder of *.md files.",
)
@click.option("--node-type", type=TYPE, help="Wins over the document and the detection.")
@click.option("--domain", help="Such as pricing; wins over the document.")
@click.option(
    "--enable-intelligence/--no-intelligence",
    default=True,
    show_default=True,
    help="Look for similar nodes first.",
)
@click.option(
    "--enable-onextree/--no-onextree",
    default=False,
    show_default=True,
    help="Ask the service at OMNINODE_ONEXTREE_URL for advice on the code.",
)
@click.option(
    "--min-coverage",
    type=click.FloatRange(0, 1),
    default=0.0,
    help="Fail below this share of requirements bound and executed.",
)
@click.option(
    "--output-dir",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("generated"),
    show_default=True,
    help="The package goes to node_<name>_<type>/ below it.",
)
@click.option(
    "--profile",
    type=click.Choice(["standard", "strict"]),
    help="How high the gate is; without it the document says, else standard.",
)
@click.option("--timeout", type=click.FloatRange(min=1), default=TIMEOUT_S, help="Seconds.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@click.option("--local", is_flag=True, help="In this process, unregistered: no Kafka, no Dagster.")
@click.pass_context
def generate(  # noqa: PLR0913 - one parameter an option, as click wants it
    context: click.Context,
    *,
    prd: Path,
    node_type: str | None,
    domain: str | None,
    enable_intelligence: bool,
    enable_onextree: bool,
    min_coverage: float,
    output_dir: Path,
    profile: str | None,
    timeout: float,
    form: str,
    local: bool,
) -> None:
    """Generate a node from a PRD, prove it, and register it.

    A time-out or Ctrl-C leaves the request running and prints its id.
    """
    kind = NodeType(node_type) if node_type else None
    wish = Wish(kind, domain, enable_intelligence, min_coverage, profile, timeout, enable_onextree)
    if prd.is_dir():
        context.exit(folder_exit_code(prd, wish, output_dir, form=form, local=local))
    text = read_document(prd)
    if local:
        from pipelines.cli.local import generate_here  # noqa: PLC0415 - omnibase-core is slow

        result = generate_here(text, wish, output_dir)
    else:
        result = generate_there(text, wish, output_dir)
    if form == "json":
        print_json(result)
    else:
        click.echo("\n".join(summary_lines(result, recorded=not local)))
    context.exit(ExitCode.OK if result["status"] == "completed" else ExitCode.FAILED)


def folder_exit_code(
    folder: Path, wish: Wish, output_dir: Path, *, form: str, local: bool
) -> ExitCode:
    """Of all its documents in one go; 0 only where each of them is a proven node."""
    if not local:
        raise InvalidRequestError(
            f"{folder} is a folder", hint="Add --local, or send its documents one by one."
        )
    from pipelines.cli.batch import generate_folder  # noqa: PLC0415 - omnibase-core is slow

    proven = generate_folder(folder, wish, output_dir, form)
    return ExitCode.OK if proven else ExitCode.FAILED


def read_document(path: Path) -> str:
    """The text of a PRD; every way in which a file can be unusable is a clear error."""
    from omninode_bridge.requirements.limits import MAX_BYTES  # noqa: PLC0415 - not for --help
    from omninode_bridge.requirements.reading import decode_prd  # noqa: PLC0415 - as above

    try:
        if str(path) == "-":
            return decode_prd(sys.stdin.buffer.read(MAX_BYTES + 1))
        with path.open("rb") as file:
            return decode_prd(file.read(MAX_BYTES + 1))
    except OSError as error:
        raise InvalidRequestError(
            f"Cannot read {path}: {error.strerror}", hint="Name a Markdown file that you may read."
        ) from error


def generate_there(text: str, wish: Wish, output_dir: Path) -> dict[str, object]:
    from omninode_bridge.requirements.title import peek_name  # noqa: PLC0415 - not for --help
    from pipelines.cli.delivery import check_destination, deliver  # noqa: PLC0415 - not for --help
    from pipelines.cli.session import Session  # noqa: PLC0415 - as above

    check_destination(output_dir, peek_name(text))
    correlation_id, session_id = uuid4(), uuid4()
    progress = Progress()
    with connections.event_log() as log:
        session = Session(log, correlation_id=correlation_id, session_id=session_id)
        session.publish(
            _request(text, wish, correlation_id, session_id),
            event_id=uuid4(),
            now=datetime.now(UTC),
        )
        try:
            ended = session.follow(wish.timeout_s, progress.status)
        except KeyboardInterrupt:
            _left_running(correlation_id)
            raise
    if ended is None:
        _left_running(correlation_id)
        raise UnavailableError(
            f"The request has not ended within {wish.timeout_s:.0f} s",
            hint=f"It goes on. Follow it: omninode requests follow {correlation_id}",
        )
    return deliver(ended, correlation_id, output_dir)


def _request(
    text: str, wish: Wish, correlation_id: UUID, session_id: UUID
) -> "CodegenAnalysisRequest":
    from omninode_bridge.events.enumerations import Profile  # noqa: PLC0415 - not for --help
    from omninode_bridge.events.options import GenerationOptions, WorkspaceContext  # noqa: PLC0415
    from omninode_bridge.events.schemas import CodegenAnalysisRequest  # noqa: PLC0415 - as above

    return CodegenAnalysisRequest(
        correlation_id=correlation_id,
        session_id=session_id,
        prd_content=text,
        workspace_context=WorkspaceContext(
            generation=GenerationOptions(
                node_type=wish.node_type,
                domain=wish.domain,
                enable_intelligence=wish.enable_intelligence,
                profile=Profile(wish.profile) if wish.profile else None,
                min_coverage=wish.min_coverage,
                enable_onextree=wish.enable_onextree,
            )
        ),
    )


def _left_running(correlation_id: UUID) -> None:
    click.echo(f"Request {correlation_id} goes on.", err=True)
    click.echo(f"  follow it  omninode requests follow {correlation_id} --output-dir DIR", err=True)
    click.echo(f"  end it     omninode cancel {correlation_id}", err=True)
