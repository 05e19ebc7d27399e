"""The relay as a service: one at a time works for a database, others stand by."""

import logging
import os
import signal
import sys
import time
from collections.abc import Generator, Iterable
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext, suppress
from datetime import UTC, datetime, timedelta
from typing import Final

from prometheus_client.registry import Collector

from omninode_bridge.errors import InvalidRequestError, UnavailableError
from omninode_bridge.reliability.breaker import Breaker
from omninode_bridge.settings import port
from resources.kafka.access import Access
from resources.kafka.client import KafkaEventLog
from resources.kafka.sending import Sending
from resources.outbox.relay import Relay
from resources.postgres.bell import Bell, bell
from resources.postgres.breakers import switchboard_of
from resources.postgres.current import check_current
from resources.postgres.database import Database
from resources.postgres.locks import RELAYING
from resources.postgres.outbox import CHANNEL, PostgresOutbox
from resources.prometheus.endpoint import metrics_endpoint
from resources.prometheus.state import StateMetrics
from resources.reliability.metrics import BreakerMetrics

LOGGER: Final = logging.getLogger(__name__)
# The bell rings at each commit; this is for one that was missed.
LOOK_EVERY_S: Final = 5.0
AGAIN_AFTER_S: Final = 1.0
# Only the relay publishes what waits, so nobody else finds out that Kafka is back.
RECOVERY_S: Final = 5.0
KEPT: Final = timedelta(hours=24)
FORGET_EVERY_S: Final = 600.0
METRICS_PORT: Final = "OMNINODE_RELAY_METRICS_PORT"


class Stop:
    """Told once that it is time to end, by a signal or by another thread."""

    def __init__(self) -> None:
        self._read, self._write = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
        self.is_set = False

    def set(self, *_: object) -> None:
        self.is_set = True
        with suppress(BlockingIOError):
            os.write(self._write, b".")

    def fileno(self) -> int:
        return self._read

    def close(self) -> None:
        os.close(self._read)
        os.close(self._write)


class RelayService:
    """Sends until `stop` is told. Neither a silent database nor a silent Kafka ends it."""

    def __init__(self, database: Database, relay: Relay, stop: Stop) -> None:
        self._database = database
        self._outbox = PostgresOutbox(database)
        self._relay = relay
        self._stop = stop
        self._told = ""
        self._forgotten_at = -FORGET_EVERY_S

    def serve(self) -> None:
        while not self._stop.is_set:
            try:
                # Through its breaker: so a silent database is on record afterwards.
                check_current(self._database)
                with bell(self._database.url, CHANNEL, RELAYING) as ringing:
                    self._send_on(ringing)
            except UnavailableError as error:
                self._tell(error.message)
                time.sleep(AGAIN_AFTER_S)

    def _send_on(self, ringing: Bell) -> None:
        """As long as the connection lives."""
        while not self._stop.is_set:
            if not ringing.take():
                ringing.wait(LOOK_EVERY_S, self._stop.fileno())
                continue
            done = self._relay.run_once()
            self._tell(done.problem.message if done.problem else "")
            if done.problem:
                ringing.wait(AGAIN_AFTER_S, self._stop.fileno())
            elif not done.is_full:
                self._forget()
                ringing.wait(LOOK_EVERY_S, self._stop.fileno())

    def _forget(self) -> None:
        if time.monotonic() - self._forgotten_at > FORGET_EVERY_S:
            self._forgotten_at = time.monotonic()
            self._outbox.forget(datetime.now(UTC) - KEPT)

    def _tell(self, problem: str) -> None:
        """Each trouble once, and its end."""
        if problem and problem != self._told:
            LOGGER.warning("Events wait: %s", problem)
        elif self._told and not problem:
            LOGGER.warning("Events are sent again")
        self._told = problem


@contextmanager
def relaying(database_url: str, access: Access, sending: Sending) -> Generator[RelayService]:
    """A service that SIGTERM and SIGINT end."""
    guards = switchboard_of(database_url).guard
    guard = guards(access.breaker, Breaker(recovery_s=RECOVERY_S))
    with (
        closing(Stop()) as stop,
        closing(Database(database_url, guards=guards)) as database,
        KafkaEventLog(access, guards=guards, sending=sending) as event_log,
    ):
        collectors = (
            event_log.metrics,
            BreakerMetrics(guard, database.guard),
            StateMetrics(database),
        )
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, stop.set)
        with _metrics(collectors):
            yield RelayService(database, Relay(PostgresOutbox(database), event_log), stop)


def _metrics(collectors: Iterable[Collector]) -> AbstractContextManager[object]:
    number = port(METRICS_PORT, os.environ.get(METRICS_PORT, ""))
    return metrics_endpoint(collectors, number, METRICS_PORT) if number else nullcontext()


def main() -> None:
    """As the supervisor starts it."""
    logging.basicConfig(
        level=logging.WARNING, format="%(asctime)s %(levelname)s %(message)s", stream=sys.stderr
    )
    environ = os.environ
    try:
        sending = Sending.of(
            environ.get("OMNINODE_ENVIRONMENT", ""), environ.get("OMNINODE_KAFKA_PARTITIONING", "")
        )
        access = Access.of(environ["KAFKA_BOOTSTRAP_SERVERS"], environ)
        with relaying(environ["DATABASE_URL"], access, sending) as service:
            service.serve()
    except InvalidRequestError as error:
        sys.exit(" ".join(str(error).splitlines()))  # in one line: `status` shows the last


if __name__ == "__main__":
    main()
