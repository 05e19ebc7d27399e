"""How large, tangled, repeated and unexplained the code is. These cost points, never the gate."""

import ast
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from omninode_bridge.quality.report import Finding
from omninode_bridge.quality.source import PackageSource, SourceFile
from omninode_bridge.quality.walk import Function

MAX_COMPLEXITY: Final = 10
MAX_FUNCTION_LINES: Final = 60
MAX_FILE_LINES: Final = 400
MIN_REPEATED: Final = 4
BRANCHES: Final = frozenset(
    {
        *(ast.If, ast.IfExp, ast.For, ast.AsyncFor, ast.While, ast.ExceptHandler),
        *(ast.With, ast.AsyncWith, ast.comprehension, ast.match_case),
    }
)


def complexity(source: PackageSource) -> Iterator[Finding]:
    for file in source.code:
        for function in file.functions:
            found = mccabe(file.walk.below(function))
            if found > MAX_COMPLEXITY:
                message = f"{function.name} has a complexity of {found}, more than {MAX_COMPLEXITY}"
                yield file.at(function, "complexity", message)


def length(source: PackageSource) -> Iterator[Finding]:
    for file in source.code:
        lines = len(file.text.splitlines())
        if lines > MAX_FILE_LINES:
            message = f"{lines} lines, more than {MAX_FILE_LINES}"
            yield Finding("length", message, file.path, MAX_FILE_LINES + 1)
        for function in file.functions:
            size = (function.end_lineno or function.lineno) - function.lineno + 1
            if size > MAX_FUNCTION_LINES:
                message = f"{function.name} has {size} lines, more than {MAX_FUNCTION_LINES}"
                yield file.at(function, "length", message)


def duplication(source: PackageSource) -> Iterator[Finding]:
    """Bodies of four statements or more that occur twice, whatever their functions are called."""
    long = [
        (file, function, body)
        for file in source.code
        for function in file.functions
        if len(body := _body(function)) >= MIN_REPEATED
    ]
    shapes = Counter(_shape(body) for _, _, body in long)
    bodies: dict[str, list[tuple[SourceFile, Function]]] = defaultdict(list)
    for file, function, body in long:
        if shapes[_shape(body)] > 1:
            bodies["\n".join(map(ast.dump, body))].append((file, function))
    for found in bodies.values():
        first_file, first = found[0]
        for file, repeated in found[1:]:
            message = f"{repeated.name} repeats {first.name} ({first_file.path})"
            yield file.at(repeated, "duplication", message)


def _body(function: Function) -> list[ast.stmt]:
    return function.body[1:] if ast.get_docstring(function) else function.body


def _shape(body: list[ast.stmt]) -> tuple[type[ast.stmt], ...]:
    """What all repetitions share, and quickly told."""
    return tuple(map(type, body))


def docstrings(source: PackageSource) -> Iterator[Finding]:
    """Modules, public classes and public functions say what their name does not."""
    for file in source.code:
        for node, name in _documented(file.tree):
            text = ast.get_docstring(node) or ""
            if not text.strip():
                yield file.at(node, "docstring", f"{name} has no docstring")
            elif len(text.split()) < 2:  # noqa: PLR2004 - one word says nothing
                yield file.at(node, "docstring", f"the docstring of {name} says nothing")


def mccabe(nodes: Sequence[ast.AST]) -> int:
    """McCabe's number: one more than the branches; each further operand of and, or is one."""
    branches = sum(type(node) in BRANCHES for node in nodes)
    operands = sum(len(node.values) - 1 for node in nodes if isinstance(node, ast.BoolOp))
    return 1 + branches + operands


type Documented = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


def _documented(tree: ast.Module) -> Iterator[tuple[Documented, str]]:
    if tree.body:
        yield tree, "the module"
    for node in tree.body:
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            continue
        if not node.name.startswith("_"):
            yield node, node.name
        for method in node.body if isinstance(node, ast.ClassDef) else ():
            if isinstance(method, ast.FunctionDef) and not method.name.startswith("_"):
                yield method, f"{node.name}.{method.name}"
