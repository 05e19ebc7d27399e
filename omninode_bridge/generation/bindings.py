"""Which requirement is realised by what. A wrong binding is worse than none, so this is strict."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from omninode_bridge.generation.package import Binding, BindingState
from omninode_bridge.generation.reads import affected, assigned_name
from omninode_bridge.generation.spec import RequirementCase
from omninode_bridge.requirements.document import (
    Document,
    Example,
    Requirement,
    RequirementClass,
)
from omninode_bridge.rules.program import Program, Reject, Source, Step, Warn


@dataclass(frozen=True, slots=True)
class Realisation:
    """The rules and examples that carry a requirement's id, and what they make visible."""

    requirement: Requirement
    steps: tuple[Step, ...]
    sources: tuple[Source, ...]
    examples: tuple[Example, ...]
    keys: tuple[str, ...]

    @property
    def is_bound(self) -> bool:
        return bool(self.sources or self.examples)

    @property
    def how(self) -> str:
        parts = []
        if self.sources:
            parts.append(_lines("rule", (source.place.line for source in self.sources)))
        if self.examples and not self.sources:
            parts.append(_lines("example", (example.place.line for example in self.examples)))
        return ", ".join(parts)


def _lines(noun: str, numbers: Iterable[int]) -> str:
    lines = sorted(set(numbers))
    if len(lines) == 1:
        return f"{noun}, line {lines[0]}"
    listed = ", ".join(str(line) for line in lines[:-1])
    return f"{noun}s, lines {listed} and {lines[-1]}"


def realise(document: Document, program: Program, requirement: Requirement) -> Realisation:
    steps = tuple(
        step
        for step in program.steps
        if any(source.requirement_id == requirement.id for source in step.sources)
    )
    sources = tuple(
        source
        for step in steps
        for source in step.sources
        if source.requirement_id == requirement.id
    )
    own = tuple(
        example for example in document.examples if example.requirement_id == requirement.id
    )
    return Realisation(requirement, steps, sources, own, _keys(program, steps))


def _keys(program: Program, steps: tuple[Step, ...]) -> tuple[str, ...]:
    """The answer's keys in which the steps can be seen: their own first, then what follows."""
    targets = [name for step in steps if (name := assigned_name(step)) is not None]
    follows = [name for target in targets for name in sorted(affected(program, target))]
    answered = {output.name for output in program.outputs}
    keys = [name for name in dict.fromkeys((*targets, *follows)) if name in answered]
    if any(isinstance(step, Warn) for step in steps):
        keys.append("warnings")
    return tuple(keys)


def requirement_case(
    document: Document, realisation: Realisation, test: str
) -> RequirementCase | None:
    """The test that shows a bound requirement; None where no example makes it visible."""
    messages = {step.message for step in realisation.steps if isinstance(step, Reject)}
    keys = realisation.keys
    shown = [
        example
        for example in document.examples
        if example in realisation.examples
        or any(key in example.expected for key in keys)
        or (example.rejection is not None and example.rejection.message in messages)
    ]
    if not shown:
        return None
    requirement = realisation.requirement
    return RequirementCase(
        test=test,
        requirement_id=requirement.id,
        text=requirement.text,
        how=realisation.how,
        examples=tuple(shown),
        keys=keys,
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
        how = (
            realisation.how if tests else f"{realisation.how}; no example of the document shows it"
        )
        return replace(plain, state=BindingState.BOUND, how=how, tests=tests)
    if requirement.classification is RequirementClass.QUALITY:
        return replace(
            plain,
            state=BindingState.QUALITY_ATTRIBUTE,
            reason="a quality of the running system, which a generator cannot check",
        )
    return replace(
        plain,
        reason="no rule and no example carries its id",
        question=(
            f"Which rule realises it? Write one as `{requirement.id}: name = expression`, "
            "or say that it is out of scope."
        ),
    )
