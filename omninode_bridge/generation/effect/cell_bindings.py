"""Whether a sentence says what a cell of an operation does, and which scenario shows that."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from omninode_bridge.generation.effect.cell_claims import (
    asks,
    cells_of,
    done,
    omits,
    repeats,
    sends,
)
from omninode_bridge.generation.effect.made import Call, MadeScenario
from omninode_bridge.generation.effect.moving_bindings import verbs_of
from omninode_bridge.generation.effect.plan import IDEMPOTENCY_KEY, OperationPlan
from omninode_bridge.generation.said.lemmas import all_said
from omninode_bridge.generation.said.spoken import Spoken


@dataclass(frozen=True, slots=True)
class Done:
    """The operations whose cells do it; one of `evidence` must be seen."""

    plans: tuple[OperationPlan, ...]
    columns: tuple[str, ...]
    evidence: frozenset[str]


def said_by_cells(
    plans: Sequence[OperationPlan], text: str, about: frozenset[str] = frozenset()
) -> Done | None:
    """The operations that are named or, where none is, all of which a cell does what is said."""
    spoken = Spoken.of(text)
    found = [cell for cell in cells_of(plans, about) if cell.claim.is_said(spoken)]
    named = [cell for cell in found if all_said(verbs_of(cell.plan), spoken.words)] or found
    if not named:
        return None
    return Done(
        tuple({cell.plan.name: cell.plan for cell in named}.values()),
        tuple(dict.fromkeys(cell.column for cell in named)),
        frozenset().union(*(cell.evidence for cell in named)),
    )


def seen_in(made: MadeScenario, plans: Sequence[OperationPlan]) -> frozenset[str]:
    """What a scenario makes visible, in the words of the evidence."""
    inputs = {plan.name: [item.name for item in plan.request] for plan in plans}
    ends = _ends(made.calls, inputs)
    return frozenset((*ends, *(sends(event.name) for event in made.events)))


def _ends(calls: Sequence[Call], inputs: Mapping[str, Sequence[str]]) -> Iterator[str]:
    for call in calls:
        yield from filter(None, (call.ended.message, call.ended.code))
        if call.ended.code and not call.ended.message:
            yield f"{call.operation}: {call.ended.code}"
        if call.ended.answer is not None:
            yield done(call.operation)
            yield from (asks(call.operation, key) for key in call.request)
            left_out = (key for key in inputs[call.operation] if key not in call.request)
            yield from (omits(call.operation, key) for key in left_out)
    keyed = [call for call in calls if call.request.get(IDEMPOTENCY_KEY) is not None]
    for first, second in pairwise(keyed):
        if (first.operation, first.request) == (second.operation, second.request):
            yield repeats(second.operation)
