"""The one flow from a document to a package."""

from dataclasses import dataclass, field, replace

from omninode_bridge.diagnostics import Diagnostic
from omninode_bridge.generation.design import Profile, design_node
from omninode_bridge.generation.literals import one_line
from omninode_bridge.generation.logic.emit import emit_logic
from omninode_bridge.generation.logic.modules import Wording
from omninode_bridge.generation.package import NodePackage
from omninode_bridge.generation.render import header_of, render_package
from omninode_bridge.generation.spec import Licence
from omninode_bridge.generation.values import NOTHING
from omninode_bridge.node_type import NodeType
from omninode_bridge.requirements.document import Document, Field
from omninode_bridge.requirements.types import Optional
from omninode_bridge.rules.checking import check_program
from omninode_bridge.rules.program import Checked, Scope


@dataclass(frozen=True, slots=True)
class Generated:
    """`package` is not formatted yet. Without one, `failure` says why.

    Where the rules themselves have errors, `failure` is None and `diagnostics` hold them.
    """

    package: NodePackage | None
    diagnostics: tuple[Diagnostic, ...] = ()
    failure: Diagnostic | None = None


@dataclass(frozen=True, slots=True)
class Wishes:
    """What else the requester may decide; `version` None follows the document."""

    version: tuple[int, int, int] | None = None
    licence: Licence = field(default_factory=Licence)


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
    return check_program(document.rules, Scope(entities, document.inputs or (), document.outputs))


def generate_package(
    document: Document,
    *,
    node_type: NodeType,
    domain: str | None = None,
    wishes: Wishes | None = None,
) -> Generated:
    wishes = wishes or Wishes()
    document = without_null_defaults(document)
    profile = Profile(node_type, domain, wishes.version, wishes.licence)
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
