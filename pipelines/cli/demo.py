"""`omninode demo`: the whole line once, from nothing to a registered node, then it is stopped."""

from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final, cast

import click

from omninode_bridge.errors import UnavailableError
from pipelines.cli.edge import ExitCode
from pipelines.cli.generate import TIMEOUT_S, generate_there, read_document
from pipelines.cli.services import UP_TIMEOUT_S, Progress, current_settings
from pipelines.cli.summary import summary_lines
from pipelines.cli.wish import Wish
from pipelines.installation import current_home, current_toolchain
from pipelines.settings import check_settings
from resources.installation.state import running
from resources.services import control

PRD: Final = Path("examples/price_quote.md")
REQUEST: Final = Path("examples/price_quote_request.json")
ANSWER_WITHIN_S: Final = 60.0

type Row = Mapping[str, object]


@click.command()
@click.option("--prd", type=click.Path(path_type=Path, dir_okay=False), default=PRD)
@click.option("--request", type=click.Path(path_type=Path, dir_okay=False), default=REQUEST)
@click.option("--output-dir", type=click.Path(path_type=Path), default=Path("generated"))
@click.pass_context
def demo(context: click.Context, prd: Path, request: Path, output_dir: Path) -> None:
    """Send the example PRD through Kafka, Dagster and the gate; show and run what comes out."""
    text = read_document(prd)
    wish = Wish(
        None,
        None,
        enable_intelligence=True,
        min_coverage=0.0,
        profile=None,
        timeout_s=TIMEOUT_S,
    )
    with _services():
        click.echo(f"\n$ omninode generate --prd {prd} --output-dir {output_dir}")
        result = generate_there(text, wish, output_dir)
        click.echo("\n".join(summary_lines(result)))
        passed = result["status"] == "completed"
        if passed:
            _show_checks(_rows(result, "checks"))
            _show_bindings(cast("Row", result["requirements"]))  # our own JSON object
            passed = _run(str(result["output_path"]), request)
    click.echo("\nTo look at it in the UI: make up")
    context.exit(ExitCode.OK if passed else ExitCode.FAILED)


@contextmanager
def _services() -> Generator[None]:
    """Services that ran already go on; those started here are stopped, whatever happens."""
    if _is_running():
        yield
        return
    check_settings()
    click.echo("Starting PostgreSQL, Kafka and Dagster", err=True)
    try:
        control.up(current_settings(), Progress(), UP_TIMEOUT_S)
        yield
    finally:
        click.echo("Stopping what was started", err=True)
        control.down(current_home())


def _is_running() -> bool:
    try:
        running(current_home())
    except UnavailableError:
        return False
    return True


def _rows(result: Row, key: str) -> Sequence[Row]:
    return cast("Sequence[Row]", result[key])  # our own JSON object


def _show_checks(checks: Sequence[Row]) -> None:
    click.echo(f"\nThe gate, {len(checks)} checks:")
    for check in checks:
        milliseconds = cast("float", check["duration_ms"])  # our own JSON object
        click.echo(f"  {check['outcome']:8} {check['name']:28} {milliseconds / 1000:6.2f} s")


def _show_bindings(requirements: Row) -> None:
    click.echo("\nThe requirements, and what realises each:")
    for bound in _rows(requirements, "bound"):
        click.echo(f"  {bound['id']:6} {bound['text']}\n         {bound['how']}")
    for unbound in _rows(requirements, "unbound"):
        click.echo(f"  {unbound['id']:6} {unbound['text']}\n         NOT DONE: {unbound['reason']}")


def _run(package: str, request: Path) -> bool:
    click.echo(f"\n$ omninode run {package} --input {request}")
    content = request.read_bytes()
    answer = current_toolchain().execute(
        str(Path(package).resolve()), content, operation=None, timeout_s=ANSWER_WITHIN_S
    )
    click.echo(content.decode().strip())
    click.echo(f"answers\n{answer.stdout.strip()}")
    return answer.exit_code == 0
