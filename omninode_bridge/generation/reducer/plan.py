"""Which tests show a reducer's requirements and examples, and what its examples contradict."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from typing import Final

from omninode_bridge.diagnostics import Diagnostic, Place
from omninode_bridge.generation.cases.contradictions import difference, shortened
from omninode_bridge.generation.cases.json_values import UnfitError
from omninode_bridge.generation.edge_cases import edge_cases
from omninode_bridge.generation.json_text import Canonical
from omninode_bridge.generation.names import Names
from omninode_bridge.generation.naming import NamePool, name_words, snake
from omninode_bridge.generation.package import Binding
from omninode_bridge.generation.reducer import codes
from omninode_bridge.generation.reducer.bindings import Realisation, binding
from omninode_bridge.generation.reducer.layout import EVENT, Layout
from omninode_bridge.generation.reducer.oracle import ReducerOracle
from omninode_bridge.generation.reducer.walks import Walk
from omninode_bridge.generation.spec import ExampleCase, RequirementCase, TestPlan
from omninode_bridge.requirements.document import Example, JsonValue
from omninode_bridge.requirements.types import ValueType
from omninode_bridge.rules.kinds import value_type
from omninode_bridge.rules.syntax import RejectWhen

START: Final = Place(1)
MOST_SHOWN: Final = 3
MOST_EXAMPLES: Final = 1_000
MOST_REPORTS: Final = 20


@dataclass(frozen=True, slots=True)
class Plan:
    tests: TestPlan
    bindings: tuple[Binding, ...]


def field_types(layout: Layout) -> Canonical:
    """Spells expected values as answers do."""
    return Canonical(
        {
            entity.name: {field.name: value_type(field) for field in entity.fields}
            for entity in layout.document.entities
        }
    )


class Planner:
    def __init__(
        self, layout: Layout, names: Names, oracle: ReducerOracle | None, walks: tuple[Walk, ...]
    ) -> None:
        self.layout = layout
        self.names = names
        self.oracle = oracle
        self.walks = walks
        self._edges = edge_cases(layout.document, names)

    def plan(self, realisations: list[Realisation]) -> Plan:
        document = self.layout.source
        pool = NamePool()
        examples = tuple(
            ExampleCase(pool.claim(f"test_example_{number}", "_"), example)
            for number, example in enumerate(document.examples, 1)
        )
        folder = f"src/{self.names.node_package.replace('.', '/')}/tests"
        cases: list[RequirementCase] = []
        bindings: list[Binding] = []
        for found in realisations:
            test = pool.claim(f"test_{snake(name_words(found.requirement.id))[:60]}", "_")
            case = self._case(found, test) if found.is_bound else None
            if case is not None:
                cases.append(case)
            shown = (f"{folder}/test_requirements.py::{test}",) if case is not None else ()
            bindings.append(binding(found, shown))
        sample = self._sample()
        tests = TestPlan(
            examples=examples,
            requirements=tuple(cases),
            made_up=tuple(example for _, example in self._walked),
            unbound=document.unbound_examples,
            request=sample,
            sample=sample,
        )
        return Plan(tests, tuple(bindings))

    @cached_property
    def _walked(self) -> tuple[tuple[Walk, Example], ...]:
        """Every walk, with what a second evaluation answers."""
        oracle = self.oracle
        if oracle is None:
            return ()
        found = []
        for number, walk in enumerate(self.walks, 1):
            events = [dict(event) for event in walk.events]
            given: dict[str, JsonValue] = {"state": None, "events": [*events]}
            answer = oracle.answer_to(events)
            found.append((walk, Example(f"walk {number}", START, given, answer)))
        return tuple(found)

    def _sample(self) -> dict[str, JsonValue]:
        """The longest walk without what is refused in it."""
        accepted = (
            [dict(event) for event, told in zip(walk.events, walk.told, strict=True)
             if not told.reason]
            for walk in self.walks
        )  # fmt: skip
        # Every reducer answers a request without events.
        return {"state": None, "events": [*max(accepted, key=len, default=[])]}

    def _case(self, found: Realisation, test: str) -> RequirementCase | None:
        edges = self._edges.about(found.promise)
        made_up = tuple(self._made_up(found))
        if not found.examples and not made_up and not edges.refused:
            return None
        requirement = found.requirement
        return RequirementCase(
            test=test,
            requirement_id=requirement.id,
            text=requirement.shown,
            how=found.how,
            examples=found.examples,
            keys=(),
            edges=edges,
            made_up=made_up,
        )

    def _made_up(self, found: Realisation) -> Iterator[Example]:
        """Walks that show it; of metrics alone only what these answer."""
        names = {metric.name for metric in found.metrics}
        refusals = [*self._refusals(found)]
        shown = ((walk, one) for walk, one in self._walked if self._shows(walk, found))
        walks = sorted(shown, key=lambda each: not _stops_at_a_guard(each[0], found))
        showing = refusals or [one for _, one in walks]
        for number, one in enumerate(islice(showing, MOST_SHOWN), 1):
            name, answer = f"{found.requirement.id}, made up {number}", one.expected
            aggregates = answer.get("aggregates")
            if names and not found.rows and isinstance(aggregates, dict):
                answer = {"aggregates": {k: v for k, v in aggregates.items() if k in names}}
            yield replace(one, name=name, place=found.requirement.place, expected=answer)

    def _refusals(self, found: Realisation) -> Iterator[Example]:
        """Events on the way into a state, and the one that is refused there."""
        asked = {str(event.get(EVENT)): event for walk in self.walks for event in walk.events}
        for event, state in found.refused:
            ways = [way for walk in self.walks for way in _into(walk, state)]
            if not ways or event not in asked or self.oracle is None:
                continue
            way = min(ways, key=len)
            events = [*way, dict(asked[event])]
            given: dict[str, JsonValue] = {"state": None, "events": [*events]}
            answer = self.oracle.answer_to(events)
            if _last(answer.get("rejected")).get("index") == len(way):
                yield Example("refused", START, given, answer)

    def _shows(self, walk: Walk, found: Realisation) -> bool:
        rows = {row.number for row in found.rows}
        if any(told.row is not None and told.row.number in rows for told in walk.told):
            return True
        subjects = {metric.subject for metric in found.metrics}
        accepted = {
            str(event.get(EVENT, self.layout.reducer.entity))
            for event, told in zip(walk.events, walk.told, strict=True)
            if not told.reason
        }
        if found.subject is not None and any(told.reason == "duplicate" for told in walk.told):
            return True
        refusing = {rule.source for rule in found.rules if isinstance(rule.statement, RejectWhen)}
        refused = {one.subject for one in self.layout.reducer.refusals if one.source in refusing}
        turned_away = {
            str(event.get(EVENT, self.layout.reducer.entity))
            for event, told in zip(walk.events, walk.told, strict=True)
            if told.reason == "guard"
        }
        derives = len(refusing) < len(found.rules)
        return bool(subjects & accepted or refused & turned_away) or (derives and bool(accepted))

    def contradictions(self) -> Iterator[Diagnostic]:
        """Examples that the evaluation answers otherwise; those with a snapshot are left out."""
        found = (self._contradiction(one) for one in self.layout.source.examples[:MOST_EXAMPLES])
        yield from islice((one for one in found if one is not None), MOST_REPORTS)

    def _contradiction(self, example: Example) -> Diagnostic | None:
        events = example.given.get("events")
        if self.oracle is None or example.rejection is not None or not isinstance(events, list):
            return None
        snapshot = example.given.get("state")
        if snapshot is not None:
            return self._torn(example, snapshot, self.oracle)
        answer = self.oracle.answer_to([event for event in events if isinstance(event, dict)])
        canonical, types = field_types(self.layout), self.outputs()
        for name, value in example.expected.items():
            if name not in answer or name not in types:
                continue
            wanted = canonical.value(value, types[name])
            differing = difference(wanted, answer[name], name)
            if differing is not None:
                path, expected, computed = differing
                message = (
                    f"The example expects `{path}` = {shortened(expected)}; "
                    f"the document gives {shortened(computed)}."
                )
                return codes.EVENT_CONTRADICTED.at(example.place, message)
        return None

    def _torn(
        self, example: Example, snapshot: JsonValue, oracle: ReducerOracle
    ) -> Diagnostic | None:
        try:
            oracle.check_snapshot(snapshot)
        except UnfitError as error:
            message = f"The example's `state` is no whole snapshot: see `{error}`."
            return codes.TORN_SNAPSHOT.at(example.place, message)
        return None

    def outputs(self) -> dict[str, ValueType]:
        return {field.name: field.type for field in self.layout.document.outputs or ()}


def _stops_at_a_guard(walk: Walk, found: Realisation) -> bool:
    """Whether one of its transitions is seen refused: both sides of a guard are shown so."""
    guarded = {row.event for row in found.rows if row.guard is not None}
    return any(told.reason == "guard" and told.event in guarded for told in walk.told)


def _last(rejected: JsonValue) -> dict[str, JsonValue]:
    last = rejected[-1] if isinstance(rejected, list) and rejected else None
    return last if isinstance(last, dict) else {}


def _into(walk: Walk, state: str) -> Iterator[list[dict[str, JsonValue]]]:
    """The events up to each that leads into the state."""
    for at, told in enumerate(walk.told, 1):
        if told.row is not None and told.row.target == state:
            yield [dict(event) for event in walk.events[:at]]
