"""A small set of requests that shows every rule at work, found by trying and evaluating."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from math import prod
from typing import Final

from omninode_bridge.generation.cases.oracle import Oracle
from omninode_bridge.generation.cases.variations import Variations, varied
from omninode_bridge.generation.samples import NoSampleError
from omninode_bridge.requirements.document import JsonValue
from omninode_bridge.rules.evaluation.alteration import altered
from omninode_bridge.rules.evaluation.evaluate import Evaluator
from omninode_bridge.rules.evaluation.frame import Mark
from omninode_bridge.rules.evaluation.outcomes import Answered, Rejected
from omninode_bridge.rules.program import Reject, Step
from omninode_bridge.rules.typed import Comprehension, ListDisplay, Typed
from omninode_bridge.rules.walking import parts

MOST_EVALUATIONS: Final = 400
FEWEST_EVALUATIONS: Final = 4
MOST_CASES: Final = 16
MOST_SEEDS: Final = 40
MOST_EXAMPLES: Final = 3
VALUES_OF_OUTPUT: Final = 2
FEW_MORE: Final = 40
# Parts of rules evaluated in one search, which bounds its time whatever the document.
EFFORT: Final = 120_000
# Steps evaluated for programs that differ in one thing, and how many such programs.
EFFORT_ON_OTHERS: Final = 60_000
MOST_OTHERS: Final = 300


@dataclass(frozen=True, slots=True)
class Other:
    """A program that differs in one thing in a step; a request shows it by another ending."""

    position: int
    number: int


type Goal = tuple[object, object]
"""Something to be seen: a mark of the evaluation, an output's value, a rejection, a warning, or
that another program would end otherwise.
"""


@dataclass(frozen=True, slots=True)
class Case:
    """A made-up request, how it ends, and which goals it shows."""

    request: dict[str, JsonValue]
    outcome: Answered | Rejected
    goals: frozenset[Goal]


def chosen_cases(oracle: Oracle) -> tuple[Case, ...]:
    """At most `MOST_CASES`, the same for the same document."""
    return covering(_Search(oracle).run(), MOST_CASES)


def covering(
    cases: Iterable[Case], most: int, wanted: frozenset[Goal] | None = None
) -> tuple[Case, ...]:
    """Cases that together show all goals that any shows, the most telling first."""
    waiting = list(cases)
    open_goals = frozenset[Goal]().union(*(case.goals for case in waiting))
    if wanted is not None:
        open_goals &= wanted
    found: list[Case] = []
    while open_goals and len(found) < most:
        best = max(waiting, key=lambda case: len(case.goals & open_goals))
        found.append(best)
        open_goals -= best.goals
    return tuple(found)


class _Search:
    def __init__(self, oracle: Oracle) -> None:
        self.oracle = oracle
        self.variations = Variations(oracle.document, oracle.program)
        self.steps = oracle.program.steps
        self.found: list[Case] = []
        self._seeds: list[dict[str, JsonValue]] = []
        self._seen: set[Goal] = set()
        self._values: dict[str, set[str]] = {}
        self._tried: set[str] = set()
        self._others = _others(oracle.evaluator)
        self._left_for_others = EFFORT_ON_OTHERS
        self._weight = len(self.steps) + _rounds(self.steps)
        size = sum(1 for _ in parts(list(self.steps))) + 1
        self._left = min(MOST_EVALUATIONS, max(FEWEST_EVALUATIONS, EFFORT // size))
        self._open: set[Goal] = {
            (point, way) for point in oracle.evaluator.points.decisions for way in (0, 1)
        }

    def run(self) -> list[Case]:
        for request in self._starts():
            self._seeds.append(request)
            self._try(request)
        self._climb()
        for _ in range(MOST_SEEDS):
            if not self._seeds or self._left <= 0:
                break
            self._vary(self._next_seed())
        return self.found

    def _next_seed(self) -> dict[str, JsonValue]:
        """One with an answer, if there is any: what comes close to a rejected one is rejected."""
        answered = [case.request for case in self.found if isinstance(case.outcome, Answered)]
        at = next((at for at, seed in enumerate(self._seeds) if seed in answered), 0)
        return self._seeds.pop(at)

    def _climb(self) -> None:
        """While every request is refused: on from the one that came to another refusal."""
        while self._seeds and not any(isinstance(case.outcome, Answered) for case in self.found):
            best = self._seeds[-1]
            if not self._vary(best, is_climbing=True):
                return

    def _starts(self) -> Iterator[dict[str, JsonValue]]:
        """Made-up ones first: in them little is left that is not needed."""
        with suppress(NoSampleError):
            yield self.variations.samples.record(self.oracle.document.inputs or ())
            yield self.variations.rich()
        examples = self.oracle.document.examples[:MOST_EXAMPLES]
        yield from (dict(example.given) for example in examples)

    def _vary(self, seed: dict[str, JsonValue], *, is_climbing: bool = False) -> bool:
        """Whether anything new was seen; who climbs goes on from the first that is."""
        is_new = False
        for variation in islice(self.variations.of(seed), MOST_EVALUATIONS // 3):
            request = varied(seed, variation)
            if self._left <= 0:
                break
            if isinstance(request, dict) and self._try(request):
                self._seeds.append(request)
                is_new = True
                if is_climbing:
                    break
        return is_new

    def _try(self, request: dict[str, JsonValue]) -> bool:
        """Whether the request shows something new."""
        key = repr(request)
        if key in self._tried or self._left <= 0:
            return False
        self._tried.add(key)
        self._left -= 1
        told = self.oracle.told(request)
        outcome = told.outcome
        if not isinstance(outcome, Answered | Rejected):
            return False
        goals = frozenset((*self._goals(outcome, told.seen), *self._told_apart(request, outcome)))
        if goals <= self._seen:
            return False
        self._seen |= goals
        if self._open and self._open <= self._seen:
            # What is left to find are edges and further values: a few more tries are enough.
            self._left = min(self._left, FEW_MORE)
            self._open = set()
        self.found.append(Case(request, outcome, goals))
        return True

    def _goals(self, outcome: Answered | Rejected, seen: frozenset[Mark]) -> Iterator[Goal]:
        """Only what the end of the request lets show: a rejected one shows rejections."""
        if isinstance(outcome, Rejected):
            yield ("rejected", outcome.message)
            owners = self.oracle.evaluator.points.owners
            yield from (mark for mark in seen if isinstance(self.steps[owners[mark[0]]], Reject))
        else:
            yield from seen
            yield from (("warned", message) for message in outcome.warnings)
            yield from self._new_values(outcome)

    def _told_apart(
        self, request: dict[str, JsonValue], outcome: Answered | Rejected
    ) -> list[Goal]:
        """The programs that were not told apart before, and are by this request."""
        cost = len(self._others) * self._weight
        if cost > self._left_for_others:
            return []
        self._left_for_others -= cost
        found = [
            other
            for other, evaluator in self._others.items()
            if self._ends_otherwise(request, outcome, evaluator)
        ]
        for other in found:
            del self._others[other]
        return [(other, True) for other in found]

    def _ends_otherwise(
        self, request: dict[str, JsonValue], outcome: Answered | Rejected, evaluator: Evaluator
    ) -> bool:
        try:
            return self.oracle.told(request, evaluator).outcome != outcome
        except (TypeError, AttributeError, LookupError):
            return True  # Without the condition that guarded it, a value may not be what it was.

    def _new_values(self, outcome: Answered) -> Iterator[Goal]:
        for name, value in outcome.values.items():
            known = self._values.setdefault(name, set())
            spelled = repr(value)
            if spelled in known or len(known) < VALUES_OF_OUTPUT:
                known.add(spelled)
                yield ("answered", name), spelled


def _rounds(steps: Sequence[Step]) -> int:
    """About how often the loops of the program go round, in the time of a step."""
    loops = [part for part in parts(list(steps)) if isinstance(part, Comprehension)]
    return sum(prod(_length(clause.over) for clause in loop.clauses) for loop in loops) // 2


def _length(over: Typed) -> int:
    return len(over.items) if isinstance(over, ListDisplay) else 1


def _others(evaluator: Evaluator) -> dict[Other, Evaluator]:
    return {
        Other(position, number): other
        for number, (position, other) in enumerate(islice(altered(evaluator), MOST_OTHERS))
    }
