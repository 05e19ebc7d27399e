"""`omninode relay`: what waits in the outbox goes to Kafka."""

import click

from pipelines.cli import connections


@click.command()
def relay() -> None:
    """Send events that wait in PostgreSQL to Kafka until interrupted.

    `omninode up` runs it already. A Dagster of one's own needs one, anywhere: of several for one
    database one works, and another takes over when it has gone.
    """
    from resources.outbox.service import relaying  # noqa: PLC0415 - not for --help

    url, access, sending = connections.database_url(), connections.kafka(), connections.sending()
    with relaying(url, access, sending) as service:
        click.echo("Sending what waits. Ctrl-C ends it.", err=True)
        service.serve()
