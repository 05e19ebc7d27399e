"""Whoever asks in a way that is not answered hears why, and does not wait for ever."""

import json
from uuid import UUID, uuid4

import pytest

from omninode_bridge.errors import BridgeError, UnavailableError
from omninode_bridge.events import topics
from omninode_bridge.events.base import CorrelatedEvent
from omninode_bridge.events.decoding import Received, decode_status
from omninode_bridge.events.schemas import (
    CodegenMixinRequest,
    CodegenMixinResponse,
    CodegenPatternRequest,
    CodegenStatusEvent,
    CodegenValidationRequest,
)
from omninode_bridge.intelligence.bounds import CODE_BYTES, REQUIREMENTS
from omninode_bridge.intelligence.evidence import Evidence, Question, SourceAnswer
from omninode_bridge.node_type import NodeType
from resources.intelligence.service import IntelligenceService, Means
from tests.fakes.toolchain import FakeToolchain
from tests.fakes.turns import FakeTurns
from tests.unit.intelligence.test_service import SESSION, Served

IDS = {"correlation_id": str(uuid4()), "session_id": str(SESSION)}


async def refused(served: Served, topic: str, value: bytes) -> tuple[BridgeError, set[UUID | None]]:
    """What goes to the dead letters, and the ids of what the sender hears: delivered twice."""
    served.exchange.log.publish(topic, value)
    [message] = served.exchange.log.published(topic)
    for service in served.services:
        with pytest.raises(BridgeError) as caught:
            await service.handle(message)
    told = [decode_status(each.value) for each in served.exchange.log.published(topics.STATUS)]
    return caught.value, {each.event_id for each in told if isinstance(each, Received)}


@pytest.mark.parametrize(
    ("topic", "request_body"),
    [
        (topics.PATTERN_REQUESTS, {"node_description": "sums", "node_type": "COMPUTE"}),
        (topics.MIXIN_REQUESTS, {"node_type": "compute"}),
        (topics.VALIDATE_REQUESTS, {"code_content": "x", "node_type": "compute", "contracts": "y"}),
    ],
)
async def test_what_cannot_be_read_ends_the_session_of_its_sender(
    topic: str, request_body: dict[str, str]
) -> None:
    served = Served()
    error, ids = await refused(served, topic, json.dumps({**IDS, **request_body}).encode())
    assert len(ids) == 1
    status = served.answers(CodegenStatusEvent)[0]
    assert (status.status, status.session_id) == ("failed", SESSION)
    assert status.message == f"The request was refused: {error.message}"
    assert status.metadata.error_code == error.code == "invalid_request"


async def test_nobody_is_told_where_it_is_not_said_who_asked() -> None:
    served = Served()
    _, ids = await refused(served, topics.PATTERN_REQUESTS, b'{"node_type": "compute"}')
    assert ids == set()


@pytest.mark.parametrize(
    "request_of_too_much",
    [
        CodegenMixinRequest(
            correlation_id=uuid4(),
            session_id=SESSION,
            requirements=("cache",) * (REQUIREMENTS + 1),
            node_type=NodeType.COMPUTE,
        ),
        CodegenValidationRequest(
            correlation_id=uuid4(),
            session_id=SESSION,
            code_content="é" * (CODE_BYTES // 2 + 1),
            node_type=NodeType.COMPUTE,
        ),
    ],
)
async def test_more_than_one_request_may_ask_for_is_refused(
    request_of_too_much: CorrelatedEvent,
) -> None:
    served = Served()
    topic = (
        topics.MIXIN_REQUESTS
        if isinstance(request_of_too_much, CodegenMixinRequest)
        else topics.VALIDATE_REQUESTS
    )
    error, ids = await refused(served, topic, request_of_too_much.model_dump_json().encode())
    assert len(ids) == 1
    assert error.code == "limit_exceeded"
    assert served.answers(CodegenMixinResponse) == []


class Silent:
    def gather(self, question: Question) -> Evidence:
        """Nothing, because nobody answered."""
        return Evidence(sources=(SourceAnswer("graph", False, 1.0, reason=question.text),))


async def test_silence_of_all_sources_is_not_the_answer_that_there_is_nothing() -> None:
    served = Served()
    means = Means(Silent(), FakeToolchain(), FakeTurns())
    await served.exchange.publish_event(
        CodegenPatternRequest(
            correlation_id=uuid4(),
            session_id=SESSION,
            node_description="sums",
            node_type=NodeType.COMPUTE,
        )
    )
    [message] = served.exchange.log.published(topics.PATTERN_REQUESTS)
    with pytest.raises(UnavailableError, match="No source of knowledge answers: graph: sums"):
        await IntelligenceService(served.exchange, means).handle(message)
    assert served.exchange.log.published(topics.PATTERN_RESPONSES) == []


class Broken:
    def gather(self, question: Question) -> Evidence:
        """Our own mistake."""
        raise RuntimeError(question.text)


async def test_an_error_of_the_service_is_told_without_its_words() -> None:
    served = Served()
    means = Means(Broken(), FakeToolchain(), FakeTurns())
    await served.exchange.publish_event(
        CodegenMixinRequest(
            correlation_id=uuid4(),
            session_id=SESSION,
            requirements=("cache",),
            node_type=NodeType.COMPUTE,
        )
    )
    [message] = served.exchange.log.published(topics.MIXIN_REQUESTS)
    with pytest.raises(RuntimeError):
        await IntelligenceService(served.exchange, means).handle(message)
    [status] = served.answers(CodegenStatusEvent)
    assert status.metadata.error_code == "internal_error"
    assert status.message == "The request was refused: an error of the service itself"
