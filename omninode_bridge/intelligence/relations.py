"""Which things a contract and its code speak of: models, topics, modules, nodes."""

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from omninode_bridge.intelligence.knowledge import Relation
from omninode_bridge.intelligence.words import name_of

MOST: Final = 200
"""So many relations of one document; what has more is a list of everything."""

_MODELS: Final = {"input_model": "reads", "output_model": "returns"}
_TOPICS: Final = {"subscribe_topics": "listens to", "publish_topics": "publishes to"}


def relation(name: str, kind: str, thing: str) -> Iterator[Relation]:
    """None where the name of the thing says nothing."""
    said = name_of(thing)
    if said:
        yield Relation(name, kind, said)


def distinct(relations: Iterable[Relation]) -> tuple[Relation, ...]:
    return tuple(dict.fromkeys(relations))[:MOST]


def of_contract(contract: Mapping[str, object]) -> Iterator[Relation]:
    for key, name in _MODELS.items():
        if isinstance(model := contract.get(key), str):
            yield from relation(name, "model", model.rpartition(".")[2])
    for key, value in _walk(contract):
        if key in _TOPICS and isinstance(value, list):
            for topic in value:
                yield from relation(_TOPICS[key], "topic", str(topic))
        if key == "event_model" and isinstance(value, dict):
            yield from relation("reads", "model", str(value.get("name", "")))
        if key == "operation" and isinstance(value, str):
            yield from relation("offers", "operation", value)


def of_code(tree: ast.Module) -> Iterator[Relation]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and node.name.startswith("Model"):
            yield from relation("defines", "model", node.name)
        if isinstance(node, ast.ImportFrom):
            yield from _imported(node)


def _imported(node: ast.ImportFrom) -> Iterator[Relation]:
    for each in node.names:
        if each.name.startswith("Model"):
            yield from relation("uses", "model", each.name)
        if each.name.startswith("Mixin"):
            yield from relation("uses", "mixin", each.name)
    module = node.module or ""
    if not node.level and not re.match(r"(typing|collections|dataclasses|__future__)", module):
        yield from relation("imports", "module", module.partition(".")[0])


def _walk(value: object, depth: int = 0) -> Iterator[tuple[str, object]]:
    if depth > 20:  # noqa: PLR2004  a contract that is nested deeper is none
        return
    if isinstance(value, dict):
        for key, held in value.items():
            yield str(key), held
            yield from _walk(held, depth + 1)
    elif isinstance(value, list):
        for each in value:
            yield from _walk(each, depth + 1)
