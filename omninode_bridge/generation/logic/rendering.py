"""Python syntax as text, with parentheses for readers and one spelling of texts everywhere."""

import ast

from omninode_bridge.generation.literals import python_string
from omninode_bridge.generation.logic.python_ast import GROUP


def render(module: ast.Module) -> str:
    """The module's text; calls of `GROUP` become plain parentheses.

    Texts are spelled again, because what `repr` escapes depends on Python's Unicode version.
    """
    text = ast.unparse(ast.fix_missing_locations(module))
    lines = [line.encode() for line in text.split("\n")]
    for line, start, end, new in sorted(_edits(ast.parse(text), lines), reverse=True):
        lines[line] = lines[line][:start] + new + lines[line][end:]
    return "\n".join(line.decode() for line in lines) + "\n"


def _edits(tree: ast.Module, lines: list[bytes]) -> list[tuple[int, int, int, bytes]]:
    """Line, first and last byte, and what to put there."""
    found: list[tuple[int, int, int, bytes]] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id == GROUP:
            found.append((node.lineno - 1, node.col_offset, node.end_col_offset or 0, b""))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            line, end = node.lineno - 1, node.end_col_offset or 0
            is_plain = lines[line][node.col_offset : end].isascii() and node.value.isascii()
            if node.lineno == node.end_lineno and not is_plain:
                spelled = python_string(node.value).encode()
                found.append((line, node.col_offset, end, spelled))
    return found
