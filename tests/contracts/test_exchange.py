"""What services may rely on: the fake, the embedded endpoint as far as it goes, real Kafka."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest

from omninode_bridge.errors import InvalidRequestError, LimitExceededError, UnavailableError
from omninode_bridge.events.dead_letters import DeadLetter, original
from omninode_bridge.events.decoding import Received, correlation_of, decode
from omninode_bridge.events.delivery import NULL, Delivery, Null, Outgoing, unmarked
from omninode_bridge.events.exchange import Exchange
from omninode_bridge.events.schemas import (
    CodegenPatternRequest,
    CodegenPatternResponse,
    CodegenStatusEvent,
)
from omninode_bridge.events.topics import (
    DAY_MS,
    MIB,
    MIXIN_REQUESTS,
    PATTERN_DEAD_LETTERS,
    PATTERN_REQUESTS,
    PATTERN_RESPONSES,
    STATUS,
    TOPICS,
    DeadLetterTopics,
    Topic,
)
from omninode_bridge.ports import EventLog, Message
from resources.kafka.client import KafkaEventLog
from resources.kafka.dead_letters import Redrive
from resources.kafka.exchange import KafkaExchange
from resources.kafka.sending import Sending
from resources.kafka.topics import ensure_topics
from resources.reliability.retries import Retries
from tests.fakes.documents import FakeDocuments
from tests.fakes.event_log import FakeEventLog
from tests.fakes.exchange import FakeExchange
from tests.fakes.inbox import FakeInbox
from tests.kafka.broker import kafka_broker
from tests.kafka.draining import drain
from tests.kafka.endpoint import running_endpoint
from tests.unit.events.samples import EXAMPLES

__all__ = ["kafka_broker"]  # a fixture

KINDS = [
    "fake",
    pytest.param("endpoint", marks=pytest.mark.slow),
    pytest.param("broker", marks=pytest.mark.slow),
]
QUICK = Sending(retries=Retries(base_s=0.01))
PATIENCE_S = 120.0


@pytest.fixture(params=KINDS, scope="module", name="log")
def any_log(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[EventLog]:
    """What lies on the topics, seen from outside."""
    if request.param == "fake":
        yield FakeEventLog()
    elif request.param == "endpoint":
        with (
            running_endpoint(tmp_path_factory.mktemp("endpoint")) as endpoint,
            KafkaEventLog(endpoint.address) as log,
        ):
            yield log
    else:
        with KafkaEventLog(request.getfixturevalue("kafka_broker").address) as log:
            yield log


@asynccontextmanager
async def an_exchange(log: EventLog, sending: Sending) -> AsyncIterator[Exchange]:
    if isinstance(log, FakeEventLog):
        yield FakeExchange(log, sending)
    else:
        assert isinstance(log, KafkaEventLog)
        async with KafkaExchange(log.access, timeout_s=30, sending=sending) as exchange:
            yield exchange


@pytest.fixture
async def exchange(log: EventLog) -> AsyncIterator[Exchange]:
    async with an_exchange(log, QUICK) as found:
        yield found


def make_topic(log: EventLog, name: str) -> None:
    """One of somebody else."""
    if isinstance(log, FakeEventLog):
        log.make(name)
    else:
        assert isinstance(log, KafkaEventLog)
        ensure_topics(log.access, [Topic(name, 1, DAY_MS, MIB)])


def a_request() -> CodegenPatternRequest:
    [example] = [each for each in EXAMPLES if isinstance(each, CodegenPatternRequest)]
    return example.model_copy(update={"correlation_id": uuid4()})


def an_answer(correlation_id: UUID, *, total: int = 0) -> CodegenPatternResponse:
    [example] = [each for each in EXAMPLES if isinstance(each, CodegenPatternResponse)]
    return example.model_copy(update={"correlation_id": correlation_id, "total_matches": total})


class Inbox:
    """A handler that keeps what it gets; `values` waits until so many are there."""

    def __init__(self) -> None:
        self.messages: list[Message] = []
        self._news = asyncio.Condition()

    async def __call__(self, message: Message) -> None:
        async with self._news:
            self.messages.append(message)
            self._news.notify_all()

    async def values(self, count: int) -> list[bytes]:
        async with self._news, asyncio.timeout(PATIENCE_S):
            await self._news.wait_for(lambda: len(self.messages) >= count)
        return [message.value for message in self.messages]


async def letters(log: EventLog, since: dict[int, int], count: int) -> list[DeadLetter]:
    """Those that were put aside from then on."""
    found: list[Message] = []
    while len(found) < count:
        batch = await asyncio.to_thread(
            log.read, PATTERN_DEAD_LETTERS, since=since, limit=100, wait_s=PATIENCE_S
        )
        assert batch.messages
        found, since = [*found, *batch.messages], dict(batch.position)
    return [DeadLetter.model_validate_json(message.value) for message in found]


async def end(log: EventLog, topic: str) -> dict[int, int]:
    return dict(await asyncio.to_thread(log.end, topic))


@pytest.mark.requirement("R044")
async def test_an_event_is_sent_in_its_envelope_to_its_topic(
    log: EventLog, exchange: Exchange
) -> None:
    start = {topic: await end(log, topic) for topic in (PATTERN_REQUESTS, STATUS)}
    request, correlation_id = a_request(), uuid4()
    [status] = [each for each in EXAMPLES if isinstance(each, CodegenStatusEvent)]

    assert await exchange.publish_event(request) is Delivery.SENT
    assert await exchange.publish_event(status, correlation_id=correlation_id) is Delivery.SENT

    [asked] = await asyncio.to_thread(drain, log, PATTERN_REQUESTS, start[PATTERN_REQUESTS])
    [told] = await asyncio.to_thread(drain, log, STATUS, start[STATUS])
    received = decode(asked.value, CodegenPatternRequest)
    assert isinstance(received, Received)
    assert received.event.correlation_id == request.correlation_id
    assert asked.key == str(request.correlation_id).encode()
    assert correlation_of(told.value) == correlation_id


async def test_an_answer_that_is_there_at_once_is_not_missed(exchange: Exchange) -> None:
    request = a_request()
    async with exchange.expect(PATTERN_RESPONSES, request.correlation_id) as expected:
        await exchange.publish_event(an_answer(request.correlation_id))
        await exchange.publish_event(an_answer(uuid4()))
        found = await expected.message(PATIENCE_S)
        again = await expected.message(PATIENCE_S)

    assert found is not None
    assert correlation_of(found.value) == request.correlation_id
    assert again == found


async def test_without_an_answer_it_waits_as_long_as_it_was_told(exchange: Exchange) -> None:
    await exchange.publish_event(an_answer(old := uuid4()))
    assert await exchange.consume_event(PATTERN_RESPONSES, old, 0.3) is None


async def test_each_of_many_who_ask_gets_the_answer_to_its_question(exchange: Exchange) -> None:
    async def reply(message: Message) -> None:
        correlation_id = correlation_of(message.value)
        if correlation_id in asked:
            await exchange.publish_event(an_answer(correlation_id, total=asked[correlation_id]))

    requests = [a_request() for _ in range(20)]
    asked = {request.correlation_id: number for number, request in enumerate(requests)}
    async with exchange.consuming(f"answering-{uuid4()}", [PATTERN_REQUESTS], reply):
        found = await asyncio.gather(
            *(
                exchange.consume_event(
                    PATTERN_RESPONSES, request.correlation_id, PATIENCE_S, request=request
                )
                for request in requests
            )
        )

    answers = [decode(message.value, CodegenPatternResponse) for message in found if message]
    assert [
        answer.event.total_matches for answer in answers if isinstance(answer, Received)
    ] == list(range(20))


# A second member comes late on the embedded endpoint: after some ten seconds.
@pytest.mark.parametrize("log", [KINDS[0], KINDS[2]], indirect=True, scope="module")
async def test_a_group_finishes_what_is_in_hand_and_goes_on_behind_it(exchange: Exchange) -> None:
    group, key, rest = f"going-on-{uuid4()}", uuid4().bytes, Inbox()
    begun, finished = asyncio.Event(), list[Message]()

    async def slowly(message: Message) -> None:
        if message.value == b"2":
            begun.set()
            await asyncio.sleep(0.3)
        finished.append(message)

    await exchange.publish(Outgoing(MIXIN_REQUESTS, b"before the group was there", key))
    values = [f"{number}".encode() for number in range(6)]
    async with exchange.consuming(group, [MIXIN_REQUESTS], slowly):
        for value in values:
            await exchange.publish(Outgoing(MIXIN_REQUESTS, value, key, (("h", b"\xff"),)))
        await asyncio.wait_for(begun.wait(), PATIENCE_S)
    async with exchange.consuming(group, [MIXIN_REQUESTS], rest):
        assert await rest.values(3) == values[3:]

    assert [message.value for message in finished] == values[:3]
    assert {(message.topic, message.key) for message in finished} == {(MIXIN_REQUESTS, key)}
    assert finished[0].headers == (("h", b"\xff"),)


@pytest.mark.requirement("R151")
async def test_what_cannot_be_handled_is_put_aside_whole_and_the_rest_goes_on(
    log: EventLog, exchange: Exchange
) -> None:
    tries: dict[bytes, int] = {}

    async def handle(message: Message) -> None:
        value = message.value
        tries[value] = tries.get(value, 0) + 1
        if value == b"wrong":
            raise InvalidRequestError("It says nothing")
        if value == b"vain" or (value == b"patient" and tries[value] < 3):
            raise UnavailableError("Nobody is there")
        if value == b"bug":
            raise ZeroDivisionError
        if value == b"last":
            done.set()

    done, start = asyncio.Event(), await end(log, PATTERN_DEAD_LETTERS)
    values, key, headers = (
        (b"wrong", b"vain", b"patient", b"bug", b"last"),
        b"\x00k",
        ("h", b"\xff"),
    )
    async with exchange.consuming(group := f"failing-{uuid4()}", [PATTERN_REQUESTS], handle):
        for value in values:
            await exchange.publish(Outgoing(PATTERN_REQUESTS, value, key, (headers,)))
        await asyncio.wait_for(done.wait(), PATIENCE_S)

    found = await letters(log, start, 3)
    assert tries == {b"wrong": 1, b"vain": 3, b"patient": 3, b"bug": 1, b"last": 1}
    assert [letter.error.error_type for letter in found] == [
        *("invalid_request", "unavailable", "internal_error")
    ]
    assert {letter.consumer_group for letter in found} == {group}
    assert [original(letter) for letter in found] == [
        Outgoing(PATTERN_REQUESTS, value, key, (headers,)) for value in (b"wrong", b"vain", b"bug")
    ]


@pytest.mark.requirement("R046")
async def test_what_fails_of_any_other_topic_lies_beside_it_and_goes_back(log: EventLog) -> None:
    """Under a suffix that is set; see `KAFKA_DLQ_SUFFIX`."""

    async def handle(message: Message) -> None:
        if message.value == b"wrong":
            raise InvalidRequestError("It says nothing")
        await inbox(message)

    inbox, names, topic = Inbox(), DeadLetterTopics("-dead"), f"orders-{uuid4()}"
    await asyncio.to_thread(make_topic, log, topic)
    wrong = Outgoing(topic, b"wrong", b"", (("h", b"\xff"), ("h", b""), ("h", NULL)))
    async with (
        an_exchange(log, replace(QUICK, dead_letters=names)) as exchange,
        exchange.consuming(f"shop-{uuid4()}", [topic], handle),
    ):
        await exchange.publish(wrong)
        await exchange.publish(Outgoing(topic, b"right"))
        assert await inbox.values(1) == [b"right"]

    redrive = Redrive(log, FakeInbox(), FakeDocuments(), names)
    entries = await asyncio.to_thread(redrive.entries)
    [entry] = [each for each in entries if each.topic == f"{topic}-dead"]
    assert (entry.reason, entry.error_type) == ("It says nothing", "invalid_request")
    await asyncio.to_thread(redrive.send, entry, now=datetime.now(UTC))
    again = (await asyncio.to_thread(drain, log, topic, {}))[-1]
    headers, times = unmarked(again.headers)
    assert (Outgoing(topic, again.value, again.key, headers), times) == (wrong, 1)
    assert [type(held) for _, held in headers] == [bytes, bytes, Null]


async def test_what_has_no_dead_letters_is_not_consumed_in_a_group(exchange: Exchange) -> None:
    with pytest.raises(InvalidRequestError, match=PATTERN_DEAD_LETTERS):
        async with exchange.consuming("watchers", [PATTERN_DEAD_LETTERS], Inbox()):
            pass


async def test_what_is_too_large_is_refused_and_not_put_aside(
    log: EventLog, exchange: Exchange
) -> None:
    start = await end(log, PATTERN_DEAD_LETTERS)
    limit = TOPICS[PATTERN_RESPONSES].max_value_bytes
    with pytest.raises(LimitExceededError, match="too large"):
        await exchange.publish(Outgoing(PATTERN_RESPONSES, b"x" * (limit + 1)))
    assert await end(log, PATTERN_DEAD_LETTERS) == start
