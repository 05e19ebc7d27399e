"""Kafka as Dagster sees it: settings in, client out."""

from collections.abc import Generator
from contextlib import contextmanager

import dagster as dg
from pydantic import Field

from resources.kafka.client import KafkaEventLog


class KafkaResource(dg.ConfigurableResource[KafkaEventLog]):
    """Connects when it is first used, and disconnects after the run or the tick."""

    bootstrap_servers: str = Field(description="host:port, comma-separated.")
    timeout_s: float = Field(default=5.0, gt=0, description="How long a call may take.")

    @contextmanager
    def yield_for_execution(
        self,
        context: dg.InitResourceContext,  # noqa: ARG002  Dagster passes it
    ) -> Generator[KafkaEventLog, None, None]:
        with KafkaEventLog(self.bootstrap_servers, timeout_s=self.timeout_s) as log:
            yield log
