import json
from dataclasses import replace
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from omninode_bridge.events.decoding import (
    Received,
    Unreadable,
    correlation_of,
    decode,
    decode_request,
    decode_status,
)
from omninode_bridge.events.options import GenerationOptions, WorkspaceContext
from omninode_bridge.events.schemas import CodegenAnalysisRequest, CodegenPatternRequest
from omninode_bridge.node_type import NodeType
from tests.unit.events.samples import CORRELATION_ID, EVENT_ID, SESSION_ID

BARE = {
    "correlation_id": str(CORRELATION_ID),
    "session_id": str(SESSION_ID),
    "prd_content": "# Price quote",
}


def read(sent: object) -> CodegenAnalysisRequest | Unreadable:
    return decode_request(json.dumps(sent).encode())


def accepted(sent: object) -> CodegenAnalysisRequest:
    request = read(sent)
    assert isinstance(request, CodegenAnalysisRequest)
    return request


def refused(sent: object) -> Unreadable:
    answer = read(sent)
    assert isinstance(answer, Unreadable)
    return answer


def test_whose_a_message_is_can_be_told_whatever_it_is() -> None:
    other = {"correlation_id": str(CORRELATION_ID), "anything": 1}
    enveloped = {"event_id": "x", "correlation_id": str(CORRELATION_ID), "payload": {"a": 1}}
    for sent in (BARE, other, enveloped):
        assert correlation_of(json.dumps(sent).encode()) == CORRELATION_ID
    for value in (b"", b"no", b"[]", b"{}", b'{"correlation_id": "me"}', b"\xff"):
        assert correlation_of(value) is None


def test_a_bare_schema_is_accepted_with_its_documented_defaults() -> None:
    request = accepted(BARE)
    assert request.analysis_type.value == "full"
    assert request.schema_version == "1.0"
    assert request.workspace_context.generation is None


@pytest.mark.parametrize(
    "envelope",
    [
        {"envelope_version": "1.0", "event_type": "CODEGEN_ANALYSIS_REQUEST", "event_id": "x"},
        {"envelope_version": "v1", "envelope_id": str(uuid4()), "source_service": "omniclaude"},
        {"event_type": "CodegenAnalysisRequest", "timestamp": "2026-11-22T12:30:00Z"},
        {"event_version": "v1", "envelope_version": {"major": 1}},
        {"version": "1.0.0", "event_id": str(uuid4()), "source": {"service_name": "hooks"}},
    ],
    ids=["registry", "codegen", "guide", "core", "hooks"],
)
def test_the_known_envelopes_are_accepted(envelope: dict[str, object]) -> None:
    assert accepted({**envelope, "payload": BARE}) == accepted(BARE)


def test_ids_may_stand_in_the_envelope_alone() -> None:
    ids = {name: BARE[name] for name in ("correlation_id", "session_id")}
    sent = {"event_id": "x", **ids, "payload": {"prd_content": "# Price quote"}}
    assert accepted(sent) == accepted(BARE)


def test_unknown_fields_are_skipped_and_not_sent_on() -> None:
    sent = {**BARE, "colour": "red", "workspace_context": {"generation": {"colour": "red"}}}
    assert "red" not in accepted(sent).model_dump_json()


def test_the_rest_of_the_workspace_context_is_the_senders_and_kept() -> None:
    sent = {**BARE, "workspace_context": {"project_path": "/srv/x", "generation": {}}}
    context = accepted(sent).workspace_context
    assert context.generation == GenerationOptions()
    assert context.model_dump()["project_path"] == "/srv/x"


def test_a_time_without_a_zone_is_utc() -> None:
    request = accepted({**BARE, "timestamp": "2026-11-22T12:30:00"})
    assert request.timestamp == datetime(2026, 11, 22, 12, 30, tzinfo=UTC)


def test_the_same_id_in_another_spelling_is_the_same_request() -> None:
    spelled = {**BARE, "correlation_id": CORRELATION_ID.hex.upper()}
    assert accepted(spelled).correlation_id == CORRELATION_ID


@pytest.mark.requirement("R258")
@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"prd_content": None}, "prd_content"),
        ({"prd_content": 7}, "prd_content"),
        ({"analysis_type": "deep"}, "analysis_type"),
        ({"schema_version": "2.0"}, "schema_version"),
        ({"workspace_context": {"generation": {"node_type": "gadget"}}}, "node_type"),
        ({"workspace_context": {"generation": {"enable_intelligence": "yes"}}}, "enable"),
        ({"workspace_context": {"generation": {"min_coverage": 1.5}}}, "min_coverage"),
        ({"workspace_context": {"generation": {"profile": "lax"}}}, "profile"),
        ({"workspace_context": {"generation": []}}, "generation"),
    ],
)
def test_a_wrong_field_is_named_and_the_sender_is_known(
    change: dict[str, object], reason: str
) -> None:
    answer = refused({**BARE, **change})
    assert reason in answer.reason
    assert (answer.correlation_id, answer.session_id) == (CORRELATION_ID, SESSION_ID)


@pytest.mark.parametrize("wrong", ["", "no-uuid", 7, None])
def test_without_a_valid_id_nobody_is_named(wrong: object) -> None:
    answer = refused({**BARE, "correlation_id": wrong})
    assert "correlation_id" in answer.reason
    assert answer.correlation_id is None


def test_envelope_and_payload_must_not_contradict_each_other() -> None:
    other = str(uuid4())
    answer = refused({"event_id": "x", "correlation_id": other, "payload": BARE})
    assert other in answer.reason


def test_an_event_of_another_kind_is_refused() -> None:
    answer = refused({"event_type": "CodegenMixinRequest", "payload": BARE})
    assert answer.reason == ("event_type is 'CodegenMixinRequest', expected CodegenAnalysisRequest")


@pytest.mark.parametrize(
    "value",
    [
        b"",
        b"null",
        b"7",
        b"[" * 5000,
        b'{"a": NaN}',
        b'{"a": "\\ud800"}',
        b'{"a": "\xff"}',
        b"{" + b'"a":{' * 5000,
        "{}".encode("utf-16"),
    ],
)
def test_what_is_no_json_object_is_unreadable(value: bytes) -> None:
    assert isinstance(decode_request(value), Unreadable)


@given(value=st.binary(max_size=200) | st.text().map(str.encode))
def test_any_bytes_have_an_answer(value: bytes) -> None:
    assert isinstance(decode_request(value), Unreadable)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)
fields = st.sampled_from(
    ["correlation_id", "session_id", "prd_content", "payload", "event_type", "workspace_context"]
)


@given(change=st.dictionaries(fields, json_values))
def test_any_object_has_an_answer(change: dict[str, object]) -> None:
    assert isinstance(read({**BARE, **change}), CodegenAnalysisRequest | Unreadable)


@pytest.mark.parametrize(("limit", "readable"), [(0, False), (1, True), (20, True), (21, False)])
def test_a_pattern_request_asks_for_one_to_twenty(limit: int, readable: bool) -> None:
    sent = {
        "correlation_id": str(CORRELATION_ID),
        "session_id": str(SESSION_ID),
        "node_description": "Sums",
        "node_type": "compute",
        "limit": limit,
    }
    answer = decode(json.dumps(sent).encode(), CodegenPatternRequest)
    assert isinstance(answer, Received) == readable


def test_events_are_immutable_and_exact_about_types() -> None:
    options = GenerationOptions(node_type=NodeType.COMPUTE)
    with pytest.raises(ValidationError, match="frozen"):
        options.domain = "sales"  # type: ignore[misc]  # the point of the test
    with pytest.raises(ValidationError):
        GenerationOptions.model_validate({"min_coverage": "0.5"})
    assert WorkspaceContext(generation=options).generation is options


ENVELOPE = {
    "event_id": str(EVENT_ID),
    "event_type": "CodegenStatusEvent",
    "correlation_id": str(CORRELATION_ID),
    "session_id": str(SESSION_ID),
    "source_service": "omniarchon",
}
STATUS = {
    "session_id": str(SESSION_ID),
    "status": "completed",
    "progress_percentage": 100.0,
    "message": "It is registered",
    "metadata": {"node_name": "node_price_quote", "quality_score": 0.9},
}
ids = st.sampled_from(
    [
        *(CORRELATION_ID, SESSION_ID, CORRELATION_ID.hex, f"{{{SESSION_ID}}}"),
        *("00000000-0000-0000-0000-000000000000", "", "me", None, 7),
    ]
)
values = json_values | st.sampled_from([float("nan"), "CODEGEN_STATUS_EVENT"])


@given(
    envelope=st.dictionaries(st.sampled_from(["correlation_id", "session_id"]), ids),
    payload=st.dictionaries(st.sampled_from(["correlation_id", "session_id"]), ids),
    other=st.dictionaries(st.sampled_from([*ENVELOPE, *STATUS, "span_id", "colour"]), values),
    inside=st.booleans(),
)
def test_an_envelope_like_ours_is_read_like_any_other(
    envelope: dict[str, object],
    payload: dict[str, object],
    other: dict[str, object],
    *,
    inside: bool,
) -> None:
    told = {**STATUS, **payload, **(other if inside else {})}
    sent = {**ENVELOPE, **envelope, **({} if inside else other), "payload": told}
    ours = decode_status(json.dumps(sent, default=str).encode())
    # A trace that is no text is skipped, and sets an envelope apart from ours.
    others = decode_status(json.dumps({**sent, "trace_id": 7}, default=str).encode())
    if isinstance(ours, Received):
        ours = replace(ours, trace_id=None)
    assert ours == others
