"""Requests that an empty store answers."""

from collections.abc import Sequence
from itertools import islice

from omninode_bridge.generation.effect.candidates import Candidates
from omninode_bridge.generation.effect.plan import OperationPlan
from omninode_bridge.generation.effect.reference import Reference
from omninode_bridge.generation.effect.reference_store import ReferenceStore
from omninode_bridge.generation.effect.refusal import UnknownEndError
from omninode_bridge.generation.effect.scenarios import MOST_TRIES, Building
from omninode_bridge.generation.effect.values import Values
from omninode_bridge.generation.samples import NoSampleError
from omninode_bridge.requirements.document import Document, JsonValue


def writing_requests(
    document: Document, plans: Sequence[OperationPlan], count: int
) -> tuple[str, str, tuple[dict[str, JsonValue], ...]] | None:
    """Entity, operation and requests that create rows side by side; None where nothing does."""
    reference, values = Reference(document, plans), Values(document)
    for plan in plans:
        if plan.kind not in ("create", "upsert") or plan.entity is None or plan.http is not None:
            continue
        if plan.kept:
            continue  # What is refused may depend on who comes first.
        building = Building(reference, values, plan)
        try:
            for number in range(count):
                building.create(plan, number)
        except (UnknownEndError, NoSampleError):
            continue
        requests = tuple(call.request for call in building.calls)
        if len(requests) == count:
            return plan.entity.entity.name, plan.name, requests
    return None


def first_answered(
    document: Document, plans: Sequence[OperationPlan], plan: OperationPlan
) -> dict[str, JsonValue] | None:
    """A request that the operation answers on an empty store."""
    reference, store = Reference(document, plans), ReferenceStore()
    try:
        for request in islice(Candidates(Values(document), store).of(plan), MOST_TRIES):
            if reference.ended(store.copy(), plan.name, request).answer is not None:
                return request
    except (UnknownEndError, NoSampleError):
        return None
    return None
