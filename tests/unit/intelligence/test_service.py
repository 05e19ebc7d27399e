"""The service on fakes: which requests it answers, with what, and that it does so once."""

import asyncio
from collections.abc import Sequence
from uuid import uuid4, uuid5

import pytest

from omninode_bridge.errors import BridgeError
from omninode_bridge.events import topics
from omninode_bridge.events.base import CorrelatedEvent, Event
from omninode_bridge.events.decoding import Received, decode
from omninode_bridge.events.encoding import TOPIC_OF
from omninode_bridge.events.options import GenerationOptions, WorkspaceContext
from omninode_bridge.events.schemas import (
    CodegenAnalysisRequest,
    CodegenAnalysisResponse,
    CodegenMixinRequest,
    CodegenMixinResponse,
    CodegenPatternRequest,
    CodegenPatternResponse,
    CodegenStatusEvent,
    CodegenValidationRequest,
    CodegenValidationResponse,
)
from omninode_bridge.intelligence.asking import request_for
from omninode_bridge.intelligence.evidence import (
    Evidence,
    Kind,
    Question,
    SimilarNode,
    SourceAnswer,
)
from omninode_bridge.node_type import NodeType
from omninode_bridge.reliability.limits_text import parse_limits
from omninode_bridge.stages.recorder import ANSWER
from resources.intelligence import service
from resources.intelligence.service import IntelligenceService, Means
from resources.limits.limiter import Limiter
from tests.fakes.exchange import FakeExchange
from tests.fakes.intelligence import FakeIntelligence
from tests.fakes.toolchain import FakeToolchain
from tests.fakes.turns import FakeTurns

SESSION = uuid4()
PRD = "# Order total\n\nComputes the total of an order.\n\n## Requirements\n- Sum the lines.\n"


def hit(name: str, node_type: NodeType, kind: Kind) -> SimilarNode:
    return SimilarNode(name, node_type, "1.0.0", 0.8, "Sums.", "full_text+graph", kind=kind)


EVIDENCE = Evidence(
    (
        hit("calculate_total", NodeType.COMPUTE, Kind.PATTERN),
        hit("order_total", NodeType.COMPUTE, Kind.NODE),
        hit("create_entity", NodeType.EFFECT, Kind.PATTERN),
    ),
    (SourceAnswer("full_text", answered=True, duration_ms=2.0, found=3),),
)


class Served:
    """One service over fakes; `ask` publishes, and waits until everything is handled."""

    def __init__(self, limits: str = "off") -> None:
        self.exchange = FakeExchange()
        self.toolchain = FakeToolchain()
        self.limiter = Limiter(parse_limits(limits))
        means = Means(FakeIntelligence(EVIDENCE), self.toolchain, FakeTurns(), self.limiter)
        self.services = [IntelligenceService(self.exchange, means) for _ in range(2)]

    async def ask(self, *requests: CorrelatedEvent) -> None:
        for each in requests:
            await self.exchange.publish_event(each)
        for topic in topics.REQUESTS:
            for message in self.exchange.log.published(topic):
                # Delivered twice, to two of them: as after a rebalance.
                await asyncio.gather(*(service.handle(message) for service in self.services))

    def answers[E: Event](self, schema: type[E]) -> Sequence[E]:
        found = [decode(m.value, schema) for m in self.exchange.log.published(TOPIC_OF[schema])]
        assert all(isinstance(each, Received) for each in found)
        return [each.event for each in found if isinstance(each, Received)]


@pytest.mark.requirement("R241")
async def test_an_analysis_is_answered_once_with_requirements_type_and_similar_nodes() -> None:
    served = Served()
    request = CodegenAnalysisRequest(correlation_id=uuid4(), prd_content=PRD, session_id=SESSION)
    await served.ask(request)
    [answer] = served.answers(CodegenAnalysisResponse)
    assert answer.correlation_id == request.correlation_id
    result = answer.analysis_result
    assert result["node_name"] == "order_total"
    assert [each["text"] for each in result["requirements"]] == ["Sum the lines."]  # type: ignore[index, union-attr, call-overload]  # JSON
    assert result["sources"] == [
        {"source": "full_text", "answered": True, "found": 3, "duration_ms": 2.0, "reason": ""}
    ]
    assert sum(service.answered for service in served.services) == 1


async def test_a_request_for_a_node_is_left_to_the_pipeline() -> None:
    served = Served()
    context = WorkspaceContext(generation=GenerationOptions())
    await served.ask(
        CodegenAnalysisRequest(
            correlation_id=uuid4(), prd_content=PRD, workspace_context=context, session_id=SESSION
        )
    )
    assert served.answers(CodegenAnalysisResponse) == []


async def test_a_document_that_cannot_be_read_is_answered_with_the_reason() -> None:
    served = Served()
    request = CodegenAnalysisRequest(correlation_id=uuid4(), prd_content="", session_id=SESSION)
    await served.ask(request)
    [answer] = served.answers(CodegenAnalysisResponse)
    assert answer.confidence < 1


@pytest.mark.requirement("R087")
async def test_patterns_and_nodes_of_the_type_are_named() -> None:
    served = Served()
    request = CodegenPatternRequest(
        correlation_id=uuid4(),
        node_description="sums",
        node_type=NodeType.COMPUTE,
        limit=1,
        session_id=SESSION,
    )
    await served.ask(request)
    [answer] = served.answers(CodegenPatternResponse)
    assert answer.total_matches == 2
    [found] = answer.pattern_result
    assert (found["node_name"], found["key_patterns"]) == ("calculate_total", ["calculate_total"])
    assert found["found_by"] == ["full_text", "graph"]


async def test_a_validation_is_the_gates_own_result() -> None:
    served = Served()
    served.toolchain.broken = "mypy"
    request = CodegenValidationRequest(
        correlation_id=uuid4(),
        code_content="A = 1\n",
        node_type=NodeType.COMPUTE,
        session_id=SESSION,
    )
    await served.ask(request)
    [answer] = served.answers(CodegenValidationResponse)
    assert not answer.is_valid
    assert 0 < answer.quality_score < 1
    assert "fail" in dict(answer.validation_result["compliance_checks"]).values()  # type: ignore[arg-type]  # JSON


async def test_mixins_are_answered() -> None:
    served = Served()
    request = CodegenMixinRequest(
        correlation_id=uuid4(),
        requirements=("Cache it",),
        node_type=NodeType.COMPUTE,
        session_id=SESSION,
    )
    await served.ask(request)
    [answer] = served.answers(CodegenMixinResponse)
    assert answer.total_recommendations == len(answer.mixin_recommendations)


async def test_what_cannot_be_read_goes_to_the_dead_letters() -> None:
    served = Served()
    served.exchange.log.publish(topics.MIXIN_REQUESTS, b"{")
    [message] = served.exchange.log.published(topics.MIXIN_REQUESTS)
    with pytest.raises(BridgeError, match="Not JSON"):
        await served.services[0].handle(message)
    served.exchange.log.publish(topics.ANALYZE_REQUESTS, b"{")
    [message] = served.exchange.log.published(topics.ANALYZE_REQUESTS)
    await served.services[0].handle(message)  # the pipeline puts those aside


def an_analysis(user: str | None) -> CodegenAnalysisRequest:
    context = WorkspaceContext.model_validate({"user_id": user} if user else {})
    return CodegenAnalysisRequest(
        correlation_id=uuid4(), prd_content=PRD, session_id=SESSION, workspace_context=context
    )


@pytest.mark.requirement("R224", "R225")
async def test_whoever_asks_too_often_is_told_when_to_ask_again() -> None:
    served = Served("intelligence.analyze=1/minute, intelligence.pattern=1/minute")
    first, second, other = an_analysis("bob"), an_analysis("bob"), an_analysis("alice")
    await served.ask(first, second, other)
    answers = {each.correlation_id: each for each in served.answers(CodegenAnalysisResponse)}
    assert len(answers) == 3, "each is answered once, also where it is delivered again"
    refused = [each for each in answers.values() if "error" in each.analysis_result]
    [answer] = refused
    assert answer.correlation_id in {first.correlation_id, second.correlation_id}
    assert "rate_limited" in str(answer.analysis_result["error"])
    [status] = served.answers(CodegenStatusEvent)
    assert status.metadata.error_code == "rate_limited"
    assert status.metadata.not_before is not None
    assert sum(service.answered for service in served.services) == 2
    assert served.limiter.limited == {"intelligence.analyze": 1}


async def test_what_has_no_answer_that_says_so_ends_its_session() -> None:
    served = Served("*@all=1/minute")
    requests = [
        CodegenPatternRequest(
            correlation_id=uuid4(),
            node_description="sums",
            node_type=NodeType.COMPUTE,
            session_id=SESSION,
        )
        for _ in range(2)
    ]
    await served.ask(*requests)
    [answer] = served.answers(CodegenPatternResponse)
    [status] = served.answers(CodegenStatusEvent)
    assert "there is room again in 60 s" in status.message
    assert served.answers(CodegenAnalysisResponse) == []
    assert answer.correlation_id in {each.correlation_id for each in requests}


async def test_what_the_pipeline_asks_is_limited_where_it_takes_its_requests() -> None:
    served = Served("*=1/minute")
    question = Question("a", "b", document=PRD, asked_by=uuid4())
    await served.ask(*(request_for(question, uuid4()) for _ in range(3)))
    assert len(served.answers(CodegenAnalysisResponse)) == 3
    assert sum(service.answered for service in served.services) == 3


async def test_an_answer_waits_for_a_broker_that_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "PAUSE_S", 0.01)
    served = Served()
    request = CodegenAnalysisRequest(correlation_id=uuid4(), prd_content=PRD, session_id=SESSION)
    await served.exchange.publish_event(request)
    [message] = served.exchange.log.published(topics.ANALYZE_REQUESTS)
    served.exchange.log.down = True
    answering = asyncio.create_task(served.services[0].handle(message))
    await asyncio.sleep(0.1)
    assert not answering.done()
    served.exchange.log.down = False
    await answering
    assert len(served.answers(CodegenAnalysisResponse)) == 1
    assert served.exchange.log.published(topics.ANALYZE_DEAD_LETTERS) == []


async def test_whoever_answers_an_analysis_gives_the_answer_the_same_id() -> None:
    served = Served()
    request = CodegenAnalysisRequest(correlation_id=uuid4(), prd_content=PRD, session_id=SESSION)
    await served.ask(request)
    [message] = served.exchange.log.published(topics.ANALYZE_RESPONSES)
    answer = decode(message.value, CodegenAnalysisResponse)
    assert isinstance(answer, Received)
    assert answer.event_id == uuid5(request.correlation_id, ANSWER)
