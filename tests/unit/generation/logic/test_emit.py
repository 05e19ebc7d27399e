"""The shape of what is emitted: traces, sizes, and a handler that the platform accepts."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from omninode_bridge.generation.logic.emit import emit_logic
from omninode_bridge.generation.logic.modules import LogicModules, Wording, line_ranges
from omninode_bridge.rules.program import Program
from tests.unit.generation.logic.execution import PACKAGE, emitted, names_for
from tests.unit.generation.logic.test_semantics import INPUTS, VALUES
from tests.unit.rules.declarations import program_of, scope_of

LINE = {"Line": ["sku: string", "quantity: int", "price: money"]}
RULES = """
for each line in lines: line.amount = line.quantity * line.price
subtotal = sum(line.amount for line in lines)
discount = subtotal * 5% if subtotal > 1000 else 0
reject when len(lines) == 0: "an order needs at least one line"
if subtotal > 500: note = "large"
if subtotal > 5000: note = "huge"
warn when discount > 100: "discount"
"""


def logic() -> tuple[Program, LogicModules]:
    scope = scope_of(
        ["lines: list[Line]"], ["lines: list[Line]", "subtotal: money", "note: string?"], LINE
    )
    program = program_of(RULES.strip(), scope)
    return program, emitted(program, names_for(program, scope))


def handler() -> str:
    found = logic()[1]
    return found.files[found.handler_path]


def test_every_rule_is_traced_to_functions_that_exist() -> None:
    program, found = logic()
    functions = {
        node.name for node in ast.parse(handler()).body if isinstance(node, ast.FunctionDef)
    }
    traced = {source for trace in found.traces for source in trace.sources}
    assert traced == {source for step in program.steps for source in step.sources}
    assert {trace.function for trace in found.traces} <= functions


def test_a_requirement_knows_its_lines() -> None:
    _, found = logic()
    names = {trace.function for trace in found.traces if "R1" in trace.requirement_ids}
    ranges = line_ranges(handler(), names)
    lines = handler().splitlines()
    assert ranges
    for first, last in ranges.values():
        assert lines[first - 1].startswith("def ")
        assert "item.amount = item.quantity * item.price" in "\n".join(lines[first - 1 : last])


def test_docstrings_name_the_requirement_and_the_rule() -> None:
    wanted = "R1 (line 10): for each line in lines: line.amount = line.quantity * line.price"
    docs = [
        ast.get_docstring(node)
        for node in ast.parse(handler()).body
        if isinstance(node, ast.FunctionDef)
    ]
    assert wanted in docs
    assert all(docs)


def test_the_handler_has_no_init_and_one_typed_method() -> None:
    (found,) = (
        node
        for node in ast.parse(handler()).body
        if isinstance(node, ast.ClassDef) and node.name == "HandlerCase"
    )
    (method,) = (node for node in found.body if isinstance(node, ast.FunctionDef))
    assert method.name == "handle"
    assert ast.unparse(method.args) == "self, request: ModelCaseInput"
    assert method.returns is not None
    assert ast.unparse(method.returns) == "ModelCaseOutput"


def test_a_title_of_one_word_makes_a_sentence() -> None:
    program = program_of("x = i", scope_of(["i: int"]))
    names = names_for(program, scope_of(["i: int"]))
    found = emit_logic(program, names, Wording((), "json"))
    assert '"""The rules of json."""' in found.files[found.handler_path]


def test_functions_stay_small_however_many_rules_there_are() -> None:
    rules = [f"x{n} = i + {n}" for n in range(60)] + ["y = 0"]
    rules += [f"if i > {n}: y = {n}" for n in range(60)]
    scope = scope_of(["i: int"])
    program = program_of("\n".join(rules), scope)
    found = emitted(program, names_for(program, scope))
    for node in ast.walk(ast.parse(found.files[found.handler_path])):
        if isinstance(node, ast.FunctionDef) and node.name != "answer_of":
            body = sum(1 for part in ast.walk(node) if isinstance(part, ast.stmt))
            assert body <= 40, node.name


def test_no_clock_no_randomness_no_any() -> None:
    found = logic()[1]
    for source in found.files.values():
        mentioned = {node.id for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Name)}
        assert not mentioned & {"Any", "object", "eval", "exec", "open", "print", "random", "time"}


MODELS = """
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

class Enum0(StrEnum):
    M0 = "red"
    M1 = "green"
    M2 = "blue"

@dataclass(frozen=True)
class ModelCaseInput:
{inputs}

@dataclass(frozen=True)
class ModelCaseOutput:
{outputs}
"""

PYTHON = {
    "string": "str",
    "money": "Decimal",
    "decimal": "Decimal",
    "enum(red, green, blue)": "Enum0",
}


def spelled(type_: str) -> str:
    if type_.endswith("?"):
        return f"{spelled(type_[:-1])} | None"
    if type_.startswith("list["):
        return f"list[{spelled(type_[5:-1])}]"
    if type_.startswith("map["):
        return f"dict[{', '.join(spelled(part.strip()) for part in type_[4:-1].split(','))}]"
    return PYTHON.get(type_, type_)


@pytest.mark.slow
def test_every_function_passes_mypy_strict(tmp_path: Path) -> None:
    rules = [f"out_{n} = {expression}" for n, (expression, _) in enumerate(VALUES)]
    scope = scope_of(INPUTS)
    program = program_of("\n".join(rules), scope)
    fields = (declared.split(": ", 1) for declared in INPUTS)
    models = MODELS.format(
        inputs="\n".join(f"    {name}: {spelled(type_)}" for name, type_ in fields),
        outputs="\n".join(f"    {o.name}: {spelled(str(o.type))}" for o in program.outputs),
    )
    folder = tmp_path / PACKAGE
    folder.mkdir()
    for path, source in emitted(program, names_for(program, scope)).files.items():
        (folder / Path(path).name).write_text(source, encoding="utf-8")
    (folder / "models.py").write_text(models, encoding="utf-8")
    (folder / "__init__.py").touch()
    # The platform's modules count as Any here; the gate checks whole packages against them.
    command = [
        sys.executable,
        "-m",
        "mypy",
        "--strict",
        "--follow-imports=skip",
        "--no-incremental",
        "--no-warn-return-any",
    ]
    done = subprocess.run(
        [*command, "--config-file=", PACKAGE],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
