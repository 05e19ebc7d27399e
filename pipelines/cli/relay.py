"""`omninode relay`: what waits in the outbox goes to Kafka."""

import click

from pipelines.cli import connections
from pipelines.cli.edge import log_as_service


@click.command()
def relay() -> None:
    """Send events that wait in PostgreSQL to Kafka until interrupted.

    `omninode up` runs it already. A Dagster of one's own needs one, anywhere: of several for one
    database one works, and another takes over when it has gone.
    """
    from resources.outbox.service import relaying  # noqa: PLC0415 - not for --help
    from resources.reliability.retries import tell_each_cause_once  # noqa: PLC0415 - as above

    log_as_service()
    tell_each_cause_once()
    url, access, sending = connections.database_url(), connections.kafka(), connections.sending()
    with relaying(url, access, sending) as service:
        click.echo("Sending what waits. Ctrl-C ends it.", err=True)
        service.serve()
