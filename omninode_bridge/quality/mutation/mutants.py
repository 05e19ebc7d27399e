"""All mutants of a module and of a package, in the order of their places."""

import ast
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Final

from omninode_bridge.quality.mutation.mutant import Edit, Mutant, mutant_of
from omninode_bridge.quality.mutation.operators import edits_at, removal
from omninode_bridge.quality.mutation.spans import Source

# Fields of a tree that hold types and decoration, not logic.
_PASSED_OVER: Final = frozenset({"annotation", "returns", "decorator_list", "type_params", "bases"})
_ELSEWHERE: Final = frozenset({"tests", "models", "enums"})
_CONTRACT: Final = "src/*/nodes/*/contract.yaml"
_THIN: Final = frozenset({"__init__.py", "node.py", "handler.py"})

type Function = ast.FunctionDef | ast.AsyncFunctionDef


def holds_logic(path: str, node_folder: str) -> bool:
    """Whether a module of the node's folder decides something, other than by declaring a model."""
    file = PurePosixPath(path)
    if file.suffix != ".py" or not file.is_relative_to(node_folder):
        return False
    return file.name not in _THIN and not _ELSEWHERE & set(file.parts)


def node_folder_of(files: Collection[str]) -> str:
    """The folder that holds the contract; empty where there is none."""
    contracts = sorted(path for path in files if PurePosixPath(path).match(_CONTRACT))
    return str(PurePosixPath(contracts[0]).parent) if contracts else ""


def mutants_of_package(files: Mapping[str, bytes], node_folder: str) -> tuple[Mutant, ...]:
    """Those of the handlers and of what stands beside them in the node's folder."""
    if not node_folder:
        return ()
    return tuple(
        mutant
        for path in sorted(files)
        if holds_logic(path, node_folder)
        for mutant in mutants_of(path, files[path].decode("utf-8"))
    )


def mutants_of(file: str, text: str) -> tuple[Mutant, ...]:
    source = Source(text)
    edits = set(_Walk(source).module(ast.parse(text)))
    ordered = sorted(edits, key=lambda edit: (edit.start, edit.end, edit.replacement))
    return tuple(mutant_of(file, text, edit) for edit in ordered)


class _Walk:
    def __init__(self, source: Source) -> None:
        self._source = source

    def module(self, tree: ast.Module) -> Iterator[Edit]:
        for statement in tree.body:
            if not _is_list_of_names(statement):
                yield from self._inside(statement, ())

    def _inside(self, node: ast.AST, names: tuple[str, ...]) -> Iterator[Edit]:
        """`names` are those of the classes around a function that is not entered yet."""
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                yield from self._function(node, names)
            case ast.ClassDef():
                for statement in node.body:
                    yield from self._inside(statement, (*names, node.name))
            case ast.JoinedStr():
                yield from self._within_text(node, names)
            case ast.Import() | ast.ImportFrom() | ast.TypeAlias():
                return
            case ast.Expr(value=ast.Constant()):
                return
            case _:
                yield from edits_at(node, self._source)
                for child in _children(node):
                    yield from self._inside(child, names)

    def _function(self, node: Function, names: tuple[str, ...]) -> Iterator[Edit]:
        """Defaults belong to what stands around the function."""
        for default in (*node.args.defaults, *node.args.kw_defaults):
            if default is not None:
                yield from self._inside(default, names)
        qualified = ".".join((*names, node.name))
        for edit in self._statements(node.body):
            yield replace(edit, function=qualified)

    def _statements(self, body: list[ast.stmt]) -> Iterator[Edit]:
        for node in _statements_below(body):
            yield from removal(node, self._source)
        for statement in body:
            yield from self._inside(statement, ())

    def _within_text(self, node: ast.JoinedStr, names: tuple[str, ...]) -> Iterator[Edit]:
        """The expressions in a text, not the text around them."""
        for value in node.values:
            if isinstance(value, ast.FormattedValue):
                yield from self._inside(value.value, names)


def _statements_below(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """Every statement, also within blocks, but not within functions that stand inside."""
    for statement in body:
        yield statement
        if not isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield from _statements_below(_blocks(statement))


def _blocks(node: ast.AST) -> list[ast.stmt]:
    """The statements directly inside of a compound statement."""
    found: list[ast.stmt] = []
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.stmt):
            found.append(child)
        elif isinstance(child, ast.ExceptHandler | ast.match_case):
            found += child.body
    return found


def _children(node: ast.AST) -> Iterator[ast.AST]:
    for name, value in ast.iter_fields(node):
        if name in _PASSED_OVER:
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST):
                yield child


def _is_list_of_names(statement: ast.stmt) -> bool:
    match statement:
        case ast.Assign(targets=[ast.Name(id="__all__" | "__slots__")]):
            return True
    return False
