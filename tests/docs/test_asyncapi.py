"""The AsyncAPI document says the truth: what we send fits it, and what does not is told."""

import json
from typing import Final

import jsonschema
import pytest
import yaml
from pydantic import JsonValue

from omninode_bridge.events.dead_letters import dead_letter
from omninode_bridge.events.decoding import Unreadable
from omninode_bridge.events.encoding import AnyEvent, encode, topic_of
from omninode_bridge.events.topics import ANALYZE_REQUESTS, REQUESTS, TOPICS
from omninode_bridge.ports import Message
from tests.docs.asyncapi import asyncapi
from tests.unit.events.samples import CORRELATION_ID, EVENT_ID, EXAMPLES, NOW

DOCUMENT: Final = yaml.safe_load(asyncapi())


def fits(value: bytes, topic: str) -> bool:
    [name] = DOCUMENT["channels"][topic]["messages"]
    payload = DOCUMENT["components"]["messages"][name]["payload"]
    schema = {**payload, "components": DOCUMENT["components"]}
    return bool(jsonschema.Draft7Validator(schema).is_valid(json.loads(value)))


@pytest.mark.parametrize("event", EXAMPLES, ids=lambda event: type(event).__name__)
def test_what_is_sent_fits_and_what_lacks_something_does_not(event: AnyEvent) -> None:
    value = encode(event, event_id=EVENT_ID, now=NOW, correlation_id=CORRELATION_ID)
    assert fits(value, topic_of(event))
    parsed: dict[str, JsonValue] = json.loads(value)
    payload = parsed["payload"]
    assert isinstance(payload, dict)
    for name in ("session_id", *(["correlation_id"] if "correlation_id" in payload else [])):
        less = {key: each for key, each in payload.items() if key != name}
        assert not fits(json.dumps({**parsed, "payload": less}).encode(), topic_of(event)), name


@pytest.mark.parametrize("event", EXAMPLES, ids=lambda event: type(event).__name__)
def test_only_a_request_may_come_bare(event: AnyEvent) -> None:
    bare = event.model_dump_json().encode()
    assert fits(bare, topic_of(event)) == (topic_of(event) in REQUESTS)


def test_a_dead_letter_fits() -> None:
    message = Message(ANALYZE_REQUESTS, 0, 7, b"no JSON", b"key", (("trace", b"\x00"),), 0)
    letter = dead_letter(message, Unreadable("no JSON"), now=NOW, consumer="sensor")
    assert fits(letter.value, letter.topic)
    assert not fits(letter.value.replace(b"source_topic", b"topic_of_source"), letter.topic)


def test_every_topic_is_a_channel_with_an_operation() -> None:
    assert DOCUMENT["channels"].keys() == DOCUMENT["operations"].keys() == TOPICS.keys()
    received = {
        name for name, each in DOCUMENT["operations"].items() if each["action"] == "receive"
    }
    assert received == {*REQUESTS}
