"""`omninode onextree`: the analysis of code as a service of its own."""

from typing import Final

import click

from omninode_bridge.advice.values import PORT, SECONDS

HOST: Final = "127.0.0.1"


@click.group()
def onextree() -> None:
    """Quality, security and performance of Python code, as advice."""


@onextree.command()
@click.option("--host", default=HOST, show_default=True, help="Where it listens.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=PORT,
    show_default=True,
    help="0 is any that is free.",
)
@click.option(
    "--seconds",
    type=click.FloatRange(min=0, min_open=True),
    default=SECONDS,
    show_default=True,
    help="What one analysis may take; generations wait five.",
)
def serve(host: str, port: int, seconds: float) -> None:
    """Analyse the code that is sent over HTTP until interrupted.

    It has no authentication: whoever reaches the address may ask. Code is read, never executed.
    """
    from pipelines.cli.connections import metrics, switchboard  # noqa: PLC0415 - not for --help
    from pipelines.http.serving import serve_until_told  # noqa: PLC0415 - not for --help
    from pipelines.installation import current_limiter  # noqa: PLC0415 - same
    from resources.limits.metrics import metrics_of  # noqa: PLC0415 - same
    from resources.onextree.service import create_app  # noqa: PLC0415 - same

    limiter = current_limiter(switchboard().guard)
    app = create_app(seconds, limiter=limiter)
    with metrics(metrics_of(limiter)):
        serve_until_told(app, (host, port), click.echo)
