"""Everything that can be said about a document without generating or running anything."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from omninode_bridge.diagnostics import Code, Diagnostic, has_errors
from omninode_bridge.generation import codes as generation_codes
from omninode_bridge.generation.effect import codes as effect_codes
from omninode_bridge.generation.generate import check_generation
from omninode_bridge.generation.orchestrator import codes as orchestrator_codes
from omninode_bridge.generation.reducer import codes as reducer_codes
from omninode_bridge.node_type import NodeType
from omninode_bridge.prose import codes as prose_codes
from omninode_bridge.prose.type_of_prose import with_prose
from omninode_bridge.prose.understanding import understand
from omninode_bridge.requirements import codes as document_codes
from omninode_bridge.requirements.detection import codes as detection_codes
from omninode_bridge.requirements.detection.detect import detect_type
from omninode_bridge.requirements.document import Document
from omninode_bridge.requirements.reading import read_prd
from omninode_bridge.rules import codes as rule_codes
from omninode_bridge.stages.coaching import coaching_of, with_coaching
from omninode_bridge.stages.guessed_type import with_guess
from omninode_bridge.stages.unrealised import unrealised

CODES: Final[Mapping[str, Code]] = {
    **document_codes.CODES,
    **rule_codes.CODES,
    **detection_codes.CODES,
    **generation_codes.CODES,
    **effect_codes.CODES,
    **reducer_codes.CODES,
    **orchestrator_codes.CODES,
    **prose_codes.CODES,
}


@dataclass(frozen=True, slots=True)
class Checked:
    """`document` is that of the text with what its sentences were understood to say."""

    findings: tuple[Diagnostic, ...]
    document: Document


def check_text(text: str, *, hint: NodeType | None = None) -> tuple[Diagnostic, ...]:
    """Findings of every stage that decides: reading, node type, rules, design."""
    return check_document(text, hint=hint).findings


def check_document(text: str, *, hint: NodeType | None = None) -> Checked:
    """The findings, and what was read."""
    reading = read_prd(text)
    document = reading.document
    detection = with_prose(document, detect_type(document, hint=hint))
    found = [*reading.diagnostics, *detection.diagnostics]
    readable = not has_errors(found)
    understood = understand(document, detection.node_type)
    found = [one for one in found if one not in understood.obsolete]
    found += understood.diagnostics
    generation = check_generation(understood.document, detection.node_type, readable=readable)
    found += with_guess(generation, detection)
    if readable:
        found += unrealised(understood.document, detection.node_type, found)
        coaching = coaching_of(document, detection, found)
        found = [*with_coaching(document.text, found, coaching, detection)]
    return Checked(tuple(dict.fromkeys(found)), understood.document)
