"""The made-up requests of a document: which of them show a requirement, and what they expect."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from omninode_bridge.diagnostics import Place
from omninode_bridge.generation.cases.influence import WARNINGS, Effects, Influence, Rule
from omninode_bridge.generation.cases.oracle import Oracle
from omninode_bridge.generation.cases.others import Other
from omninode_bridge.generation.cases.search import Case, Goal, chosen_cases, covering
from omninode_bridge.generation.reads import assigned_name
from omninode_bridge.requirements.document import Example, JsonValue, Rejection, Requirement
from omninode_bridge.rules.evaluation.outcomes import Answered, Rejected
from omninode_bridge.rules.program import Assign, Reject, SetField, Source, Step, Warn

MOST_OF_REQUIREMENT: Final = 6
START: Final = Place(1)

type Look = tuple[Case, tuple[str, ...]]
"""A case and the keys of its answer to look at."""


class MadeUp:
    """What the made-up requests show is looked up once, however many requirements ask."""

    def __init__(self, oracle: Oracle, cases: tuple[Case, ...]) -> None:
        self.oracle = oracle
        self.cases = cases
        self._answers: dict[int, dict[str, JsonValue]] = {}
        self._answered = tuple(output.name for output in oracle.program.outputs)
        self._influence = Influence(oracle)
        self._places = {id(step): at for at, step in enumerate(oracle.program.steps)}
        self._of_step: dict[int, list[Goal]] = defaultdict(list)
        self._of_key: dict[object, list[Goal]] = defaultdict(list)
        self._of_message: dict[object, list[Goal]] = defaultdict(list)
        for goal in frozenset[Goal]().union(*(case.goals for case in cases)):
            what, value = goal
            if isinstance(what, Other):
                self._of_step[what.position].append(goal)
            elif isinstance(what, int):
                self._of_step[oracle.evaluator.points.owners[what]].append(goal)
            elif isinstance(what, tuple):
                self._of_key[what[1]].append(goal)
            else:
                self._of_message[value].append(goal)

    @property
    def accepted(self) -> dict[str, JsonValue] | None:
        """The first request that has an answer."""
        return next(
            (case.request for case in self.cases if isinstance(case.outcome, Answered)), None
        )

    @property
    def any(self) -> dict[str, JsonValue] | None:
        return self.accepted or next((case.request for case in self.cases), None)

    def examples(self) -> tuple[Example, ...]:
        """Every case, with all keys of its answer."""
        keys = (*self._answered, WARNINGS)
        return tuple(
            self._example(case, f"made up {number}", START, keys)
            for number, case in enumerate(self.cases, 1)
        )

    def shown(
        self,
        requirement: Requirement,
        steps: tuple[Step, ...],
        rules: tuple[Source, ...],
        keys: tuple[str, ...],
    ) -> tuple[Example, ...]:
        """Requests at which the rules can be told from others; `keys` are the answer's."""
        hidden = list(self._hidden(steps, rules))
        effects = self._influence.of(hidden, self.cases)
        if effects is None:
            chosen = self._seen(steps, keys)
        else:
            places = {place for place, _ in hidden}
            plain = tuple(step for step in steps if self._places[id(step)] not in places)
            chosen = self._seen(plain, keys) if plain else []
            chosen += self._affected(effects, steps, keys)
        return tuple(
            self._example(case, f"{requirement.id}, made up {number}", requirement.place, looked_at)
            for number, (case, looked_at) in enumerate(chosen, 1)
        )

    def _hidden(self, steps: tuple[Step, ...], rules: tuple[Source, ...]) -> Iterator[Rule]:
        """Rules whose value the answer does not simply show, for its name or for other rules."""
        for step in steps:
            mine = [source for source in step.sources if source in rules]
            is_shown = assigned_name(step) in self._answered and len(mine) == len(step.sources)
            if isinstance(step, Assign | SetField) and not is_shown:
                yield from ((self._places[id(step)], source) for source in mine)

    def _seen(self, steps: tuple[Step, ...], keys: tuple[str, ...]) -> list[Look]:
        looked_at = self._looked_at(steps, keys)
        if not looked_at and not any(isinstance(step, Reject) for step in steps):
            return []
        wanted = frozenset(self._wanted(steps, looked_at))
        return [(case, looked_at) for case in covering(self.cases, MOST_OF_REQUIREMENT, wanted)]

    def _affected(
        self, effects: Effects, steps: tuple[Step, ...], keys: tuple[str, ...]
    ) -> list[Look]:
        """The most telling of the cases that change, with what changes in their answers."""
        changed = {id(self.cases[at]): found for at, found in effects.items()}
        cases = [self.cases[at] for at in sorted(effects)]
        wanted = frozenset(self._wanted(steps, keys))
        others = frozenset(goal for goal in wanted if isinstance(goal[0], Other))
        best = covering(cases, MOST_OF_REQUIREMENT, wanted - others)
        best = best or covering(cases, MOST_OF_REQUIREMENT)
        more = covering([case for case in cases if case not in best], MOST_OF_REQUIREMENT, others)
        best = (*best, *more)[:MOST_OF_REQUIREMENT]
        names = (*self._answered, WARNINGS)
        return [
            (case, tuple(name for name in names if name in (changed[id(case)] or names)))
            for case in best
        ]

    def _looked_at(self, steps: tuple[Step, ...], keys: tuple[str, ...]) -> tuple[str, ...]:
        """What the steps themselves give, else what follows from it."""
        own = {assigned_name(step) for step in steps}
        if any(isinstance(step, Warn) for step in steps):
            own.add(WARNINGS)
        return tuple(key for key in keys if key in own) or keys

    def _wanted(self, steps: tuple[Step, ...], keys: tuple[str, ...]) -> Iterator[Goal]:
        for step in steps:
            yield from self._of_step.get(self._places[id(step)], ())
            if isinstance(step, Reject | Warn):
                yield from self._of_message.get(step.message, ())
        for key in keys:
            yield from self._of_key.get(key, ())

    def _example(self, case: Case, name: str, place: Place, keys: tuple[str, ...]) -> Example:
        if isinstance(case.outcome, Rejected):
            rejection = Rejection(case.outcome.message)
            return Example(name, place, case.request, {}, rejection)
        if id(case) not in self._answers:
            self._answers[id(case)] = self.oracle.answer(case.outcome)
        answer = self._answers[id(case)]
        expected = {key: answer[key] for key in keys if key in answer}
        return Example(name, place, case.request, expected)


def made_up(oracle: Oracle) -> MadeUp:
    return MadeUp(oracle, chosen_cases(oracle))
