"""Which requirement is realised by what. A wrong binding is worse than none, so this is strict."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from omninode_bridge.generation.bindings_index import BindingsIndex
from omninode_bridge.generation.cases.made_up import MadeUp
from omninode_bridge.generation.constraint_binding import Promise, promise_of
from omninode_bridge.generation.edge_cases import EdgeCase, EdgeCases
from omninode_bridge.generation.package import Binding, BindingState
from omninode_bridge.generation.reads import assigned_name
from omninode_bridge.generation.spec import RequirementCase
from omninode_bridge.requirements.document import Example, Requirement, RequirementClass
from omninode_bridge.rules.program import Reject, Source, Step, Warn


@dataclass(frozen=True, slots=True)
class Realisation:
    """The rules, examples and constraint that realise a requirement, and what they make visible.

    `sources` carry its id or, where none does, say what it says; `keys` are the answer's;
    `is_idle` where nothing depends on what the rules assign.
    """

    requirement: Requirement
    steps: tuple[Step, ...]
    sources: tuple[Source, ...]
    examples: tuple[Example, ...]
    keys: tuple[str, ...]
    promise: Promise | None = None
    is_idle: bool = False

    @property
    def is_bound(self) -> bool:
        return bool(self.sources or self.examples or self.promise)

    @property
    def how(self) -> str:
        parts = []
        if self.sources:
            parts.append(_lines("rule", (source.place.line for source in self.sources)))
        if self.examples and not self.sources:
            parts.append(_lines("example", (example.place.line for example in self.examples)))
        if self.promise is not None:
            parts.append(self.promise.how)
        return ", ".join(parts)


def _lines(noun: str, numbers: Iterable[int]) -> str:
    lines = sorted(set(numbers))
    if len(lines) == 1:
        return f"{noun}, line {lines[0]}"
    listed = ", ".join(str(line) for line in lines[:-1])
    return f"{noun}s, lines {listed} and {lines[-1]}"


def realise(index: BindingsIndex, requirement: Requirement) -> Realisation:
    sources = index.sources_of(requirement)
    steps = index.steps_of(sources)
    promise = None if sources else promise_of(index.document, requirement)
    examples = index.examples_of(requirement)
    return Realisation(
        requirement,
        steps,
        sources,
        examples,
        _keys(index, steps),
        promise,
        is_idle=index.are_idle(steps),
    )


def _keys(index: BindingsIndex, steps: tuple[Step, ...]) -> tuple[str, ...]:
    """The answer's keys in which the steps can be seen: their own first, then what follows."""
    targets = [name for step in steps if (name := assigned_name(step)) is not None]
    follows = [name for target in targets for name in sorted(index.followers.of(target))]
    keys = [name for name in dict.fromkeys((*targets, *follows)) if name in index.answered]
    if any(isinstance(step, Warn) for step in steps):
        keys.append("warnings")
    return tuple(keys)


def requirement_case(
    index: BindingsIndex,
    realisation: Realisation,
    test: str,
    edges: EdgeCases,
    invented: MadeUp,
) -> RequirementCase | None:
    """The test that shows a bound requirement; None where nothing makes it visible."""
    messages = {step.message for step in realisation.steps if isinstance(step, Reject)}
    keys = realisation.keys
    shown = index.examples_showing(realisation.requirement, keys, messages)
    accepted, refused = _edges_of(realisation.promise, edges)
    requirement = realisation.requirement
    made_up = invented.shown(requirement, realisation.steps, realisation.sources, keys)
    if not shown and not refused and not made_up:
        return None
    return RequirementCase(
        test=test,
        requirement_id=requirement.id,
        text=requirement.text,
        how=realisation.how,
        examples=shown,
        keys=keys,
        edges=EdgeCases(accepted, refused),
        made_up=made_up,
    )


def _edges_of(
    promise: Promise | None, edges: EdgeCases
) -> tuple[tuple[EdgeCase, ...], tuple[EdgeCase, ...]]:
    if promise is None:
        return (), ()
    about = (promise.owner, promise.field.name)
    return (
        tuple(case for case in edges.accepted if (case.owner, case.field) == about),
        tuple(case for case in edges.refused if (case.owner, case.field) == about),
    )


def binding(realisation: Realisation, tests: tuple[str, ...]) -> Binding:
    requirement = realisation.requirement
    plain = Binding(
        requirement_id=requirement.id,
        text=requirement.text,
        place=requirement.place,
        state=BindingState.UNBOUND,
    )
    if realisation.is_bound:
        untested = "no executable test: no example and no made-up request shows it"
        if realisation.is_idle:
            untested = "no executable test: nothing depends on what it assigns"
        how = realisation.how if tests else f"{realisation.how} ({untested})"
        return replace(plain, state=BindingState.BOUND, how=how, tests=tests)
    if requirement.classification is RequirementClass.QUALITY:
        return replace(
            plain,
            state=BindingState.QUALITY_ATTRIBUTE,
            reason="a quality of the running system, which a generator cannot check",
        )
    return replace(
        plain,
        reason="no rule, example or constraint realises it",
        question=(
            f"Which rule realises it? Write one as `{requirement.id}: name = expression`, "
            "or say that it is out of scope."
        ),
    )
