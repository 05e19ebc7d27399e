"""A syntax tree walked once: its parts, by kind, and by function."""

import ast
from functools import cache
from typing import Final

type Function = ast.FunctionDef | ast.AsyncFunctionDef

# Of three parts of a tree one says how a name is used or what an operator does: no rule asks.
LEFT_OUT: Final = frozenset({"ctx", "op", "ops"})
# Neither a text nor a number has parts.
TEXTS: Final = frozenset({"id", "attr", "module", "level", "kind", "type_comment", "conversion"})


class Walk:
    """Without recursion, as deep trees are no reason to fail."""

    def __init__(self, tree: ast.AST) -> None:
        self.nodes: list[ast.AST] = []
        self.functions: list[Function] = []
        self._by_kind: dict[type[ast.AST], list[ast.AST]] = {}
        self._ranges: dict[int, tuple[int, int]] = {}
        waiting: list[ast.AST | int] = [tree]
        while waiting:
            node = waiting.pop()
            if isinstance(node, int):  # All of the function that stands there has been seen.
                self._ranges[id(self.nodes[node])] = (node, len(self.nodes))
                continue
            kind = type(node)
            if kind is ast.FunctionDef or kind is ast.AsyncFunctionDef:
                waiting.append(len(self.nodes))
                self.functions.append(node)  # type: ignore[arg-type]  # its kind was just asked
            self.nodes.append(node)
            self._by_kind.setdefault(kind, []).append(node)
            for name in _fields(kind):  # type: ignore[arg-type]  # a class has a hash
                value = getattr(node, name, None)
                if isinstance(value, ast.AST):
                    waiting.append(value)
                elif isinstance(value, list):
                    waiting.extend([part for part in reversed(value) if isinstance(part, ast.AST)])

    def of[N: ast.AST](self, kind: type[N]) -> list[N]:
        """Those of exactly this kind."""
        return self._by_kind.get(kind, [])  # type: ignore[return-value]  # listed by their kind

    def below(self, function: Function) -> list[ast.AST]:
        """The function and all of its parts."""
        start, end = self._ranges[id(function)]
        return self.nodes[start:end]


@cache
def _fields(kind: type[ast.AST]) -> tuple[str, ...]:
    """Those that may hold parts, the last one first."""
    if issubclass(kind, ast.Constant):
        return ()
    return tuple(name for name in reversed(kind._fields) if name not in LEFT_OUT | TEXTS)
