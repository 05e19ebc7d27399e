"""Compute nodes: the rules of a document, compiled."""

from dataclasses import replace

from omninode_bridge.diagnostics import Diagnostic
from omninode_bridge.generation.assembly import header_of
from omninode_bridge.generation.design import design_node
from omninode_bridge.generation.generated import Generated
from omninode_bridge.generation.literals import one_line
from omninode_bridge.generation.logic.emit import emit_logic
from omninode_bridge.generation.logic.modules import Wording
from omninode_bridge.generation.open_outputs import unread_rules, with_sentences
from omninode_bridge.generation.profile import Profile
from omninode_bridge.generation.render import render_package
from omninode_bridge.generation.values import NOTHING
from omninode_bridge.requirements.document import Document, Field
from omninode_bridge.requirements.types import Optional
from omninode_bridge.rules.checking import check_program
from omninode_bridge.rules.program import Checked, Scope


def without_null_defaults(document: Document) -> Document:
    """`default none` on an optional field says no more than its question mark."""

    def plain(fields: tuple[Field, ...]) -> tuple[Field, ...]:
        return tuple(replace(one, default=None) if _is_null(one) else one for one in fields)

    return replace(
        document,
        entities=tuple(replace(one, fields=plain(one.fields)) for one in document.entities),
        inputs=None if document.inputs is None else plain(document.inputs),
        outputs=None if document.outputs is None else plain(document.outputs),
    )


def _is_null(found: Field) -> bool:
    says_null = found.default is not None and found.default.text.strip().lower() in NOTHING
    return says_null and isinstance(found.type, Optional)


def check_document(document: Document) -> Checked:
    """The rules of a document against its own entities, input and output."""
    entities = {entity.name: entity for entity in document.entities}
    scope = Scope(entities, document.inputs or (), document.outputs)
    found = check_program(document.rules, scope)
    unread = tuple(unread_rules(document))
    diagnostics = (*with_sentences(document, found.diagnostics), *unread)
    return replace(found, program=None if unread else found.program, diagnostics=diagnostics)


def check_compute(document: Document, *, readable: bool) -> tuple[Diagnostic, ...]:
    """Findings in the rules and, where the document could be read, in what they make."""
    document = without_null_defaults(document)
    checked = check_document(document)
    if checked.program is None or not readable:
        return checked.diagnostics
    design = design_node(document, checked, Profile())
    failure = () if design.failure is None else (design.failure,)
    return (*checked.diagnostics, *design.diagnostics, *failure)


def generate_compute(document: Document, profile: Profile) -> Generated:
    document = without_null_defaults(document)
    checked = check_document(document)
    design = design_node(document, checked, profile)
    diagnostics = (*checked.diagnostics, *design.diagnostics)
    if design.spec is None or checked.program is None:
        return Generated(None, diagnostics, design.failure)
    spec = design.spec
    wording = Wording(
        tuple(header_of(spec.licence).splitlines()), one_line(spec.description or spec.title)
    )
    logic = emit_logic(checked.program, spec.names, wording)
    return Generated(render_package(spec, checked.program, logic), diagnostics)
