"""The README of an effect package."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from omninode_bridge.generation.effect.contract import emitted_events
from omninode_bridge.generation.effect.kept_rows import is_alone
from omninode_bridge.generation.effect.moves import Move, refusal
from omninode_bridge.generation.effect.naming import default_plan
from omninode_bridge.generation.effect.outside import outside_of
from omninode_bridge.generation.effect.plan import OperationPlan, RequestField, Use
from omninode_bridge.generation.readme import FieldRow, page, required_text
from omninode_bridge.generation.spec import NodeSpec
from omninode_bridge.requirements.data_shown import constraint_texts
from omninode_bridge.requirements.document import Document, Field
from omninode_bridge.requirements.structures import OUTSIDE
from omninode_bridge.requirements.types import Optional
from omninode_bridge.rules.kinds import value_type


@dataclass(frozen=True, slots=True)
class OperationRows:
    name: str
    what: str
    request: list[FieldRow]
    answer: list[FieldRow]
    alternatives: tuple[tuple[str, ...], ...]
    emits: tuple[str, ...]
    kept: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TransitionRow:
    """A row of the table of transitions; `[*]` is where nothing is there yet."""

    source: str
    operation: str
    target: str
    guard: str
    action: str


def effect_readme(document: Document, spec: NodeSpec, plans: Sequence[OperationPlan]) -> str:
    return page(
        spec,
        "effect/README.md",
        default=default_plan(plans).name,
        operations=[_rows(plan) for plan in plans],
        entities=[
            (entity.name, [_row(each) for each in entity.fields]) for entity in document.entities
        ],
        **_states(plans),
        events=emitted_events(plans),
        variables=list(outside_of(plans).variables()),
        options=list(outside_of(plans).options()),
        calls=outside_of(plans).calls,
        files=outside_of(plans).files,
        alone=[plan.name for plan in plans if is_alone(plan, plans)],
    )


def _states(plans: Sequence[OperationPlan]) -> dict[str, object]:
    """The transitions of all operations, in the order of the document."""
    found = [
        (row.place, TransitionRow(*_transition(plan, row)))
        for plan in plans
        if plan.moves is not None
        for row in plan.moves.rows
    ]
    rows = [row for _, row in sorted(found, key=lambda pair: pair[0])]
    guarded = [plan for plan in plans if plan.moves is not None]
    guarded.sort(key=lambda plan: plan.kind == "create")
    moving = next(iter(guarded), None)
    if moving is None or moving.entity is None or moving.moves is None:
        return {"transitions": []}
    entity = moving.entity.entity.name
    return {
        "transitions": rows,
        "guarded": entity,
        "state_field": moving.moves.field,
        "refusal": refusal(moving.name, entity, moving.moves.states[-1]),
    }


def _transition(plan: OperationPlan, row: Move) -> Iterator[str]:
    yield OUTSIDE if row.source is None else row.source
    yield plan.name
    yield OUTSIDE if plan.operation.deletion == "hard" else row.target
    yield "" if row.condition is None else row.condition.text
    yield "; ".join(action.text for action in row.actions)


def _rows(plan: OperationPlan) -> OperationRows:
    about = f" {plan.entity.entity.name}" if plan.entity else ""
    what = plan.operation.description or f"{' and '.join(plan.operation.kinds)}{about}"
    answer = [FieldRow(each.name, each.type, _always(each.type), "") for each in plan.answer]
    return OperationRows(
        plan.name,
        what,
        [_request_row(item) for item in plan.request],
        answer,
        plan.alternatives,
        plan.events,
        plan.kept,
    )


def _always(kind: object) -> str:
    return "may be null" if isinstance(kind, Optional) else "always"


def _request_row(item: RequestField) -> FieldRow:
    required = required_text(item.field.default, value_type(item.field))
    if item.may_be_absent:
        required = "no" if item.use is not Use.KEY else "one of them"
    return FieldRow(item.name, item.field.type, required, ", ".join(_texts(item.field)))


def _row(field: Field) -> FieldRow:
    return FieldRow(
        field.name,
        value_type(field),
        required_text(field.default, value_type(field)),
        ", ".join(_texts(field)),
    )


def _texts(field: Field) -> Iterator[str]:
    if field.constraints.primary_key:
        yield "primary key"
    if field.constraints.unique:
        yield "unique"
    if field.constraints.references is not None:
        yield f"references {field.constraints.references}"
    yield from constraint_texts(field.constraints)
