"""Sentences about a workflow as a whole: its order, that nothing is skipped, any failure."""

from collections.abc import Callable
from typing import Final

from omninode_bridge.generation.asides import gist
from omninode_bridge.generation.orchestrator.flow import Flow
from omninode_bridge.generation.orchestrator.phrases import FAILS, GO_ON, PARALLEL, PLAIN, STOP
from omninode_bridge.generation.orchestrator.wording import Said
from omninode_bridge.requirements.document import Document
from omninode_bridge.requirements.naming import words

_IN_A_ROW: Final = (
    *("one after the other", "one after another", "one by one", "in sequence", "sequentially"),
    *("in this order", "in that order", "in the given order", "strictly in order"),
)
_NOTHING_SKIPPED: Final = (
    *("nothing is skipped", "no step is skipped", "no step is left out", "never skip a step"),
    *("every step is done", "all steps are done", "steps are never skipped"),
)
_ANY_FAILURE: Final = ("any", *FAILS, "failures", "anywhere")
_HAPPENING: Final = frozenset(
    {*("happen", "happens", "take", "place", "carried", "out", "run", "strictly", "always", "done")}
)

type Claim = tuple[tuple[str, ...], Callable[[Flow], bool]]


def said_of_all(document: Document, flow: Flow, text: str) -> Said | None:
    """The claim is so for every step, and the sentence says nothing else."""
    asked = words(gist(text))
    padded = f" {' '.join(asked)} "
    known = PLAIN | _HAPPENING | {*words(document.title)}
    fails = any(f" {word} " in padded for word in FAILS)
    for phrases, holds in _FAILING if fails else _GOING:
        said = [phrase for phrase in phrases if f" {phrase} " in padded]
        taken = known.union(*map(words, said), _ANY_FAILURE if fails else ())
        if said and {*asked} <= taken and holds(flow):
            return Said(tuple(flow.steps), fails)
    return None


def _is_a_row(flow: Flow) -> bool:
    before = sorted(len(flow.ancestors(name)) for name in flow.steps)
    return before == list(range(len(flow.steps)))


def _skips_nothing(flow: Flow) -> bool:
    return not any(step.conditions for step in flow.steps.values())


def _always(action: str) -> Callable[[Flow], bool]:
    return lambda flow: all(step.step.on_failure == action for step in flow.steps.values())


def _is_at_once(flow: Flow) -> bool:
    return len(flow.steps) > 1 and not any(flow.ancestors(name) for name in flow.steps)


_GOING: Final[tuple[Claim, ...]] = (
    (_IN_A_ROW, _is_a_row),
    (_NOTHING_SKIPPED, _skips_nothing),
    (PARALLEL, _is_at_once),
)
_FAILING: Final[tuple[Claim, ...]] = ((STOP, _always("stop")), (GO_ON[:4], _always("continue")))
