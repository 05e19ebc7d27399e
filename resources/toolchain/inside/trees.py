"""Syntax trees that many rules walk: each is parsed once, and each part lists its parts once."""

import ast
from collections.abc import Callable, Iterator
from typing import Any, Final

# Where a part of a tree keeps its own parts. Their order is that of `ast.iter_child_nodes`.
PARTS: Final = "_omninode_parts"
# Where it keeps those of them that most visitors want to see.
FEWER: Final = "_omninode_fewer_parts"
# Two of five parts of a tree: they have no parts, and a visitor seldom has methods for them.
LEAVES: Final = (ast.expr_context, ast.boolop, ast.operator, ast.unaryop, ast.cmpop, ast.Constant)

type Parts = Callable[[ast.AST], list[ast.AST]]


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


def _parts_of(iter_child_nodes: Callable[[ast.AST], Iterator[ast.AST]]) -> Parts:
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
def _visiting_parts(parts: Parts) -> Callable[[ast.NodeVisitor, ast.AST], Any]:
    """`NodeVisitor.generic_visit`, past leaves that the visitor does nothing about."""
    fewer, wanting = _without_leaves(parts), dict[type[ast.NodeVisitor], bool]()

    def generic_visit(self: ast.NodeVisitor, node: ast.AST) -> None:
        visitor = type(self)
        if visitor not in wanting:
            wanting[visitor] = _wants_leaves(visitor)
        for part in parts(node) if wanting[visitor] else fewer(node):
            self.visit(part)

    return generic_visit


def _without_leaves(parts: Parts) -> Parts:
    def fewer(node: ast.AST) -> list[ast.AST]:
        found: list[ast.AST] | None = node.__dict__.get(FEWER)
        if found is None:
            seen = [part for part in parts(node) if not isinstance(part, LEAVES)]
            found = node.__dict__[FEWER] = seen
        return found

    return fewer


def _wants_leaves(visitor: type[ast.NodeVisitor]) -> bool:
    for method in ("visit", "generic_visit", "visit_Constant"):
        if getattr(visitor, method) is not getattr(ast.NodeVisitor, method):
            return True
    # Among them what constants were called once: `visit_Constant` looks for their methods, too.
    kinds = [kind.__name__ for leaf in LEAVES for kind in leaf.__subclasses__()]
    return any(hasattr(visitor, f"visit_{name}") for name in kinds)
