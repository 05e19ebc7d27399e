from collections.abc import Sequence
from dataclasses import dataclass, field
from threading import Barrier, Event

import pytest

from omninode_bridge.errors import UnavailableError
from omninode_bridge.intelligence.evidence import Question, SimilarNode
from omninode_bridge.node_type import NodeType
from resources.intelligence.client import ParallelIntelligence
from tests.fakes.intelligence import FakeSource

QUESTION = Question("price_quote", "prices of an order")


def similar(name: str, similarity: float, source: str = "registry") -> SimilarNode:
    return SimilarNode(name, NodeType.COMPUTE, "1.0.0", similarity, "", source)


@pytest.mark.requirement("R168")
def test_the_sources_answer_together_best_first() -> None:
    sources = (
        FakeSource("registry", [similar("b", 0.4)]),
        FakeSource("patterns", [similar("a", 0.9, "patterns")]),
    )
    evidence = ParallelIntelligence(sources).gather(QUESTION)
    assert [node.name for node in evidence.similar] == ["a", "b"]
    assert [(each.source, each.answered, each.found) for each in evidence.sources] == [
        ("registry", True, 1),
        ("patterns", True, 1),
    ]


@dataclass
class Meeting:
    """A source that answers only where another is asked at the same time."""

    name: str
    barrier: Barrier
    asked: list[str] = field(default_factory=list)

    def similar(self, question: Question) -> Sequence[SimilarNode]:
        self.asked.append(question.text)
        self.barrier.wait(timeout=10)
        return [similar(self.name, 0.5, self.name)]


@pytest.mark.requirement("R166", "R167", "R188")
def test_each_source_is_asked_once_and_all_at_the_same_time() -> None:
    barrier = Barrier(3)
    sources = [Meeting(name, barrier) for name in ("one", "two", "three")]
    evidence = ParallelIntelligence(sources).gather(QUESTION)
    assert {node.name for node in evidence.similar} == {"one", "two", "three"}
    assert [source.asked for source in sources] == [[QUESTION.text]] * 3


def test_a_source_that_fails_is_less_evidence_with_its_reason() -> None:
    sources = (
        FakeSource("registry", error=UnavailableError("PostgreSQL does not answer")),
        FakeSource("patterns", [similar("a", 0.9)]),
    )
    evidence = ParallelIntelligence(sources).gather(QUESTION)
    assert [node.name for node in evidence.similar] == ["a"]
    assert evidence.sources[0].answered is False
    assert evidence.sources[0].reason == "PostgreSQL does not answer"


def test_a_source_that_hangs_is_left_behind() -> None:
    never = Event()
    sources = (FakeSource("slow", wait_for=never), FakeSource("patterns", [similar("a", 0.9)]))
    evidence = ParallelIntelligence(sources, timeout_s=0.2).gather(QUESTION)
    never.set()
    assert [node.name for node in evidence.similar] == ["a"]
    assert evidence.sources[0].reason == "no answer within 0.2 s"


def test_a_source_that_fails_repeatedly_is_left_alone() -> None:
    source = FakeSource("registry", error=UnavailableError("down"))
    intelligence = ParallelIntelligence((source,))
    answers = [intelligence.gather(QUESTION).sources[0] for _ in range(7)]
    assert source.calls == 5
    assert "left alone" in answers[-1].reason


@pytest.mark.parametrize("sources", [(), (FakeSource("registry"),)], ids=["no source", "empty"])
def test_nothing_known_is_empty_evidence(sources: tuple[FakeSource, ...]) -> None:
    assert ParallelIntelligence(sources).gather(QUESTION).similar == ()
