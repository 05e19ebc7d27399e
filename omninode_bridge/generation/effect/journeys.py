"""Scenarios through a state machine: each transition taken, each refusal in each state."""

import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Final

from omninode_bridge.generation.effect.candidates import Candidates, Request
from omninode_bridge.generation.effect.left import left_by
from omninode_bridge.generation.effect.linked_rows import LinkedRows
from omninode_bridge.generation.effect.made import Call, MadeScenario, SeedRow, ends_of, seed_row
from omninode_bridge.generation.effect.plan import OperationPlan
from omninode_bridge.generation.effect.recording import Recording
from omninode_bridge.generation.effect.reference import Ended, Reference
from omninode_bridge.generation.effect.reference_store import KeptRow, ReferenceStore
from omninode_bridge.generation.effect.refusal import STALE, VALIDATION, UnknownEndError
from omninode_bridge.generation.effect.values import Values
from omninode_bridge.generation.samples import NoSampleError
from omninode_bridge.requirements.document import Document

MOST_PLACES: Final = 60
MOST_CALLS: Final = 9
MOST_TRIES: Final = 40
PRESSED: Final = 8
_WORD: Final = re.compile(r"[a-z_][a-z0-9_]*")

type Goal = tuple[str, str, object]
"""What is shown: taken or refused, the operation, and the transition or the message."""


@dataclass(frozen=True, slots=True)
class _Place:
    """A row somewhere in the machine, and the calls that brought it there."""

    store: ReferenceStore
    number: int
    calls: tuple[Call, ...] = ()
    seeds: tuple[SeedRow, ...] = ()

    def after(self, call: Call, store: ReferenceStore) -> "_Place":
        return replace(self, store=store, calls=(*self.calls, call))


def journeys(document: Document, plans: Sequence[OperationPlan]) -> tuple[MadeScenario, ...]:
    """None where no operation is an event, or where only the outside knows how one ends."""
    moving = tuple(plan for plan in plans if plan.moves is not None)
    if all(plan.kind == "create" for plan in moving):
        return ()
    try:
        return tuple(_Journeys(Reference(document, plans), Values(document), moving).made())
    except (UnknownEndError, NoSampleError):
        return ()


@dataclass(slots=True)
class _Journeys:
    reference: Reference
    values: Values
    plans: tuple[OperationPlan, ...]
    _seen: set[Goal] = field(default_factory=set)
    _been: set[tuple[object, ...]] = field(default_factory=set)
    _recording: Recording = field(init=False)

    def __post_init__(self) -> None:
        self._recording = Recording(self.reference, self.values)

    def made(self) -> Iterator[MadeScenario]:
        """From rows that operations create, then from those in states that nothing led to."""
        yield from self._from(self._created())
        yield from self._from(self._seeded(self.plans[0], 0))
        for plan in self.plans:
            yield from self._pressed(plan)

    def _pressed(self, plan: OperationPlan) -> Iterator[MadeScenario]:
        """What its rules refuse only on rows that nothing led to, such as one near a limit."""
        for number in range(PRESSED):
            for place in self._seeded(plan, number):
                if not self._may_refuse(plan):
                    return
                ends = [(call, goal) for call, _, goal in self._tried(place, plan)]
                refused = [call for call, goal in ends if self._is_new_refusal(goal)]
                if refused:
                    yield self._scenario(replace(place, calls=(*place.calls, *refused)), None)

    def _is_new_refusal(self, goal: Goal) -> bool:
        is_new = goal[0] == "refused" and goal not in self._seen
        self._seen |= {goal} if is_new else set()
        return is_new

    def _from(self, starts: Iterator[_Place]) -> Iterator[MadeScenario]:
        waiting = deque(place for place in starts if self._is_new(place))
        for _ in range(MOST_PLACES):
            if not waiting:
                return
            place = waiting.popleft()
            refused: list[Call] = []
            for plan in self.plans:
                for call, store, goal in self._tried(place, plan):
                    is_shown, following = goal in self._seen, place.after(call, store)
                    self._seen.add(goal)
                    if goal[0] == "refused":
                        refused += [] if is_shown else [call]
                        continue
                    waiting += [following] if self._is_new(following) else []
                    if not is_shown:
                        yield self._scenario(following, plan)
            if refused:
                yield self._scenario(replace(place, calls=(*place.calls, *refused)), None)

    def _created(self) -> Iterator[_Place]:
        for plan in self.plans:
            if plan.kind in ("create", "upsert"):
                ground = self._ground(plan)
                candidates = Candidates(self.values, ground.store)
                # With what must be given, then with all that may be.
                for number in range(2):
                    for request in candidates.creations(plan, number):
                        yield from self._started(ground, plan, request)

    def _ground(self, plan: OperationPlan) -> _Place:
        """What rules look through is there before."""
        assert plan.entity is not None  # noqa: S101 - of plans that have moves
        store, own = ReferenceStore(), plan.entity.entity.name
        others = [each for each in self.reference.plans.values() if each.entity == plan.entity]
        made = LinkedRows(Candidates(self.values, store), plan, others).rows()
        seeds = []
        for number, (traits, row) in enumerate(made):
            if traits.entity.name != own:
                store.add(traits.entity.name, row)
                seeds.append(seed_row(traits, row, number, self.reference.fields))
        return _Place(store, 0, seeds=tuple(seeds))

    def _started(self, ground: _Place, plan: OperationPlan, request: Request) -> Iterator[_Place]:
        store = ground.store.copy()
        self._recording.answer(store, plan, request)
        ended = self.reference.ended(store, plan.name, request)
        rows = store.rows.get("" if plan.entity is None else plan.entity.entity.name, [])
        if ended.answer is not None and rows:
            calls = (Call(plan.name, request, ended),)
            yield _Place(store, rows[-1].number, calls, ground.seeds)

    def _seeded(self, plan: OperationPlan, number: int) -> Iterator[_Place]:
        """A row that is there before, in each state."""
        assert plan.entity is not None  # noqa: S101 - of plans that have moves
        entity, states = plan.entity.entity.name, () if plan.moves is None else plan.moves.states
        for state in states:
            ground = self._ground(plan)
            store = ground.store
            linked = LinkedRows(Candidates(self.values, store), plan)
            row = linked.row(plan.entity, number) | {self._field: state}
            store.add(entity, row)
            seed = seed_row(plan.entity, row, number, self.reference.fields)
            yield _Place(store, store.rows[entity][-1].number, seeds=(*ground.seeds, seed))

    def _tried(
        self, place: _Place, plan: OperationPlan
    ) -> Iterator[tuple[Call, ReferenceStore, Goal]]:
        """Each different end that requests on the row have; without guards there is one."""
        row = self._row(place)
        if row is None or plan.moves is None or plan.kind == "create":
            return
        if len(place.calls) >= MOST_CALLS:
            return
        state = row.values[plan.moves.field]
        rows = [each for each in plan.moves.rows if each.source == state]
        decides = any(each.guard is not None for each in rows) or self._may_refuse(plan)
        tries = MOST_TRIES if decides else 3
        ends: set[Goal] = set()
        candidates = Candidates(self.values, place.store)
        for request in islice(candidates.for_one(plan, row), tries):
            store = place.store.copy()
            self._recording.answer(store, plan, request)
            ended = self.reference.ended(store, plan.name, request)
            goal = _goal(plan, ended)
            if goal is not None and goal not in ends:
                ends.add(goal)
                yield Call(plan.name, request, ended), store, goal

    def _may_refuse(self, plan: OperationPlan) -> bool:
        """By a rule of which no scenario shows that yet."""
        goals = (("refused", plan.name, step.message) for step in plan.rejections)
        return any(goal not in self._seen for goal in goals)

    def _row(self, place: _Place) -> KeptRow | None:
        rows = (row for kept in place.store.rows.values() for row in kept)
        return next((row for row in rows if row.number == place.number), None)

    def _is_new(self, place: _Place) -> bool:
        """Nobody was in this state with these values of what guards look at.

        Of what rules look at when they refuse, it matters whether there is a value.
        """
        row, moves = self._row(place), self.plans[0].moves
        if row is None or moves is None:
            return False
        guarded = [str(row.values[name]) for name in sorted(self._looked_at() & row.values.keys())]
        asked = [row.values[name] is None for name in sorted(self._asked() & row.values.keys())]
        key = (row.values[moves.field], row.deleted, *guarded, *asked)
        is_new = key not in self._been
        self._been.add(key)
        return is_new

    def _looked_at(self) -> set[str]:
        conditions = (
            move.condition.text
            for plan in self.plans
            if plan.moves is not None
            for move in plan.moves.rows
            if move.condition is not None
        )
        return {word for text in conditions for word in _WORD.findall(text)}

    def _asked(self) -> set[str]:
        texts = (step.source.text for plan in self.plans for step in plan.rejections)
        return {word for text in texts for word in _WORD.findall(text)}

    def _scenario(self, place: _Place, plan: OperationPlan | None) -> MadeScenario:
        """What is shown is the last call or, where it ends with refusals, all of these."""
        refused = {call.operation for call in place.calls if call.ended.answer is None}
        row = self._row(place)
        state = "" if row is None else row.values[self._field]
        title = f"{plan.name} leads to {state or 'the end'}" if plan else f"refused while {state}"
        return MadeScenario(
            operation=place.calls[-1].operation,
            calls=place.calls,
            events=tuple(place.store.events),
            generated=frozenset(place.store.generated),
            seeds=place.seeds,
            http=place.store.http,
            title=title,
            shows=frozenset(refused if plan is None else {plan.name}),
            left=left_by(self.reference, ends_of(place.calls), place.store),
        )

    @property
    def _field(self) -> str:
        moves = self.plans[0].moves
        return "" if moves is None else moves.field


def _goal(plan: OperationPlan, ended: Ended) -> Goal | None:
    """None for ends that neither the machine nor a rule decides."""
    if ended.code in (STALE, VALIDATION) and ended.message is not None:
        return ("refused", plan.name, ended.message)
    taken = [number for number, what in ended.marks if what == "taken"]
    if ended.answer is None or not taken:
        return None
    return ("taken", plan.name, taken[0])
