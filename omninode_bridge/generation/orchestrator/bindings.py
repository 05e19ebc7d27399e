"""Which requirement is realised by which steps. A wrong binding is worse than none."""

from collections.abc import Iterable
from dataclasses import dataclass

from omninode_bridge.generation.constraint_binding import Promise, promise_of
from omninode_bridge.generation.orchestrator.flow import Flow
from omninode_bridge.generation.orchestrator.told_rows import RowReader
from omninode_bridge.generation.orchestrator.whole import said_of_all
from omninode_bridge.generation.orchestrator.wording import Said, Wording
from omninode_bridge.requirements.document import Document, Example, Requirement
from omninode_bridge.requirements.naming import words


@dataclass(frozen=True, slots=True)
class Sayings:
    """The two ways in which a sentence beside the steps is held against them."""

    wording: Wording
    rows: RowReader


@dataclass(frozen=True, slots=True)
class FlowRealisation:
    """`fails` is true where the requirement speaks of failures.

    `by_author` where only its id in a row says that the row realises it; `lacks` are cells that the
    sentence asks for and the table has otherwise.
    """

    requirement: Requirement
    steps: tuple[str, ...] = ()
    fails: bool = False
    examples: tuple[Example, ...] = ()
    promise: Promise | None = None
    by_author: bool = False
    lines: tuple[int, ...] = ()
    lacks: tuple[str, ...] = ()

    @property
    def is_bound(self) -> bool:
        return bool(self.steps or self.examples or self.promise)

    @property
    def how(self) -> str:
        parts = []
        if self.steps:
            said = ", as its author says" if self.by_author else ""
            parts.append(_listed("step", [f"`{name}`" for name in self.steps], self.lines) + said)
        if self.examples and not self.steps:
            lines = [example.place.line for example in self.examples]
            parts.append(_listed("example", [], lines))
        if self.promise is not None:
            parts.append(self.promise.how)
        return ", ".join(parts)


def realise(
    document: Document, flow: Flow, sayings: Sayings, found: Requirement
) -> FlowRealisation:
    """By the steps made from it, its id in a step's description, its words, or its examples."""
    examples = tuple(one for one in document.examples if one.requirement_id == found.id)
    steps, fails = _made_from(flow, found) or _by_id(flow, found), False
    lacks: tuple[str, ...] = ()
    by_author = bool(steps) and not found.pattern
    if not steps or by_author:
        said, lacks = _said_by(document, flow, sayings, found)
        by_author = by_author and said is None
        if lacks:
            # What contradicts the row is not done, whatever id stands in it.
            steps, by_author = (), False
        elif not steps and said is not None:
            steps, fails = said.steps, said.fails
    promise = None if steps or lacks else promise_of(document, found)
    lines = tuple(flow.steps[name].step.place.line for name in steps)
    return FlowRealisation(found, steps, fails, examples, promise, by_author, lines, lacks)


def _said_by(
    document: Document, flow: Flow, sayings: Sayings, found: Requirement
) -> tuple[Said | None, tuple[str, ...]]:
    """The steps that do what it says, and the cells that have it otherwise."""
    # Of a workflow that sentences tell, each is bound to what it made.
    is_told = any(one.pattern for one in document.requirements)
    row = None if is_told else sayings.rows.told(found)
    if row is not None and row.lacks:
        return None, row.lacks
    if row is not None:
        return Said(row.steps, row.fails), ()
    return sayings.wording.said_by(found.text) or said_of_all(document, flow, found.text), ()


def _made_from(flow: Flow, found: Requirement) -> tuple[str, ...]:
    steps = flow.steps.items()
    return tuple(name for name, step in steps if found.id in step.step.requirement_ids)


def _by_id(flow: Flow, found: Requirement) -> tuple[str, ...]:
    """The steps whose description begins or ends with the id, or has it in brackets."""
    if not found.own_id:
        return ()
    own = words(found.id)
    return tuple(name for name, step in flow.steps.items() if _carries(step.step.description, own))


def _carries(description: str, own: list[str]) -> bool:
    said = words(description)
    count = len(own)
    return any(said[at : at + count] == own for at in range(len(said) - count + 1))


def _listed(noun: str, names: list[str], numbers: Iterable[int]) -> str:
    lines = sorted(set(numbers))
    plural = "s" if len(lines) > 1 else ""
    named = f" {', '.join(names)}" if names else ""
    return f"{noun}{plural}{named}, line{plural} {', '.join(map(str, lines))}"
