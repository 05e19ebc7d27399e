"""Whether a sentence says that the workflow goes on without a step, or ends with it."""

from collections.abc import Iterator
from typing import Final

from omninode_bridge.generation.orchestrator.flow import Flow, FlowStep
from omninode_bridge.generation.said.claims import Claim
from omninode_bridge.generation.said.spoken import Spoken
from omninode_bridge.requirements.naming import words

_CONCEPTS: Final = {"continue": "going on", "stop": "ending"}
_ALL: Final = frozenset(
    {"process", "workflow", "everything", "whole", "rest", "fail", "failure", "step", "all"}
)


def said_to_fail(flow: Flow, about: frozenset[str], text: str) -> tuple[str, ...] | None:
    """The step of which it is so; None where the sentence says anything else.

    `about` are words for what the document is about.
    """
    spoken = Spoken.of(text)
    found = tuple(
        step.name for step in flow.steps.values() if _claim(flow, step, about).is_said(spoken)
    )
    return found if len(found) == 1 else None


def _claim(flow: Flow, step: FlowStep, about: frozenset[str]) -> Claim:
    concept = _CONCEPTS.get(step.step.on_failure, "undoing")
    names = tuple(_names(flow, step))
    known = about.union(_ALL, words(step.name), words(step.step.uses))
    return Claim(concept, names, known=known)


def _names(flow: Flow, step: FlowStep) -> Iterator[frozenset[str]]:
    """By its name, or by its first word where no other step has it."""
    yield frozenset(words(step.name))
    others = [one for one in flow.steps.values() if one is not step]
    taken = {word for one in others for word in words(one.name)}
    first = words(step.name)[:1]
    if first and first[0] not in taken:
        yield frozenset(first)
