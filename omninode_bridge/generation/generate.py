"""The one flow from a document to a package, whatever its type."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final, Protocol

from omninode_bridge.diagnostics import Diagnostic
from omninode_bridge.generation.compute import check_compute, generate_compute
from omninode_bridge.generation.effect.flow import check_effect, generate_effect
from omninode_bridge.generation.generated import Generated
from omninode_bridge.generation.orchestrator.generator import (
    check_orchestrator,
    generate_orchestrator,
)
from omninode_bridge.generation.profile import Profile
from omninode_bridge.generation.provenance import COMPILED, with_provenance
from omninode_bridge.generation.reducer.flow import check_reducer, generate_reducer
from omninode_bridge.generation.spec import Licence
from omninode_bridge.node_type import NodeType
from omninode_bridge.requirements.document import Document

type Generator = Callable[[Document, Profile], Generated]


class Checker(Protocol):
    """All findings of one type's generation, without rendering anything.

    `readable` is false where the document has errors; then what follows from it is not searched.
    """

    def __call__(self, document: Document, *, readable: bool) -> tuple[Diagnostic, ...]: ...


GENERATORS: Final[Mapping[NodeType, Generator]] = {
    NodeType.COMPUTE: generate_compute,
    NodeType.EFFECT: generate_effect,
    NodeType.REDUCER: generate_reducer,
    NodeType.ORCHESTRATOR: generate_orchestrator,
}
CHECKERS: Final[Mapping[NodeType, Checker]] = {
    NodeType.COMPUTE: check_compute,
    NodeType.EFFECT: check_effect,
    NodeType.REDUCER: check_reducer,
    NodeType.ORCHESTRATOR: check_orchestrator,
}


@dataclass(frozen=True, slots=True)
class Wishes:
    """What else the requester may decide; `version` None follows the document."""

    version: tuple[int, int, int] | None = None
    licence: Licence = field(default_factory=Licence)


def generate_package(
    document: Document,
    *,
    node_type: NodeType,
    domain: str | None = None,
    wishes: Wishes | None = None,
    strategy: str = COMPILED,
) -> Generated:
    """`strategy` is the one that made the document what it is; the package says which it was."""
    wishes = wishes or Wishes()
    profile = Profile(node_type, domain, wishes.version, wishes.licence)
    generated = GENERATORS[node_type](document, profile)
    if generated.package is None:
        return generated
    return replace(generated, package=with_provenance(document, generated.package, strategy))


def check_generation(
    document: Document, node_type: NodeType, *, readable: bool
) -> tuple[Diagnostic, ...]:
    """What generating a node of this type would find wrong or doubtful."""
    return CHECKERS[node_type](document, readable=readable)
