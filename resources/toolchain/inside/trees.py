"""Syntax trees that many rules walk: each is parsed once, and each part lists its parts once."""

import ast
from collections.abc import Callable, Iterator
from typing import Any, Final

# Where a part of a tree keeps its own parts. Their order is that of `ast.iter_child_nodes`.
PARTS: Final = "_omninode_parts"
# Where it keeps which kinds are among it and all that is below it, as a bit for each.
KINDS: Final = "_omninode_kinds"
# Where it keeps itself and all that is below it, in the order of `ast.walk`.
WALK: Final = "_omninode_walk"

type Parts = Callable[[ast.AST], list[ast.AST]]


def tree_functions() -> Iterator[tuple[object, str, object]]:
    """What takes the place of what, while nobody changes a tree."""
    parts = _parts_of(ast.iter_child_nodes)
    yield ast, "parse", _parsing()
    yield ast, "iter_child_nodes", lambda node: iter(parts(node))
    yield ast, "walk", _walking(parts)
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


def _walking(parts: Parts) -> Callable[[ast.AST], Iterator[ast.AST]]:
    def walk(node: ast.AST) -> Iterator[ast.AST]:
        found: list[ast.AST] | None = node.__dict__.get(WALK)
        if found is None:
            found = [node]
            for each in found:
                found += parts(each)
            node.__dict__[WALK] = found
        return iter(found)

    return walk


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
    """`NodeVisitor.generic_visit`, past what holds nothing that the visitor does anything about."""
    kinds, wanting = _kinds_below(parts), dict[type[ast.NodeVisitor], int]()

    def generic_visit(self: ast.NodeVisitor, node: ast.AST) -> None:
        visitor = type(self)
        wanted = wanting.get(visitor)
        if wanted is None:
            wanted = wanting[visitor] = _wanted(visitor)
        for part in parts(node):
            if kinds(part) & wanted:
                self.visit(part)

    return generic_visit


def _kinds_below(parts: Parts) -> Callable[[ast.AST], int]:
    def kinds(node: ast.AST) -> int:
        found: int | None = node.__dict__.get(KINDS)
        if found is None:
            found = BITS.get(type(node), EVERYTHING)
            for part in parts(node):
                found |= kinds(part)
            node.__dict__[KINDS] = found
        return found

    return kinds


def _subclasses(kind: type[ast.AST]) -> Iterator[type[ast.AST]]:
    for found in kind.__subclasses__():
        yield found
        yield from _subclasses(found)


EVERYTHING: Final = -1
BITS: Final = {kind: 1 << bit for bit, kind in enumerate(dict.fromkeys(_subclasses(ast.AST)))}


def _wanted(visitor: type[ast.NodeVisitor]) -> int:
    """The kinds that it has methods for; everything where it looks at each part itself."""
    for method in ("visit", "generic_visit", "visit_Constant"):
        if getattr(visitor, method) is not getattr(ast.NodeVisitor, method):
            return EVERYTHING
    wanted = 0
    for kind, bit in BITS.items():
        if kind is not ast.Constant and hasattr(visitor, f"visit_{kind.__name__}"):
            # `visit_Constant` looks for methods by what constants were called once.
            wanted |= BITS[ast.Constant] if issubclass(kind, ast.Constant) else bit
    return wanted
