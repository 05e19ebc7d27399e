"""A generated effect node, imported into the process of a test."""

import importlib
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from types import ModuleType
from typing import Any

from omninode_bridge.generation.generate import generate_package
from omninode_bridge.generation.package import NodePackage
from omninode_bridge.node_type import NodeType
from omninode_bridge.prose.understanding import understand
from omninode_bridge.requirements.document import Document
from omninode_bridge.requirements.reading import read_prd

DOCUMENTS = Path(__file__).parent / "documents"
LIBRARY = (DOCUMENTS / "library.md").read_text(encoding="utf-8")
CREDIT = (DOCUMENTS / "credit.md").read_text(encoding="utf-8")

type Answer = dict[str, Any]  # whatever JSON a test looks into


def document_of(text: str) -> Document:
    reading = read_prd(text)
    assert not [found for found in reading.diagnostics if found.severity == "error"]
    return reading.document


def package_of(text: str, *, in_prose: bool = False) -> NodePackage:
    document = document_of(text)
    if in_prose:
        document = understand(document, NodeType.EFFECT).document
    generated = generate_package(document, node_type=NodeType.EFFECT)
    assert generated.package is not None, generated.diagnostics
    return generated.package


@dataclass(frozen=True, slots=True)
class EffectNode:
    """The modules of one package; `state` is where its embedded store lies."""

    root: str
    state: Path
    source: Path
    node: str

    def module(self, name: str) -> ModuleType:
        return importlib.import_module(f"{self.root}.{name}")

    @property
    def bindings(self) -> ModuleType:
        return self.module("bindings")

    @property
    def tests(self) -> ModuleType:
        return self.module(f"nodes.{self.node}.tests.asking")

    def scenarios(self) -> dict[str, Any]:  # of the package's own class
        module = self.module(f"nodes.{self.node}.tests.scenarios")
        return {name: getattr(module, name) for name in module.__all__}

    def ask(self, operation: str, request: Answer, ports: object = None) -> Answer:
        """The answer, or `{"error": ...}`; by default from the embedded store."""
        chosen = self.bindings.embedded(self.state) if ports is None else ports
        with self.bindings.bound(chosen):
            text = json.dumps(request, default=str)
            found = self.tests.ask(operation, text)
        assert isinstance(found, dict)
        return found

    def events(self) -> list[Answer]:
        outbox = self.state / "outbox.jsonl"
        lines = outbox.read_text(encoding="utf-8").splitlines() if outbox.exists() else []
        return [json.loads(line, parse_float=Decimal) for line in lines]


def code(answer: Answer) -> str:
    """Of an answer that is an error."""
    return str(answer["error"]["code"])


@contextmanager
def imported(text: str, folder: Path, *, in_prose: bool = False) -> Iterator[EffectNode]:
    """Write the package below the folder, and forget its modules afterwards."""
    package = package_of(text, in_prose=in_prose)
    for path, content in package.files.items():
        target = folder / "package" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    source = str(folder / "package" / "src")
    sys.path.insert(0, source)
    try:
        yield EffectNode(package.import_root, folder / "state", Path(source), package.folder)
    finally:
        sys.path.remove(source)
        for name in [name for name in sys.modules if name.split(".")[0] == package.import_root]:
            del sys.modules[name]
