"""Metrics count what happened, and Prometheus reads them."""

import asyncio
import urllib.request

import pytest
from hypothesis import given
from hypothesis import strategies as st
from prometheus_client import CollectorRegistry
from prometheus_client.parser import text_string_to_metric_families

from omninode_bridge.errors import InvalidRequestError, UnavailableError
from omninode_bridge.reliability.breaker import Breaker
from pipelines.cli import connections
from pipelines.environment import KAFKA_BOOTSTRAP_SERVERS, OMNINODE_METRICS_PORT
from resources.kafka.exchange import KafkaExchange
from resources.kafka.metrics import PRODUCER, KafkaMetrics, Latencies
from resources.kafka.sending import Sending
from resources.prometheus.endpoint import metrics_endpoint
from resources.reliability.guard import Guard
from resources.reliability.metrics import BreakerMetrics
from resources.reliability.retries import Retries
from tests.kafka.broker import free_ports
from tests.unit.events.samples import EXAMPLES

REQUEST = EXAMPLES[0]
TOPIC, DEAD = "omninode_codegen_request_analyze_v1", "omninode_codegen_dlq_analyze_v1"


def scraped(port: int) -> str:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=20) as answer:
        text: bytes = answer.read()
    return text.decode()


@given(seconds=st.lists(st.floats(0, 100), min_size=1), share=st.floats(0.01, 1))
def test_a_quantile_is_not_exceeded_by_its_share_and_by_no_less(
    seconds: list[float], share: float
) -> None:
    latencies = Latencies()
    for each in seconds:
        latencies.add(each)
    found = latencies.quantile(share)
    assert found in seconds
    assert sum(each <= found for each in seconds) >= share * len(seconds) - 1e-9
    assert sum(each < found for each in seconds) < share * len(seconds) + 1e-9


def test_quantiles_are_those_of_the_last_ones_and_the_sum_of_all() -> None:
    latencies = Latencies()
    for number in range(5000):
        latencies.add(float(number))
    assert (latencies.count, latencies.sum_s) == (5000, sum(range(5000)))
    assert [latencies.quantile(share) for share in (0.5, 0.95, 0.99)] == [3975.0, 4897.0, 4979.0]


@pytest.mark.requirement("R052")
def test_prometheus_reads_what_was_counted() -> None:
    metrics, labels = KafkaMetrics(), {"client": PRODUCER, "topic": "t"}
    for _ in range(3):
        metrics.message(PRODUCER, "t", size=10, seconds=0.5)
    metrics.batch(PRODUCER, "t")
    metrics.error(PRODUCER, "t", "TimeoutError")
    metrics.put_aside("a group", "t")
    metrics.replacement("a group")

    with metrics_endpoint([metrics], 0) as port:
        families = [*text_string_to_metric_families(scraped(port))]
    told = {
        (sample.name, *sorted(sample.labels.items())): sample.value
        for family in families
        for sample in family.samples
    }

    def value(name: str, **more: str) -> float:
        return told[(f"omninode_kafka_{name}", *sorted({**labels, **more}.items()))]

    assert {family.type for family in families} == {"counter", "summary"}
    assert [value(f"{name}_total") for name in ("messages", "bytes", "batches")] == [3, 30, 1]
    assert value("errors_total", error="TimeoutError") == 1
    assert value("put_aside_total", client="a group") == 1
    assert told[("omninode_kafka_consumer_replacements_total", ("client", "a group"))] == 1
    assert value("latency_seconds_count") == 3
    assert value("latency_seconds_sum") == 1.5
    assert [value("latency_seconds", quantile=q) for q in ("0.5", "0.95", "0.99")] == [0.5] * 3


async def test_a_service_serves_the_metrics_of_its_client_where_a_port_is_set(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    kafka, port = free_ports(2)
    monkeypatch.setenv(KAFKA_BOOTSTRAP_SERVERS.name, f"127.0.0.1:{kafka}")
    monkeypatch.setenv(OMNINODE_METRICS_PORT.name, str(port))
    async with connections.exchange() as exchange:
        exchange.metrics.batch(PRODUCER, "t")
        told = await asyncio.to_thread(scraped, port)
    assert 'omninode_kafka_batches_total{client="producer",topic="t"} 1.0' in told
    assert 'state="closed"} 1.0' in told

    monkeypatch.setenv(OMNINODE_METRICS_PORT.name, "many")
    with pytest.raises(InvalidRequestError, match="not a port"):
        async with connections.exchange():
            pass


def test_a_port_that_is_taken_is_told() -> None:
    with (
        metrics_endpoint([], 0) as port,
        pytest.raises(UnavailableError, match="cannot be served"),
        metrics_endpoint([], port),
    ):
        pass


@pytest.mark.requirement("R045", "R047", "R092", "R211", "R261")
async def test_a_broker_that_is_not_there_is_tried_three_times_and_then_left_alone() -> None:
    [port] = free_ports(1)
    sending = Sending(retries=Retries(base_s=0.01))
    guard = Guard("Kafka", Breaker(threshold=5))
    registry = CollectorRegistry()
    registry.register(BreakerMetrics(guard))
    async with KafkaExchange(
        f"127.0.0.1:{port}", timeout_s=20, sending=sending, guards=lambda *_, **__: guard
    ) as exchange:
        for _ in range(4):
            with pytest.raises(UnavailableError):
                await exchange.publish_event(REQUEST)

    def tried(topic: str) -> float:
        counted = exchange.metrics.series(PRODUCER, topic).errors
        return sum(counted.values())

    # Each request, and then its dead letter, which is tried once; the breaker opens at the fifth.
    assert (tried(TOPIC), tried(DEAD)) == (9, 2)
    assert exchange.metrics.series(PRODUCER, TOPIC).messages == 0
    assert registry.get_sample_value("omninode_breaker_failures_total", {"name": "Kafka"}) == 5
    is_open = {"name": "Kafka", "state": "open"}
    assert registry.get_sample_value("omninode_breaker_state", is_open) == 1
    assert registry.get_sample_value("omninode_breaker_transitions_total", is_open) == 1
