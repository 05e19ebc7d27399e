"""Find everything of a package from its contract.yaml; paths are relative to the package."""

import importlib
import sys
from dataclasses import dataclass
from pathlib import Path

import yaml
from pydantic import BaseModel

CONTRACT = "contract.yaml"


class LayoutError(Exception):
    """The package is not laid out as one ONEX node; `file` is where that shows."""

    def __init__(self, message: str, file: str | Path = "") -> None:
        super().__init__(message)
        self.file = file


@dataclass(frozen=True, slots=True)
class Layout:
    """`folder` holds contract.yaml; `module` is its dotted name; `contract` its raw content."""

    source: Path
    folder: Path
    module: str
    contract: dict[str, object]

    @property
    def python_files(self) -> list[Path]:
        """Of the node and what stands beside it, without tests."""
        files = sorted(self.source.rglob("*.py"))
        return [file for file in files if "tests" not in file.parts]


def find_layout() -> Layout:
    """Of the package in the current directory."""
    contracts = sorted(Path("src").glob(f"*/nodes/*/{CONTRACT}"))
    if len(contracts) != 1:
        found = ", ".join(map(str, contracts)) or "none"
        raise LayoutError(f"one src/*/nodes/*/{CONTRACT} is needed, found: {found}")
    folder = contracts[0].parent
    try:
        contract = yaml.safe_load(contracts[0].read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise LayoutError(f"it is no YAML: {error}", contracts[0]) from error
    if not isinstance(contract, dict):
        raise LayoutError("it is no mapping", contracts[0])
    source = Path("src")
    module = ".".join(folder.relative_to(source).parts)
    return Layout(source=source, folder=folder, module=module, contract=contract)


def make_importable(layout: Layout) -> None:
    sys.path.insert(0, str(layout.source.absolute()))


def node_class(layout: Layout, bases: tuple[type, ...]) -> type:
    """The one class of node.py that is an ONEX node."""
    module = importlib.import_module(f"{layout.module}.node")
    found = [
        value
        for value in vars(module).values()
        if isinstance(value, type)
        and issubclass(value, bases)
        and value.__module__ == module.__name__
    ]
    if len(found) != 1:
        names = ", ".join(value.__name__ for value in found) or "none"
        raise LayoutError(f"node.py must hold one node class, found: {names}")
    return found[0]


def model_class(layout: Layout, key: str) -> type[BaseModel]:
    """The class that `input_model` or `output_model` of the contract names."""
    dotted = layout.contract.get(key)
    if not isinstance(dotted, str) or "." not in dotted:
        raise LayoutError(f"{key} of the contract names no class: {dotted!r}")
    return model_named(dotted)


def model_named(dotted: str) -> type[BaseModel]:
    module, _, name = dotted.rpartition(".")
    found = getattr(importlib.import_module(module), name, None)
    if not (isinstance(found, type) and issubclass(found, BaseModel)):
        raise LayoutError(f"{dotted} is no model")
    return found
