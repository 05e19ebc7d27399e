"""The parcel locker as a package, to the byte. `make golden` rewrites it; review the diff."""

import os
import shutil
from pathlib import Path

import pytest

from omninode_bridge.generation.generate import generate_package
from omninode_bridge.node_type import NodeType
from omninode_bridge.requirements.reading import read_prd
from resources.toolchain.formatting import RuffFormatter

ROOT = Path(__file__).parents[4]
GOLDEN = ROOT / "tests" / "golden" / "parcel_locker"


@pytest.mark.slow
def test_golden_parcel_locker() -> None:
    reading = read_prd((ROOT / "examples" / "parcel_locker.md").read_text(encoding="utf-8"))
    generated = generate_package(reading.document, node_type=NodeType.REDUCER)
    assert generated.package is not None, generated.diagnostics
    package = RuffFormatter().format(generated.package)
    if os.environ.get("UPDATE_GOLDEN"):
        shutil.rmtree(GOLDEN, ignore_errors=True)
        for path, content in package.files.items():
            stored = GOLDEN / f"{path}.txt"
            stored.parent.mkdir(parents=True, exist_ok=True)
            stored.write_bytes(content)
    found = {
        file.relative_to(GOLDEN).as_posix().removesuffix(".txt"): file.read_text(encoding="utf-8")
        for file in sorted(GOLDEN.rglob("*.txt"))
    }
    assert sorted(found) == sorted(package.files)
    for path, content in package.files.items():
        assert content.decode() == found[path], path
