"""The made-up requests of a document: which of them show a requirement, and what they expect."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from omninode_bridge.generation.cases.oracle import Oracle
from omninode_bridge.generation.cases.search import Case, Goal, chosen_cases, covering
from omninode_bridge.generation.reads import assigned_name
from omninode_bridge.requirements.document import Example, JsonValue, Rejection, Requirement
from omninode_bridge.rules.evaluation.outcomes import Answered, Rejected
from omninode_bridge.rules.program import Reject, Step, Warn

MOST_OF_REQUIREMENT: Final = 4


class MadeUp:
    """What the made-up requests show is looked up once, however many requirements ask."""

    def __init__(self, oracle: Oracle, cases: tuple[Case, ...]) -> None:
        self.oracle = oracle
        self.cases = cases
        self._answers: dict[int, dict[str, JsonValue]] = {}
        self._places = {id(step): at for at, step in enumerate(oracle.program.steps)}
        self._of_step: dict[int, list[Goal]] = defaultdict(list)
        self._of_key: dict[object, list[Goal]] = defaultdict(list)
        self._of_message: dict[object, list[Goal]] = defaultdict(list)
        for goal in frozenset[Goal]().union(*(case.goals for case in cases)):
            what, value = goal
            if isinstance(what, int):
                self._of_step[oracle.evaluator.points.owners[what]].append(goal)
            elif isinstance(what, tuple):
                self._of_key[what[1]].append(goal)
            else:
                self._of_message[value].append(goal)

    @property
    def accepted(self) -> dict[str, JsonValue] | None:
        """The first request that has an answer."""
        return next((case.request for case in self.cases if case.told.is_answered), None)

    @property
    def any(self) -> dict[str, JsonValue] | None:
        return self.accepted or next((case.request for case in self.cases), None)

    def shown(
        self, requirement: Requirement, steps: tuple[Step, ...], keys: tuple[str, ...]
    ) -> tuple[Example, ...]:
        """Requests at which the steps differ, with what they assign; `keys` are the answer's."""
        looked_at = self._looked_at(steps, keys)
        if not looked_at and not any(isinstance(step, Reject) for step in steps):
            return ()
        wanted = frozenset(self._wanted(steps, looked_at))
        cases = covering(self.cases, MOST_OF_REQUIREMENT, wanted)
        found = (
            self._example(case, f"{requirement.id}, made up {number}", requirement, looked_at)
            for number, case in enumerate(cases, 1)
        )
        return tuple(example for example in found if example is not None)

    def _looked_at(self, steps: tuple[Step, ...], keys: tuple[str, ...]) -> tuple[str, ...]:
        """What the steps themselves give, else what follows from it."""
        own = {assigned_name(step) for step in steps}
        if any(isinstance(step, Warn) for step in steps):
            own.add("warnings")
        return tuple(key for key in keys if key in own) or keys

    def _wanted(self, steps: tuple[Step, ...], keys: tuple[str, ...]) -> Iterator[Goal]:
        for step in steps:
            yield from self._of_step.get(self._places[id(step)], ())
            if isinstance(step, Reject | Warn):
                yield from self._of_message.get(step.message, ())
        for key in keys:
            yield from self._of_key.get(key, ())

    def _example(
        self, case: Case, name: str, requirement: Requirement, keys: tuple[str, ...]
    ) -> Example | None:
        match case.told.outcome:
            case Rejected(message):
                rejection = Rejection(message)
                return Example(name, requirement.place, case.request, {}, rejection)
            case Answered() as outcome:
                if id(case) not in self._answers:
                    self._answers[id(case)] = self.oracle.answer(outcome)
                answer = self._answers[id(case)]
                expected = {key: answer[key] for key in keys if key in answer}
                return Example(name, requirement.place, case.request, expected)
            case _:
                return None


def made_up(oracle: Oracle) -> MadeUp:
    return MadeUp(oracle, chosen_cases(oracle))
