"""What becomes of each requirement, and whether enough of them are realised."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from omninode_bridge.diagnostics import Diagnostic
from omninode_bridge.generation import codes
from omninode_bridge.generation.package import Binding, BindingState
from omninode_bridge.prose.recognition.advising import advice_on
from omninode_bridge.requirements.document import Document, Requirement, RequirementClass


@dataclass(frozen=True, slots=True)
class Words:
    """What one type of node says: `untested` of a binding that no test shows, the rest of none."""

    untested: str
    reason: str
    question: str


@dataclass(frozen=True, slots=True)
class Realised:
    """What realises a requirement, in words (empty where nothing does) and by lines."""

    how: str
    lines: tuple[int, ...] = ()


def binding_of(
    requirement: Requirement, realised: Realised, tests: tuple[str, ...], words: Words
) -> Binding:
    how = realised.how
    plain = Binding(
        requirement_id=requirement.id,
        text=requirement.shown,
        place=requirement.place,
        state=BindingState.UNBOUND,
        pattern=requirement.pattern,
    )
    if how:
        how = f"{requirement.pattern}; {how}" if requirement.pattern else how
        shown = how if tests else f"{how} (no executable test: {words.untested})"
        lines = tuple(sorted(set(realised.lines)))
        return replace(plain, state=BindingState.BOUND, how=shown, tests=tests, lines=lines)
    if requirement.classification is RequirementClass.QUALITY:
        return replace(
            plain,
            state=BindingState.QUALITY_ATTRIBUTE,
            reason="a quality of the running system, which a generator cannot check",
        )
    advice = advice_on(requirement.text)
    said = (words.reason, requirement.unread, advice.reason if advice else "")
    question = f"{advice.question} {words.question}" if advice else words.question
    return replace(plain, reason="; ".join(filter(None, said)), question=question)


def is_shell(document: Document, bindings: Sequence[Binding]) -> bool:
    """Functional requirements are stated, and none of them is bound."""
    functional = {
        found.id
        for found in document.requirements
        if found.classification is not RequirementClass.QUALITY
    }
    stated = [found for found in bindings if found.requirement_id in functional]
    return bool(stated) and all(found.state is not BindingState.BOUND for found in stated)


def unbound_notes(bindings: Sequence[Binding]) -> Iterator[Diagnostic]:
    for found in bindings:
        if found.state is BindingState.UNBOUND:
            message = f"{found.requirement_id} is unbound: {found.reason}"
            yield replace(codes.UNBOUND.at(found.place, message), fix=found.question)
