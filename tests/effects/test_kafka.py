"""Events of generated nodes on a real broker."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from uuid import uuid4

import pytest
from confluent_kafka import Consumer
from confluent_kafka.admin import AdminClient
from confluent_kafka.cimpl import NewTopic
from omnibase_core.enums.enum_core_error_code import EnumCoreErrorCode
from omnibase_core.models.errors.model_onex_error import ModelOnexError

from tests.effects.node import LIBRARY, EffectNode, imported
from tests.embedded_postgres import EmbeddedServer
from tests.kafka.broker import Broker, kafka_broker
from tests.kafka.doors import PASSWORD, USER

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


def guarded(broker: Broker, door: str, **more: str) -> dict[str, str]:
    """Settings for one of the broker's doors, with a password for each."""
    return {
        "KAFKA_SECURITY_PROTOCOL": door,
        "KAFKA_SSL_CAFILE": str(broker.data / "ca.pem"),
        "KAFKA_SSL_CERTFILE": str(broker.data / "client.pem"),
        "KAFKA_SASL_USERNAME": USER,
        "KAFKA_SASL_PASSWORD": PASSWORD,
        **more,
    }


def event(number: int) -> str:
    return json.dumps({"event_type": "BOOK_SEEN", "partition_key": "one", "number": number})


def test_events_arrive_through_every_guarded_door(node: EffectNode, kafka_broker: Broker) -> None:
    topic = "onex.evt.onex-branch-library-effect.book-seen.v1"
    admin = AdminClient({"bootstrap.servers": kafka_broker.address})
    admin.create_topics([NewTopic(topic, 1, 1)])[topic].result(timeout=30)
    publisher = node.module("publisher.events_kafka")
    for number, (door, address) in enumerate(kafka_broker.guarded.items()):
        publisher.EventsKafka(address, guarded(kafka_broker, door)).send([event(number)])

    found = received(kafka_broker, topic, 3)
    assert [each["number"] for each in found] == [0, 1, 2]


@pytest.mark.parametrize(
    ("door", "wrong", "said"),
    [
        ("SASL_SSL", {"KAFKA_SASL_PASSWORD": "guessed"}, "Authentication failed"),
        ("SASL_SSL", {"KAFKA_SSL_CAFILE": "other-ca.pem"}, "certificate verify failed"),
        ("SSL", {"KAFKA_SSL_CERTFILE": "stranger.pem"}, "SSL"),
    ],
)
def test_who_is_refused_by_the_broker_is_told_why(
    node: EffectNode, kafka_broker: Broker, door: str, wrong: Mapping[str, str], said: str
) -> None:
    changed = {
        name: str(kafka_broker.data / value) if value.endswith(".pem") else value
        for name, value in wrong.items()
    }
    publisher = node.module("publisher.events_kafka")
    events = publisher.EventsKafka(
        kafka_broker.guarded[door], guarded(kafka_broker, door, **changed)
    )
    with pytest.raises(ModelOnexError, match=said) as refused:
        events.send([event(0)])
    assert "guessed" not in str(refused.value)
    assert refused.value.error_code is EnumCoreErrorCode.SERVICE_UNAVAILABLE


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"KAFKA_SECURITY_PROTOCOL": "TLS"}, "choose one of PLAINTEXT, SSL"),
        ({"KAFKA_SECURITY_PROTOCOL": "SASL_SSL"}, "KAFKA_SASL_USERNAME is not set"),
        ({"KAFKA_SECURITY_PROTOCOL": "SSL", "KAFKA_SSL_CAFILE": "/none"}, "which is no file"),
        ({"KAFKA_SECURITY_PROTOCOL": "SSL", "KAFKA_SSL_CAFILE": __file__}, "cannot be used"),
    ],
)
def test_settings_that_cannot_be_meant_are_refused(
    node: EffectNode, settings: Mapping[str, str], said: str
) -> None:
    publisher = node.module("publisher.events_kafka")
    with pytest.raises(ModelOnexError, match=said) as refused:
        publisher.EventsKafka("127.0.0.1:1", settings).send([event(0)])
    assert refused.value.error_code is EnumCoreErrorCode.CONFIGURATION_ERROR
