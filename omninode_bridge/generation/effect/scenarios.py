"""Made-up scenarios: calls on a fresh store, with what the reference answers to each."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import chain, islice
from typing import Final

from omninode_bridge.generation.effect.candidates import Candidates
from omninode_bridge.generation.effect.left import left_by
from omninode_bridge.generation.effect.linked_rows import LinkedRows
from omninode_bridge.generation.effect.links import links_in
from omninode_bridge.generation.effect.made import Call, MadeScenario, SeedRow, ends_of, seed_row
from omninode_bridge.generation.effect.plan import (
    IDEMPOTENCY_KEY,
    ON_A_ROW,
    EntityTraits,
    OperationPlan,
)
from omninode_bridge.generation.effect.recording import Recording
from omninode_bridge.generation.effect.reference import Ended, Reference
from omninode_bridge.generation.effect.reference_store import ReferenceStore
from omninode_bridge.generation.effect.refusal import UnknownEndError
from omninode_bridge.generation.effect.values import Values
from omninode_bridge.generation.samples import NoSampleError
from omninode_bridge.requirements.document import Document, JsonValue
from omninode_bridge.rules.evaluation.outcomes import Record

ROWS: Final = 3
STATES: Final = 8
FIRST_STATE: Final = 100
MOST_TRIES: Final = 300
MOST_STEPS: Final = 30
MOST_ALIKE: Final = 12
REPEATED_KEY: Final = "asked twice"


def made_scenarios(document: Document, plans: Sequence[OperationPlan]) -> Iterator[MadeScenario]:
    """One for each operation or two; none for those whose end only the outside knows."""
    reference = Reference(document, plans)
    values = Values(document)
    for plan in plans:
        found = _known(Building(reference, values, plan).built)
        shown = {call.ended.message for call in found.calls} if found is not None else set()
        missing = {step.message for step in plan.rejections} - shown
        near = partial(Building(reference, values, plan).pressed, missing)
        yield from (each for each in (found, _known(near)) if each is not None)


def _known(make: Callable[[], MadeScenario | None]) -> MadeScenario | None:
    """None where only the outside knows how a call ends."""
    try:
        return make()
    except (UnknownEndError, NoSampleError):
        return None


@dataclass(slots=True)
class Building:
    """Makes the scenarios of one operation."""

    reference: Reference
    values: Values
    plan: OperationPlan
    store: ReferenceStore = field(default_factory=ReferenceStore)
    calls: list[Call] = field(default_factory=list)
    seeds: list[SeedRow] = field(default_factory=list)
    _seen: set[tuple[object, ...]] = field(default_factory=set)
    _candidates: Candidates = field(init=False)
    _linked: LinkedRows = field(init=False)
    _recording: Recording = field(init=False)

    def __post_init__(self) -> None:
        self._candidates = Candidates(self.values, self.store)
        own = [each for each in self.reference.plans.values() if each.entity == self.plan.entity]
        self._linked = LinkedRows(self._candidates, self.plan, own)
        self._recording = Recording(self.reference, self.values)

    def built(self) -> MadeScenario | None:
        self._keep_linked()
        if self.plan.kind == "upsert":
            self._keep_states()
        elif self.plan.kind != "create":
            self._prepare()
        if self.plan.http is not None:
            requests = islice(self._candidates.of(self.plan), MOST_TRIES)
            self._recording.statuses(self.store, self.plan, requests)
        for request in islice(self._candidates.of(self.plan), MOST_TRIES):
            if len(self.calls) < MOST_STEPS:
                self._try(self.plan, request)
        self._fill()
        if self.plan.idempotent:
            self._repeat()
        return self._made("")

    def _repeat(self) -> None:
        """The first request that is accepted with a key, twice, where none was."""
        own = [call for call in self.calls if call.operation == self.plan.name]
        asked = [call.request for call in own if call.ended.answer is not None]
        if any(IDEMPOTENCY_KEY in one and asked.count(one) > 1 for one in asked):
            return
        numbers = range(FIRST_STATE, FIRST_STATE + ROWS)
        new = (each for at in numbers for each in self._candidates.creations(self.plan, at))
        for request in islice(chain(new, asked), MOST_TRIES):
            keyed = {**request, IDEMPOTENCY_KEY: REPEATED_KEY}
            self._recording.answer(self.store, self.plan, keyed)
            probe = self.reference.ended(self.store.copy(), self.plan.name, keyed)
            if probe.answer is not None:
                self._add(self.plan, keyed)
                self._add(self.plan, keyed)
                return

    def pressed(self, missing: set[str]) -> MadeScenario | None:
        """What rules refuse only on rows that nothing here leads to, such as one near a limit."""
        if missing and self.plan.kind in ON_A_ROW:
            self._keep_linked()
            for number in range(STATES):
                self._seed(FIRST_STATE + number)
            for request in islice(self._candidates.of(self.plan), MOST_TRIES):
                probe = self.reference.ended(self.store.copy(), self.plan.name, request)
                if probe.message in missing:
                    missing.discard(probe.message)
                    self._add(self.plan, request)
        return self._made(f"{self.plan.name} near its limits")

    def _made(self, title: str) -> MadeScenario | None:
        if not any(call.operation == self.plan.name for call in self.calls):
            return None
        return MadeScenario(
            self.plan.name,
            tuple(self.calls),
            tuple(self.store.events),
            frozenset(self.store.generated),
            left_by(self.reference, ends_of(self.calls), self.store),
            tuple(self.seeds),
            self.store.http,
            title,
        )

    def _written_file(self) -> None:
        """A file for those operations that need one."""
        target = self.plan.file
        if target is None or self.plan.file_kind == "write file":
            return
        for plan in self.reference.plans.values():
            is_writer = plan.file_kind == "write file" and plan.file is not None
            if not is_writer or plan.file is None or plan.file.path != target.path:
                continue
            self.create(plan, 0)
            written = self.calls[-1].request if self.calls else {}
            wanted = {item.name for item in self.plan.request}
            self._try(self.plan, {name: each for name, each in written.items() if name in wanted})
            return

    def _prepare(self) -> None:
        """Rows to work on, one of them deleted where that can be."""
        self._written_file()
        entity = self.plan.entity
        if entity is None or self.plan.kind is None:
            return
        plans = self.reference.plans.values()
        own = [plan for plan in plans if plan.entity == entity]
        creating = next((plan for plan in own if plan.kind in ("create", "upsert")), None)
        for number in range(0 if entity.entity.name in self.store.rows else ROWS):
            if creating is not None:
                self.create(creating, number)
            else:
                self._seed(number)
        changing = [plan for plan in own if plan.kind == "update" and plan != self.plan]
        changing = changing if creating is not None else []
        for plan in [*changing, *changing[: len(changing) - 1]]:
            self._change(plan)
        deleting = next((plan for plan in own if plan.kind == "delete"), None)
        if deleting is not None and deleting is not self.plan:
            requests = self._candidates.of(deleting)
            self._add(deleting, next(iter(requests)))

    def _keep_states(self) -> None:
        """Rows in states that requests cannot ask for, such as a counter near its limit."""
        asked = {item.name for item in self.plan.request}
        if set(self.plan.written) - asked:
            for number in range(STATES):
                self._seed(FIRST_STATE + number)

    def create(self, plan: OperationPlan, number: int) -> None:
        """The first request that the rules accept."""
        for request in self._candidates.creations(plan, number):
            self._recording.answer(self.store, plan, request)
            if self.reference.ended(self.store.copy(), plan.name, request).answer is not None:
                self._add(plan, request)
                return

    def _change(self, plan: OperationPlan) -> None:
        """Another operation changes a row before, so that rows are in different states."""
        for request in islice(self._candidates.of(plan), MOST_TRIES):
            self._recording.answer(self.store, plan, request)
            if self.reference.ended(self.store.copy(), plan.name, request).answer is not None:
                self._add(plan, request)
                return

    def _keep_linked(self) -> None:
        """Rows that rules look through, before anything is asked."""
        for traits, row in self._linked.rows():
            self._keep(traits, row, len(self.seeds))

    def _fill(self) -> None:
        """More and more that are alike in one thing, until there are too many of them."""
        names = (link.fact for link in self.plan.links if self.plan.kind == "create")
        for name in dict.fromkeys(names):
            self._fill_with(
                name,
                {
                    step.message
                    for step in self.plan.rejections
                    if any(link.fact == name for link in links_in([step], self.plan.kept))
                },
            )

    def _fill_with(self, name: str, refused: set[str]) -> None:
        """Nothing is kept of calls that do not end so."""
        store, requests = self.store.copy(), list[dict[str, JsonValue]]()
        alike: dict[str, JsonValue] = {}
        for number in range(MOST_TRIES):
            request = next(self._candidates.creations(self.plan, FIRST_STATE + number)) | alike
            ended = self.reference.ended(store, self.plan.name, request)
            if ended.answer is not None:
                requests.append(request)
                alike = {name: request.get(name)}
            elif requests and ended.message in refused:
                for each in (*requests, request):
                    self._add(self.plan, each)
                return
            if len(requests) > MOST_ALIKE:
                return

    def _seed(self, number: int) -> None:
        entity = self.plan.entity
        if entity is not None:
            self._keep(entity, self._linked.row(entity, number), number)

    def _keep(self, entity: EntityTraits, row: Record, number: int) -> None:
        self.seeds.append(seed_row(entity, row, number, self.reference.fields))
        self.store.add(entity.entity.name, row)

    def _add(self, plan: OperationPlan, request: dict[str, JsonValue]) -> None:
        ended = self.reference.ended(self.store, plan.name, request)
        self.calls.append(Call(plan.name, request, ended))

    def _try(self, plan: OperationPlan, request: dict[str, JsonValue]) -> None:
        """Keep the call if it shows something new."""
        after = self.store.copy()
        probe = self.reference.ended(after, plan.name, request)
        goals = set(_goals(request, probe))
        if plan.kind == "upsert" and plan.entity is not None and probe.answer is not None:
            # One that makes a second row, besides one that changes the first.
            goals.add(("rows", min(len(after.rows[plan.entity.entity.name]), 2)))
        if goals <= self._seen:
            return
        self._seen |= goals
        self._add(plan, request)


def _goals(request: Mapping[str, JsonValue], ended: Ended) -> Iterator[tuple[object, ...]]:
    if ended.answer is None:
        yield ("refused", ended.code, ended.message)
        if ended.message is None:
            yield ("refused", ended.code, tuple(sorted(request)))
    else:
        yield ("answered", tuple(sorted(request)), ended.repeated)
        items = ended.answer.get("items")
        if isinstance(items, list):
            yield ("listed", len(items), tuple(sorted(request)))
    yield from (("mark", *mark) for mark in ended.marks)
