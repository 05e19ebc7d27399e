"""From a checked reducer to the specification of one package."""

from dataclasses import replace

from omninode_bridge.generation.model_specs import read_field
from omninode_bridge.generation.names import Names
from omninode_bridge.generation.naming_step import Naming, design_names
from omninode_bridge.generation.reducer.layout import Layout
from omninode_bridge.generation.spec import FieldSpec, ModelSpec, Role
from omninode_bridge.node_type import NodeType
from omninode_bridge.requirements.document import Entity, Field
from omninode_bridge.rules.program import Program

NO_RULES = Program((), ())


def reducer_names(layout: Layout) -> Naming:
    found = design_names(layout.document, NO_RULES, NodeType.REDUCER)
    own = {entity.name for entity in layout.source.entities}
    fields = {field.name for entity in layout.source.entities for field in entity.fields}
    fields |= {field.name for name in layout.subjects for field in layout.fields_of(name)}
    fields |= {field.name for field in layout.reducer.context}
    known = {"entity": own, "field": fields}
    renames = tuple(
        one for one in found.renames if one.what not in known or one.prd_name in known[one.what]
    )
    return replace(found, renames=renames)


def reducer_models(layout: Layout, names: Names) -> tuple[ModelSpec, ...]:
    document = layout.document
    title = document.title or document.name
    request = ModelSpec(
        names.input_model, Role.INPUT, f"A request to {title}.", _fields(document.inputs, names)
    )
    answer = ModelSpec(
        names.output_model, Role.OUTPUT, f"The answer of {title}.", _fields(document.outputs, names)
    )
    return (request, answer, *(_model(one, layout, names) for one in document.entities))


def _model(entity: Entity, layout: Layout, names: Names) -> ModelSpec:
    title = entity.description or f"{entity.name}, as a request gives it."
    role = Role.ITEM if entity.name in _answered(layout) else Role.ENTITY
    fields = _fields(entity.fields, names)
    events = {layout.event(subject) for subject in layout.subjects}
    is_object = entity.name in events
    return ModelSpec(names.entities[entity.name], role, title, fields, entity.name, is_object)


def _answered(layout: Layout) -> set[str]:
    """What only answers have; a snapshot is read, too."""
    metrics = layout.reducer.metrics
    rows = {layout.row(metric) for metric in metrics}
    rows |= {layout.ranked(metric) for metric in metrics}
    return rows | {layout.rejection, layout.intent, layout.aggregates}


def _fields(fields: tuple[Field, ...] | None, names: Names) -> tuple[FieldSpec, ...]:
    return tuple(read_field(found, names) for found in fields or ())
