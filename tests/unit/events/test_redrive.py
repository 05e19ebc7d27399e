"""Counting how often a message was sent again, and who may be."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from omninode_bridge.errors import InvalidRequestError
from omninode_bridge.events.dead_letters import DeadLetter, dead_letter
from omninode_bridge.events.decoding import Unreadable
from omninode_bridge.events.delivery import HEADER, unmarked
from omninode_bridge.events.redrive import Standing, again, standing
from omninode_bridge.events.selection import Selection
from omninode_bridge.ports import Message
from tests.unit.events.samples import NOW
from tests.unit.events.test_dead_letters import messages

FOUND = {
    "id": "dlq-0-1",
    "topic": "x_analyze_v1",
    "error": "invalid",
    "reason": "Not JSON",
    "key": r"order-7\xff",
    "state": "waiting",
}
NO_CONDITIONS = [
    *(["colour=red"], ["topic"], ["id=1", "id=2"], ["state=wating"], ["state="]),
    *(["older=soon"], ["older=-1h"], ["newer=1 h"], ["newer=1w"], ["older=", "older=1h"]),
]


def put_aside(message: Message) -> DeadLetter:
    sent = dead_letter(message, Unreadable("because"), now=NOW, consumer="sensor")
    return DeadLetter.model_validate_json(sent.value)


@given(message=messages, rounds=st.integers(1, 4))
def test_however_often_it_comes_back_the_message_is_the_same(message: Message, rounds: int) -> None:
    letter = put_aside(message)
    for done in range(1, rounds + 1):
        sent = again(letter)
        assert (sent.topic, sent.value, sent.key) == (message.topic, message.value, message.key)
        assert unmarked(sent.headers) == (message.headers, done)
        returned = Message(sent.topic, 0, done, sent.value, sent.key, sent.headers)
        letter = put_aside(returned)
        assert letter.retry_count == done
    parked = rounds >= letter.max_retries
    assert standing(letter, redriven=False) is (Standing.PARKED if parked else Standing.WAITING)


@pytest.mark.parametrize("value", [b"", b"-1", b"1.5", b"\xff", b"9999"])
def test_a_header_of_that_name_that_is_no_count_is_somebody_elses(value: bytes) -> None:
    assert unmarked([(HEADER, value)]) == (((HEADER, value),), 0)


def test_what_was_sent_again_or_is_not_ours_does_not_wait() -> None:
    letter = put_aside(Message("omninode_codegen_request_analyze_v1", 0, 0, b""))
    assert standing(letter, redriven=True) is Standing.REDRIVEN
    assert standing(None, redriven=False) is Standing.FOREIGN


@pytest.mark.parametrize(
    ("conditions", "held"),
    [
        ([], True),
        (["topic=analyze"], True),
        (["reason=not json", "error=invalid"], True),
        (["error=inval"], False),
        (["reason=not json", "id=dlq-0-2"], False),
        (["request="], True),
        (["request=7"], False),
        (["key=ORDER"], True),
        (["key="], False),
        (["state=waiting", "older=2h"], True),
        (["newer=2h"], False),
        (["newer=121m", "older=7200s"], True),
        (["older=1d"], False),
    ],
)
def test_every_condition_must_hold(conditions: list[str], *, held: bool) -> None:
    assert Selection.parse(conditions).holds(FOUND, timedelta(hours=2)) is held


@pytest.mark.parametrize("condition", ["older=0s", "newer=999999d"])
def test_what_tells_no_time_is_of_no_age(condition: str) -> None:
    assert not Selection.parse([condition]).holds(FOUND)


@pytest.mark.parametrize("conditions", NO_CONDITIONS)
def test_what_is_no_condition_is_said(conditions: list[str]) -> None:
    with pytest.raises(InvalidRequestError, match="no condition") as caught:
        Selection.parse(conditions)
    assert "Write" in caught.value.hint
