"""A small set of requests that shows every rule at work, found by trying and evaluating."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from typing import Final

from omninode_bridge.generation.cases.large import largest
from omninode_bridge.generation.cases.oracle import Oracle
from omninode_bridge.generation.cases.others import Others
from omninode_bridge.generation.cases.variations import Variation, Variations, varied
from omninode_bridge.generation.reads import behind
from omninode_bridge.generation.samples import NoSampleError
from omninode_bridge.requirements.document import JsonValue
from omninode_bridge.rules.evaluation.frame import Mark
from omninode_bridge.rules.evaluation.outcomes import Answered, Rejected
from omninode_bridge.rules.program import Reject
from omninode_bridge.rules.walking import parts

MOST_EVALUATIONS: Final = 400
FEWEST_EVALUATIONS: Final = 4
MOST_CASES: Final = 16
MOST_SEEDS: Final = 40
MOST_EXAMPLES: Final = 3
VALUES_OF_OUTPUT: Final = 2
# What comes close to a longer request costs more than it shows.
LONGEST_SEED: Final = 2_000
FEW_MORE: Final = 40
# Parts of rules evaluated in one search, which bounds its time whatever the document.
EFFORT: Final = 120_000

type Request = dict[str, JsonValue]
type Goal = tuple[object, object]
"""Something to be seen: a mark of the evaluation, an output's value, a rejection, a warning, or
that another program would end otherwise.
"""


@dataclass(frozen=True, slots=True)
class Case:
    """A made-up request, how it ends, and which goals it shows."""

    request: Request
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
        self._seeds: list[Request] = []
        self._seen: set[Goal] = set()
        self._values: dict[str, set[str]] = {}
        self._reach: dict[str, int] = {}
        self._others = Others(oracle)
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
        if self._open - self._seen:
            self._reach_out()
        return self.found

    def _reach_out(self) -> None:
        """What only large values decide, such as a rebate from a high total on."""
        for request in largest(self.oracle.document, self.variations):
            if self._open - self._seen:
                self._left = max(self._left, FEW_MORE)
                self._try(request)
                self._vary(request)

    def _next_seed(self) -> Request:
        """One with an answer, if there is any: what comes close to a rejected one is rejected."""
        answered = [case.request for case in self.found if isinstance(case.outcome, Answered)]
        at = next((at for at, seed in enumerate(self._seeds) if seed in answered), 0)
        return self._seeds.pop(at)

    def _climb(self) -> None:
        """While every request is refused: on from what came furthest, in what decided there."""
        seeds = sorted(self._seeds, key=self._reached, reverse=True)
        while seeds and not any(isinstance(case.outcome, Answered) for case in self.found):
            following = self._following(seeds.pop(0))
            if following is not None:
                self._seeds.append(following)
                seeds.insert(0, following)

    def _following(self, seed: Request) -> Request | None:
        """The first variation that comes further, else the first that shows something new."""
        decides = self._deciding(self._reached(seed))
        new: Request | None = None
        for variation in self.variations.of(seed):
            request = varied(seed, variation)
            if not isinstance(request, dict) or not decides(variation):
                continue
            if self._try(request) and new is None:
                new = request
            if self._reached(request) > self._reached(seed):
                return request
        return new

    def _deciding(self, position: int) -> Callable[[Variation], bool]:
        """Whether a variation is of what the step there depends on."""
        if position not in range(len(self.steps)):
            return lambda _variation: True
        names, fields = behind(self.oracle.program, position)
        known = names | fields
        return lambda variation: all(
            part in known for part in variation.path if isinstance(part, str)
        )

    def _reached(self, request: Request) -> int:
        """The place of the step that ended it; -1 where it does not even fit."""
        return self._reach.get(repr(request), -1)

    def _starts(self) -> Iterator[Request]:
        """Made-up ones first: in them little is left that is not needed."""
        with suppress(NoSampleError):
            yield self.variations.samples.record(self.oracle.document.inputs or ())
            yield self.variations.rich()
        examples = self.oracle.document.examples[:MOST_EXAMPLES]
        yield from (dict(example.given) for example in examples)

    def _vary(self, seed: Request) -> None:
        for variation in islice(self.variations.of(seed), MOST_EVALUATIONS // 3):
            request = varied(seed, variation)
            if self._left <= 0:
                break
            if not isinstance(request, dict) or not self._try(request):
                continue
            if len(repr(request)) <= max(LONGEST_SEED, len(repr(seed))):
                self._seeds.append(request)

    def _try(self, request: Request) -> bool:
        """Whether the request shows something new."""
        key = repr(request)
        if key in self._reach or self._left <= 0:
            return False
        self._left -= 1
        told, others = self._others.told(request)
        self._reach[key] = told.reached
        outcome = told.outcome
        if not isinstance(outcome, Answered | Rejected):
            return False
        goals = {*self._goals(outcome, told.seen), *((other, True) for other in others)}
        if goals <= self._seen:
            return False
        self._seen |= goals
        if self._open and self._open <= self._seen:
            # What is left to find are edges and further values: a few more tries are enough.
            self._left = min(self._left, FEW_MORE)
            self._open = set()
        self.found.append(Case(request, outcome, frozenset(goals)))
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

    def _new_values(self, outcome: Answered) -> Iterator[Goal]:
        for name, value in outcome.values.items():
            known = self._values.setdefault(name, set())
            spelled = repr(value)
            if spelled in known or len(known) < VALUES_OF_OUTPUT:
                known.add(spelled)
                yield ("answered", name), spelled
