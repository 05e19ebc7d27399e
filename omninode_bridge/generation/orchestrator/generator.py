"""Orchestrators: the workflow of a document as a pure decision."""

from omninode_bridge.diagnostics import Diagnostic, Severity
from omninode_bridge.generation.compute import without_null_defaults
from omninode_bridge.generation.generated import Generated
from omninode_bridge.generation.orchestrator.design import design_flow
from omninode_bridge.generation.orchestrator.reading import read_flow
from omninode_bridge.generation.orchestrator.render import render_package
from omninode_bridge.generation.profile import Profile
from omninode_bridge.node_type import NodeType
from omninode_bridge.requirements.document import Document


def check_orchestrator(document: Document, *, readable: bool) -> tuple[Diagnostic, ...]:
    """Findings in the workflow and, where the document could be read, in what it makes."""
    if not readable:
        return ()
    document = without_null_defaults(document)
    read = read_flow(document)
    if read.flow is None:
        return read.diagnostics
    designed = design_flow(document, read.flow, Profile(NodeType.ORCHESTRATOR))
    return (*read.diagnostics, *designed.diagnostics)


def generate_orchestrator(document: Document, profile: Profile) -> Generated:
    document = without_null_defaults(document)
    read = read_flow(document)
    if read.flow is None:
        first = next(found for found in read.diagnostics if found.severity is Severity.ERROR)
        return Generated(None, read.diagnostics, first)
    designed = design_flow(document, read.flow, profile)
    diagnostics = (*read.diagnostics, *designed.diagnostics)
    if designed.design is None:
        return Generated(None, diagnostics, designed.failure)
    return Generated(render_package(designed.design), diagnostics)
