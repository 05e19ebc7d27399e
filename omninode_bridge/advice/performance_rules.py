"""Work that grows faster than the data, as far as the syntax alone shows it."""

import ast
from collections.abc import Iterator
from typing import Final

from omninode_bridge.quality.report import Finding
from omninode_bridge.quality.source import PackageSource, SourceFile, dotted_names

DEEPEST: Final = 3
SHIFTING: Final = frozenset({"insert", "pop"})
LOOPS: Final = (ast.For, ast.AsyncFor, ast.While)
COPIES: Final = frozenset({"copy.deepcopy"})

type Loop = ast.For | ast.AsyncFor | ast.While


def growing_texts(source: PackageSource) -> Iterator[Finding]:
    """`text += "..."` in a loop copies all that is there each time."""
    for file, node in _in_loops(source):
        if (
            isinstance(node, ast.AugAssign)
            and isinstance(node.op, ast.Add)
            and _is_text(node.value)
        ):
            name = ast.unparse(node.target)
            yield file.at(node, "growing text", f"collect the parts of `{name}` and join them once")


def shifted_lists(source: PackageSource) -> Iterator[Finding]:
    """`pop(0)` and `insert(0, ...)` move every other item."""
    for file, node in _in_loops(source):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        if node.func.attr in SHIFTING and node.args and _is_zero(node.args[0]):
            called = f"{node.func.attr}(0)" if node.func.attr == "pop" else "insert(0, ...)"
            yield file.at(node, "shifted list", f"`{called}` in a loop: collections.deque does it")


def copies_in_loops(source: PackageSource) -> Iterator[Finding]:
    for file in source.code:
        roots = {name.partition(".")[0] for name in COPIES}
        copying = {id(node) for node, name in dotted_names(file, roots) if name in COPIES}
        for node in _below_loops(file) if copying else ():
            if isinstance(node, ast.Call) and id(node.func) in copying:
                yield file.at(node, "copy in loop", "a deep copy in each turn of a loop")


def nested_loops(source: PackageSource) -> Iterator[Finding]:
    """The innermost of `DEEPEST` loops or more, one within the other, in one function."""
    for file in source.code:
        waiting: list[tuple[ast.AST, int]] = [(file.tree, 0)]
        while waiting:
            node, depth = waiting.pop()
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
                depth = 0
            depth += isinstance(node, LOOPS)
            if isinstance(node, LOOPS) and depth == DEEPEST:
                message = f"{depth} loops, one within the other: look things up by key"
                yield file.at(node, "nested loops", message)
            waiting.extend((part, depth) for part in ast.iter_child_nodes(node))


def _in_loops(source: PackageSource) -> Iterator[tuple[SourceFile, ast.AST]]:
    return ((file, node) for file in source.code for node in _below_loops(file))


def _below_loops(file: SourceFile) -> Iterator[ast.AST]:
    """What each turn of a loop does, each node once; functions defined there are no part of it."""
    seen: set[int] = set()
    walk = file.walk
    loops: list[Loop] = [*walk.of(ast.For), *walk.of(ast.AsyncFor), *walk.of(ast.While)]
    waiting: list[ast.AST] = [part for loop in loops for part in loop.body]
    while waiting:
        node = waiting.pop()
        if id(node) in seen or isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        seen.add(id(node))
        yield node
        waiting.extend(ast.iter_child_nodes(node))


def _is_text(node: ast.expr) -> bool:
    """A text, or a sum that ends or begins with one."""
    while isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        if _is_text(node.right):
            return True
        node = node.left
    return isinstance(node, ast.JoinedStr) or (
        isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


def _is_zero(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and type(node.value) is int and node.value == 0
