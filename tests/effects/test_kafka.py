"""Events of generated nodes on a real broker."""

import json
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from confluent_kafka import Consumer
from confluent_kafka.admin import AdminClient
from confluent_kafka.cimpl import NewTopic

from tests.effects.node import LIBRARY, EffectNode, imported
from tests.embedded_postgres import EmbeddedServer
from tests.kafka.broker import Broker, kafka_broker

__all__ = ["kafka_broker"]  # a fixture

pytest_plugins = ["tests.postgres"]
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def node(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EffectNode]:
    with imported(LIBRARY, tmp_path_factory.mktemp("library")) as found:
        yield found


def received(broker: Broker, topic: str, count: int) -> list[dict[str, object]]:
    settings = {
        "bootstrap.servers": broker.address,
        "group.id": uuid4().hex,
        "auto.offset.reset": "earliest",
    }
    consumer = Consumer(settings)
    consumer.subscribe([topic])
    try:
        found = [message for message in consumer.consume(count, timeout=30) if not message.error()]
    finally:
        consumer.close()
    return [json.loads(message.value() or b"") for message in found]


def test_what_the_store_emits_arrives_in_order_also_after_an_outage(
    node: EffectNode, postgres_server: EmbeddedServer, kafka_broker: Broker
) -> None:
    settings = {
        "DATABASE_URL": postgres_server.url("postgres"),
        "DATABASE_SCHEMA": f"s{uuid4().hex}",
        "KAFKA_BOOTSTRAP_SERVERS": kafka_broker.address,
    }
    topic = "onex.evt.onex-branch-library-effect.book-added.v1"
    admin = AdminClient({"bootstrap.servers": kafka_broker.address})
    admin.create_topics([NewTopic(topic, 1, 1)])[topic].result(timeout=30)
    books = []
    ports = node.bindings.real(settings)
    # Nothing listens there: the event waits in the outbox, and the request succeeds.
    outage = node.bindings.real({**settings, "KAFKA_BOOTSTRAP_SERVERS": "127.0.0.1:1"})
    for number, chosen in enumerate((ports, outage, ports)):
        book = {"isbn": f"{number:013d}", "title": "A book", "price": "1"}
        books.append(node.ask("add_book", book, chosen))

    contract = (Path(node.source) / node.root / "nodes" / node.node / "contract.yaml").read_text()
    assert topic in contract
    events = received(kafka_broker, topic, 3)
    assert [event["payload"] for event in events] == books
