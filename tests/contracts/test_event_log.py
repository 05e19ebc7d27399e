"""What everyone may rely on, whichever log it is: the fake, the embedded endpoint, real Kafka."""

import os
import time
from collections.abc import Iterator
from threading import Timer
from uuid import uuid4

import pytest

from omninode_bridge.errors import LimitExceededError, UnavailableError
from omninode_bridge.events.delivery import NULL, Null
from omninode_bridge.events.topics import (
    ANALYZE_DEAD_LETTERS,
    ANALYZE_REQUESTS,
    MIB,
    MIXIN_DEAD_LETTERS,
    PATTERN_REQUESTS,
    STATUS,
    VALIDATE_DEAD_LETTERS,
    VALIDATE_REQUESTS,
)
from omninode_bridge.ports import EventLog
from resources.kafka.client import KafkaEventLog
from tests.fakes.event_log import FakeEventLog
from tests.kafka.broker import free_ports, kafka_broker
from tests.kafka.draining import drain
from tests.kafka.endpoint import running_endpoint

__all__ = ["kafka_broker"]  # a fixture

LOGS = [
    "fake",
    pytest.param("endpoint", marks=pytest.mark.slow),
    pytest.param("broker", marks=pytest.mark.slow),
]


@pytest.fixture(params=LOGS, scope="module", name="log")
def any_log(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[EventLog]:
    if request.param == "fake":
        yield FakeEventLog()
    elif request.param == "endpoint":
        with (
            running_endpoint(tmp_path_factory.mktemp("endpoint")) as endpoint,
            KafkaEventLog(endpoint.address) as log,
        ):
            yield log
    else:
        broker = request.getfixturevalue("kafka_broker")
        with KafkaEventLog(broker.address) as log:
            yield log


def test_messages_of_one_key_stay_in_order(log: EventLog) -> None:
    start, key = dict(log.end(STATUS)), uuid4().bytes
    values = [f"{number}".encode() for number in range(50)]
    for value in values:
        log.publish(STATUS, value, key=key)

    found = drain(log, STATUS, start)

    assert [message.value for message in found] == values
    [partition] = {message.partition for message in found}
    assert [m.offset for m in found] == list(range(start[partition], start[partition] + 50))


def test_key_and_headers_arrive_as_they_were(log: EventLog) -> None:
    start = dict(log.end(STATUS))
    headers = [("trace", b"\xff\x00"), ("trace", b"twice"), ("empty", b""), ("none", NULL)]
    log.publish(STATUS, b"with", key=b"\x00\xff", headers=headers)
    log.publish(STATUS, b"without")
    log.publish(STATUS, NULL, key=b"null")
    log.publish(STATUS, b"", key=b"empty")

    drained = drain(log, STATUS, start)
    found = {message.value: message for message in drained}
    kinds = {message.key: type(message.value) for message in drained}
    assert (kinds[b"null"], kinds[b"empty"]) == (Null, bytes)
    assert [type(held) for _, held in found[b"with"].headers] == [bytes, bytes, bytes, Null]

    assert found[b"with"].key == b"\x00\xff"
    assert found[b"with"].headers == tuple(headers)
    assert (found[b"without"].key, found[b"without"].headers) == (None, ())
    assert abs((found[b"with"].timestamp_ms or 0) / 1000 - time.time()) < 60


def test_reading_goes_on_where_the_position_says(log: EventLog) -> None:
    start = dict(log.end(VALIDATE_REQUESTS))
    for number in range(5):
        log.publish(VALIDATE_REQUESTS, str(number).encode(), key=b"k")

    first = log.read(VALIDATE_REQUESTS, since=start, limit=2, wait_s=5)
    rest = drain(log, VALIDATE_REQUESTS, first.position)
    again = log.read(VALIDATE_REQUESTS, since=start, limit=1, wait_s=5)

    assert 1 <= len(first.messages) <= 2
    assert [m.value for m in [*first.messages, *rest]] == [b"0", b"1", b"2", b"3", b"4"]
    assert again.messages[0].value == b"0"


def test_a_partition_that_is_not_named_is_read_from_its_beginning(log: EventLog) -> None:
    mark = uuid4().bytes
    log.publish(MIXIN_DEAD_LETTERS, mark)
    assert mark in {message.value for message in drain(log, MIXIN_DEAD_LETTERS, {})}


def test_a_position_beyond_the_end_starts_again(log: EventLog) -> None:
    """As after a restart of the embedded endpoint: better twice than never."""
    mark = uuid4().bytes
    log.publish(ANALYZE_DEAD_LETTERS, mark)

    beyond = dict.fromkeys(log.end(ANALYZE_DEAD_LETTERS), 10_000)

    batch = log.read(ANALYZE_DEAD_LETTERS, since=beyond, limit=1000, wait_s=5)

    [found] = [message for message in batch.messages if message.value == mark]
    assert batch.position[found.partition] == found.offset + 1


def test_when_nothing_is_there_it_waits_as_long_as_it_was_told(log: EventLog) -> None:
    start = dict(log.end(PATTERN_REQUESTS))
    began = time.monotonic()

    batch = log.read(PATTERN_REQUESTS, since=start, limit=10, wait_s=0.3)

    assert batch.messages == ()
    assert dict(batch.position) == start
    assert time.monotonic() - began >= 0.3


def test_what_arrives_while_it_waits_is_returned_at_once(log: EventLog) -> None:
    start = dict(log.end(PATTERN_REQUESTS))
    timer = Timer(0.3, lambda: log.publish(PATTERN_REQUESTS, b"news", key=b"k"))
    timer.start()
    began = time.monotonic()

    batch = log.read(PATTERN_REQUESTS, since=start, limit=10, wait_s=20)

    timer.join()
    assert [message.value for message in batch.messages] == [b"news"]
    assert time.monotonic() - began < 15


def test_a_cluster_has_one_id_and_every_batch_names_it(log: EventLog) -> None:
    batch = log.read(STATUS, since=log.end(STATUS), limit=1, wait_s=0)
    assert log.cluster_id() == log.cluster_id() == batch.cluster_id
    assert batch.cluster_id


@pytest.mark.parametrize(
    ("topic", "size"), [(ANALYZE_REQUESTS, 4 * MIB), (VALIDATE_DEAD_LETTERS, 6 * MIB)]
)
def test_a_document_of_two_mebibytes_passes_even_when_it_does_not_compress(
    log: EventLog, topic: str, size: int
) -> None:
    # The embedded endpoint drops what is over its 5 MB where another message came before.
    start, value = dict(log.end(topic)), os.urandom(size)
    log.publish(topic, value, key=b"k" * 100)
    assert [message.value for message in drain(log, topic, start)] == [value]


@pytest.mark.parametrize(
    ("value", "key", "headers"),
    [
        (b"x" * (4 * MIB + 1), None, ()),
        (b"", b"k" * 40_000, ()),
        (b"", None, (("h", b"v" * 40_000),)),
    ],
    ids=["value", "key", "headers"],
)
def test_what_is_larger_than_the_topic_allows_is_refused(
    log: EventLog, value: bytes, key: bytes | None, headers: tuple[tuple[str, bytes], ...]
) -> None:
    start = dict(log.end(ANALYZE_REQUESTS))
    with pytest.raises(LimitExceededError, match="too large"):
        log.publish(ANALYZE_REQUESTS, value, key=key, headers=headers)
    assert log.end(ANALYZE_REQUESTS) == start


def test_a_topic_that_does_not_exist_is_named(log: EventLog) -> None:
    with pytest.raises(UnavailableError, match="no topic quite_unknown"):
        log.read("quite_unknown", since={}, limit=1, wait_s=0)


@pytest.mark.parametrize("kind", ["fake", pytest.param("kafka", marks=pytest.mark.slow)])
def test_without_a_cluster_every_method_says_so_with_a_hint(kind: str) -> None:
    log: EventLog = (
        FakeEventLog(down=True)
        if kind == "fake"
        else KafkaEventLog(f"127.0.0.1:{free_ports(1)[0]}", timeout_s=0.5)
    )
    calls = (
        log.cluster_id,
        lambda: log.end(STATUS),
        lambda: log.read(STATUS, since={}, limit=1, wait_s=0),
        lambda: log.publish(STATUS, b"x"),
    )
    began = time.monotonic()
    for call in calls:
        with pytest.raises(UnavailableError) as refused:
            call()
        assert "omninode up" in refused.value.hint
    assert time.monotonic() - began < 15
    if isinstance(log, KafkaEventLog):
        log.close()
