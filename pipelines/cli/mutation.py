"""`omninode mutate`: whether the tests of a node notice when its logic is changed."""

import click

from omninode_bridge.quality.mutation.result import THRESHOLD, MutationResult
from omninode_bridge.quality.mutation.texts import lines_of, to_json
from pipelines.cli.edge import ExitCode
from pipelines.cli.execution import package_folder
from pipelines.cli.records import sources_of
from pipelines.cli.tables import print_json
from pipelines.installation import toolchain_of_command

TIMEOUT_S = 600.0


@click.command()
@click.argument("node")
@click.option("--timeout", type=click.FloatRange(min=1), default=TIMEOUT_S, help="Seconds.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@click.pass_context
def mutate(context: click.Context, node: str, timeout: float, form: str) -> None:
    """Change the logic of NODE in small ways, one at a time, and run its tests on each.

    Exit code 1 when less than 0.8 of the changes make a test fail. The package is not touched.
    """
    folder = package_folder(node)
    sources_of(folder, [str(path.relative_to(folder)) for path in folder.glob("src/**/*.py")])
    result = toolchain_of_command().mutate(str(folder), timeout_s=timeout)
    if form == "json":
        print_json(to_json(result))
    else:
        click.echo("\n".join(lines_of(result)))
    context.exit(exit_code_of(result))


def exit_code_of(result: MutationResult) -> ExitCode:
    if result.score is None:
        return ExitCode.FAILED if result.refuted else ExitCode.ENVIRONMENT
    return ExitCode.OK if result.score >= THRESHOLD else ExitCode.FAILED
