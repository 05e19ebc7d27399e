"""Which requests the package's tests ask, and what the node must answer to them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Final

from omninode_bridge.diagnostics import Diagnostic, Place
from omninode_bridge.generation.binding_states import Realised, Words, binding_of
from omninode_bridge.generation.cases.contradictions import difference, shortened
from omninode_bridge.generation.constraint_binding import Promise
from omninode_bridge.generation.edge_cases import EdgeCases
from omninode_bridge.generation.names import Names
from omninode_bridge.generation.naming import NamePool, name_words, snake
from omninode_bridge.generation.orchestrator import codes
from omninode_bridge.generation.orchestrator.bindings import FlowRealisation, Sayings, realise
from omninode_bridge.generation.orchestrator.flow import Flow
from omninode_bridge.generation.orchestrator.oracle import FlowOracle, Refused
from omninode_bridge.generation.orchestrator.shapes import Shape
from omninode_bridge.generation.orchestrator.stories import Stories, Told, started
from omninode_bridge.generation.orchestrator.told_rows import RowReader
from omninode_bridge.generation.orchestrator.variations import Tried, tried
from omninode_bridge.generation.orchestrator.wording import Wording
from omninode_bridge.generation.package import Binding
from omninode_bridge.generation.spec import ExampleCase, RequirementCase
from omninode_bridge.requirements.document import (
    Document,
    Example,
    JsonValue,
)

MOST_SHOWN: Final = 4
MOST_RUNS: Final = 24
MOST_EXAMPLES: Final = 1_000
MOST_REPORTS: Final = 20
_BEHIND: Final = "it is understood, and begins only where a sentence decides that is not"


@dataclass(frozen=True, slots=True)
class FlowPlan:
    """`sample` is a request that has an answer; `made_up` are requests and answers of our own.

    `runs` are an `input` and `outputs` by step each: with them the package's tests lead the
    workflow from its beginning to its end. `held` are requests that are refused because something
    is not implemented, with the message.
    """

    examples: tuple[ExampleCase, ...]
    requirements: tuple[RequirementCase, ...]
    bindings: tuple[Binding, ...]
    made_up: tuple[ExampleCase, ...]
    sample: dict[str, JsonValue] | None
    runs: tuple[dict[str, JsonValue], ...] = ()
    problems: tuple[Diagnostic, ...] = ()
    held: Mapping[str, str] = field(default_factory=dict)


def flow_plan(
    document: Document, flow: Flow, shape: Shape, names: Names, edges: EdgeCases
) -> FlowPlan:
    oracle = FlowOracle(flow, shape)
    found = tried(document, flow)
    stories = None if found is None else Stories(flow, oracle, found)
    told = () if stories is None else stories.told()
    cases = _Cases(names, told, edges, shape.given)
    sayings = Sayings(Wording(document, flow), RowReader(document, flow))
    realised = [realise(document, flow, sayings, one) for one in document.requirements]
    realised = [_without_unread(one, flow) for one in realised]
    tests = [cases.requirement(one) for one in realised]
    bindings = tuple(
        _binding(one, cases.ids(test), is_held=bool(flow.holds))
        for one, test in zip(realised, tests, strict=True)
    )
    return FlowPlan(
        examples=cases.examples(document.examples),
        requirements=tuple(test for test in tests if test is not None),
        bindings=bindings,
        made_up=tuple(cases.made_up()),
        sample=_sample(document, told),
        runs=() if found is None else tuple(islice(_runs(found, oracle), MOST_RUNS)),
        held={} if stories is None else stories.held,
        problems=tuple(_contradictions(document, oracle))[:MOST_REPORTS],
    )


class _Cases:
    """Names of tests, each once, and what they show."""

    def __init__(self, names: Names, told: Sequence[Told], edges: EdgeCases, given: str) -> None:
        self._folder = f"src/{names.node_package.replace('.', '/')}/tests"
        self._told = told
        self._edges = edges
        self._given = given
        self._pool = NamePool()

    def examples(self, found: Sequence[Example]) -> tuple[ExampleCase, ...]:
        return tuple(
            ExampleCase(self._pool.claim(f"test_example_{number}", "_"), example)
            for number, example in enumerate(found, 1)
        )

    def made_up(self) -> Iterator[ExampleCase]:
        for number, told in enumerate(self._told, 1):
            yield ExampleCase(f"{number}", _example(told))

    def requirement(self, found: FlowRealisation) -> RequirementCase | None:
        """None where nothing makes the requirement visible."""
        name = self._pool.claim(f"test_{snake(name_words(found.requirement.id))[:60]}", "_")
        shown = tuple(map(_example, self._showing(found))) if found.steps else ()
        refused = self._edges_of(found.promise)
        if not found.is_bound or not (shown or found.examples or refused.refused):
            return None
        return RequirementCase(
            test=name,
            requirement_id=found.requirement.id,
            text=found.requirement.shown,
            how=found.how,
            examples=found.examples,
            keys=(),
            edges=refused,
            made_up=shown,
        )

    def ids(self, case: RequirementCase | None) -> tuple[str, ...]:
        return () if case is None else (f"{self._folder}/test_requirements.py::{case.test}",)

    def _showing(self, found: FlowRealisation) -> list[Told]:
        """Where failures are meant, those of the steps; else where the steps begin."""
        steps = frozenset(found.steps)
        failing = [told for told in self._told if found.fails and told.about & steps]
        begun = [told for told in self._told if steps & started(told)]
        return (failing or begun)[-MOST_SHOWN:] if failing else begun[:MOST_SHOWN]

    def _edges_of(self, promise: Promise | None) -> EdgeCases:
        """The document's input is an entity of the request."""
        if promise is not None and promise.owner is None:
            promise = replace(promise, owner=self._given)
        return self._edges.about(promise)


def _without_unread(found: FlowRealisation, flow: Flow) -> FlowRealisation:
    """A sentence that the node is held by is not done, whatever its rows seem to say."""
    is_unread = any(hold.text in found.requirement.text for hold in flow.holds)
    return replace(found, steps=(), examples=(), promise=None) if is_unread else found


def _example(told: Told) -> Example:
    return Example("", Place(1), told.request, told.answer)


def _binding(found: FlowRealisation, tests: tuple[str, ...], *, is_held: bool) -> Binding:
    """What is never reached because a sentence before it is not implemented is not done."""
    words = Words(
        "no example and no made-up history shows it",
        "no step, condition or example realises it",
        _asked(found),
    )
    if is_held and found.is_bound and not tests:
        requirement = replace(found.requirement, pattern="", unread="")
        return binding_of(requirement, Realised(""), (), replace(words, reason=_BEHIND))
    return binding_of(found.requirement, Realised(found.how, found.lines), tests, words)


def _asked(found: FlowRealisation) -> str:
    """What the sentence asks for and the table lacks, else which row has it."""
    if found.lacks:
        return f"{'; '.join(dict.fromkeys(found.lacks))}, or say that it is out of scope."
    return (
        f"Which step realises it? Write `{found.requirement.id}` in that step's description, "
        "or say that it is out of scope."
    )


def _runs(found: Tried, oracle: FlowOracle) -> Iterator[dict[str, JsonValue]]:
    """Inputs with outputs for which every condition is true or false."""
    most = max((len(outputs) for outputs in found.outputs.values()), default=1)
    for at in range(max(most, len(found.inputs)) * most):
        given = found.inputs[at % len(found.inputs)]
        choice = at // len(found.inputs) + at
        outputs: dict[str, JsonValue] = {
            name: values[choice % len(values)]
            for name, values in found.outputs.items()
            if len(values) > 1
        }
        if oracle.is_decidable(given, outputs):
            yield {"input": given, "outputs": outputs}


def _sample(document: Document, told: Sequence[Told]) -> dict[str, JsonValue] | None:
    """The first example that has an answer, else the beginning of the workflow."""
    accepted = [example.given for example in document.examples if example.rejection is None]
    made_up = [one.request for one in told]
    return next((dict(request) for request in (*accepted, *made_up)), None)


def _contradictions(document: Document, oracle: FlowOracle) -> Iterator[Diagnostic]:
    for example in document.examples[:MOST_EXAMPLES]:
        problem = _problem(example, oracle)
        if problem is not None:
            yield codes.BAD_EXAMPLE.at(example.place, problem)


def _problem(example: Example, oracle: FlowOracle) -> str | None:
    answer = oracle.answer(example.given)
    if example.rejection is not None:
        is_refused = isinstance(answer, Refused) or oracle.has_formats
        wanted = f'The example expects the rejection "{example.rejection.message}"'
        return None if is_refused else f"{wanted}, and the request is answered."
    if isinstance(answer, Refused):
        return f"The example expects an answer; the request is refused: {answer.reason}."
    found = difference(oracle.canonical(example.expected), answer, "$")
    if found is None:
        return None
    path, expected, computed = found
    return f"The example expects {path} = {shortened(expected)}; it is {shortened(computed)}."
