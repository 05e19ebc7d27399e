"""Which sentences of a document with tables are bound, and which tests show them."""

from dataclasses import dataclass

from omninode_bridge.generation.generate import generate_package
from omninode_bridge.generation.package import BindingState
from omninode_bridge.node_type import NodeType
from omninode_bridge.requirements.reading import read_prd


def sentences(text: str) -> list[str]:
    return [line.strip() for line in text.strip().splitlines()]


def bound(document: str, told: list[str], node_type: NodeType) -> dict[str, tuple[str, ...]]:
    """The bound sentences and the tests that show each; `{requirements}` stands for all."""
    listed = "\n".join(f"- R{number}: {text}" for number, text in enumerate(told, 1))
    reading = read_prd(document.replace("{requirements}", listed))
    package = generate_package(reading.document, node_type=node_type).package
    assert package is not None
    return {
        found.text: found.tests for found in package.bindings if found.state is BindingState.BOUND
    }


@dataclass(frozen=True, slots=True)
class Told:
    """Sentences about one kind of cell: what it does, and near misses."""

    about: str
    so: tuple[str, ...]
    not_so: tuple[str, ...]

    @property
    def all(self) -> tuple[str, ...]:
        return (*self.so, *self.not_so)


def told(table: str) -> list[Told]:
    """Of lines `== kind`, `+ sentence` and `- near miss`."""
    found = []
    for part in table.split("== ")[1:]:
        about, *lines = part.strip().splitlines()
        so, not_so = (
            tuple(line[2:] for line in lines if line.startswith(sign)) for sign in ("+ ", "- ")
        )
        found.append(Told(about, so, not_so))
    return found
