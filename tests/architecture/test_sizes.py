"""The caps of the style, held by a test: a file that nears its cap wants a split."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
PACKAGES = ("omninode_bridge", "resources", "assets", "sensors", "pipelines", "benchmarks")
FILES = [path for name in PACKAGES for path in sorted((ROOT / name).rglob("*.py"))]
TESTS = [path for path in sorted((ROOT / "tests").rglob("*.py")) if "golden" not in path.parts]


def _functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


@pytest.mark.parametrize(("files", "cap"), [(FILES, 300), (TESTS, 400)], ids=["code", "tests"])
def test_no_file_is_longer_than_its_cap(files: list[Path], cap: int) -> None:
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in files}
    assert {str(path.relative_to(ROOT)): n for path, n in lengths.items() if n > cap} == {}


def test_no_function_is_longer_than_forty_lines() -> None:
    long = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
        for path in FILES
        for node in _functions(ast.parse(path.read_text(encoding="utf-8")))
        if (node.end_lineno or node.lineno) - node.lineno + 1 > 40
    ]
    assert long == []
