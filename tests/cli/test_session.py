"""A request over any event log: nothing is missed, nothing is lost, nothing is sent for nothing."""

import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from threading import Thread
from uuid import UUID, uuid4

import pytest

from omninode_bridge.events.encoding import encode, key_of, status_event, topic_of
from omninode_bridge.events.progress import StatusMetadata
from omninode_bridge.events.schemas import (
    CodegenAnalysisRequest,
    CodegenAnalysisResponse,
    CodegenStatusEvent,
)
from omninode_bridge.events.topics import ANALYZE_REQUESTS
from omninode_bridge.registry.records import State
from pipelines.cli import session as sessions
from pipelines.cli.session import Session
from tests.fakes.event_log import FakeEventLog

NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sessions, "ANSWER_WITHIN_S", 0.1)


@dataclass
class Service:
    """What the pipeline sends about one request."""

    log: FakeEventLog
    correlation_id: UUID = field(default_factory=uuid4)
    session_id: UUID = field(default_factory=uuid4)

    def session(self) -> Session:
        return Session(self.log, correlation_id=self.correlation_id, session_id=self.session_id)

    def request(self) -> CodegenAnalysisRequest:
        return CodegenAnalysisRequest(
            correlation_id=self.correlation_id, session_id=self.session_id, prd_content="# A node"
        )

    def tell(self, state: State, message: str = "") -> None:
        event = status_event(self.session_id, message, StatusMetadata(state=state), now=NOON)
        value = encode(event, event_id=uuid4(), now=NOON, correlation_id=self.correlation_id)
        self.log.publish(topic_of(event), value, key=key_of(event))

    def answer(self) -> None:
        event = CodegenAnalysisResponse(
            correlation_id=self.correlation_id,
            session_id=self.session_id,
            analysis_result={"status": "completed"},
            confidence=1.0,
            processing_time_ms=5,
        )
        value = encode(event, event_id=uuid4(), now=NOON)
        self.log.publish(topic_of(event), value, key=key_of(event))


def _watched() -> tuple[list[str], sessions.Watch]:
    seen: list[str] = []

    def watch(event: CodegenStatusEvent) -> None:
        seen.append(event.message)

    return seen, watch


def test_it_ends_on_the_final_status_with_the_answer() -> None:
    service = Service(FakeEventLog())
    session = service.session()
    service.tell(State.ANALYZING, "reading")
    service.answer()
    service.tell(State.COMPLETED, "done")
    seen, watch = _watched()

    ended = session.follow(5, watch)

    assert ended is not None
    assert ended.result == {"status": "completed"}
    assert seen == ["reading", "done"]


def test_an_answer_alone_is_no_end() -> None:
    service = Service(FakeEventLog())
    session = service.session()
    service.answer()

    assert session.follow(0.2, _watched()[1]) is None


def test_an_end_from_before_another_attempt_is_no_end() -> None:
    service = Service(FakeEventLog())
    service.tell(State.FAILED, "the first attempt")
    later = Session(
        service.log,
        correlation_id=service.correlation_id,
        from_beginning=True,
        since=NOON + timedelta(minutes=1),
    )

    assert later.follow(0.2, _watched()[1]) is None
    earlier = Session(
        service.log, correlation_id=service.correlation_id, from_beginning=True, since=NOON
    )
    assert earlier.follow(5, _watched()[1]) is not None


def test_events_of_others_are_not_shown() -> None:
    log = FakeEventLog()
    service, other = Service(log), Service(log)
    session = service.session()
    other.tell(State.FAILED, "not ours")
    service.tell(State.CANCELLED, "ours")
    seen, watch = _watched()

    session.follow(5, watch)

    assert seen == ["ours"]


def test_a_request_is_sent_again_to_a_log_that_forgot_it() -> None:
    service = Service(FakeEventLog())
    session = service.session()
    session.publish(service.request(), event_id=uuid4(), now=NOON)
    service.log.restart()

    assert session.follow(0.3, _watched()[1]) is None
    assert len(service.log.published(ANALYZE_REQUESTS)) == 1


def test_a_request_that_nobody_answers_is_sent_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sessions, "AGAIN_AFTER_S", 0.1)
    monkeypatch.setattr(sessions, "POLL_S", 0.05)
    service = Service(FakeEventLog())
    session = service.session()
    session.publish(service.request(), event_id=uuid4(), now=NOON)

    session.follow(0.5, _watched()[1])

    sent = service.log.published(ANALYZE_REQUESTS)
    assert len(sent) > 1
    assert len({message.value for message in sent}) == 1


def test_a_broker_that_comes_back_is_listened_to_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sessions, "POLL_S", 0.05)
    service = Service(FakeEventLog())
    session = service.session()
    service.log.down = True

    def recover() -> None:
        time.sleep(0.2)
        service.log.down = False
        service.tell(State.FAILED, "after all")

    seen, watch = _watched()
    thread = Thread(target=recover)
    thread.start()
    ended = session.follow(5, watch)
    thread.join()

    assert ended is not None
    assert seen == ["after all"]
