"""Following and listing work on any log, so the fake serves."""

import json
from datetime import timedelta
from uuid import uuid4

from omninode_bridge.events.dead_letters import dead_letter
from omninode_bridge.events.decoding import Unreadable
from omninode_bridge.events.encoding import encode, key_of, status_event
from omninode_bridge.events.progress import StatusMetadata
from omninode_bridge.events.schemas import CodegenAnalysisResponse, CodegenStatusEvent
from omninode_bridge.events.topics import (
    ANALYZE_DEAD_LETTERS,
    ANALYZE_REQUESTS,
    ANALYZE_RESPONSES,
    MIXIN_REQUESTS,
    STATUS,
)
from omninode_bridge.ports import Message
from omninode_bridge.registry.records import State
from resources.kafka.dead_letters import dead_letter_entries
from resources.kafka.following import Follower, Wanted
from tests.fakes.event_log import FakeEventLog
from tests.unit.events.samples import CORRELATION_ID, EVENT_ID, NOW, SESSION_ID

MINE = Wanted(correlation_id=CORRELATION_ID, session_id=SESSION_ID)


def announce(log: FakeEventLog, message: str, *, mine: bool = True) -> None:
    session, correlation = (SESSION_ID, CORRELATION_ID) if mine else (uuid4(), uuid4())
    event = status_event(session, message, StatusMetadata(state=State.ANALYZING), now=NOW)
    value = encode(event, event_id=EVENT_ID, now=NOW, correlation_id=correlation)
    log.publish(STATUS, value, key=key_of(event))


def follow(log: FakeEventLog, wanted: Wanted = MINE) -> Follower[CodegenStatusEvent]:
    return Follower(log, CodegenStatusEvent, wanted)


def messages(follower: Follower[CodegenStatusEvent]) -> list[str]:
    return [received.event.message for received in follower.news(0).events]


def test_what_is_published_after_the_follower_was_made_is_seen_once() -> None:
    log = FakeEventLog()
    announce(log, "before")
    follower = follow(log)
    announce(log, "reading")
    announce(log, "somebody else's", mine=False)
    log.publish(STATUS, b"not an event")
    announce(log, "writing")

    assert messages(follower) == ["reading", "writing"]
    assert messages(follower) == []


def test_the_session_or_the_request_is_enough() -> None:
    for wanted in (Wanted(session_id=SESSION_ID), Wanted(correlation_id=CORRELATION_ID)):
        log = FakeEventLog()
        follower = follow(log, wanted)
        announce(log, "mine")
        announce(log, "other", mine=False)
        assert messages(follower) == ["mine"]


def test_a_request_of_yesterday_is_followed_from_the_beginning() -> None:
    log = FakeEventLog()
    announce(log, "long ago")
    follower = Follower(log, CodegenStatusEvent, MINE, from_beginning=True)
    assert messages(follower) == ["long ago"]


def test_a_restart_that_forgot_the_request_is_told_and_followed() -> None:
    log = FakeEventLog()
    for _ in range(5):
        announce(log, "before")
    follower = follow(log)
    log.restart()
    told = follower.news(0)
    announce(log, "again")

    assert (told.events, told.restarted) == ((), True)
    assert messages(follower) == ["again"]


def test_the_answer_is_found_by_its_request() -> None:
    log = FakeEventLog()
    follower = Follower(log, CodegenAnalysisResponse, Wanted(correlation_id=CORRELATION_ID))
    for correlation_id in (uuid4(), CORRELATION_ID):
        answer = CodegenAnalysisResponse(
            correlation_id=correlation_id,
            session_id=SESSION_ID,
            analysis_result={"status": "completed"},
            confidence=1.0,
            processing_time_ms=5,
        )
        value = encode(answer, event_id=EVENT_ID, now=NOW)
        log.publish(ANALYZE_RESPONSES, value, key=key_of(answer))

    [found] = follower.news(0).events
    assert found.event.correlation_id == CORRELATION_ID


def test_dead_letters_of_all_topics_are_listed_the_oldest_first() -> None:
    log = FakeEventLog()
    for minutes, topic in enumerate((MIXIN_REQUESTS, ANALYZE_REQUESTS)):
        for value in (b"", b"a", b"ab", b"abc"):
            letter = dead_letter(
                Message(topic, 0, 3, value),
                Unreadable(f"why {value!r}", CORRELATION_ID),
                now=NOW - timedelta(minutes=minutes),
                consumer="sensor",
            )
            log.publish(letter.topic, letter.value, key=letter.key)

    entries = dead_letter_entries(log)

    assert [entry.size for entry in entries] == [0, 1, 2, 3] * 2
    assert [entry.topic for entry in entries[:4]] == [ANALYZE_DEAD_LETTERS] * 4
    assert entries[0].reason == "why b''"
    assert entries[0].correlation_id == str(CORRELATION_ID)
    assert entries[0].error_type == "invalid_request"


def test_a_letter_of_another_program_is_listed_too() -> None:
    log = FakeEventLog()
    log.publish(ANALYZE_DEAD_LETTERS, json.dumps({"error": "boom"}).encode())

    [entry] = dead_letter_entries(log)

    assert (entry.error_type, entry.size) == ("unknown", 17)
    assert entry.at is not None
