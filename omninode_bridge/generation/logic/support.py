"""The support module of a package: of `rule_functions`, what the package uses."""

import ast
import inspect
from collections.abc import Collection, Iterator
from typing import Final

from omninode_bridge.generation.logic import rule_functions

_DOCSTRING: Final = '"""What the rules compute with: exact decimals, rounding, lists, dates."""'


def support_source(used: Collection[str], header: tuple[str, ...]) -> str:
    """The functions named, what they need in turn, and only their imports."""
    source = inspect.getsource(rule_functions)
    module = ast.parse(source)
    definitions = {name: node for node in module.body for name in _defined(node)}
    kept = _closure(set(used), definitions)
    bodies = [
        _segment(source, node)
        for name, node in definitions.items()
        if name in kept and isinstance(node, ast.Assign | ast.FunctionDef)
    ]
    mentioned = {word for name in kept for word in _mentioned(definitions[name])}
    imports = [line for node in module.body for line in _import(node, mentioned)]
    exported = ", ".join(f'"{name}"' for name in sorted(used))
    head = [*header, _DOCSTRING, "", *imports, "", f"__all__ = [{exported}]"]
    return "\n".join(head) + "\n\n\n" + "\n\n\n".join(bodies) + "\n"


def _defined(node: ast.stmt) -> Iterator[str]:
    if isinstance(node, ast.FunctionDef):
        yield node.name
    elif isinstance(node, ast.Assign):
        yield from (target.id for target in node.targets if isinstance(target, ast.Name))


def _mentioned(node: ast.AST) -> set[str]:
    return {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}


def _closure(wanted: set[str], definitions: dict[str, ast.stmt]) -> set[str]:
    kept: set[str] = set()
    waiting = sorted(wanted)
    while waiting:
        name = waiting.pop()
        if name not in kept:
            kept.add(name)
            waiting.extend(_mentioned(definitions[name]) & definitions.keys())
    return kept


def _segment(source: str, node: ast.stmt) -> str:
    """The text of a definition, decorators and comments included."""
    first = min((one.lineno for one in getattr(node, "decorator_list", [])), default=node.lineno)
    return "\n".join(source.splitlines()[first - 1 : node.end_lineno])


def _import(node: ast.stmt, mentioned: set[str]) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (f"import {name.name}" for name in node.names if name.name in mentioned)
    elif isinstance(node, ast.ImportFrom):
        names = [name.name for name in node.names if name.name in mentioned]
        if names:
            yield f"from {node.module} import {', '.join(names)}"
