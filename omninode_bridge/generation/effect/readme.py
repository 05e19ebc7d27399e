"""The README of an effect package."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from omninode_bridge.generation.contract import max_ms
from omninode_bridge.generation.effect.contract import emitted_events
from omninode_bridge.generation.effect.naming import EffectNames, default_plan
from omninode_bridge.generation.effect.outside import outside_of
from omninode_bridge.generation.effect.plan import OperationPlan, RequestField, Use
from omninode_bridge.generation.json_text import json_text
from omninode_bridge.generation.package import BindingState
from omninode_bridge.generation.readme import FieldRow, constraint_texts
from omninode_bridge.generation.skeletons import rendered
from omninode_bridge.generation.spec import NodeSpec
from omninode_bridge.requirements.document import Document, Field
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


def effect_readme(
    document: Document, spec: NodeSpec, plans: Sequence[OperationPlan], names: EffectNames
) -> str:
    return rendered(
        "effect/README.md",
        title=spec.title,
        description=spec.description or spec.title,
        domain=spec.domain,
        version=".".join(map(str, spec.version)),
        folder=f"node_{spec.name}_effect",
        names=names.common,
        node_class=spec.node_class,
        default=default_plan(plans).name,
        sample=None if spec.sample_request is None else json_text(spec.sample_request),
        operations=[_rows(plan) for plan in plans],
        entities=[
            (entity.name, [_row(each) for each in entity.fields]) for entity in document.entities
        ],
        events=emitted_events(plans),
        variables=list(outside_of(plans).variables()),
        calls=outside_of(plans).calls,
        files=outside_of(plans).files,
        bindings=spec.bindings,
        questions=[found for found in spec.bindings if found.state is BindingState.UNBOUND],
        renames=spec.renames,
        unbound_examples=spec.tests.unbound,
        targets=spec.targets,
        max_ms=max_ms(spec.targets),
        licence_text=spec.licence.identifier,
        holder=spec.licence.holder,
    )


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
        plan.operation.emits,
    )


def _always(kind: object) -> str:
    return "may be null" if isinstance(kind, Optional) else "always"


def _request_row(item: RequestField) -> FieldRow:
    required = _required(item.field)
    if item.may_be_absent:
        required = "no" if item.use is not Use.KEY else "one of them"
    return FieldRow(item.name, item.field.type, required, ", ".join(_texts(item.field)))


def _row(field: Field) -> FieldRow:
    return FieldRow(field.name, value_type(field), _required(field), ", ".join(_texts(field)))


def _required(field: Field) -> str:
    if field.default is not None:
        return f"default {field.default.text}"
    return "no" if isinstance(value_type(field), Optional) else "yes"


def _texts(field: Field) -> Iterator[str]:
    if field.constraints.primary_key:
        yield "primary key"
    if field.constraints.unique:
        yield "unique"
    yield from constraint_texts(field.constraints)
