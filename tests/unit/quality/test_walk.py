"""A tree walked once: nothing that rules ask for is missed."""

import ast
from pathlib import Path

import pytest

from omninode_bridge.quality import own_checks, walk
from omninode_bridge.quality.walk import Walk

SKIPPED = (ast.expr_context, ast.boolop, ast.operator, ast.unaryop, ast.cmpop)
FILES = [Path(str(module.__file__)) for module in (own_checks, walk, pytest)]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_part_is_seen_once(file: Path) -> None:
    tree = ast.parse(file.read_text())
    expected = [node for node in ast.walk(tree) if not isinstance(node, SKIPPED)]
    found = Walk(tree).nodes
    assert len(found) == len(expected)
    assert {id(node) for node in found} == {id(node) for node in expected}


def test_statements_come_in_the_order_of_the_source() -> None:
    tree = ast.parse("def f(a: int) -> int:\n    return a + 1\n\n\nx = f(2)\n")
    lines = [node.lineno for node in Walk(tree).nodes if isinstance(node, ast.stmt)]
    assert lines == sorted(lines)


def test_a_function_has_what_stands_below_it() -> None:
    tree = ast.parse(
        "class C:\n"
        "    async def outer(self) -> int:\n"
        "        def inner() -> int:\n"
        "            return 1\n"
        "        return inner()\n"
        "y = 2\n"
    )
    walked = Walk(tree)
    for function in walked.functions:
        expected = [node for node in ast.walk(function) if not isinstance(node, SKIPPED)]
        assert {id(node) for node in walked.below(function)} == {id(node) for node in expected}
    assert [function.name for function in walked.functions] == ["outer", "inner"]


def test_depth_is_no_reason_to_fail() -> None:
    deep: ast.expr = ast.Constant(1)
    for _ in range(5_000):
        deep = ast.UnaryOp(ast.USub(), deep)
    assert len(Walk(deep).of(ast.UnaryOp)) == 5_000
