"""Breakers as Prometheus sees them."""

from collections.abc import Iterator
from typing import Final, override

from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from omninode_bridge.reliability.breaker import BreakerState
from resources.reliability.guard import Guard

PREFIX: Final = "omninode_breaker"


class BreakerMetrics(Collector):
    """The state is told as one line for each state, 1 where it holds."""

    def __init__(self, *guards: Guard) -> None:
        self._guards = guards

    @override
    def collect(self) -> Iterator[Metric]:
        states = GaugeMetricFamily(
            f"{PREFIX}_state", "1 for the state that holds", labels=("name", "state")
        )
        changes = CounterMetricFamily(
            f"{PREFIX}_transitions", "Changes into this state", labels=("name", "state")
        )
        failures = CounterMetricFamily(
            f"{PREFIX}_failures", "Calls that found nobody", labels=("name",)
        )
        for guard in self._guards:
            failures.add_metric((guard.name,), guard.failures)
            for state in BreakerState:
                states.add_metric((guard.name, state), guard.state is state)
                changes.add_metric((guard.name, state), guard.transitions[state])
        yield from (states, changes, failures)
