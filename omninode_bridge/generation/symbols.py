"""The parts of a module by name: functions, classes, `Class.member`, and `TABLE/entry`.

An entry of a table is a call or a tuple, named by its leading constants.
"""

import ast
from collections.abc import Iterable, Iterator, Sequence

type Range = tuple[int, int]
"""First and last line."""


def top_level(source: str) -> Iterator[tuple[str, Range]]:
    """Functions, classes and names of a module, with the decorators above them."""
    for node in ast.parse(source).body:
        for name in _names(node):
            yield name, (node.lineno - _decorated(node), node.end_lineno or node.lineno)


def ranges_of(source: str, symbols: Iterable[str]) -> Iterator[tuple[str, tuple[int, int]]]:
    """First and last line of each that the module has; the whole module for the empty name."""
    tree = ast.parse(source)
    for symbol in symbols:
        found = _range_of(tree, symbol) if symbol else (1, max(1, len(source.splitlines())))
        if found is not None:
            yield symbol, found


def _range_of(tree: ast.Module, symbol: str) -> tuple[int, int] | None:
    outer, _, entry = symbol.partition("/")
    owner, _, member = outer.partition(".")
    for node in tree.body:
        if owner not in _names(node):
            continue
        if entry:
            return _range_of_entry(node, entry)
        if member and isinstance(node, ast.ClassDef):
            found = [each for each in node.body if member in _names(each)]
            return _lines(found[0]) if found else None
        return _lines(node)
    return None


def _range_of_entry(table: ast.stmt, entry: str) -> tuple[int, int] | None:
    for node in ast.walk(table):
        if isinstance(node, ast.Call | ast.Tuple) and _entry_name(node) == entry:
            return _lines(node)
    return None


def _lines(node: ast.stmt | ast.expr) -> tuple[int, int]:
    return node.lineno, node.end_lineno or node.lineno


def _entry_name(node: ast.Call | ast.Tuple) -> str:
    return ",".join(_leading(node.args if isinstance(node, ast.Call) else node.elts))


def symbols_at(source: str, line: int) -> Iterator[str]:
    """The names of what the line stands in, the innermost first."""
    for node in ast.parse(source).body:
        if node.lineno - _decorated(node) <= line <= (node.end_lineno or node.lineno):
            yield from _within(node, line)


def _decorated(node: ast.stmt) -> int:
    """How many lines of decorators stand above it."""
    decorators = getattr(node, "decorator_list", [])
    return node.lineno - decorators[0].lineno if decorators else 0


def _within(node: ast.stmt, line: int) -> Iterator[str]:
    match node:
        case ast.ClassDef():
            for member in node.body:
                if member.lineno <= line <= (member.end_lineno or member.lineno):
                    yield from (f"{node.name}.{name}" for name in _names(member))
            yield node.name
        case ast.Assign(value=value) | ast.AnnAssign(value=ast.expr() as value):
            for name in _names(node):
                yield from _entries(name, value, line)
                yield name
        case _:
            yield from _names(node)


def _names(node: ast.stmt) -> Iterator[str]:
    match node:
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
            yield node.name
        case ast.Assign(targets=[ast.Name(name)]) | ast.AnnAssign(target=ast.Name(name)):
            yield name


def _entries(table: str, value: ast.expr, line: int) -> Iterator[str]:
    """The entry of a table that holds the line, by its leading texts, and what it names."""
    found = [
        node
        for node in ast.walk(value)
        if isinstance(node, ast.Call | ast.Tuple)
        and node.lineno <= line <= (node.end_lineno or node.lineno)
    ]
    for node in reversed(found):
        yield f"{table}/{_entry_name(node)}"
    for node in reversed(found):
        yield from (part.id for part in ast.walk(node) if isinstance(part, ast.Name))


def _leading(parts: Sequence[ast.expr]) -> Iterator[str]:
    for part in parts:
        if not isinstance(part, ast.Constant):
            return
        yield "" if part.value is None else str(part.value)
