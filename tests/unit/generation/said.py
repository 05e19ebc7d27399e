"""Which sentences of a document with tables are bound, and which tests show them."""

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
