"""A generated package as a value: relative paths and bytes, nothing on a disk."""

from collections.abc import Mapping
from dataclasses import dataclass
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
    `tests` are pytest ids below the package root, of the tests that show it.
    """

    requirement_id: str
    text: str
    place: Place
    state: BindingState
    how: str = ""
    reason: str = ""
    question: str = ""
    tests: tuple[str, ...] = ()


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

    @property
    def folder(self) -> str:
        return f"node_{self.name}_{self.node_type.value}"
