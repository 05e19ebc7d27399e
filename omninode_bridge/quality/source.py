"""A package's Python files, parsed once for all rules of ours."""

import ast
import io
import tokenize
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from omninode_bridge.generation.package import NodePackage
from omninode_bridge.quality.report import Finding
from omninode_bridge.quality.walk import Function, Walk


@dataclass(frozen=True)
class SourceFile:
    path: str
    text: str
    tree: ast.Module

    @cached_property
    def is_test(self) -> bool:
        return "tests" in self.path.split("/")

    @cached_property
    def walk(self) -> Walk:
        return Walk(self.tree)

    @property
    def functions(self) -> list[Function]:
        return self.walk.functions

    @cached_property
    def imports(self) -> tuple[ast.Import | ast.ImportFrom, ...]:
        return (*self.walk.of(ast.Import), *self.walk.of(ast.ImportFrom))

    def comments(self) -> Iterator[tuple[int, str]]:
        for token in tokenize.generate_tokens(io.StringIO(self.text).readline):
            if token.type == tokenize.COMMENT:
                yield token.start[0], token.string

    def at(self, node: ast.AST, rule: str, message: str) -> Finding:
        return Finding(rule, message, self.path, getattr(node, "lineno", 1))


@dataclass(frozen=True)
class PackageSource:
    """Files that do not parse are findings, and other rules go on without them."""

    package: NodePackage

    @cached_property
    def _parsed(self) -> tuple[tuple[SourceFile, ...], tuple[Finding, ...]]:
        files, findings = [], []
        for path, content in sorted(self.package.files.items()):
            if not path.endswith(".py"):
                continue
            try:
                text = content.decode()
                files.append(SourceFile(path, text, ast.parse(text)))
            except SyntaxError as error:
                findings.append(Finding("syntax", error.msg, path, error.lineno))
            except (ValueError, RecursionError, MemoryError) as error:
                findings.append(Finding("syntax", str(error) or "too deep to parse", path))
        return tuple(files), tuple(findings)

    @property
    def unparsed(self) -> tuple[Finding, ...]:
        return self._parsed[1]

    @property
    def files(self) -> tuple[SourceFile, ...]:
        return self._parsed[0]

    @cached_property
    def code(self) -> tuple[SourceFile, ...]:
        return tuple(file for file in self.files if not file.is_test)

    @property
    def tests(self) -> tuple[SourceFile, ...]:
        return tuple(file for file in self.files if file.is_test)

    def within(self, folder: str) -> tuple[SourceFile, ...]:
        """Code below a folder of the node, or one file of it; an empty name means all of it."""
        start = f"{self.package.node_folder}/{folder}"
        return tuple(file for file in self.code if file.path.startswith(start))


def dotted_names(
    file: SourceFile, roots: Collection[str]
) -> Iterator[tuple[ast.Name | ast.Attribute, str]]:
    """Each use of a name, spelt as where it comes from: `t` of `from time import time as t` too.

    Only of names that come from `roots`, as the first words of what is asked for.
    """
    origins = dict(_imported(file))
    used = {node.id for node in file.walk.of(ast.Name)}
    wanted = {name for name in used if origins.get(name, name).partition(".")[0] in roots}
    if not wanted:
        return
    nodes: tuple[ast.Name | ast.Attribute, ...]
    nodes = (*file.walk.of(ast.Attribute), *file.walk.of(ast.Name))
    for node in nodes:
        parts = _parts(node)
        if parts and parts[0] in wanted:
            first = origins.get(parts[0], parts[0])
            yield node, ".".join((first, *parts[1:]))


def imported_modules(file: SourceFile) -> Iterator[tuple[ast.stmt, str]]:
    for node in file.imports:
        if isinstance(node, ast.Import):
            yield from ((node, alias.name) for alias in node.names)
        elif node.module:
            yield node, node.module


def functions(nodes: Iterable[ast.AST]) -> Iterator[Function]:
    return (node for node in nodes if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def _imported(file: SourceFile) -> Iterator[tuple[str, str]]:
    for node in file.imports:
        if isinstance(node, ast.Import):
            for alias in node.names:
                first = alias.name.partition(".")[0]
                yield (alias.asname, alias.name) if alias.asname else (first, first)
        elif node.module:
            for alias in node.names:
                yield alias.asname or alias.name, f"{node.module}.{alias.name}"


def _parts(node: ast.expr) -> list[str]:
    if isinstance(node, ast.Name):
        return [node.id]
    if isinstance(node, ast.Attribute):
        before = _parts(node.value)
        return [*before, node.attr] if before else []
    return []
