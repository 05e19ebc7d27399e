"""The patterns that ship with the package. Nothing is read before the first is asked for."""

from functools import cache
from importlib.resources import files
from typing import Final

from omninode_bridge.errors import InvalidPatternError, InvalidRequestError
from omninode_bridge.node_type import NodeType
from omninode_bridge.prose.pattern import Pattern, parse_pattern

_FOLDER: Final = "catalogue"


@cache
def patterns_of(node_type: NodeType) -> tuple[Pattern, ...]:
    """In the order of their names. Raises `InvalidPatternError` for a file that is wrong."""
    folder = files("omninode_bridge.prose").joinpath(_FOLDER, node_type.value)
    found = []
    for file in sorted(folder.iterdir(), key=lambda each: each.name):
        if not file.name.endswith(".md"):
            continue
        origin = f"{_FOLDER}/{node_type.value}/{file.name}"
        pattern = parse_pattern(file.read_text(encoding="utf-8"), origin)
        if pattern.name != file.name.removesuffix(".md") or pattern.node_type is not node_type:
            raise InvalidPatternError(f"{origin} holds {pattern.node_type}/{pattern.name}")
        found.append(pattern)
    return tuple(found)


def load_catalogue() -> tuple[Pattern, ...]:
    return tuple(pattern for node_type in NodeType for pattern in patterns_of(node_type))


def pattern_named(name: str) -> Pattern:
    """Raises `InvalidRequestError` where there is none."""
    for pattern in load_catalogue():
        if pattern.name == name:
            return pattern
    raise InvalidRequestError(
        f"There is no pattern {name[:40]}", hint="List all with: omninode patterns list"
    )
