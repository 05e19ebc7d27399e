"""The AsyncAPI 3.0 document of our topics, from the models."""

from collections.abc import Iterator, Mapping
from importlib.metadata import version
from typing import Final

import yaml
from pydantic import JsonValue
from pydantic.json_schema import models_json_schema

from omninode_bridge.events.base import Wire
from omninode_bridge.events.dead_letters import DeadLetter
from omninode_bridge.events.encoding import TOPIC_OF
from omninode_bridge.events.envelope import Envelope
from omninode_bridge.events.topics import REQUESTS, TOPICS, Topic

type Object = dict[str, JsonValue]

SCHEMAS: Final = "#/components/schemas/"
MESSAGES: Final = "#/components/messages/"
KEY: Final[Object] = {
    "type": "string",
    "format": "uuid",
    "description": "correlation_id; of a status event the session_id",
}


def asyncapi() -> str:
    document: Object = {
        "asyncapi": "3.0.0",
        "info": {
            "title": "OmniNode Bridge",
            "version": version("omninode-bridge"),
            "description": "What it accepts and sends on Kafka, told from its own side.",
            "license": {"name": "MIT"},
        },
        "defaultContentType": "application/json",
        "channels": {name: _channel(topic) for name, topic in TOPICS.items()},
        "operations": {name: _operation(name) for name in TOPICS},
        "components": {"messages": dict(_messages()), "schemas": schemas()},
    }
    return yaml.safe_dump(document, sort_keys=False, width=120)


def schemas() -> Object:
    """Each schema under its name, with references to one another; also those of their parts."""
    models: list[type[Wire]] = [*TOPIC_OF, Envelope, DeadLetter]
    found, shared = models_json_schema(
        [(model, "validation") for model in models], ref_template=f"{SCHEMAS}{{model}}"
    )
    assert len(found) == len(models)
    definitions = shared["$defs"]
    assert isinstance(definitions, dict)
    return {name: _as_draft_7(each) for name, each in sorted(definitions.items())}


def _as_draft_7(schema: JsonValue) -> JsonValue:
    """AsyncAPI's own dialect: a tuple's parts stand in `items`."""
    if isinstance(schema, list):
        return [_as_draft_7(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    names = {"prefixItems": "items"}
    return {names.get(name, name): _as_draft_7(each) for name, each in schema.items()}


def _channel(topic: Topic) -> Object:
    settings: Object = {
        "cleanup.policy": ["delete"],
        "retention.ms": topic.retention_ms,
        "max.message.bytes": topic.max_message_bytes,
    }
    return {
        "address": topic.name,
        "messages": {_message(topic.name): {"$ref": f"{MESSAGES}{_message(topic.name)}"}},
        "bindings": {
            "kafka": {
                "partitions": topic.partitions,
                "topicConfiguration": settings,
                "bindingVersion": "0.5.0",
            }
        },
    }


def _operation(topic: str) -> Object:
    return {
        "action": "receive" if topic in REQUESTS else "send",
        "channel": {"$ref": f"#/channels/{topic}"},
    }


def _message(topic: str) -> str:
    kinds = {name: schema.__name__ for schema, name in TOPIC_OF.items()}
    return kinds.get(topic, DeadLetter.__name__)


def _messages() -> Iterator[tuple[str, JsonValue]]:
    """A request comes bare or in the envelope; what is sent has it, except dead letters."""
    for schema, topic in TOPIC_OF.items():
        enveloped = _enveloped(schema.__name__)
        bare: Object = {"$ref": f"{SCHEMAS}{schema.__name__}"}
        payload: Object = {"anyOf": [enveloped, bare]} if topic in REQUESTS else enveloped
        yield schema.__name__, _described(schema.__name__, payload, KEY)
    letter: Object = {"$ref": f"{SCHEMAS}{DeadLetter.__name__}"}
    yield DeadLetter.__name__, _described(DeadLetter.__name__, letter, {"type": "string"})


def _enveloped(name: str) -> Object:
    content: Object = {"properties": {"payload": {"$ref": f"{SCHEMAS}{name}"}}}
    return {"allOf": [{"$ref": f"{SCHEMAS}{Envelope.__name__}"}, content]}


def _described(name: str, payload: Object, key: Mapping[str, JsonValue]) -> Object:
    return {
        "name": name,
        "payload": payload,
        "bindings": {"kafka": {"key": dict(key), "bindingVersion": "0.5.0"}},
    }
