"""Knowledge from a list, and a source that fails or hangs as told."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from threading import Event

from omninode_bridge.errors import BridgeError
from omninode_bridge.intelligence.evidence import Evidence, Question, SimilarNode


@dataclass
class FakeIntelligence:
    evidence: Evidence = field(default_factory=Evidence)
    asked: list[Question] = field(default_factory=list)

    def gather(self, question: Question) -> Evidence:
        self.asked.append(question)
        return self.evidence


@dataclass
class FakeSource:
    """`wait_for` keeps the answer back until the event is set."""

    name: str
    nodes: Sequence[SimilarNode] = ()
    error: BridgeError | None = None
    wait_for: Event | None = None
    calls: int = 0

    def similar(self, question: Question) -> Sequence[SimilarNode]:
        self.calls += 1
        if self.wait_for is not None:
            self.wait_for.wait(timeout=10)
        if self.error is not None:
            raise self.error
        return self.nodes[: question.limit]
