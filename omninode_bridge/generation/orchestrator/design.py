"""From a flow to the specification of one package, or to the reason why not."""

from dataclasses import dataclass, replace

from omninode_bridge.diagnostics import Diagnostic, Place, Severity, has_errors
from omninode_bridge.generation import codes
from omninode_bridge.generation.binding_states import is_shell, unbound_notes
from omninode_bridge.generation.design_checks import check_fields
from omninode_bridge.generation.edge_cases import EdgeCases, edge_cases
from omninode_bridge.generation.model_specs import model_specs
from omninode_bridge.generation.names import ClassRef
from omninode_bridge.generation.naming_step import design_names
from omninode_bridge.generation.orchestrator.cases import FlowPlan, flow_plan
from omninode_bridge.generation.orchestrator.flow import Flow
from omninode_bridge.generation.orchestrator.shapes import Shape, shape_of
from omninode_bridge.generation.profile import Profile
from omninode_bridge.generation.spec import ModelSpec, NodeSpec, TestPlan
from omninode_bridge.generation.specification import specification
from omninode_bridge.requirements.document import Document


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
    notes = (*problems, *unbound_notes(plan.bindings))
    if is_shell(document, plan.bindings):
        message = "No functional requirement is bound to a step or an example."
        failure = codes.NOTHING_BOUND.at(Place(1), message)
        return Designed(None, (*notes, failure), failure)
    spec = replace(
        specification(document, naming, profile),
        models=model_specs(shape.document, shape.program, naming.names),
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
