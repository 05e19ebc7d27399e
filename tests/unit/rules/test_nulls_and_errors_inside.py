"""A mistake inside of an expression is reported where it stands, once, and nothing else is."""

import pytest

from omninode_bridge.rules.program import Reject, Warn
from tests.unit.rules.declarations import check, program_of, scope_of, type_of

INPUTS = (
    *("i: int", "d: decimal", "f: float", "b: bool", "s: string", "on: date", "ints: list[int]"),
    *("n: int?", "flag: bool?", "text: string?", "day: date?", "some: list[int]?", "e: enum(a, c)"),
    *("lines: list[Line]", "line: Line", "rates: map[string, decimal]", "may: list[string?]"),
    *("spans: list[duration]", "colors: list[enum(a, c)]", "blobs: list[json]"),
    *("mail: email", "site: url", "small: enum(a, c)"),
)
ENTITIES = {"Line": ["sku: string", "quantity: int", "note: string?"]}


def found(rule: str, *outputs: str) -> list[str]:
    checked = check(rule, scope_of(INPUTS, outputs or None, ENTITIES))
    return [each.code for each in checked.diagnostics]


@pytest.mark.parametrize(
    "expression",
    [
        *("lower(text)", "len(some)", "len(text)", "sum(some)", "any(some)", "all(some)"),
        *("sorted(some)", "unique(some)", "first(some)", "avg(some)", "min(some)", "max(n, 1)"),
        *("min(i, n)", "round(n)", "floor(n)", "ceil(n)", "abs(n)", "mod(n, 2)", "mod(2, n)"),
        *("year(day)", "days_between(day, on)", "days_between(on, day)", "add_days(day, 1)"),
        *("add_days(on, n)", 'join(["a"], text)', "split(text, s)", "not flag"),
        *("[y for y in some]", "[y for y in ints if flag]", "ints[n]", "text[0]", "-n"),
        *("1 if flag else 2", "matches(text, /a/)", "n in ints", "i in some", "text < s"),
        *("sum(y for y in may)",),
    ],
)
def test_what_may_be_null_is_refused_wherever_it_is_used(expression: str) -> None:
    assert found(f"x = {expression}") == ["PRD209"]


@pytest.mark.parametrize(
    "expression",
    [
        *("lower(nothing)", "ints[nothing]", "nothing[0]", "nothing.x", "-nothing", "not nothing"),
        *("[y for y in nothing]", "[nothing for y in ints]", "[y for y in ints if nothing]"),
        *(
            "sorted(nothing)",
            "sum(nothing)",
            "len(nothing)",
        ),
        *(
            "round(nothing)",
            "round(d, nothing)",
            "max(nothing, 1)",
            "min(nothing)",
            "mod(nothing, 2)",
        ),
        *("year(nothing)", "nothing in ints", "i in nothing", "nothing < 1", "1 < nothing"),
        *("nothing = none", "none = nothing", "nothing and b", "1 if nothing else 2"),
        *("nothing if b else 2", "1 if b else nothing", "[1, nothing]", "any(nothing)"),
        *("unique(nothing)", "matches(nothing, /a/)", "floor(nothing)", "i + nothing"),
        *("1 if b else nothing", "rates[nothing]"),
    ],
)
def test_an_unknown_name_inside_is_the_only_finding(expression: str) -> None:
    assert found(f"x = {expression}")[:1] == ["PRD204"]
    assert set(found(f"x = {expression}")) == {"PRD204"}


@pytest.mark.parametrize(
    ("expression", "code"),
    [
        *((text, "PRD207") for text in ("len(i)", "round(s)", "floor(s)", "any(i)", "[[], []]")),
        *(
            (text, "PRD207")
            for text in ("round(d, 100)", "round(d, -100)", "min(b, b)", "max([b])")
        ),
        *(
            (text, "PRD207")
            for text in ("min(line, line)", "on + on", "on - on", "on + 1", "ints.x")
        ),
        *((text, "PRD207") for text in ("first(i)", "unique(i)", "avg(s)", "sum(i)", "mod(s, 1)")),
        ("line" + ".sku" * 80, "PRD202"),
        ("[" + "i, " * 600 + "i]", "PRD202"),
        ("sorted(lines by l.nothing)", "PRD208"),
        ("-(" * 30 + "1" + " + 1" * 60 + ")" * 30, "PRD202"),
        ("sorted(i by x.y)", "PRD207"),
        ("[[i], [s]]", "PRD207"),
        ("[some, [s]]", "PRD207"),
        ("[rates, i]", "PRD207"),
    ],
)
def test_other_mistakes(expression: str, code: str) -> None:
    assert found(f"x = {expression}") == [code]


@pytest.mark.parametrize(
    ("expression", "output"),
    [
        ("[i, i,]", "list[int]"),
        ("[" + "i, " * 90 + "i]", "list[int]"),
        ("[1 if b else 2]", "list[decimal]"),
        ("[[1], [2]]", "list[list[decimal]]"),
        ("1 if b else -2", "float"),
        ("1 + 2 if b else 3", "float"),
        ("[1, 2.5]", "list[float]"),
        ("[f, 1]", "list[float]"),
        ("f if b else 1", "float"),
        ("-(1 + 2)", "float"),
        ("none", "int?"),
        ("none if b else 1", "int?"),
        ("n if b else 1", "int?"),
        ("[n, 1]", "list[int?]"),
        ('["a", e]', "list[enum(a, c)]"),
        ('"a" if b else e', "enum(a, c)"),
        ("[] if b else ints", "list[int]"),
        ("[ints, []]", "list[list[int]]"),
        ("some if b else [1]", "list[int]?"),
        ("none != n", "bool"),
        ("n + 1 if none != n else 0", "int"),
        ('e in ["a", "c"]', "bool"),
        ('"a" in colors', "bool"),
        ("i in [1.5, 2]", "bool"),
        ("unique(lines)", "list[Line]"),
        ("line == line", "bool"),
        ("unique([d, i])", "list[decimal]"),
        ("rates", "map[string, decimal]"),
        ("rates", "map[string, money]"),
        ("(1 if b else 2) + f", "float"),
        ("(1 if b else -2.5) * f", "float"),
        ("[[-1, 1 + 2], [f]]", "list[list[float]]"),
        ("[[i], [d]]", "list[list[decimal]]"),
        ("[[n], [d]]", "list[list[decimal?]]"),
        ("[n, d]", "list[decimal?]"),
        ("[mail, site]", "list[string]"),
        ("mail", "string?"),
        ("n", "decimal?"),
        ("small", "enum(a, c, z)"),
        ("colors", "list[enum(a, c, z)]"),
        ("1 in [d, 2.5]", "bool"),
        ('first(["a", e]) == e', "bool"),
        ("matches(s, /a\\tb/)", "bool"),
        ("line in lines", "bool"),
    ],
)
def test_values_take_the_type_that_is_asked_for(expression: str, output: str) -> None:
    program = program_of(f"x = {expression}", scope_of(INPUTS, [f"x: {output}"], ENTITIES))
    assert [one.type for one in program.outputs] == [type_of(output)]


@pytest.mark.parametrize(
    ("expression", "type_"),
    [
        ("(1 if b else 2) + f", "float"),
        ("f if b else 1 + 2", "float"),
        ("[-(1 + 2), f]", "list[float]"),
        ("[[-1, 1 + 2], [f]]", "list[list[float]]"),
        ("max(1 if b else 2, f)", "float"),
        ("(1 if b else 2) > f", "bool"),
        ("[1 if b else 2, d]", "list[decimal]"),
        ("[[1 if b else 2], [d]]", "list[list[decimal]]"),
        ("[[y for y in ints], [d]]", "list[list[decimal]]"),
        ("[ints, [d]]", "list[list[decimal]]"),
        ("[[n], [1]]", "list[list[int?]]"),
        ("[none, 1]", "list[int?]"),
        ("[[], [none, 1]]", "list[list[int?]]"),
        ("round(d, 1 if b else 2)", "decimal"),
        ("[e, small]", "list[enum(a, c)]"),
        ('["a", e]', "list[enum(a, c)]"),
    ],
)
def test_where_no_type_is_asked_for_the_parts_find_one(expression: str, type_: str) -> None:
    program = program_of(f"x = {expression}", scope_of(INPUTS, None, ENTITIES))
    assert [one.type for one in program.outputs] == [type_of(type_)]


@pytest.mark.parametrize("expression", ["[[none], [1]]", "[rates, d]", "[s, e, 1]"])
def test_parts_without_a_common_type_are_one_finding(expression: str) -> None:
    assert found(f"x = {expression}") == ["PRD207"]


def test_more_rules_than_allowed_are_one_finding() -> None:
    rules = "\n".join(f"x_{number} = {number}" for number in range(5001))
    [finding] = check(rules, scope_of(INPUTS, None, ENTITIES)).diagnostics
    assert (finding.code, finding.place.line) == ("PRD202", 5010)


def test_suggestions_end_where_there_are_too_many_mistakes() -> None:
    rules = "\n".join(f"x_{number} = intz[0]" for number in range(60))
    fixes = [each.fix for each in check(rules, scope_of(INPUTS, None, ENTITIES)).diagnostics]
    assert 0 < sum("did you mean `ints`" in fix for fix in fixes) < len(fixes)


@pytest.mark.parametrize(
    ("default", "type_", "valid"),
    [
        *(("3", "int?", True), ("many", "int", False)),
        *(("5%", "decimal", True), ("5%", "int", False), ("red", "enum(red, blue)", True)),
    ],
)
def test_a_default_is_the_value_of_the_other_case(default: str, type_: str, valid: bool) -> None:
    codes = found("if b: x = x", f"x: {type_} = {default}")
    assert (codes == []) is valid


def test_items_that_are_compared_are_complete_first() -> None:
    rules = "x = first(lines) in lines\nfor each one in lines: one.twice = one.quantity * 2"
    program = program_of(rules, scope_of(INPUTS, None, ENTITIES))
    assert [step.name for step in program.steps if not isinstance(step, Reject | Warn)] == [
        *("twice", "x"),
    ]


def test_items_of_another_type_than_declared_are_reported() -> None:
    entities = {**ENTITIES, "Sold": ["sku: int"]}
    rules = "for each one in lines: one.twice = one.quantity * 2"
    checked = check(rules, scope_of(INPUTS, ["lines: list[Sold]"], entities))
    assert [each.code for each in checked.diagnostics] == ["PRD218"]
