"""Which requirement is realised by what. A wrong binding is worse than none, so this is strict."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from omninode_bridge.generation.binding_states import Realised, Words, binding_of
from omninode_bridge.generation.bindings_index import BindingsIndex
from omninode_bridge.generation.cases.made_up import MadeUp
from omninode_bridge.generation.constraint_binding import Promise, promise_of
from omninode_bridge.generation.edge_cases import EdgeCases
from omninode_bridge.generation.package import Binding
from omninode_bridge.generation.reads import assigned_name
from omninode_bridge.generation.spec import RequirementCase
from omninode_bridge.requirements.document import Example, Requirement
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

    def lines(self) -> Iterator[int]:
        """Of the document: what realises the requirement."""
        yield from (source.place.line for source in self.sources)
        yield from (example.place.line for example in self.examples)
        if self.promise is not None:
            yield self.promise.field.place.line

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
    about = edges.about(realisation.promise)
    requirement = realisation.requirement
    made_up = invented.shown(requirement, realisation.steps, realisation.sources, keys)
    if not shown and not about.refused and not made_up:
        return None
    return RequirementCase(
        test=test,
        requirement_id=requirement.id,
        text=requirement.shown,
        how=realisation.how,
        examples=shown,
        keys=keys,
        edges=about,
        made_up=made_up,
    )


def binding(realisation: Realisation, tests: tuple[str, ...]) -> Binding:
    untested = "no example and no made-up request shows it"
    if realisation.is_idle:
        untested = "nothing depends on what it assigns"
    words = Words(
        untested,
        "no rule, example or constraint realises it",
        f"Which rule realises it? Write one as `{realisation.requirement.id}: name = expression`, "
        "or say that it is out of scope.",
    )
    realised = Realised(realisation.how, tuple(realisation.lines()))
    return binding_of(realisation.requirement, realised, tests, words)
