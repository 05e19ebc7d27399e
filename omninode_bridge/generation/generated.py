"""What generating a package ends with."""

from dataclasses import dataclass

from omninode_bridge.diagnostics import Diagnostic
from omninode_bridge.generation.package import NodePackage


@dataclass(frozen=True, slots=True)
class Generated:
    """`package` is not formatted yet. Without one, `failure` says why.

    Where the document's own expressions have errors, `failure` is None and `diagnostics` hold them.
    """

    package: NodePackage | None
    diagnostics: tuple[Diagnostic, ...] = ()
    failure: Diagnostic | None = None
