"""What a scenario leaves behind: rows, files, and how often and how long calls waited."""

from collections.abc import Sequence
from dataclasses import dataclass

from omninode_bridge.generation.cases.json_values import json_value
from omninode_bridge.generation.effect.patience import patience_of
from omninode_bridge.generation.effect.reference import Ended, Reference
from omninode_bridge.generation.effect.reference_store import ReferenceStore
from omninode_bridge.generation.effect.refusal import TIMEOUT, UNAVAILABLE
from omninode_bridge.requirements.document import JsonValue
from omninode_bridge.requirements.types import EntityRef


@dataclass(frozen=True, slots=True)
class KeptRows:
    """All rows of an entity, each with whether it is hidden."""

    entity: str
    rows: tuple[tuple[bool, JsonValue], ...] = ()


@dataclass(frozen=True, slots=True)
class Left:
    """What the outside looks like afterwards.

    `files` are all that were touched, null where there is none any more; `pauses` those of calls
    that were tried again, `timeouts` those of calls that were answered.
    """

    rows: tuple[KeptRows, ...] = ()
    files: tuple[tuple[str, str | None], ...] = ()
    pauses: tuple[float, ...] = ()
    timeouts: frozenset[float] = frozenset()


def left_by(reference: Reference, ends: Sequence[tuple[str, Ended]], store: ReferenceStore) -> Left:
    """After operations that ended so, one after the other."""
    fields = reference.fields
    plans = [(reference.plans[operation], ended) for operation, ended in ends]
    asked = [(plan, ended) for plan, ended in plans if plan.http is not None and not ended.repeated]
    entities = {plan.entity.entity.name for plan, _ in plans if plan.entity is not None}
    return Left(
        rows=tuple(
            KeptRows(
                entity,
                tuple(
                    (row.deleted, json_value(row.values, EntityRef(entity), fields))
                    for row in store.rows.get(entity, [])
                ),
            )
            for entity in sorted(entities | store.rows.keys())
        ),
        files=tuple((path, store.files.get(path)) for path in sorted(store.touched)),
        pauses=tuple(
            pause
            for plan, ended in asked
            if ended.code in (TIMEOUT, UNAVAILABLE)
            for pause in patience_of(plan).pauses
        ),
        timeouts=frozenset(
            patience_of(plan).seconds for plan, ended in asked if ended.answer is not None
        ),
    )
