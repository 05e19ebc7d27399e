"""What only a real broker can show: administration, crashes, and other people's clients."""

import asyncio
import json
from collections.abc import Iterator
from dataclasses import replace
from uuid import uuid4

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from confluent_kafka.admin import AdminClient

from omninode_bridge.events.dead_letters import DeadLetter, original
from omninode_bridge.events.decoding import Received, decode
from omninode_bridge.events.delivery import Delivery, Outgoing
from omninode_bridge.events.encoding import encode, key_of, topic_of
from omninode_bridge.events.schemas import CodegenAnalysisRequest
from omninode_bridge.events.topics import (
    ANALYZE_REQUESTS,
    MIXIN_DEAD_LETTERS,
    MIXIN_RESPONSES,
    STATUS,
    TOPICS,
)
from omninode_bridge.ports import Message
from pipelines.cli.edge import ExitCode, run
from pipelines.cli.topics import topics
from pipelines.environment import KAFKA_BOOTSTRAP_SERVERS
from resources.kafka.client import KafkaEventLog
from resources.kafka.exchange import KafkaExchange
from resources.kafka.metrics import PRODUCER
from resources.kafka.topics import compare_topics, ensure_topics
from tests.kafka.broker import Broker, kafka_broker, running_broker
from tests.kafka.draining import drain
from tests.unit.events.samples import NOW, a_request

__all__ = ["kafka_broker"]  # a fixture

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def own_broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Broker]:
    """One that a test may kill, or rob of topics."""
    with running_broker(tmp_path_factory.mktemp("own")) as broker:
        ensure_topics(broker.address)
        yield broker


@pytest.mark.requirement(*(f"R{number:03}" for number in range(53, 66)))
def test_topics_are_made_as_planned_and_only_once(kafka_broker: Broker) -> None:
    first = kafka_broker.prepared
    second = ensure_topics(kafka_broker.address)

    assert first is not None
    assert set(first.created) == set(TOPICS)
    assert (first.differences, second.created, second.differences) == ((), (), ())
    with KafkaEventLog(kafka_broker.address) as log:
        assert {name: len(log.end(name)) for name in TOPICS} == {
            topic.name: topic.partitions for topic in TOPICS.values()
        }


def test_what_is_missing_is_said_made_once_and_then_there(kafka_broker: Broker) -> None:
    new = replace(TOPICS[STATUS], name="omninode_codegen_status_session_v2")

    before = compare_topics(kafka_broker.address, [new])
    made = ensure_topics(kafka_broker.address, [new])
    after = compare_topics(kafka_broker.address, [new])

    assert (before.missing, before.created) == ((new.name,), ())
    assert (made.missing, made.created) == ((), (new.name,))
    assert (after.missing, after.differences) == ((), ())


def test_the_command_line_compares_the_topics(
    kafka_broker: Broker, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(KAFKA_BOOTSTRAP_SERVERS.name, kafka_broker.address)
    assert run(topics, ["check"]) == ExitCode.OK
    assert run(topics, ["create"]) == ExitCode.OK
    out = capsys.readouterr().out
    assert out == "All topics are as planned.\nNo topic was missing.\n"
    assert run(topics, ["list", "--format", "json"]) == ExitCode.OK
    rows = json.loads(capsys.readouterr().out)
    assert {row["topic"] for row in rows if row["there"] == "yes"} == set(TOPICS)


def test_a_topic_that_differs_is_named_and_left_alone(kafka_broker: Broker) -> None:
    other = replace(TOPICS[STATUS], partitions=2, retention_ms=1000)

    report = ensure_topics(kafka_broker.address, [other])

    assert report.created == ()
    assert report.differences == (
        f"{STATUS}: 6 partitions, planned 2",
        f"{STATUS}: retention.ms is 259200000, planned 1000",
    )


async def test_nothing_acknowledged_is_lost_when_the_broker_is_killed(own_broker: Broker) -> None:
    handled: set[bytes] = set()
    whole = asyncio.Event()

    async def handle(message: Message) -> None:
        handled.add(message.value)
        if handled >= set(sent):
            whole.set()

    sent = [f"{number}".encode() for number in range(60)]
    with KafkaEventLog(own_broker.address) as log:
        cluster_id = await asyncio.to_thread(log.cluster_id)
        async with (
            # Half of it is for a first try, which must outlast the restart.
            KafkaExchange(own_broker.address, timeout_s=240) as exchange,
            exchange.consuming("survivors", [ANALYZE_REQUESTS], handle),
        ):
            for number, value in enumerate(sent):
                if number == 30:
                    own_broker.kill()
                    restart = asyncio.create_task(asyncio.to_thread(own_broker.start))
                assert await exchange.publish(Outgoing(ANALYZE_REQUESTS, value, b"k")) == "sent"
            await restart
            await asyncio.wait_for(whole.wait(), 120)
        found = await asyncio.to_thread(drain, log, ANALYZE_REQUESTS, {})

        assert await asyncio.to_thread(log.cluster_id) == cluster_id
    # The message under way at the crash may be there twice: nobody can know whether it arrived.
    assert list(dict.fromkeys(message.value for message in found)) == sent
    assert handled == set(sent)


@pytest.mark.requirement("R046", "R151", "R261")
async def test_what_its_topic_does_not_take_lies_in_the_dead_letters(own_broker: Broker) -> None:
    admin = AdminClient({"bootstrap.servers": own_broker.address})
    [gone] = admin.delete_topics([MIXIN_RESPONSES]).values()
    gone.result(20)
    value, headers = b'{"correlation_id": "%s"}' % str(uuid4()).encode(), (("h", b"\xff"),)
    message = Outgoing(MIXIN_RESPONSES, value, b"key", headers)
    async with KafkaExchange(own_broker.address, timeout_s=6) as exchange:
        assert await exchange.publish(message) is Delivery.PUT_ASIDE
        assert exchange.metrics.series(PRODUCER, MIXIN_RESPONSES).put_aside == 1

    with KafkaEventLog(own_broker.address) as log:
        [found] = await asyncio.to_thread(drain, log, MIXIN_DEAD_LETTERS, {})
    letter = DeadLetter.model_validate_json(found.value)
    assert original(letter) == message
    assert (letter.error.error_type, letter.source_offset) == ("unavailable", None)
    assert json.loads(value)["correlation_id"] == letter.correlation_id


async def test_an_aiokafka_service_reads_what_we_send(kafka_broker: Broker) -> None:
    request = a_request()
    value = encode(request, event_id=uuid4(), now=NOW)
    consumer = AIOKafkaConsumer(
        ANALYZE_REQUESTS, bootstrap_servers=kafka_broker.address, auto_offset_reset="earliest"
    )
    async with consumer:
        with KafkaEventLog(kafka_broker.address) as log:
            await asyncio.to_thread(log.publish, topic_of(request), value, key=key_of(request))
        async with asyncio.timeout(20):
            async for record in consumer:
                if record.key == key_of(request):
                    break

    assert json.loads(record.value)["payload"]["prd_content"] == request.prd_content


@pytest.mark.parametrize("compression", [None, "gzip", "lz4", "zstd", "snappy"])
async def test_we_read_what_an_aiokafka_service_sends(
    kafka_broker: Broker, compression: str | None
) -> None:
    request = a_request()
    producer = AIOKafkaProducer(
        bootstrap_servers=kafka_broker.address, compression_type=compression
    )
    with KafkaEventLog(kafka_broker.address) as log:
        start = await asyncio.to_thread(log.end, ANALYZE_REQUESTS)
        async with producer:
            await producer.send_and_wait(ANALYZE_REQUESTS, request.model_dump_json().encode())
        batch = await asyncio.to_thread(
            log.read, ANALYZE_REQUESTS, since=start, limit=10, wait_s=10
        )

    [message] = batch.messages
    received = decode(message.value, CodegenAnalysisRequest)
    assert isinstance(received, Received)
    assert received.event.correlation_id == request.correlation_id
