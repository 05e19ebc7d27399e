"""The pipeline asks a service, ours or another's, and goes on without it."""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from uuid import uuid4

import pytest
from pydantic import JsonValue

from omninode_bridge.errors import UnavailableError
from omninode_bridge.events.decoding import Received, decode
from omninode_bridge.events.schemas import CodegenAnalysisRequest, CodegenAnalysisResponse
from omninode_bridge.events.topics import ANALYZE_REQUESTS
from omninode_bridge.intelligence.asking import is_of_pipeline
from omninode_bridge.intelligence.evidence import (
    Conflict,
    Evidence,
    Question,
    SimilarNode,
    SourceAnswer,
)
from omninode_bridge.node_type import NodeType
from omninode_bridge.ports import Message
from resources.intelligence.asked_service import AskedService, ServiceFirst
from tests.fakes.exchange import FakeExchange
from tests.fakes.intelligence import FakeIntelligence

QUESTION = Question("desk", "keeps customers", 5, document="# Desk\n", asked_by=uuid4())
LOCAL = Evidence(
    (SimilarNode("local_node", NodeType.COMPUTE, "1.0.0", 0.4, "", "full_text"),),
    (SourceAnswer("full_text", answered=True, duration_ms=1.0, found=1),),
)
FULL: Mapping[str, JsonValue] = {
    "similar_nodes": [
        {
            "node_name": "customer_desk",
            "node_type": "effect",
            "version": "1.2.0",
            "similarity_score": 0.7,
            "quality_score": 0.9,
            "description": "Keeps.",
            "source": "full_text+graph",
            "choices": ["pattern create_entity: entity = customer"],
        },
        {"node_name": "desk", "node_type": "effect", "similarity_score": 0.9},
        {"node_name": "no type"},
        "nonsense",
        {"node_name": "too sure", "node_type": "effect", "similarity_score": 7},
    ],
    "sources": [{"source": "graph", "answered": False, "reason": "late", "duration_ms": 2000.0}],
    "conflicts": [
        {"about": "node_type", "said": {"a": "effect", "b": "compute"}, "resolved": "effect"}
    ],
}


@dataclass
class Answering:
    """An exchange on which somebody answers each question with `result`, or nobody does."""

    result: Mapping[str, JsonValue] | None = None
    exchange: FakeExchange = field(default_factory=FakeExchange)

    @asynccontextmanager
    async def __call__(self) -> AsyncIterator[FakeExchange]:
        async with self.exchange.consuming("somebody", [ANALYZE_REQUESTS], self._answer_to):
            yield self.exchange

    async def _answer_to(self, message: Message) -> None:
        question = decode(message.value, CodegenAnalysisRequest)
        if self.result is not None and isinstance(question, Received):
            await self.exchange.publish_event(
                CodegenAnalysisResponse(
                    correlation_id=question.event.correlation_id,
                    session_id=question.event.session_id,
                    analysis_result=dict(self.result),
                    confidence=0.5,
                    processing_time_ms=1,
                )
            )

    def questions(self) -> list[Received[CodegenAnalysisRequest]]:
        kept = self.exchange.log.published(ANALYZE_REQUESTS)
        found = [decode(each.value, CodegenAnalysisRequest) for each in kept]
        return [each for each in found if isinstance(each, Received)]


def gathered(
    answering: Callable[[], object], *, there: bool = True, timeout_s: float = 60.0
) -> Evidence:
    service = AskedService(answering, timeout_s=timeout_s)  # type: ignore[arg-type]  # FakeExchange
    return ServiceFirst(service, FakeIntelligence(LOCAL), lambda: there).gather(QUESTION)


@pytest.mark.requirement("R272")
def test_the_evidence_of_the_service_counts_with_the_sources_it_names() -> None:
    answering = Answering(FULL)
    found = gathered(answering)
    [node] = found.similar
    assert (node.name, node.version, node.similarity) == ("customer_desk", "1.2.0", 0.7)
    assert (node.quality, node.choices) == (0.9, ("pattern create_entity: entity = customer",))
    assert [(each.source, each.answered, each.reason) for each in found.sources] == [
        ("service", True, ""),
        ("graph", False, "late"),
    ]
    assert found.conflicts == (
        Conflict("node_type", (("a", "effect"), ("b", "compute")), "effect"),
    )
    [question] = answering.questions()
    assert question.event.prd_content == "# Desk\n"
    assert question.event.correlation_id != QUESTION.asked_by
    assert question.causation_id == str(QUESTION.asked_by)
    assert is_of_pipeline(question.event)


@pytest.mark.parametrize("result", [{}, {"similar_nodes": "none"}, {"sources": [1]}])
def test_another_services_answer_may_say_nothing_of_ours(result: dict[str, JsonValue]) -> None:
    found = gathered(Answering(result))
    assert found.similar == ()
    assert [each.source for each in found.sources] == ["service"]


@pytest.mark.requirement("R255")
def test_a_service_that_is_silent_is_less_evidence_with_the_reason() -> None:
    found = gathered(Answering(None), timeout_s=0.05)
    assert found.similar == LOCAL.similar
    assert [(each.source, each.answered) for each in found.sources] == [
        ("service", False),
        ("full_text", True),
    ]
    assert found.sources[0].reason == "no answer within 0.05 s"


def test_without_a_service_nobody_is_asked() -> None:
    answering = Answering(FULL)
    assert gathered(answering, there=False) == LOCAL
    assert answering.questions() == []


def test_kafka_that_fails_is_no_failure() -> None:
    def broken() -> object:
        raise UnavailableError("Kafka does not answer")

    assert gathered(broken).sources[0].reason == "Kafka does not answer"

    def bug() -> object:
        raise RuntimeError("a bug")

    assert gathered(bug).sources[0].reason == "RuntimeError: a bug"
