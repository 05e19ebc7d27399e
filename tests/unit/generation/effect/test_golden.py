"""The tool lending as a package, to the byte. `make golden` rewrites it; the diff is the review."""

import os
import shutil
from pathlib import Path

import pytest

from omninode_bridge.generation.generate import generate_package
from omninode_bridge.generation.package import NodePackage
from omninode_bridge.node_type import NodeType
from omninode_bridge.requirements.reading import read_prd
from resources.toolchain.formatting import RuffFormatter

ROOT = Path(__file__).parents[4]
GOLDEN = ROOT / "tests" / "golden" / "tool_lending"


def tool_lending() -> NodePackage:
    reading = read_prd((ROOT / "examples" / "tool_lending.md").read_text(encoding="utf-8"))
    generated = generate_package(reading.document, node_type=NodeType.EFFECT)
    assert generated.package is not None, generated.diagnostics
    return RuffFormatter().format(generated.package)


def stored(path: str) -> Path:
    """Under a suffix of its own, so that no tool takes the files for modules or tests of ours."""
    return GOLDEN / f"{path}.txt"


@pytest.mark.slow
def test_golden_tool_lending() -> None:
    package = tool_lending()
    if os.environ.get("UPDATE_GOLDEN"):
        shutil.rmtree(GOLDEN, ignore_errors=True)
        for path, content in package.files.items():
            stored(path).parent.mkdir(parents=True, exist_ok=True)
            stored(path).write_bytes(content)
    found = {
        file.relative_to(GOLDEN).as_posix().removesuffix(".txt"): file.read_bytes()
        for file in sorted(GOLDEN.rglob("*.txt"))
    }
    assert sorted(found) == sorted(package.files)
    for path, content in package.files.items():
        assert content.decode() == found[path].decode(), path
