"""What a made-up scenario consists of."""

from collections.abc import Sequence
from dataclasses import dataclass

from omninode_bridge.generation.cases.json_values import json_value
from omninode_bridge.generation.effect.left import Left
from omninode_bridge.generation.effect.plan import EntityTraits
from omninode_bridge.generation.effect.reference import Ended
from omninode_bridge.generation.effect.reference_store import Event, RecordedAnswer
from omninode_bridge.requirements.document import JsonValue
from omninode_bridge.requirements.types import EntityRef, ValueType
from omninode_bridge.rules.evaluation.outcomes import Record


@dataclass(frozen=True, slots=True)
class Call:
    operation: str
    request: dict[str, JsonValue]
    ended: Ended


def ends_of(calls: Sequence[Call]) -> list[tuple[str, Ended]]:
    return [(call.operation, call.ended) for call in calls]


@dataclass(frozen=True, slots=True)
class SeedRow:
    """A row that must be there before, because no operation creates it."""

    entity: str
    key: str
    row: JsonValue


def seed_row(
    traits: EntityTraits, row: Record, number: int, fields: dict[str, dict[str, ValueType]]
) -> SeedRow:
    """Of no key the number tells which row it is."""
    name = traits.entity.name
    key = str(row[traits.key]) if traits.key else f"row {number}"
    return SeedRow(name, key, json_value(row, EntityRef(name), fields))


@dataclass(frozen=True, slots=True)
class MadeScenario:
    """`generated` are the identifiers among the values, which a real store chooses otherwise.

    `shows` are the operations that it is about: without any, its own.
    """

    operation: str
    calls: tuple[Call, ...]
    events: tuple[Event, ...]
    generated: frozenset[str]
    left: Left
    seeds: tuple[SeedRow, ...] = ()
    http: tuple[RecordedAnswer, ...] = ()
    title: str = ""
    shows: frozenset[str] = frozenset()
