"""What the rules of an operation may name: the request, the row, and the row as it was."""

from collections.abc import Iterator
from dataclasses import replace

from omninode_bridge.generation.effect.plan import (
    CREATED_AT,
    ON_A_ROW,
    STORED,
    UPDATED_AT,
    VERSION,
    WRITING,
    EntityTraits,
    OperationPlan,
    RequestField,
    Use,
)
from omninode_bridge.requirements.document import Constraints, Field
from omninode_bridge.requirements.types import EntityRef, Optional
from omninode_bridge.rules.kinds import value_type


def facts_of(plan: OperationPlan) -> tuple[Field, ...]:
    """Each name once: of the row as it will be, then what only the request has."""
    found = {field.name: field for field in row_facts(plan)}
    for item in plan.request:
        found.setdefault(item.name, _of_request(item))
    if plan.kind in ON_A_ROW | {"upsert"} and plan.entity is not None and STORED not in found:
        row = EntityRef(plan.entity.entity.name)
        kind = Optional(row) if plan.kind == "upsert" else row
        found[STORED] = Field(STORED, kind, plan.operation.place)
    return tuple(found.values())


def row_facts(plan: OperationPlan) -> Iterator[Field]:
    if plan.entity is None:
        return
    if plan.kind in ON_A_ROW:
        yield from (_plain(field) for field in plan.entity.entity.fields)
    elif plan.kind in WRITING:
        yield from (_plain(field) for field in _of_new_row(plan, plan.entity))


def _plain(field: Field) -> Field:
    return replace(
        field, type=value_type(field), required=True, default=None, constraints=Constraints()
    )


def _of_new_row(plan: OperationPlan, traits: EntityTraits) -> Iterator[Field]:
    """The fields that have a value before the rules run."""
    there = (item for item in plan.request if item.use in (Use.KEY, Use.VALUE) and _is_there(item))
    given = {item.source for item in there}
    kept = {traits.key if traits.generated_key else None}
    kept |= {CREATED_AT if traits.created_at else None, UPDATED_AT if traits.updated_at else None}
    kept |= {VERSION if traits.version else None}
    for field in traits.entity.fields:
        optional = isinstance(value_type(field), Optional)
        if field.name in given | kept or field.default is not None or optional:
            yield field


def _is_there(item: RequestField) -> bool:
    return not item.may_be_absent


def _of_request(item: RequestField) -> Field:
    """What may be left out is null for a rule."""
    field = item.field
    type_ = value_type(field)
    if item.may_be_absent and not isinstance(type_, Optional):
        type_ = Optional(type_)
    return replace(field, type=type_, required=True, default=None, constraints=Constraints())
