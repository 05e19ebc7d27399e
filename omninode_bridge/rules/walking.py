"""Walks over typed trees."""

from collections.abc import Iterable, Iterator
from dataclasses import is_dataclass

from omninode_bridge.rules.typed import Call, Sorted


def parts(root: object) -> Iterator[object]:
    """Every dataclass value below `root`, itself included; without recursion."""
    waiting = [root]
    while waiting:
        value = waiting.pop()
        if isinstance(value, tuple | list):
            waiting.extend(reversed(value))
        elif is_dataclass(value) and not isinstance(value, type):
            yield value
            waiting.extend(getattr(value, name) for name in reversed(value.__dataclass_fields__))


def functions_in(steps: Iterable[object]) -> frozenset[str]:
    """The functions of the language that occur."""
    found: set[str] = set()
    for part in parts(list(steps)):
        if isinstance(part, Call):
            found.add(part.function)
        elif isinstance(part, Sorted):
            found.add("sorted")
    return frozenset(found)
