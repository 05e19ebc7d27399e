"""A generated package as a value: relative paths and bytes, nothing on a disk."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from omninode_bridge.diagnostics import Place
from omninode_bridge.node_type import NodeType


class BindingState(StrEnum):
    BOUND = "bound"
    UNBOUND = "unbound"
    QUALITY_ATTRIBUTE = "quality_attribute"


@dataclass(frozen=True, slots=True)
class Binding:
    """How one requirement is realised, or why it is not.

    `how` reads like "rules, lines 31 and 33"; `reason` and `question` belong to unbound ones.
    `tests` are pytest ids below the package root, of the tests that show it; `lines` are those of
    the document that realise it; `pattern` is that of its prose.
    """

    requirement_id: str
    text: str
    place: Place
    state: BindingState
    how: str = ""
    reason: str = ""
    question: str = ""
    tests: tuple[str, ...] = ()
    lines: tuple[int, ...] = ()
    pattern: str = ""


type SymbolLines = Mapping[str, tuple[int, ...]]
"""By symbol of a file: the lines of the document that the symbol was made from.

A symbol is a function, a class, `Class.member`, `TABLE/entry`, or empty for the whole file.
"""

type Origins = Mapping[str, SymbolLines]
"""By path of the file."""


@dataclass(frozen=True, slots=True)
class NodePackage:
    """Folder `node_<name>_<type>/` as a value. `files` maps POSIX paths to bytes.

    `import_root` is the top-level package (`onex_<name>_<type>`), `node_folder` the path of the
    folder that holds contract.yaml, and `sample_request` a request that the node accepts.
    """

    name: str
    node_type: NodeType
    version: tuple[int, int, int]
    domain: str
    description: str
    import_root: str
    node_folder: str
    node_class: str
    files: Mapping[str, bytes]
    bindings: tuple[Binding, ...]
    sample_request: Mapping[str, object] | None
    origins: Origins = field(default_factory=dict)

    @property
    def folder(self) -> str:
        return f"node_{self.name}_{self.node_type.value}"
