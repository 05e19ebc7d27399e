"""From a flow to the specification of one package, or to the reason why not."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from omninode_bridge.diagnostics import Diagnostic, Place, Severity, has_errors
from omninode_bridge.generation import codes
from omninode_bridge.generation.design_checks import check_fields
from omninode_bridge.generation.edge_cases import EdgeCases, edge_cases
from omninode_bridge.generation.model_specs import enum_specs, model_specs
from omninode_bridge.generation.names import ClassRef
from omninode_bridge.generation.naming_step import Naming, design_names
from omninode_bridge.generation.orchestrator.cases import FlowPlan, flow_plan
from omninode_bridge.generation.orchestrator.flow import Flow
from omninode_bridge.generation.orchestrator.shapes import Shape, shape_of
from omninode_bridge.generation.package import Binding, BindingState
from omninode_bridge.generation.profile import Profile
from omninode_bridge.generation.spec import ModelSpec, NodeSpec, TestPlan
from omninode_bridge.requirements.document import Document, RequirementClass


@dataclass(frozen=True, slots=True)
class FlowDesign:
    """Everything that the files of one orchestrator are written from."""

    spec: NodeSpec
    flow: Flow
    shape: Shape
    plan: FlowPlan

    def entity(self, name: str) -> ClassRef:
        return self.spec.names.entities[name]

    @property
    def models(self) -> dict[str | None, ModelSpec]:
        """By entity; the request and the answer have none."""
        return {model.entity: model for model in self.spec.models}


@dataclass(frozen=True, slots=True)
class Designed:
    """Without `design`, `failure` says why."""

    design: FlowDesign | None
    diagnostics: tuple[Diagnostic, ...] = ()
    failure: Diagnostic | None = None


def design_flow(document: Document, flow: Flow, profile: Profile) -> Designed:
    """Names, models, bindings and tests."""
    shape = shape_of(document)
    naming = design_names(shape.document, shape.program, profile.node_type)
    problems = tuple(check_fields(shape.document, naming.names))
    if has_errors(problems):
        return _failed(problems)
    edges = edge_cases(shape.document, naming.names)
    plan = flow_plan(document, flow, shape, naming.names, edges)
    problems = (*problems, *plan.problems)
    if has_errors(problems):
        return _failed(problems)
    notes = (*problems, *_unbound(plan.bindings))
    if _is_shell(document, plan.bindings):
        message = "No functional requirement is bound to a step or an example."
        failure = codes.NOTHING_BOUND.at(Place(1), message)
        return Designed(None, (*notes, failure), failure)
    spec = replace(
        _spec(document, shape, naming, profile),
        bindings=plan.bindings,
        tests=_tests(document, plan, edges),
        sample_request=plan.sample,
    )
    return Designed(FlowDesign(spec, flow, shape, plan), notes)


def _failed(problems: tuple[Diagnostic, ...]) -> Designed:
    first = next(found for found in problems if found.severity is Severity.ERROR)
    return Designed(None, problems, first)


def _tests(document: Document, plan: FlowPlan, edges: EdgeCases) -> TestPlan:
    return TestPlan(
        examples=plan.examples,
        requirements=plan.requirements,
        unbound=document.unbound_examples,
        edges=edges,
        request=plan.sample,
        sample=plan.sample,
    )


def _spec(document: Document, shape: Shape, naming: Naming, profile: Profile) -> NodeSpec:
    names = naming.names
    return NodeSpec(
        name=document.name,
        title=document.title or document.name,
        description=document.description,
        node_type=profile.node_type,
        domain=profile.domain or document.front.domain or "general",
        version=profile.version or document.front.version or (1, 0, 0),
        names=names,
        node_class=naming.node_class,
        models=model_specs(shape.document, shape.program, names),
        enums=enum_specs(names, naming.enum_titles),
        bindings=(),
        renames=naming.renames,
        tests=TestPlan(),
        targets=document.targets,
        licence=profile.licence,
    )


def _is_shell(document: Document, bindings: tuple[Binding, ...]) -> bool:
    """Functional requirements are stated, and none of them is bound."""
    functional = {
        found.id
        for found in document.requirements
        if found.classification is not RequirementClass.QUALITY
    }
    stated = [found for found in bindings if found.requirement_id in functional]
    return bool(stated) and all(found.state is not BindingState.BOUND for found in stated)


def _unbound(bindings: tuple[Binding, ...]) -> Iterator[Diagnostic]:
    for found in bindings:
        if found.state is BindingState.UNBOUND:
            message = f"{found.requirement_id} is unbound: {found.reason}"
            yield replace(codes.UNBOUND.at(found.place, message), fix=found.question)
