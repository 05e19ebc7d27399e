"""Made-up rows of entities that rules look through: some are about what is asked, some are not."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from omninode_bridge.generation.cases.json_values import RequestReader
from omninode_bridge.generation.effect.candidates import Candidates
from omninode_bridge.generation.effect.plan import (
    CREATED_AT,
    ON_A_ROW,
    UPDATED_AT,
    VERSION,
    EntityTraits,
    Link,
    OperationPlan,
    traits_of,
)
from omninode_bridge.rules.evaluation.outcomes import Record, Value
from omninode_bridge.rules.kinds import value_type

FIRST: Final = 4
ABOUT: Final = (0, 0, 0, 0, 1, 2, 0, 0)
"""Which of the first rows each row of another entity is about; nothing is about the last."""


@dataclass(slots=True)
class LinkedRows:
    """For one operation, and for others of its entity, whose rows must be made before."""

    candidates: Candidates
    plan: OperationPlan
    others: Sequence[OperationPlan] = ()
    _made: dict[str, list[Record]] = field(default_factory=dict)

    def rows(self) -> Iterator[tuple[EntityTraits, Record]]:
        """Those that others are about come first."""
        for traits in sorted(self._wanted(), key=lambda each: not self._is_told(each)):
            count = FIRST if self._is_told(traits) else len(ABOUT)
            own = self._made.setdefault(traits.entity.name, [])
            for number in range(count):
                row = self.row(traits, number)
                if all(row[name] != each[name] for each in own for name in _telling(traits)):
                    own.append(row)
                    yield traits, row

    def row(self, traits: EntityTraits, number: int) -> Record:
        """About one of the rows that were made before."""
        row = self._unlinked(traits, number)
        for each in traits.entity.fields:
            if each.name in _telling(traits):
                continue
            known = self._told(traits.entity.name, each.name)
            if known:
                row[each.name] = known[ABOUT[number % len(ABOUT)] % len(known)]
        return row

    def _unlinked(self, traits: EntityTraits, number: int) -> Record:
        values, store = self.candidates.values, self.candidates.store
        reader = RequestReader(values.document)
        row: Record = {}
        for at, each in enumerate(traits.entity.fields):
            value = (
                values.distinct(self.plan, each, number)
                if each.name in _telling(traits)
                else values.number(self.plan, each, number + at)
            )
            row[each.name] = reader.reader(value_type(each))(value)
        row |= {VERSION: 1} if traits.version else {}
        moment = store.new_moment()
        row |= {CREATED_AT: moment} if traits.created_at else {}
        return row | ({UPDATED_AT: moment} if traits.updated_at else {})

    def _plans(self) -> tuple[OperationPlan, ...]:
        return (self.plan, *self.others)

    def _wanted(self) -> list[EntityTraits]:
        """Own rows are made here only where the operation needs one, or looks through all."""
        own = None if self.plan.entity is None else self.plan.entity.entity.name
        names = {name for plan in self._plans() for name in plan.kept if name != own}
        if own is not None and (self.plan.kind in ON_A_ROW or own in self.plan.kept):
            names |= {own} if self.plan.kept else set()
        entities = self.candidates.values.document.entities
        return [traits_of(each) for each in entities if each.name in names]

    def _is_told(self, traits: EntityTraits) -> bool:
        """Whether a row of it is what others are about."""
        name = traits.entity.name
        own = self.plan.entity is not None and self.plan.entity.entity.name == name
        fields = set(_telling(traits))
        told = any(link.entity == name and link.field in fields for link in self._links())
        return told or (own and any(link.fact in fields for link in self.plan.links))

    def _links(self) -> Iterator[Link]:
        for plan in self._plans():
            yield from plan.links

    def _told(self, entity: str, name: str) -> list[Value]:
        """What the field may say of the rows that were made before."""
        facts = {each.fact for each in self._links() if (each.entity, each.field) == (entity, name)}
        own = self.plan.entity
        if own is not None and own.entity.name == entity:
            facts.add(name)
        traits = {each.entity.name: each for each in self._wanted()}
        found = [
            row[each.field]
            for each in self._links()
            if each.fact in facts and each.entity != entity
            if each.field in _telling(traits[each.entity])
            for row in self._made.get(each.entity, [])
        ]
        if not found and own is not None and own.entity.name != entity:
            rows = self._made.get(own.entity.name, [])
            found = [row[fact] for fact in facts if own.field(fact) for row in rows]
        return found


def _telling(traits: EntityTraits) -> tuple[str, ...]:
    """Fields of which each row has a value of its own."""
    return tuple(name for name in (traits.key, *traits.unique) if name is not None)
