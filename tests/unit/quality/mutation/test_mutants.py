"""Mutants of small modules: what is changed, where, and what is left alone."""

import ast
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from omninode_bridge.quality.mutation.mutant import Operator
from omninode_bridge.quality.mutation.mutants import (
    mutants_of,
    mutants_of_package,
    node_folder_of,
)

GOLDEN = Path(__file__).parents[3] / "golden"


def changes(text: str, operator: Operator | None = None) -> list[str]:
    """The lines that the mutants of a function with this body have, without indentation."""
    source = f"def f(a, b):\n    {text}\n"
    found = mutants_of("m.py", source)
    return [mutant.after.strip() for mutant in found if operator in (None, mutant.edit.operator)]


@pytest.mark.parametrize(
    ("operator", "text", "expected"),
    [
        (Operator.ARITHMETIC, "return a + b * 2", {"return a - b * 2", "return a + b / 2"}),
        (Operator.ARITHMETIC, "return (a) - (b)", {"return (a) + (b)"}),
        (Operator.ARITHMETIC, "a += b", {"a -= b"}),
        (Operator.ARITHMETIC, "return -a", {"return a"}),
        (Operator.COMPARISON, "return a < b", {"return a <= b", "return a >= b"}),
        (Operator.COMPARISON, "return a not in b", {"return a in b"}),
        (Operator.COMPARISON, "return a is not None", {"return a is None"}),
        (Operator.BOOLEAN, "return a and b or a", {"return a or b or a", "return a and b and a"}),
        (Operator.BOOLEAN, "return not a", {"return a"}),
        (Operator.BOOLEAN, "return f(True)", {"return f(False)"}),
        (Operator.CONSTANT, "return 2", {"return 3", "return 1"}),
        (Operator.CONSTANT, "return 0", {"return 1"}),
        (Operator.CONSTANT, 'return Decimal("0.05")', {"return Decimal('1.05')"}),
        (Operator.CONSTANT, 'return "yes"', {"return 'yes~'"}),
        (Operator.SWAPPED_BRANCH, "return a if b else f", {"return a if not (b) else f"}),
        (
            Operator.SWAPPED_BRANCH,
            "return [x for x in a if b]",
            {"return [x for x in a if not (b)]"},
        ),
        (Operator.REMOVED_STATEMENT, "return a", {"pass"}),
        (Operator.REMOVED_STATEMENT, "a.append(b)", {"pass"}),
        (Operator.REMOVED_STATEMENT, "raise a", {"pass"}),
    ],
)
def test_what_an_operator_makes_of_a_line(
    operator: Operator, text: str, expected: set[str]
) -> None:
    assert set(changes(text, operator)) == expected


@pytest.mark.parametrize(
    "source",
    [
        '"""A text about 3 things."""\n',
        "from a import b\n",
        '__all__ = ["f"]\n',
        "def f(a: dict[str, 3]) -> Literal[4]:\n    ...\n",
        "@given(3)\ndef f(a):\n    ...\n",
        "type T = Literal[3]\n",
        "def f(node):\n    del node\n",
        "def f(a):\n    b: int\n",
    ],
)
def test_what_decides_nothing_is_left_alone(source: str) -> None:
    assert mutants_of("m.py", source) == ()


def test_a_condition_is_turned_once() -> None:
    """Negating a comparison is the comparison's mutant already."""
    assert changes("return a if b == 1 else f", Operator.SWAPPED_BRANCH) == []


def test_the_text_around_an_expression_stays_and_the_expression_does_not() -> None:
    assert changes('return f"{a + 1} of {b}"', Operator.ARITHMETIC) == ['return f"{a - 1} of {b}"']


def test_each_mutant_names_its_function_and_lines() -> None:
    source = "class A:\n    def f(self):\n        return g(\n            1,\n        )\nN = 5\n"
    found = mutants_of("m.py", source)
    places = {(mutant.edit.function, mutant.line, mutant.after.strip()) for mutant in found}
    assert ("A.f", 4, "2,") in places
    assert ("", 6, "N = 6") in places
    removed = next(one for one in found if one.edit.operator is Operator.REMOVED_STATEMENT)
    assert (removed.line, removed.diff) == (
        3,
        "-         return g(\n-             1,\n-         )\n+         pass",
    )


def test_columns_are_those_of_characters() -> None:
    source = 'def f(a):\n    return a + 1 if a == "Größe: 3 €" else a + 2\n'
    for mutant in mutants_of("m.py", source):
        ast.parse(mutant.edit.applied_to(source))


@given(st.sampled_from(sorted(GOLDEN.rglob("handlers/*.py.txt"))))
def test_every_mutant_of_a_generated_module_is_another_program(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    usual = ast.dump(ast.parse(source))
    for mutant in mutants_of("m.py", source):
        assert ast.dump(ast.parse(mutant.edit.applied_to(source))) != usual


def test_models_tests_and_what_only_names_things_have_no_mutants() -> None:
    folder = "src/onex_a_compute/nodes/node_a_compute"
    text = b"def f(a):\n    return a + 1\n"
    files = {
        f"{folder}/{name}": text
        for name in (
            *("contract.yaml", "__init__.py", "node.py", "handler.py", "models/model_a.py"),
            *("tests/test_a.py", "enums/enum_a.py", "handlers/handler_a.py", "folding.py"),
        )
    }
    files["src/onex_a_compute/value_types/money.py"] = text
    assert node_folder_of(files) == folder
    found = {mutant.file for mutant in mutants_of_package(files, folder)}
    assert found == {f"{folder}/handlers/handler_a.py", f"{folder}/folding.py"}
    assert mutants_of_package(files, node_folder_of(["README.md"])) == ()
