"""`omninode doctor`: each dependency, its state, and what mends it."""

import json
import os
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import asdict
from typing import Final

import click

from omninode_bridge.errors import InvalidRequestError, UnavailableError
from pipelines.cli.edge import ExitCode
from pipelines.cli.services import FORMAT, current_settings
from pipelines.environment import OMNINODE_ALLOW_UNSANDBOXED, VARIABLES
from pipelines.installation import current_analyzer, current_redis
from pipelines.settings import mistakes
from resources.services.doctor import Finding, Verdict, examine

COLORS: Final = {Verdict.OK: "green", Verdict.MISSING: "red", Verdict.OPTIONAL: "yellow"}


@click.command()
@click.option("--format", "format_", type=FORMAT, default="text", show_default=True)
@click.pass_context
def doctor(context: click.Context, format_: str) -> None:
    """Try what OmniNode needs, and say how to mend what is missing. Exit code 4 if something is."""
    tried = examine(current_settings(), isolation)
    findings = [*_settings(tried), *tried, *_redis(), *_advice()]
    # Names only: a value may hold a password.
    variables = {variable.name: variable.name in os.environ for variable in VARIABLES}
    if format_ == "json":
        content = {"findings": [asdict(found) for found in findings], "environment": variables}
        click.echo(json.dumps(content, indent=2))
    else:
        _print(findings, variables)
    missing = any(found.verdict is Verdict.MISSING for found in findings)
    context.exit(ExitCode.ENVIRONMENT if missing else ExitCode.OK)


def _settings(tried: Iterable[Finding]) -> Iterator[Finding]:
    """What is set and cannot be read, and has not been told by what tried it."""
    told = {each.detail for each in tried if each.verdict is Verdict.MISSING}
    for mistake in mistakes():
        if not any(mistake.message.endswith(each) for each in told):
            yield Finding("settings", Verdict.MISSING, mistake.message, mistake.hint)


def _redis() -> Iterator[Finding]:
    """Where one is configured; without it each process counts for itself."""
    try:
        if (buckets := current_redis()) is None:
            return
        with closing(buckets):
            yield Finding("redis", Verdict.OK, f"{buckets.ping()} answers")
    except UnavailableError as error:
        yield Finding("redis", Verdict.OPTIONAL, error.message, error.hint)
    except InvalidRequestError:
        return  # told with the other settings


def _advice() -> Iterator[Finding]:
    """Where a service is configured; nothing needs it."""
    if (analyzer := current_analyzer()) is None:
        return
    try:
        yield Finding("onextree", Verdict.OK, f"{analyzer.health()} answers")
    except UnavailableError as error:
        yield Finding("onextree", Verdict.OPTIONAL, error.message, error.hint)


def isolation() -> str:
    """The sandbox's sentence, after an empty program ran in it; raises where there is none."""
    from resources.toolchain.sandbox.confined import SandlockSandbox  # noqa: PLC0415 - slow

    found = SandlockSandbox().isolation()
    if found.available:
        return found.sentence
    if os.environ.get(OMNINODE_ALLOW_UNSANDBOXED.name) == "1":
        return f"{found.sentence} Generated code runs all the same, as you have allowed."
    raise UnavailableError(
        found.sentence,
        hint=f"Use a newer kernel, or set {OMNINODE_ALLOW_UNSANDBOXED.name}=1 at your own risk.",
    )


def _print(findings: list[Finding], variables: dict[str, bool]) -> None:
    for found in findings:
        verdict = click.style(f"{found.verdict:<9}", fg=COLORS[found.verdict])
        click.echo(f"{verdict} {found.name:<10} {found.detail}")
        if found.fix:
            click.echo(f"{'':20} -> {found.fix}")
    click.echo("\nEnvironment variables (docs: reference, configuration)")
    for variable in VARIABLES:
        state = "set" if variables[variable.name] else f"not set: {variable.default}"
        click.echo(f"  {variable.name:<28} {state}")
