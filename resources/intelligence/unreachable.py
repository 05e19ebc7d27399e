"""What is asked where nobody can be asked."""

from dataclasses import dataclass
from typing import Final

from omninode_bridge.intelligence.evidence import Evidence, Question, SourceAnswer

NAME: Final = "knowledge base"


@dataclass(frozen=True, slots=True)
class Unreachable:
    reason: str

    def gather(self, question: Question) -> Evidence:
        """Nothing, and why."""
        del question
        silent = SourceAnswer(NAME, answered=False, duration_ms=0.0, reason=self.reason)
        return Evidence(sources=(silent,))
