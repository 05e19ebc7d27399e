"""Generated packages, made importable in this process."""

import importlib
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from omninode_bridge.generation.generate import generate_package
from omninode_bridge.generation.package import NodePackage
from omninode_bridge.node_type import NodeType
from omninode_bridge.requirements.reading import read_prd

OMNINODE = [sys.executable, "-c", "from pipelines.cli.main import main; main()"]


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


def proven(documents: Path, folder: Path) -> str:
    """What `omninode generate` says of a folder of documents; proven nodes are below `folder`."""
    command = [*OMNINODE, "generate", "--local", "--prd", str(documents)]
    done = subprocess.run(
        [*command, "--output-dir", str(folder)], capture_output=True, text=True, check=False
    )
    return done.stdout + done.stderr


def answering(package: Path) -> Callable[[str], str]:
    """The node of a written package, as a function from a request to its answer, both JSON."""
    sys.path.insert(0, str(package / "src"))
    root = next((package / "src").glob("onex_*")).name
    asking = importlib.import_module(f"{root}.nodes.{package.name}.tests.asking")
    answer: Callable[[str], str] = asking.answer
    return answer
