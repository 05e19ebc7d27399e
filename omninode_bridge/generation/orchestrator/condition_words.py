"""What a condition speaks of, as words of a sentence would."""

from collections.abc import Iterator

from omninode_bridge.generation.orchestrator.flow import Condition
from omninode_bridge.requirements.naming import words
from omninode_bridge.rules.syntax import Attribute, Name, Negation, Node, children


def names_in(condition: Condition) -> set[str]:
    """Of `quote.price` the price alone: a sentence need not say which step tells it."""
    nodes = [*_all(condition.expression)]
    steps = {id(node.of) for node in nodes if isinstance(node, Attribute)}
    names = [node.name for node in nodes if isinstance(node, Attribute)]
    names += [node.id for node in nodes if isinstance(node, Name) and id(node) not in steps]
    return {word for name in names for word in words(name)}


def negates(root: Node) -> bool:
    return any(isinstance(node, Negation) for node in _all(root))


def _all(root: Node) -> Iterator[Node]:
    yield root
    for child in children(root):
        yield from _all(child)
