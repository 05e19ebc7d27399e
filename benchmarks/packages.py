"""A generated package, written and made importable in this process."""

import sys
from pathlib import Path

from omninode_bridge.generation.generate import generate_package
from omninode_bridge.generation.package import NodePackage
from omninode_bridge.node_type import NodeType
from omninode_bridge.requirements.reading import read_prd


def importable(prd: str, node_type: NodeType, folder: Path) -> NodePackage:
    """Below the folder; its node is the module `import_root.nodes.folder`."""
    package = generate_package(read_prd(prd).document, node_type=node_type).package
    if package is None:
        raise SystemExit("the document of the benchmark cannot be generated")
    for path, content in package.files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    sys.path.insert(0, str(folder / "src"))
    return package
