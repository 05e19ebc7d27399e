"""Limits as Prometheus sees them."""

from collections.abc import Iterator
from typing import Final, override

from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from resources.limits.limiter import Limiter
from resources.reliability.metrics import BreakerMetrics

PREFIX: Final = "omninode_rate_limit"


class LimitMetrics(Collector):
    """By endpoint and never by user: those may be many, and are nobody else's business."""

    def __init__(self, limiter: Limiter) -> None:
        self._limiter = limiter

    @override
    def collect(self) -> Iterator[Metric]:
        requests = CounterMetricFamily(
            f"{PREFIX}_requests", "Requests by what became of them", labels=("endpoint", "outcome")
        )
        for outcome, counts in (
            ("allowed", self._limiter.allowed),
            ("limited", self._limiter.limited),
        ):
            for endpoint, count in sorted(counts.items()):
                requests.add_metric((endpoint, outcome), count)
        yield requests
        yield GaugeMetricFamily(
            f"{PREFIX}_share", "Of each limit, what the load allows", value=self._limiter.share
        )
        yield GaugeMetricFamily(
            f"{PREFIX}_backlog",
            "Generations under way when it was looked at last",
            value=self._limiter.load.backlog,
        )
        yield GaugeMetricFamily(
            f"{PREFIX}_gate_p95_seconds",
            "How long the gate took when it was looked at last",
            value=self._limiter.load.gate_p95_s,
        )
        yield CounterMetricFamily(
            f"{PREFIX}_unshared", "Requests that Redis did not count", value=self._limiter.missed
        )


def metrics_of(limiter: Limiter) -> tuple[Collector, ...]:
    """With the breaker in front of Redis, where one is used."""
    counts: Collector = LimitMetrics(limiter)
    return (counts, BreakerMetrics(limiter.guard)) if limiter.is_shared else (counts,)
