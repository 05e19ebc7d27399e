"""Tests that show nothing: without an assertion, with one that cannot fail, switched off."""

import ast
from collections.abc import Iterator
from typing import Final

from omninode_bridge.generation.package import BindingState
from omninode_bridge.quality.report import Finding
from omninode_bridge.quality.source import PackageSource, SourceFile, functions

SWITCHES: Final = frozenset({"skip", "skipif", "xfail", "importorskip", "exit"})


def assertions(source: PackageSource) -> Iterator[Finding]:
    for file in source.tests:
        yield from _imported_switches(file)
        for function in file.functions:
            if not function.name.startswith("test"):
                continue
            below = file.walk.below(function)
            if not any(map(_can_fail, below)):
                yield file.at(function, "test", f"{function.name} asserts nothing that can fail")
            if switch := next(filter(_switches_off, below), None):
                yield file.at(switch, "test", f"{function.name} is switched off")


def _imported_switches(file: SourceFile) -> Iterator[Finding]:
    for node in file.imports:
        if isinstance(node, ast.ImportFrom) and node.module == "pytest":
            for name in sorted({alias.name for alias in node.names} & SWITCHES):
                yield file.at(node, "test", f"{name} can switch tests off")


def tests_of_requirements(source: PackageSource) -> Iterator[Finding]:
    """Each bound requirement has a test of its own, and that test exists."""
    known = {f"{file.path}::{name}" for file in source.tests for name in _test_names(file)}
    for binding in source.package.bindings:
        if binding.state is not BindingState.BOUND:
            continue
        if not binding.tests:
            message = f"{binding.requirement_id} is bound and has no test of its own"
            yield Finding("requirement test", message, "README.md")
        for test in binding.tests:
            if test.partition("[")[0] not in known:
                message = f"{binding.requirement_id}: there is no test {test}"
                yield Finding("requirement test", message, test.partition("::")[0])


def _switches_off(node: ast.AST) -> bool:
    """`pytest.mark.skipif`, `pytest.skip()`; a text or a field with such a word is data."""
    if not isinstance(node, ast.Attribute) or node.attr not in SWITCHES:
        return False
    return ast.unparse(node).startswith(("pytest.", "mark."))


def _can_fail(node: ast.AST) -> bool:
    if isinstance(node, ast.Assert):
        return not _is_constant(node.test)
    if isinstance(node, ast.With | ast.AsyncWith):
        return any("raises(" in ast.unparse(item.context_expr) for item in node.items)
    return False


def _is_constant(test: ast.expr) -> bool:
    """True of `assert True`, `assert 1 == 1`, `assert x == x` and `assert (x, "text")`.

    `assert f() == f()` can fail: it is how purity is tested.
    """
    if isinstance(test, ast.Tuple):
        return True
    if any(isinstance(node, ast.Call) for node in ast.walk(test)):
        return False
    if (
        isinstance(test, ast.Compare)
        and len(test.ops) == 1
        and isinstance(test.ops[0], ast.Eq | ast.Is)
    ):
        return ast.unparse(test.left) == ast.unparse(test.comparators[0])
    if isinstance(test, ast.BoolOp) and isinstance(test.op, ast.Or):
        return any(_is_constant(value) for value in test.values)
    return not any(isinstance(node, ast.Name) for node in ast.walk(test))


def _test_names(file: SourceFile) -> Iterator[str]:
    for node in file.tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name
        elif isinstance(node, ast.ClassDef):
            yield from (f"{node.name}::{method.name}" for method in functions(ast.walk(node)))
