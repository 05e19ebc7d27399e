"""The README of a package."""

from dataclasses import dataclass

from omninode_bridge.generation.contract import max_ms
from omninode_bridge.generation.json_text import json_text
from omninode_bridge.generation.package import BindingState
from omninode_bridge.generation.skeletons import rendered
from omninode_bridge.generation.spec import FieldSpec, ModelSpec, NodeSpec, Role
from omninode_bridge.requirements.data_shown import constraint_texts
from omninode_bridge.requirements.document import Default
from omninode_bridge.requirements.types import Optional, ValueType


@dataclass(frozen=True, slots=True)
class FieldRow:
    name: str
    type: ValueType
    required: str
    constraints: str


def readme(spec: NodeSpec, template: str = "README.md", **more: object) -> str:
    """For types with one request and one answer; `more` is what only the type's template says."""
    by_role = {
        role: next(model for model in spec.models if model.role is role)
        for role in (Role.INPUT, Role.OUTPUT)
    }
    entities = [model for model in spec.models if model.role in (Role.ENTITY, Role.ITEM)]
    return page(
        spec,
        template,
        request=_rows(by_role[Role.INPUT]),
        answer=_rows(by_role[Role.OUTPUT]),
        entities=[(model.entity, _rows(model)) for model in entities],
        **more,
    )


def page(spec: NodeSpec, template: str, **more: object) -> str:
    """What every template is told, and `more`."""
    return rendered(
        template,
        title=spec.title,
        description=spec.description or spec.title,
        node_type=spec.node_type.value,
        domain=spec.domain,
        version=".".join(map(str, spec.version)),
        folder=f"node_{spec.name}_{spec.node_type.value}",
        names=spec.names,
        node_class=spec.node_class,
        sample=None if spec.sample_request is None else json_text(spec.sample_request),
        bindings=spec.bindings,
        questions=[found for found in spec.bindings if found.state is BindingState.UNBOUND],
        renames=spec.renames,
        unbound_examples=spec.tests.unbound,
        targets=spec.targets,
        max_ms=max_ms(spec.targets),
        licence_text=spec.licence.identifier,
        holder=spec.licence.holder,
        **more,
    )


def _rows(model: ModelSpec) -> list[FieldRow]:
    return [
        FieldRow(
            name=field.name,
            type=field.type,
            required=_required(field, model.role),
            constraints=", ".join(constraint_texts(field.constraints)),
        )
        for field in model.fields
    ]


def _required(field: FieldSpec, role: Role) -> str:
    if role in (Role.OUTPUT, Role.ITEM):
        return "may be null" if isinstance(field.type, Optional) else "always"
    return required_text(field.default, field.type)


def required_text(default: Default | None, kind: ValueType) -> str:
    """Whether a request must say it."""
    if default is not None:
        return f"default {default.text}"
    return "no" if isinstance(kind, Optional) else "yes"
