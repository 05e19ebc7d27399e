"""Everything that can be said about a document without generating or running anything."""

from collections.abc import Mapping
from typing import Final

from omninode_bridge.diagnostics import Code, Diagnostic, has_errors
from omninode_bridge.generation import codes as generation_codes
from omninode_bridge.generation.design import Profile, design_node
from omninode_bridge.generation.generate import check_document, without_null_defaults
from omninode_bridge.generation.spec import Licence
from omninode_bridge.node_type import NodeType
from omninode_bridge.requirements import codes as document_codes
from omninode_bridge.requirements.detection import codes as detection_codes
from omninode_bridge.requirements.detection.detect import detect_type
from omninode_bridge.requirements.document import Document
from omninode_bridge.requirements.reading import read_prd
from omninode_bridge.rules import codes as rule_codes

CODES: Final[Mapping[str, Code]] = {
    **document_codes.CODES,
    **rule_codes.CODES,
    **detection_codes.CODES,
    **generation_codes.CODES,
}


def check_text(text: str, *, hint: NodeType | None = None) -> tuple[Diagnostic, ...]:
    """Findings of every stage that decides: reading, node type, rules, design."""
    reading = read_prd(text)
    document = reading.document
    detection = detect_type(document, hint=hint)
    found = [*reading.diagnostics, *detection.diagnostics]
    if detection.node_type is NodeType.COMPUTE:
        found.extend(_of_compute(document, readable=not has_errors(found)))
    return tuple(dict.fromkeys(found))


def _of_compute(document: Document, *, readable: bool) -> tuple[Diagnostic, ...]:
    document = without_null_defaults(document)
    checked = check_document(document)
    if checked.program is None or not readable:
        return checked.diagnostics
    design = design_node(document, checked, Profile(NodeType.COMPUTE, None, None, Licence()))
    failure = () if design.failure is None else (design.failure,)
    return (*checked.diagnostics, *design.diagnostics, *failure)
