"""However a rule is written, the linter of the gate has nothing against what is emitted."""

import json
import subprocess
from pathlib import Path
from typing import Final

from ruff.__main__ import find_ruff_bin

from resources.toolchain.formatting import FORMAT, TIDY
from resources.toolchain.ruff import COMMON, GATE, IGNORED, SETTINGS, WIDER
from tests.unit.generation.logic.execution import PACKAGE, emitted, names_for
from tests.unit.rules.declarations import program_of, scope_of

INPUTS: Final = (
    *("i: int", "j: int", "b: bool", "c: bool", "s: string", "t: string", "m: money"),
    *("xs: list[int]", "ss: list[string]", "bs: list[bool]", "maybe: int?", "lines: list[Line]"),
)
LINE: Final = {"Line": ["sku: string", "quantity: int", "free: bool"]}
# Each tripped a rule of ruff, or looks as if it might.
EXPRESSIONS: Final = (
    *("b if b else c", "i if b else i", "true if b else false", "false if i > 1 else true"),
    *(
        "c if not b else b",
        "b if c else false",
        "true if c else b",
        "(b and c) if (b and c) else b",
    ),
    *("b == true", "b != true", "false == b", "b == false == c", "b != true == c", "not b == true"),
    *("not i == j", "not i != j", "not (i < j)", "not not b", "not (i in xs)", "not (b or c)"),
    *("0 < i", "0 == i", '"a" == s', "1 < 2", "1 == 1", "0 < i < 10", "i > 0 and i < 10"),
    *('s in ["a"]', '"a" in [s]', "2 not in [i]", "0 in xs", 's in ["a", "b"]', 's in ["a", "a"]'),
    *('s == "a" or s == "b"', 's != "a" and s != "b"', 's == "a" or s == "a"', "b or not b"),
    *("not 0 == 2 or any(bs)", "2 < 2 and any(bs)", "(false and b) or c", "b or b", "i == i"),
    *("maybe == none", "none != maybe", "not (maybe == none)", "xs == []", "len(xs) == 0"),
    *('contains("", s)', 'contains("a", s)', 'not contains("a", s)', 'contains(s, "")'),
    *('startswith(s, "a") or startswith(s, "b")', 'endswith(s, t) or endswith(s, "b")'),
    *("sum([1, 2])", "sum([x for x in xs])", "any([x > 0 for x in xs])", "all([b, c])"),
    *("len([x for x in xs if x > 1])", "[x for x in xs]", "[x for x in unique(xs)]"),
    *(
        "sorted(sorted(xs))",
        "sorted(unique(xs))",
        "sorted([x for x in xs])",
    ),
    *("unique(sorted(ss))", "sorted(xs)[0]", "last(sorted(xs))", "max(max(xs), i, 0)"),
    *("max(i, max(j, 1))", "min(xs)", 'split("a;b", ";")', 'join([s, t], ", ")', 'join(ss, "")'),
    *("[x.sku for x in lines if x.free == false]", "any(x.free == true for x in lines)"),
    *("[y for x in [xs, xs] for y in x]", "round(m * 2 / 3)", "abs(-(-i))", "i - -1"),
)
STATEMENTS: Final = """
y = false
if b: y = true
z = false
if 1 == 1: z = true
if b: z = false
w = true
if i > 1: w = false else: w = not w
if b and c: v = 1 else: v = 1
reject when b == true: "no"
reject when not (i > 1) or not (j > 1): "neither"
warn when s == "a" or s == "b": "one of two"
for each line in lines: line.paid = true if line.free == false else false
for each line in lines: line.total = line.quantity * m
"""


def test_the_linter_has_nothing_against_any_rule(tmp_path: Path) -> None:
    rules = [f"out_{number} = {text}" for number, text in enumerate(EXPRESSIONS)]
    scope = scope_of(INPUTS, None, LINE)
    program = program_of("\n".join([*rules, STATEMENTS.strip()]), scope)
    folder = tmp_path / PACKAGE
    folder.mkdir()
    (folder / "__init__.py").write_text('"""A case."""\n', encoding="utf-8")
    for path, source in emitted(program, names_for(program, scope)).files.items():
        (folder / Path(path).name).write_text(source, encoding="utf-8")
    ruff(tmp_path, *TIDY)
    ruff(tmp_path, *FORMAT)
    found = ruff(
        tmp_path,
        "check",
        *COMMON,
        *SETTINGS,
        *("--select", f"{GATE},{WIDER}", "--ignore", IGNORED, "--output-format", "json", "."),
    )
    lines = (folder / "handler.py").read_text(encoding="utf-8").splitlines()
    assert [
        (one["code"], one["message"], lines[one["location"]["row"] - 1])
        for one in json.loads(found)
    ] == []


def ruff(folder: Path, *arguments: str) -> str:
    command = [find_ruff_bin(), *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return done.stdout
