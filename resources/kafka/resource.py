"""Kafka as Dagster sees it: settings in, client out."""

from collections.abc import Generator
from contextlib import contextmanager

import dagster as dg
from pydantic import Field

from resources.kafka.access import Access
from resources.kafka.client import KafkaEventLog
from resources.kafka.security import NAMES
from resources.kafka.sending import Sending
from resources.postgres.breakers import BREAKERS_URL, switchboard_of


class KafkaResource(dg.ConfigurableResource[KafkaEventLog]):
    """Connects when it is first used, and disconnects after the run or the tick.

    TLS, user and password are read from the environment then, see `resources.kafka.security`.
    """

    bootstrap_servers: str = Field(description="host:port, comma-separated.")
    timeout_s: float = Field(default=5.0, gt=0, description="How long a call may take.")
    environment: str = Field(default="", description="How messages are packed, see `PACKING`.")
    partitioning: str = Field(default="", description="key, round_robin or balanced.")
    database_url: str = BREAKERS_URL

    @contextmanager
    def yield_for_execution(
        self,
        context: dg.InitResourceContext,  # noqa: ARG002  Dagster passes it
    ) -> Generator[KafkaEventLog, None, None]:
        sending = Sending.of(self.environment, self.partitioning)
        access = secured(self.bootstrap_servers)
        guards = switchboard_of(self.database_url).guard
        with KafkaEventLog(access, timeout_s=self.timeout_s, sending=sending, guards=guards) as log:
            yield log


def secured(servers: str) -> Access:
    """How we know each other is no part of the configuration, which Dagster stores and shows."""
    return Access.of(servers, {name: dg.EnvVar(name).get_value() or "" for name in NAMES})
