"""Example packages of each type, to the byte. `make golden` rewrites them; review the diff."""

import os
import shutil
from pathlib import Path

import pytest

from omninode_bridge.generation.generate import generate_package
from omninode_bridge.generation.package import NodePackage
from omninode_bridge.node_type import NodeType
from omninode_bridge.requirements.reading import read_prd
from resources.toolchain.formatting import RuffFormatter

ROOT = Path(__file__).parents[3]
EXAMPLES = {
    "price_quote": NodeType.COMPUTE,
    "parcel_locker": NodeType.REDUCER,
    "trip_booking": NodeType.ORCHESTRATOR,
    "tool_lending": NodeType.EFFECT,
}


def package_of(example: str) -> NodePackage:
    reading = read_prd((ROOT / "examples" / f"{example}.md").read_text(encoding="utf-8"))
    generated = generate_package(reading.document, node_type=EXAMPLES[example])
    assert generated.package is not None, generated.diagnostics
    return RuffFormatter().format(generated.package)


def store(package: NodePackage, golden: Path) -> None:
    """Under a suffix of its own, so that no tool takes the files for modules or tests of ours."""
    shutil.rmtree(golden, ignore_errors=True)
    for path, content in package.files.items():
        stored = golden / f"{path}.txt"
        stored.parent.mkdir(parents=True, exist_ok=True)
        stored.write_bytes(content)


@pytest.mark.slow
@pytest.mark.requirement("R273")
@pytest.mark.parametrize("example", EXAMPLES)
def test_golden_package(example: str) -> None:
    golden = ROOT / "tests" / "golden" / example
    package = package_of(example)
    if os.environ.get("UPDATE_GOLDEN"):
        store(package, golden)
    found = {
        file.relative_to(golden).as_posix().removesuffix(".txt"): file.read_text("utf-8")
        for file in sorted(golden.rglob("*.txt"))
    }
    assert sorted(found) == sorted(package.files)
    for path, content in package.files.items():
        assert content.decode() == found[path], path
