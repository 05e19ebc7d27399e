"""What the system of record knows, as Prometheus sees it: it survives every process.

Runs live for seconds, and a number that one of them counted would be gone before anybody asks.
So they count nothing: their rows are counted when Prometheus asks the one service that lives on.
"""

import logging
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final, override

import sqlalchemy as sa
from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from omninode_bridge.errors import UnavailableError
from omninode_bridge.reliability.breaker import BreakerState
from resources.postgres.breakers import PostgresBreakerLog
from resources.postgres.database import Database
from resources.postgres.outbox import PostgresOutbox
from resources.postgres.tables import breaker_changes, executions, steps, transitions
from resources.postgres.tally import PostgresTally

LOGGER: Final = logging.getLogger(__name__)
PREFIX: Final = "omninode"


class StateMetrics(Collector):
    """Nothing where the database does not answer."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._outbox = PostgresOutbox(database)

    @override
    def collect(self) -> Iterator[Metric]:
        try:
            families = [
                *self._generations(),
                *self._steps(),
                *self._transitions(),
                *self._sensors(),
                *self._waiting(),
                *self._breakers(),
            ]
        except UnavailableError as error:
            LOGGER.warning("No metrics of the state: %s", error.message)
            return
        yield from families

    def _generations(self) -> Iterator[Metric]:
        family = GaugeMetricFamily(
            f"{PREFIX}_generations", "Requests on record, by their state", labels=("state",)
        )
        grouped = sa.select(executions.c.state, sa.func.count()).group_by(executions.c.state)
        for state, count in self._rows(grouped):
            family.add_metric((str(state),), float(str(count)))
        yield family

    def _steps(self) -> Iterator[Metric]:
        labels = ("step", "status")
        count = GaugeMetricFamily(f"{PREFIX}_steps", "Steps on record", labels=labels)
        spent = GaugeMetricFamily(f"{PREFIX}_steps_seconds", "What they took", labels=labels)
        milliseconds = sa.func.sum(steps.c.duration_ms)
        grouped = sa.select(steps.c.name, steps.c.status, sa.func.count(), milliseconds)
        for name, status, many, took in self._rows(grouped.group_by(steps.c.name, steps.c.status)):
            count.add_metric((str(name), str(status)), float(str(many)))
            spent.add_metric((str(name), str(status)), float(str(took)) / 1000)
        yield from (count, spent)

    def _transitions(self) -> Iterator[Metric]:
        family = CounterMetricFamily(
            f"{PREFIX}_generation_transitions",
            "Changes of requests' states; from a state back to pending: an attempt was lost",
            labels=("before", "after"),
        )
        table = transitions
        grouped = sa.select(table.c.before, table.c.after, sa.func.count())
        for before, after, count in self._rows(grouped.group_by(table.c.before, table.c.after)):
            family.add_metric((str(before), str(after)), float(str(count)))
        yield family

    def _sensors(self) -> Iterator[Metric]:
        """Also what they have seen last, as `omninode_SENSOR_FIGURE`."""
        messages = CounterMetricFamily(
            f"{PREFIX}_sensor_messages",
            "Messages that a sensor has read, by what became of them",
            labels=("sensor", "outcome"),
        )
        told = GaugeMetricFamily(
            f"{PREFIX}_sensor_told_timestamp_seconds",
            "When a sensor has counted or seen something last",
            labels=("sensor",),
        )
        latest = dict[str, datetime]()
        for figure in PostgresTally(self._database).all():
            latest[figure.teller] = max(figure.at, latest.get(figure.teller, figure.at))
            if figure.is_count:
                messages.add_metric((figure.teller, figure.name), figure.value)
            else:
                name = f"{PREFIX}_{figure.teller}_{figure.name}"
                yield GaugeMetricFamily(name, "As the sensor has seen it last", value=figure.value)
        for teller, at in latest.items():
            told.add_metric((teller,), at.timestamp())
        yield from (messages, told)

    def _waiting(self) -> Iterator[Metric]:
        found = self._outbox.backlog()
        age = (datetime.now(UTC) - found.oldest).total_seconds() if found.oldest else 0.0
        for name, meaning, value in (
            ("waiting", "Events that wait to be sent", found.waiting),
            ("refused", "Events that no broker would take", found.refused),
            ("oldest_seconds", "How long the oldest event has waited", age),
        ):
            yield GaugeMetricFamily(f"{PREFIX}_outbox_{name}", meaning, value=value)

    def _breakers(self) -> Iterator[Metric]:
        states = GaugeMetricFamily(
            f"{PREFIX}_stored_breaker_state",
            "Living processes in which the breaker is in this state, of those that ever changed it",
            labels=("name", "state"),
        )
        found = Counter(
            (each.name, each.after) for each in PostgresBreakerLog(self._database).current()
        )
        for breaker in {name for name, _ in found}:
            for state in BreakerState:
                states.add_metric((breaker, state), found[breaker, state])
        yield states
        family = CounterMetricFamily(
            f"{PREFIX}_stored_breaker_transitions",
            "Changes into this state, of all processes that store them",
            labels=("name", "state"),
        )
        table = breaker_changes
        grouped = sa.select(table.c.name, table.c.after, sa.func.count())
        for name, after, count in self._rows(grouped.group_by(table.c.name, table.c.after)):
            family.add_metric((str(name), str(after)), float(str(count)))
        yield family

    def _rows(self, query: sa.Select[*tuple[object, ...]]) -> list[tuple[object, ...]]:
        return self._database.run(
            lambda connection: [tuple(row) for row in connection.execute(query)]
        )
