"""A workflow ready to be decided on: its steps, the ways into them, and their conditions."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from graphlib import TopologicalSorter

from omninode_bridge.diagnostics import Place
from omninode_bridge.requirements.structures import Hold, Snippet, Step, Workflow
from omninode_bridge.rules.syntax import Expression


@dataclass(frozen=True, slots=True)
class Condition:
    """An expression as written and as a tree; `place` is where it stands."""

    text: str
    place: Place
    expression: Expression


@dataclass(frozen=True, slots=True)
class Way:
    """A way into a step; `source` None is the start of the workflow."""

    source: str | None
    condition: Condition | None = None


@dataclass(frozen=True, slots=True)
class FlowStep:
    """A step and the ways into it. Without ways it is there from the start."""

    step: Step
    ways: tuple[Way, ...] = ()
    when: Condition | None = None

    @property
    def name(self) -> str:
        return self.step.name

    @property
    def uses(self) -> str:
        """What carries the step out; a document that does not say means the step itself."""
        return self.step.uses or self.step.name

    @property
    def needs(self) -> tuple[str, ...]:
        """The steps that come directly before it, each once."""
        sources = (way.source for way in self.ways)
        return tuple(dict.fromkeys(source for source in sources if source is not None))

    @property
    def conditions(self) -> tuple[Condition, ...]:
        found = (*(way.condition for way in self.ways), self.when)
        return tuple(condition for condition in found if condition is not None)


@dataclass(frozen=True)
class Flow:
    """Steps by name, in the order of the document."""

    steps: Mapping[str, FlowStep]
    place: Place
    holds: tuple[Hold, ...] = ()

    @cached_property
    def undos(self) -> frozenset[str]:
        found = (flow_step.step.compensate_with for flow_step in self.steps.values())
        return frozenset(name for name in found if name is not None)

    def ancestors(self, name: str) -> frozenset[str]:
        """The steps that are done whenever this one is looked at."""
        return self._ancestors[name]

    @cached_property
    def _ancestors(self) -> Mapping[str, frozenset[str]]:
        graph = {name: found.needs for name, found in self.steps.items()}
        known: dict[str, frozenset[str]] = {}
        for name in TopologicalSorter(graph).static_order():
            needs = graph[name]
            known[name] = frozenset(needs).union(*(known[need] for need in needs))
        return known


@dataclass(frozen=True, slots=True)
class WrittenWay:
    """A way into a step, its condition not yet read."""

    source: str | None
    condition: Snippet | None = None


def written_ways(workflow: Workflow) -> Mapping[str, tuple[WrittenWay, ...]]:
    """By step. A flowchart's arrows are the ways, else the needs."""
    if not workflow.edges:
        return {step.name: tuple(map(WrittenWay, step.needs)) for step in workflow.steps}
    found: dict[str, list[WrittenWay]] = {step.name: [] for step in workflow.steps}
    for edge in workflow.edges:
        source = edge.source if edge.source in found else None
        found[edge.target].append(WrittenWay(source, edge.condition))
    return {name: tuple(dict.fromkeys(ways)) for name, ways in found.items()}
