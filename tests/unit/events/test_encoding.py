import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from omninode_bridge.events.decoding import Received, decode
from omninode_bridge.events.encoding import (
    TOPIC_OF,
    AnyEvent,
    encode,
    key_of,
    status_event,
    topic_of,
)
from omninode_bridge.events.enumerations import SessionStatus
from omninode_bridge.events.envelope import Context, Envelope, Source
from omninode_bridge.events.progress import StatusMetadata
from omninode_bridge.events.schemas import CodegenStatusEvent
from omninode_bridge.events.topics import MIB, TOPICS
from omninode_bridge.registry.records import State
from tests.unit.events.samples import (
    CORRELATION_ID,
    EVENT_ID,
    EXAMPLES,
    METADATA,
    NOW,
    SESSION_ID,
)

GOLDEN = Path(__file__).parent.parent.parent / "golden" / "events"
CONTEXT = Context(
    source=Source(instance="bridge-1", environment="staging", region="eu"),
    causation_id="request-7",
    trace_id="0af7651916cd43dd8448eb211c80319c",
    span_id="b7ad6b7169203331",
)


def kind(event: AnyEvent) -> str:
    return type(event).__name__


def wire(event: AnyEvent) -> bytes:
    return encode(event, event_id=EVENT_ID, now=NOW, correlation_id=CORRELATION_ID, context=CONTEXT)


@pytest.mark.parametrize("event", EXAMPLES, ids=kind)
def test_golden(event: AnyEvent) -> None:
    """`make golden` rewrites the files; the diff is the review."""
    golden = GOLDEN / f"{kind(event)}.json"
    text = json.dumps(json.loads(wire(event)), indent=2, ensure_ascii=False) + "\n"
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")


def test_there_is_a_golden_sample_of_every_schema_and_of_nothing_else() -> None:
    assert {path.stem for path in GOLDEN.glob("*.json")} == {name.__name__ for name in TOPIC_OF}


@pytest.mark.parametrize("event", EXAMPLES, ids=kind)
def test_what_was_sent_is_what_is_received(event: AnyEvent) -> None:
    received = decode(wire(event), type(event))

    assert isinstance(received, Received)
    assert received.event == event.model_copy(update={"timestamp": event.timestamp or NOW})
    assert (received.correlation_id, received.event_id) == (CORRELATION_ID, EVENT_ID)
    assert (received.trace_id, received.span_id) == (CONTEXT.trace_id, CONTEXT.span_id)
    assert received.causation_id == "request-7"


@pytest.mark.parametrize("event", EXAMPLES, ids=kind)
def test_a_message_is_keyed_by_its_request_and_a_status_by_its_session(event: AnyEvent) -> None:
    expected = SESSION_ID if isinstance(event, CodegenStatusEvent) else CORRELATION_ID
    assert key_of(event) == str(expected).encode()
    assert Envelope.model_validate_json(wire(event)).partition_key == str(expected)


@pytest.mark.requirement("R146")
def test_every_event_has_one_of_the_thirteen_topics() -> None:
    assert len(TOPICS) == 13
    assert {topic_of(event) for event in EXAMPLES} <= TOPICS.keys()
    assert len(set(TOPIC_OF.values())) == len(TOPIC_OF) == 9


@pytest.mark.parametrize(
    ("group", "count", "partitions", "days", "limit"),
    [
        ("request", 4, 3, 7, 4 * MIB),
        ("response", 4, 3, 7, MIB),
        ("status", 1, 6, 3, MIB),
        ("dlq", 4, 1, 30, 8 * MIB),
    ],
)
def test_topics_are_as_documented(
    group: str, count: int, partitions: int, days: int, limit: int
) -> None:
    found = [t for t in TOPICS.values() if t.name.startswith(f"omninode_codegen_{group}_")]
    assert len(found) == count
    assert {t.partitions for t in found} == {partitions}
    assert {t.settings["retention.ms"] for t in found} == {str(days * 86_400_000)}
    assert {t.max_value_bytes for t in found} == {limit}
    assert all(int(t.settings["max.message.bytes"]) > limit for t in found)


@pytest.mark.parametrize(
    ("state", "status"),
    [
        (State.PENDING, SessionStatus.PENDING),
        (State.ANALYZING, SessionStatus.PROCESSING),
        (State.GENERATING, SessionStatus.PROCESSING),
        (State.VALIDATING, SessionStatus.PROCESSING),
        (State.COMPLETED, SessionStatus.COMPLETED),
        (State.FAILED, SessionStatus.FAILED),
        (State.CANCELLED, SessionStatus.CANCELLED),
        (None, SessionStatus.PENDING),
    ],
)
def test_the_status_follows_from_the_state(state: State | None, status: SessionStatus) -> None:
    event = status_event(SESSION_ID, "", StatusMetadata(state=state), now=NOW)
    assert event.status is status
    assert event.status.is_final == (state in {State.COMPLETED, State.FAILED, State.CANCELLED})


@given(done=st.integers(0, 9), remaining=st.integers(0, 9))
def test_progress_is_the_share_of_steps_done(done: int, remaining: int) -> None:
    metadata = StatusMetadata(
        state=State.ANALYZING, steps_completed=("x",) * done, steps_remaining=("x",) * remaining
    )
    event = status_event(SESSION_ID, "", metadata, now=NOW)
    assert event.progress_percentage == pytest.approx(
        100 * done / max(done + remaining, 1), abs=0.05
    )


def test_a_completed_generation_is_at_a_hundred_percent_and_a_failed_one_where_it_was() -> None:
    def percentage(state: State) -> float:
        metadata = METADATA.model_copy(update={"state": state})
        return status_event(SESSION_ID, "", metadata, now=NOW).progress_percentage

    assert percentage(State.COMPLETED) == 100
    assert percentage(State.FAILED) == 66.7


def test_an_event_keeps_a_time_of_its_own() -> None:
    earlier = datetime(2026, 1, 1, tzinfo=UTC)
    event = EXAMPLES[0].model_copy(update={"timestamp": earlier})
    received = decode(wire(event), type(event))
    assert isinstance(received, Received)
    assert received.event.timestamp == earlier
    assert earlier < NOW - timedelta(days=1)
