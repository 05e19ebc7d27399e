"""Which programs that differ in one small thing a request tells from the document's own."""

from dataclasses import dataclass
from itertools import islice
from math import prod
from typing import Final

from omninode_bridge.generation.cases.oracle import Oracle, Told
from omninode_bridge.requirements.document import JsonValue
from omninode_bridge.rules.evaluation.alteration import altered
from omninode_bridge.rules.evaluation.evaluate import Evaluator
from omninode_bridge.rules.evaluation.frame import Frame
from omninode_bridge.rules.evaluation.outcomes import (
    Answered,
    NoValueError,
    Rejected,
    Value,
)
from omninode_bridge.rules.program import Step
from omninode_bridge.rules.typed import Comprehension, ListDisplay, Typed
from omninode_bridge.rules.walking import parts

# Steps evaluated for programs that differ in one thing, and how many such programs.
EFFORT: Final = 20_000
MOST: Final = 300
# Without the condition that guarded it, a value may not be what it was.
_UNFIT: Final = (TypeError, AttributeError, LookupError)


@dataclass(frozen=True, slots=True)
class Other:
    """A program that differs in one thing in a step; a request shows it by another ending."""

    position: int
    number: int


class Others:
    """Each is asked until a request has told it apart, or as long as there is effort left."""

    def __init__(self, oracle: Oracle) -> None:
        self._oracle = oracle
        self._left = EFFORT
        self._weights = [1 + _rounds(step) for step in oracle.program.steps]
        self._weight = sum(self._weights)
        self._waiting: dict[int, dict[Other, Evaluator]] = {}
        for number, (position, other) in enumerate(islice(altered(oracle.evaluator), MOST)):
            self._waiting.setdefault(position, {})[Other(position, number)] = other
        self._suspects: list[Other] = []

    def told(self, request: dict[str, JsonValue]) -> tuple[Told, list[Other]]:
        """How the request ends, and which others end otherwise for the first time."""
        self._suspects = []
        told = self._oracle.told(request, watch=self._watch)
        if not isinstance(told.outcome, Answered | Rejected):
            return told, []
        found = []
        for other in self._suspects:
            if self._left < self._weight:
                break
            self._left -= self._weight
            if self._ends_otherwise(request, told, self._waiting[other.position][other]):
                del self._waiting[other.position][other]
                found.append(other)
        return told, found

    def _watch(self, frame: Frame, position: int, value: Value) -> None:
        """Only what differs in the step itself can differ in the end."""
        for other, evaluator in self._waiting.get(position, {}).items():
            if self._left < self._weights[position]:
                return
            self._left -= self._weights[position]
            so_far = Frame(frame.given, frame.known, dict(frame.bound))
            try:
                is_suspect = evaluator.value_at(position)(so_far) != value
            except (NoValueError, ArithmeticError, RecursionError, *_UNFIT):
                is_suspect = True
            if is_suspect:
                self._suspects.append(other)

    def _ends_otherwise(
        self, request: dict[str, JsonValue], told: Told, evaluator: Evaluator
    ) -> bool:
        try:
            return self._oracle.told(request, evaluator).outcome != told.outcome
        except _UNFIT:
            return True


def _rounds(step: Step) -> int:
    """About how often the loops of a step go round, in the time of a plain step."""
    loops = [part for part in parts(step) if isinstance(part, Comprehension)]
    return sum(prod(_length(clause.over) for clause in loop.clauses) for loop in loops) // 2


def _length(over: Typed) -> int:
    return len(over.items) if isinstance(over, ListDisplay) else 1
