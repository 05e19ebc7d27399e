"""The nine event schemas and their envelope: strict, versioned, and only ever extended."""

import json
from typing import Final

import pytest
from pydantic import BaseModel, JsonValue

from omninode_bridge.events.decoding import Received, Unreadable, decode
from omninode_bridge.events.encoding import AnyEvent, encode
from omninode_bridge.events.envelope import Envelope
from omninode_bridge.events.topics import TOPICS
from tests.unit.events.samples import CORRELATION_ID, EVENT_ID, EXAMPLES, NOW, SESSION_ID

ROWS: Final = {
    "CodegenAnalysisRequest": "R066",
    "CodegenAnalysisResponse": "R067",
    "CodegenValidationRequest": "R068",
    "CodegenValidationResponse": "R069",
    "CodegenPatternRequest": "R070",
    "CodegenPatternResponse": "R071",
    "CodegenMixinRequest": "R072",
    "CodegenMixinResponse": "R073",
    "CodegenStatusEvent": "R074",
}
IDS: Final = {"correlation_id", "session_id"}
# What a producer of version 1.0 sends at least. A name more or less breaks somebody.
REQUIRED: Final = {
    "CodegenAnalysisRequest": IDS | {"prd_content"},
    "CodegenAnalysisResponse": IDS | {"analysis_result", "confidence", "processing_time_ms"},
    "CodegenValidationRequest": IDS | {"code_content", "node_type"},
    "CodegenValidationResponse": IDS
    | {"validation_result", "quality_score", "onex_compliance_score", "is_valid"}
    | {"processing_time_ms"},
    "CodegenPatternRequest": IDS | {"node_description", "node_type"},
    "CodegenPatternResponse": IDS | {"pattern_result", "total_matches", "processing_time_ms"},
    "CodegenMixinRequest": IDS | {"requirements", "node_type"},
    "CodegenMixinResponse": IDS
    | {"mixin_recommendations", "total_recommendations", "processing_time_ms"},
    "CodegenStatusEvent": {"session_id", "status", "progress_percentage", "message"},
}


def kind(event: AnyEvent) -> str:
    return type(event).__name__


def payload_of(event: AnyEvent) -> dict[str, JsonValue]:
    sent: dict[str, JsonValue] = event.model_dump(mode="json")
    return sent


def read(event: AnyEvent, payload: dict[str, JsonValue]) -> object:
    return decode(json.dumps(payload).encode(), type(event))


def test_every_schema_has_an_example_here() -> None:
    assert {kind(event) for event in EXAMPLES} == ROWS.keys() == REQUIRED.keys()


@pytest.mark.parametrize(
    "event",
    [
        pytest.param(event, marks=pytest.mark.requirement(ROWS[kind(event)]), id=kind(event))
        for event in EXAMPLES
    ],
)
def test_a_schema_is_strict_and_of_version_1_0(event: AnyEvent) -> None:
    assert isinstance(event, BaseModel)
    assert payload_of(event)["schema_version"] == "1.0"
    assert isinstance(read(event, payload_of(event)), Received)
    for name, value in payload_of(event).items():
        if value is None:
            continue
        # A number as a text and a text as a number are what lax readers let through.
        wrong: JsonValue = str(value) if isinstance(value, int | float) else 7
        assert isinstance(read(event, payload_of(event) | {name: wrong}), Unreadable), name


@pytest.mark.requirement("R258")
@pytest.mark.parametrize("event", EXAMPLES, ids=kind)
def test_what_lacks_a_field_is_refused_and_the_field_is_named(event: AnyEvent) -> None:
    for name in REQUIRED[kind(event)]:
        payload = payload_of(event)
        del payload[name]
        answer = read(event, payload)
        assert isinstance(answer, Unreadable), name
        assert name in answer.reason


@pytest.mark.requirement("R254")
@pytest.mark.parametrize("event", EXAMPLES, ids=kind)
def test_a_later_version_1_is_read_and_a_version_2_is_not(event: AnyEvent) -> None:
    fields = type(event).model_fields
    required = {name for name, field in fields.items() if field.is_required()}
    assert required == REQUIRED[kind(event)], "a change that is not backward compatible"
    oldest = {name: payload_of(event)[name] for name in required}
    assert isinstance(read(event, oldest), Received)
    newer = payload_of(event) | {"schema_version": "1.9", "added_later": {"a": [1]}}
    assert isinstance(read(event, newer), Received)
    assert isinstance(read(event, payload_of(event) | {"schema_version": "2.0"}), Unreadable)


@pytest.mark.requirement("R254")
def test_a_topic_says_its_version() -> None:
    assert all(name.endswith("_v1") for name in TOPICS)


@pytest.mark.requirement("R075", "R076")
@pytest.mark.parametrize("event", EXAMPLES, ids=kind)
def test_every_event_is_sent_in_the_one_envelope(event: AnyEvent) -> None:
    sent = encode(event, event_id=EVENT_ID, now=NOW, correlation_id=CORRELATION_ID)
    envelope = Envelope.model_validate_json(sent)
    assert json.loads(sent).keys() == Envelope.model_fields.keys()
    assert (envelope.envelope_version, envelope.event_version) == ("1.0", "1.0")
    assert (envelope.event_type, envelope.event_id) == (kind(event), EVENT_ID)
    assert (envelope.correlation_id, envelope.session_id) == (CORRELATION_ID, SESSION_ID)
    assert envelope.payload == payload_of(event) | {"timestamp": envelope.payload["timestamp"]}
