"""`omninode up | down | status`: the services of one installation."""

import json
import os
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import asdict, replace
from functools import partial
from typing import Final

import click

from omninode_bridge.errors import BridgeError
from pipelines import environment
from pipelines.cli.edge import ExitCode
from pipelines.installation import (
    allows_unsandboxed,
    current_analyzer,
    current_home,
    current_redis,
)
from pipelines.settings import check_settings
from resources.installation.home import Home
from resources.installation.state import InstallationState
from resources.services import control
from resources.services.settings import Settings, plain

UP_TIMEOUT_S: Final = 180.0
FORMAT: Final = click.Choice(["text", "json"])


def current_settings() -> Settings:
    """The installation as the environment describes it."""
    environ = os.environ
    return Settings(
        current_home().root,
        database_url=plain(environ.get(environment.DATABASE_URL.name, "")),
        kafka_bootstrap_servers=environ.get(environment.KAFKA_BOOTSTRAP_SERVERS.name, ""),
        allow_unsandboxed=allows_unsandboxed(),
    )


@click.command()
@click.option("--timeout", default=UP_TIMEOUT_S, show_default=True, help="Seconds.")
@click.option(
    "--kafka",
    type=click.Choice(["embedded", "apache"]),
    default="embedded",
    show_default=True,
    envvar=environment.OMNINODE_KAFKA.name,
    help="Of our own: an endpoint in memory, or a broker that keeps its messages (needs Java).",
)
def up(timeout: float, kafka: str) -> None:
    """Start all services and say where the UI is.

    Calling it again is harmless: what runs goes on, what is missing is started.
    """
    check_settings()
    settings = current_settings()
    if kafka == "apache":
        settings = replace(settings, kafka_jars=_apache_jars(settings))
    home = Home(settings.home)
    others = control.environment(home)
    try:
        state = control.up(settings, Progress(), timeout)
    except KeyboardInterrupt:
        click.echo("Interrupted: stopping what was started.", err=True)
        control.down(home)
        raise
    click.echo(f"OmniNode is up: {state.endpoints.ui_url}")
    click.echo(f"  state and logs  {home.root}")
    click.echo(f"  Kafka           {state.endpoints.kafka_bootstrap_servers}")
    click.echo("  stop it         omninode down")
    if changed := _changed(others):
        click.secho(
            f"They run on with what they were started with, and {', '.join(changed)} "
            "changed since. To change it for them: omninode down, then omninode up.",
            fg="yellow",
            err=True,
        )


def _changed(before: Mapping[str, str] | None) -> list[str]:
    """Variables of the services that ran already which are set otherwise now."""
    if before is None:
        return []
    return [
        variable.name
        for variable in environment.OF_SERVICES
        if before.get(variable.name, "") != os.environ.get(variable.name, "")
    ]


def _apache_jars(settings: Settings) -> str:
    from resources.kafka.apache.jars import fetched_jars  # noqa: PLC0415 - not for --help

    if settings.kafka_bootstrap_servers:
        name = environment.KAFKA_BOOTSTRAP_SERVERS.name
        raise click.UsageError(f"--kafka apache and {name} name two brokers; unset one of them")
    return str(fetched_jars(Home(settings.home).tool_cache))


@click.command()
def down() -> None:
    """Stop all that `up` started. The state stays where it is."""
    stopped = control.down(current_home())
    click.echo(f"Stopped: {', '.join(stopped)}" if stopped else "Nothing was running.")


@click.command()
@click.option("--format", "format_", type=FORMAT, default="text", show_default=True)
@click.pass_context
def status(context: click.Context, format_: str) -> None:
    """Show each service: pid, port, health. Exit code 4 unless all are healthy.

    Below it what else is noticed: events that wait to be sent, breakers that are not closed.
    """
    home = current_home()
    rows = control.status(home)
    healthy = bool(rows) and all(row.healthy for row in rows)
    if format_ == "json":
        services = [asdict(row) for row in rows]
        told = {"home": str(home.root), "healthy": healthy, "services": services}
        noticed = {"noticed": _noticed(home)} if rows else {}
        click.echo(json.dumps({**told, **noticed, **_beside(home)}, indent=2))
    elif not rows:
        click.echo(f"Nothing has run in {home.root} yet. Start it: omninode up")
    else:
        _print_table(rows)
        for sentence in _noticed(home):
            click.secho(sentence, fg="yellow")
    for name, found in _beside(home).items() if format_ == "text" else ():
        click.echo(f"{name:<12} {found}")
    context.exit(ExitCode.OK if healthy else ExitCode.ENVIRONMENT)


def _noticed(home: Home) -> tuple[str, ...]:
    from resources.installation import state as states  # noqa: PLC0415 - pydantic, not for --help
    from resources.services.standing import standing  # noqa: PLC0415 - not for --help

    state = states.read(home)
    found = standing(state.endpoints.database_url) if state else None
    return found.sentences if found else ()


def _beside(home: Home) -> dict[str, str]:
    """What is not started by `up`, where it is there or configured: no service of ours needs it."""
    asked: dict[str, Callable[[], str]] = {
        "intelligence": partial(_serving, home),
        "redis": _redis,
        "onextree": _advice,
    }
    found = {}
    for name, ask in asked.items():
        try:
            if said := ask():
                found[name] = said
        except BridgeError as error:
            found[name] = f"not there: {error.message}"
    return found


def _serving(home: Home) -> str:
    from resources.installation import state as states  # noqa: PLC0415 - pydantic, not for --help
    from resources.services.standing import serving  # noqa: PLC0415 - not for --help

    state = states.read(home)
    count = serving(state.endpoints.database_url) if state else 0
    return f"{count} answering on Kafka" if count else ""


def _redis() -> str:
    buckets = current_redis()
    if buckets is None:
        return ""
    with closing(buckets):
        return f"{buckets.ping()} answers"


def _advice() -> str:
    analyzer = current_analyzer()
    return f"{analyzer.health()} answers" if analyzer else ""


class Progress:
    """Says on stderr when a service becomes ready, and when one had to be started again."""

    def __init__(self) -> None:
        self._told: set[tuple[str, str]] = set()

    def __call__(self, state: InstallationState) -> None:
        for service in state.services:
            if service.ready:
                self._tell(service.name, "ready")
            elif service.problem:
                self._tell(service.name, service.problem)

    def _tell(self, name: str, what: str) -> None:
        if (name, what) not in self._told:
            self._told.add((name, what))
            click.echo(f"  {name:<11} {what}", err=True)


def _print_table(rows: list[control.Health]) -> None:
    click.echo(f"{'service':<11} {'state':<9} {'health':<7} {'pid':>8} {'port':>6}")
    for row in rows:
        health = "ok" if row.healthy else "bad"
        line = f"{row.name:<11} {row.state:<9} {health:<7} {row.pid or '':>8} {row.port or '':>6}"
        click.secho(f"{line}  {row.problem}".rstrip(), fg=None if row.healthy else "red")
