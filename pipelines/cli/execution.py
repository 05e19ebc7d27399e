"""`omninode run | test`: what can be done with a generated node."""

import os
import sys
from pathlib import Path
from typing import BinaryIO, Final

import click

from omninode_bridge.confinement import Grant
from omninode_bridge.errors import InvalidRequestError, UnavailableError
from pipelines.cli import connections
from pipelines.cli.edge import ExitCode
from pipelines.installation import toolchain_of_command
from resources.toolchain.services import real_services

TIMEOUT_S: Final = 60.0
NODE: Final = "A folder of a package, or a registered name, also NAME@VERSION."


def package_folder(node: str) -> Path:
    """Where the package of NODE lies; raises `InvalidRequestError` when there is none."""
    folder = Path(node)
    if (folder / "src").is_dir():
        return folder.resolve()
    if folder.is_dir() or "/" in node:
        raise InvalidRequestError(
            f"{node} holds no node package", hint="Name the folder that has src/ in it."
        )
    name, _, version = node.partition("@")
    with connections.registry() as registry:
        found = registry.find(name, version or None)
    if found is None:
        raise InvalidRequestError(
            f"No node is registered as {node}", hint="See the names with: omninode nodes list"
        )
    if not Path(found.path).is_dir():
        raise UnavailableError(
            f"The files of {node} are not on this machine: {found.path}",
            hint="Run it where the services keep their workspace.",
        )
    return Path(found.path)


@click.command()
@click.argument("node")
@click.option("--operation", help="Which operation; may be left out where there is one.")
@click.option(
    "--state",
    type=click.Path(file_okay=False),
    help="A folder that the node may write to, and keeps its things in; made when absent.",
)
@click.option(
    "--adapters",
    type=click.Choice(["embedded", "real"]),
    default="embedded",
    help="What stands behind the node: files, or the services that --env names.",
)
@click.option(
    "--env",
    "names",
    multiple=True,
    metavar="NAME",
    help="With real adapters: a variable of this environment that the node declares.",
)
@click.option(
    "--input", "request", type=click.File("rb"), default="-", help="JSON; stdin if not given."
)
@click.option("--timeout", type=click.FloatRange(min=0.1), default=TIMEOUT_S, help="Seconds.")
@click.pass_context
def run(  # noqa: PLR0913 - one parameter an option, as click wants it
    context: click.Context,
    *,
    node: str,
    operation: str | None,
    state: str | None,
    adapters: str,
    names: tuple[str, ...],
    request: BinaryIO,
    timeout: float,
) -> None:
    """Run NODE once, in the sandbox: JSON request in, JSON answer out.

    The tools that it starts stay warm for a minute, unless `omninode up` keeps them.
    """
    folder = package_folder(node)
    answer = toolchain_of_command().execute(
        str(folder),
        request.read(),
        operation=operation,
        timeout_s=timeout,
        grant=_grant(folder, adapters, names, state),
    )
    sys.stdout.write(answer.stdout)
    if answer.stderr:
        click.echo(answer.stderr, err=True, nl=not answer.stderr.endswith("\n"))
    context.exit(answer.exit_code)


def _grant(folder: Path, adapters: str, names: tuple[str, ...], state: str | None) -> Grant:
    if adapters == "real":
        if state:
            raise InvalidRequestError(
                "--state is for embedded adapters", hint="Real ones keep things in their services."
            )
        return real_services(str(folder), names, os.environ)
    if names:
        raise InvalidRequestError("--env goes with --adapters real", hint="Add it, or leave --env.")
    return Grant(state=state)


@click.command()
@click.argument("node")
@click.option("--timeout", type=click.FloatRange(min=1), default=TIMEOUT_S, help="Seconds.")
@click.pass_context
def test(context: click.Context, node: str, timeout: float) -> None:
    """Run the tests of NODE in the sandbox."""
    from omninode_bridge.quality.report import Outcome  # noqa: PLC0415 - not for --help

    checked = toolchain_of_command().run_tests(str(package_folder(node)), timeout_s=timeout)
    for found in checked.findings:
        place = f"{found.file}:{found.line}" if found.file else ""
        click.echo(f"FAILED {place} {found.message}".replace("  ", " "))
    passed = sum(each.outcome == Outcome.PASSED.value for each in checked.tests)
    failed = len(checked.tests) - passed
    if checked.outcome is Outcome.NOT_RUN:
        click.echo(f"The tests did not run: {checked.reason}", err=True)
        context.exit(ExitCode.ENVIRONMENT)
    click.echo(f"{passed} passed, {failed} failed")
    context.exit(ExitCode.OK if checked.outcome is Outcome.PASSED else ExitCode.FAILED)
