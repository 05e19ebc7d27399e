"""How messages are packed and spread, on a real broker and by its own rule."""

import random
import struct
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from confluent_kafka import Producer
from confluent_kafka.admin import AdminClient
from confluent_kafka.cimpl import NewTopic

from omninode_bridge.errors import InvalidRequestError
from resources.kafka.client import KafkaEventLog
from resources.kafka.metrics import PRODUCER
from resources.kafka.sending import PACKING, Partitioner, Partitioning, Sending
from tests.kafka.broker import Broker, kafka_broker
from tests.kafka.draining import drain

__all__ = ["kafka_broker"]  # a fixture

PARTITIONS = 3
CODECS = {None: 0, "gzip": 1, "lz4": 3}


@pytest.mark.requirement("R048", "R049", "R050")
def test_each_environment_packs_as_documented() -> None:
    packed = {
        name: (each.compression, each.linger_ms, each.batch_bytes) for name, each in PACKING.items()
    }
    assert packed == {
        "development": (None, 0, 8192),
        "test": (None, 0, 16384),
        "staging": ("gzip", 5, 32768),
        "production": ("lz4", 10, 65536),
    }


@pytest.mark.parametrize(("environment", "partitioning"), [("live", ""), ("", "fair")])
def test_a_name_that_is_none_is_said(environment: str, partitioning: str) -> None:
    with pytest.raises(InvalidRequestError) as caught:
        Sending.of(environment, partitioning)
    assert "Choose one of" in str(caught.value.hint)


def test_without_names_it_is_development_by_key() -> None:
    assert Sending.of("", "") == Sending(PACKING["development"], Partitioning.KEY)


@pytest.mark.requirement("R051")
def test_round_robin_takes_one_after_the_other_whatever_the_key() -> None:
    partitioner = Partitioner(Partitioning.ROUND_ROBIN)
    chosen = [partitioner.choose("t", key, {2, 0, 1}) for key in (b"k", b"k", None, b"k", None)]
    assert chosen == [0, 1, 2, 0, 1]
    assert partitioner.choose("other", None, {0, 1}) == 0


@pytest.mark.requirement("R051", "R263")
def test_balanced_evens_out_what_has_no_key_and_keeps_keys_together() -> None:
    partitioner, sent, draw = Partitioner(Partitioning.BALANCED), Counter[int](), random.Random(7)
    for _ in range(300):
        there = {0, 1, 2} - ({draw.randrange(3)} if draw.random() < 0.2 else set())
        chosen = partitioner.choose("t", None, there)
        assert chosen in there
        sent[chosen] += 1
        assert partitioner.choose("t", b"k", there) is None
    mean = sum(sent.values()) / len(sent)
    assert max(abs(count - mean) for count in sent.values()) / mean <= 0.2


@pytest.fixture
def topic(kafka_broker: Broker) -> Iterator[str]:
    """A new one that keeps batches as they come."""
    name = f"packed-{uuid4().hex}"
    admin = AdminClient({"bootstrap.servers": kafka_broker.address})
    settings = {"compression.type": "producer"}
    [made] = admin.create_topics(
        [NewTopic(name, num_partitions=PARTITIONS, replication_factor=1, config=settings)]
    ).values()
    made.result(20)
    yield name
    [gone] = admin.delete_topics([name]).values()
    gone.result(20)


def batches(broker: Broker, topic: str) -> Iterator[tuple[int, int]]:
    """Codec and number of records of each stored batch (record batch format, version 2)."""
    for log in sorted((broker.data / "log").glob(f"{topic}-*/*.log")):
        held = log.read_bytes()
        while len(held) >= 61 and (length := struct.unpack_from(">i", held, 8)[0]) > 0:
            yield struct.unpack_from(">h", held, 21)[0] & 7, struct.unpack_from(">i", held, 57)[0]
            held = held[12 + length :]


@pytest.mark.slow
@pytest.mark.requirement("R048", "R049", "R050", "R052")
@pytest.mark.parametrize("environment", ["development", "staging", "production"])
def test_what_an_environment_asks_for_reaches_the_broker(
    kafka_broker: Broker, topic: str, environment: str
) -> None:
    packing = PACKING[environment]
    sending = Sending(packing, Partitioning.KEY)
    with (
        KafkaEventLog(kafka_broker.address, timeout_s=30, sending=sending) as log,
        ThreadPoolExecutor(16) as threads,
    ):
        log.publish(topic, b"first", key=b"k")  # the connection is there
        values = [b"x" * 1000 + b"%d" % number for number in range(64)]
        assert len([*threads.map(lambda value: log.publish(topic, value, key=b"k"), values)]) == 64
        found = drain(log, topic, {})
        counted = log.metrics.series(PRODUCER, topic)

    assert sorted(message.value for message in found) == sorted([b"first", *values])
    stored = [*batches(kafka_broker, topic)]
    assert {codec for codec, _ in stored} == {CODECS[packing.compression]}
    assert sum(count for _, count in stored) == 65
    assert (counted.messages, counted.batches) == (65, len(stored))
    assert counted.bytes == sum(map(len, values)) + len(b"first") + 65
    assert counted.latencies.count == 65
    # Lingering is what makes batches of messages that arrive one by one.
    assert (len(stored) < 65) or packing.linger_ms == 0
    largest = max(count for _, count in stored)
    assert largest * 1000 <= packing.batch_bytes


@pytest.mark.slow
@pytest.mark.requirement("R051")
def test_by_key_a_message_goes_where_kafkas_own_client_sends_it(
    kafka_broker: Broker, topic: str
) -> None:
    keys = [uuid4().bytes[: 1 + number % 16] for number in range(30)]
    theirs = Producer({"bootstrap.servers": kafka_broker.address, "partitioner": "murmur2"})
    with KafkaEventLog(kafka_broker.address, timeout_s=30) as log:
        for key in keys:
            theirs.produce(topic, b"theirs", key=key)
            log.publish(topic, b"ours", key=key)
        theirs.flush(20)
        found = drain(log, topic, {})

    places = {
        who: {message.key: message.partition for message in found if message.value == who}
        for who in (b"ours", b"theirs")
    }
    assert len(places[b"ours"]) == len(set(keys))
    assert places[b"ours"] == places[b"theirs"]
    assert len(set(places[b"ours"].values())) == PARTITIONS


@pytest.mark.slow
@pytest.mark.requirement("R051")
def test_round_robin_spreads_one_key_evenly(kafka_broker: Broker, topic: str) -> None:
    sending = Sending(partitioning=Partitioning.ROUND_ROBIN)
    with KafkaEventLog(kafka_broker.address, timeout_s=30, sending=sending) as log:
        for _ in range(9):
            log.publish(topic, b"x", key=b"k")
        assert log.end(topic) == {0: 3, 1: 3, 2: 3}
