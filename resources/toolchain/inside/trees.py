"""Syntax trees that many rules walk: each is parsed once, and each part lists its parts once."""

import ast
from collections.abc import Callable, Iterator
from typing import Any, Final

# Where a part of a tree keeps its own parts. Their order is that of `ast.iter_child_nodes`.
PARTS: Final = "_omninode_parts"


def tree_functions() -> Iterator[tuple[object, str, object]]:
    """What takes the place of what, while nobody changes a tree."""
    parts = _parts_of(ast.iter_child_nodes)
    yield ast, "parse", _parsing()
    yield ast, "iter_child_nodes", lambda node: iter(parts(node))
    yield ast.NodeVisitor, "visit", _visiting()
    yield ast.NodeVisitor, "generic_visit", _visiting_parts(parts)


def _parsing() -> Callable[..., ast.AST]:
    """`ast.parse`; whatever name a file is given, its tree is the same."""
    parse, known = ast.parse, dict[str | bytes, ast.AST]()

    def remembered(
        source: object, filename: object = "<unknown>", *given: object, **named: object
    ) -> ast.AST:
        if given or named or not isinstance(source, str | bytes):
            return parse(source, filename, *given, **named)  # type: ignore[call-overload,no-any-return]  # as given
        if source not in known:
            known[source] = parse(source, str(filename))
        return known[source]

    return remembered


def _parts_of(
    iter_child_nodes: Callable[[ast.AST], Iterator[ast.AST]],
) -> Callable[[ast.AST], list[ast.AST]]:
    def parts(node: ast.AST) -> list[ast.AST]:
        found: list[ast.AST] | None = node.__dict__.get(PARTS)
        if found is None:
            found = node.__dict__[PARTS] = list(iter_child_nodes(node))
        return found

    return parts


# reason for Any: a visitor may return what it likes
def _visiting() -> Callable[[ast.NodeVisitor, ast.AST], Any]:
    """`NodeVisitor.visit`, which makes up the name of a method each time."""
    names: dict[type[ast.AST], str] = {}

    def visit(self: ast.NodeVisitor, node: ast.AST) -> Any:  # noqa: ANN401 - as above
        kind = type(node)
        name = names.get(kind)
        if name is None:
            name = names[kind] = f"visit_{kind.__name__}"
        return getattr(self, name, self.generic_visit)(node)

    return visit


# reason for Any: as above
def _visiting_parts(
    parts: Callable[[ast.AST], list[ast.AST]],
) -> Callable[[ast.NodeVisitor, ast.AST], Any]:
    def generic_visit(self: ast.NodeVisitor, node: ast.AST) -> None:
        for part in parts(node):
            self.visit(part)

    return generic_visit
