"""What went through the clients of a process: counted, timed, and told to Prometheus."""

import math
from collections import Counter, defaultdict, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from threading import Lock
from typing import Final, override

from prometheus_client.metrics_core import CounterMetricFamily, Metric
from prometheus_client.registry import Collector

from omninode_bridge.events.delivery import Outgoing
from omninode_bridge.ports import Message

QUANTILES: Final = (0.5, 0.95, 0.99)
KEPT: Final = 2048
PREFIX: Final = "omninode_kafka"
LABELS: Final = ("client", "topic")
PRODUCER: Final = "producer"


def size_of(message: Message | Outgoing) -> int:
    named = sum(len(name.encode()) + len(held) for name, held in message.headers)
    return len(message.value) + len(message.key or b"") + named


@dataclass
class Latencies:
    """Sum and count of all, quantiles of the last 2048; in seconds."""

    count: int = 0
    sum_s: float = 0.0
    _last: deque[float] = field(default_factory=lambda: deque(maxlen=KEPT))

    def add(self, seconds: float) -> None:
        self.count += 1
        self.sum_s += seconds
        self._last.append(seconds)

    def quantile(self, share: float) -> float:
        """The smallest that at least this share does not exceed; nan without any."""
        if not self._last:
            return math.nan
        return sorted(self._last)[max(math.ceil(share * len(self._last)) - 1, 0)]


@dataclass
class Series:
    """Of one client and topic. `errors` are attempts that failed, by their kind."""

    messages: int = 0
    bytes: int = 0
    batches: int = 0
    put_aside: int = 0
    errors: Counter[str] = field(default_factory=Counter)
    latencies: Latencies = field(default_factory=Latencies)


class KafkaMetrics(Collector):
    """`client` is `producer`, or the name of a group. Safe to share between threads.

    Latencies are those of a message: from handing it over to its acknowledgement, and of handling
    it. Bytes are those of keys, values and headers, before compression.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._series: defaultdict[tuple[str, str], Series] = defaultdict(Series)
        self._replacements: Counter[str] = Counter()

    def message(self, client: str, topic: str, *, size: int, seconds: float) -> None:
        with self._lock:
            series = self._series[client, topic]
            series.messages += 1
            series.bytes += size
            series.latencies.add(seconds)

    def batch(self, client: str, topic: str) -> None:
        with self._lock:
            self._series[client, topic].batches += 1

    def error(self, client: str, topic: str, kind: str) -> None:
        with self._lock:
            self._series[client, topic].errors[kind] += 1

    def put_aside(self, client: str, topic: str) -> None:
        with self._lock:
            self._series[client, topic].put_aside += 1

    def replacement(self, group: str) -> None:
        """A consumer hung, or failed, and another has taken its place."""
        with self._lock:
            self._replacements[group] += 1

    def series(self, client: str, topic: str) -> Series:
        return self._series[client, topic]

    @override
    def collect(self) -> Iterator[Metric]:
        with self._lock:
            families = [
                self._counter("messages", "Messages acknowledged, or handled"),
                self._counter("bytes", "Bytes of these messages, before compression"),
                self._counter("batches", "Batches acknowledged, or fetched from one partition"),
                self._counter("put_aside", "Messages put into the dead letters"),
                self._errors(),
                self._latencies(),
                self._replaced(),
            ]
        yield from families

    def _counter(self, name: str, meaning: str) -> Metric:
        family = CounterMetricFamily(f"{PREFIX}_{name}", meaning, labels=LABELS)
        for labels, series in self._series.items():
            family.add_metric(labels, getattr(series, name))
        return family

    def _errors(self) -> Metric:
        family = CounterMetricFamily(
            f"{PREFIX}_errors", "Attempts that failed", labels=(*LABELS, "error")
        )
        for labels, series in self._series.items():
            for kind, count in series.errors.items():
                family.add_metric((*labels, kind), count)
        return family

    def _latencies(self) -> Metric:
        name = f"{PREFIX}_latency_seconds"
        family = Metric(name, "How long a message took, the last 2048 of them", "summary")
        for held, series in self._series.items():
            labels, latencies = dict(zip(LABELS, held, strict=True)), series.latencies
            for share in QUANTILES:
                value = latencies.quantile(share)
                family.add_sample(name, {**labels, "quantile": str(share)}, value)
            family.add_sample(f"{name}_count", labels, latencies.count)
            family.add_sample(f"{name}_sum", labels, latencies.sum_s)
        return family

    def _replaced(self) -> Metric:
        family = CounterMetricFamily(
            f"{PREFIX}_consumer_replacements", "Consumers that hung or failed", labels=("client",)
        )
        for group, count in self._replacements.items():
            family.add_metric((group,), count)
        return family
