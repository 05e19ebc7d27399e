from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from omninode_bridge.errors import InvalidRequestError
from omninode_bridge.events.dead_letters import DeadLetter, dead_letter, original, unsent
from omninode_bridge.events.decoding import Unreadable
from omninode_bridge.events.delivery import NULL, Outgoing
from omninode_bridge.events.topics import DEAD_LETTERS_OF, MIB, TOPICS
from omninode_bridge.ports import Message
from tests.unit.events.samples import CORRELATION_ID, NOW, SESSION_ID

messages = st.builds(
    Message,
    topic=st.sampled_from(sorted(DEAD_LETTERS_OF)),
    partition=st.integers(0, 2),
    offset=st.integers(0, 2**40),
    value=st.binary(max_size=300) | st.sampled_from([NULL, b'{"prd_content": "# Quote"}']),
    key=st.none() | st.binary(max_size=40),
    headers=st.lists(
        st.tuples(st.text(max_size=9), st.binary(max_size=9) | st.just(NULL)), max_size=4
    ).map(tuple),
)


@given(message=messages)
def test_a_dead_letter_holds_the_message_byte_for_byte(message: Message) -> None:
    sent = dead_letter(message, Unreadable("because"), now=NOW, consumer="sensor")

    letter = DeadLetter.model_validate_json(sent.value)
    restored = original(letter)
    assert (restored.topic, restored.value) == (message.topic, message.value)
    assert (restored.key, restored.headers) == (message.key, message.headers)
    before, after = (
        [type(held) for held in (each.value, *(held for _, held in each.headers))]
        for each in (message, restored)
    )
    assert before == after, "null is not empty"
    assert (letter.source_partition, letter.source_offset) == (message.partition, message.offset)
    assert (sent.topic, sent.key) == (DEAD_LETTERS_OF[message.topic], message.key)


@given(message=messages)
def test_what_its_topic_did_not_take_has_no_place_there(message: Message) -> None:
    wanted = Outgoing(message.topic, message.value, message.key, message.headers)
    sent = unsent(wanted, Unreadable("because"), now=NOW, producer="us")

    letter = DeadLetter.model_validate_json(sent.value)
    assert original(letter) == wanted
    assert (letter.source_partition, letter.source_offset) == (None, None)
    assert (sent.topic, sent.key) == (DEAD_LETTERS_OF[message.topic], message.key)


def test_it_says_why_whose_and_what_in_the_documented_fields() -> None:
    message = Message("omninode_codegen_request_analyze_v1", 1, 7, b'{"prd_content": 7}')
    problem = Unreadable("prd_content: should be a string", CORRELATION_ID, SESSION_ID)

    letter = DeadLetter.model_validate_json(
        dead_letter(message, problem, now=NOW, consumer="sensor").value
    )

    assert letter.original_event == {"prd_content": 7}
    assert letter.error.error_type == "invalid_request"
    assert letter.error.error_message == problem.reason
    assert (letter.error.timestamp, letter.dlq_timestamp) == (NOW, NOW)
    assert (letter.retry_count, letter.max_retries) == (0, 3)
    assert (letter.source_topic, letter.consumer_group) == (message.topic, "sensor")
    assert UUID(str(letter.correlation_id)) == CORRELATION_ID
    assert UUID(str(letter.session_id)) == SESSION_ID


def test_the_largest_message_still_fits_the_dead_letters() -> None:
    for topic in DEAD_LETTERS_OF:
        value = b'{"a": "' + b"x" * (TOPICS[topic].max_value_bytes - 9) + b'"}'
        message = Message(topic, 0, 0, value, b"k" * 1000, (("h", b"v" * 30_000),))
        sent = dead_letter(message, Unreadable("r" * 1000), now=NOW, consumer="sensor")
        assert len(sent.value) <= TOPICS[sent.topic].max_value_bytes


def test_a_value_that_is_kept_elsewhere_is_put_back_from_there() -> None:
    message = Message("omninode_codegen_request_analyze_v1", 0, 0, b"large", b"key", (("h", b"v"),))
    sent = dead_letter(message, Unreadable("r"), now=NOW, consumer="sensor", digest="abc")
    letter = DeadLetter.model_validate_json(sent.value)

    assert (sent.key, sent.headers) == (None, ())
    assert original(letter, b"large").value == b"large"
    assert (original(letter, b"large").key, letter.raw_value_digest) == (b"key", "abc")
    with pytest.raises(InvalidRequestError, match="abc"):
        original(letter)


def test_a_small_object_is_shown_and_a_large_one_only_kept() -> None:
    def shown(value: bytes) -> object:
        message = Message("omninode_codegen_request_analyze_v1", 0, 0, value)
        sent = dead_letter(message, Unreadable("r"), now=NOW, consumer="sensor")
        return DeadLetter.model_validate_json(sent.value).original_event

    assert shown(b'{"a": 1}') == {"a": 1}
    assert shown(b"[]") is None
    assert shown(b"no") is None
    assert shown(b'{"a": "' + b"x" * MIB + b'"}') is None
