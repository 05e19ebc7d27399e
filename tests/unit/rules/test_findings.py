"""Every mistake has its code and its place: one row for each."""

import pytest

from omninode_bridge.diagnostics import Severity
from omninode_bridge.rules.codes import CODES
from tests.unit.rules.declarations import check, scope_of

INPUTS = (
    "i: int",
    "j: int",
    "d: decimal",
    "m: money",
    "n: money",
    "f: float",
    "b: bool",
    "s: string",
    "e: enum(red, green)",
    "day: date",
    "at: datetime",
    "maybe: int?",
    "flag: bool?",
    "given: int? = 3",
    "ints: list[int]",
    "opts: list[int?]",
    "lines: list[Line]",
    "line_item: Line",
    "rates: map[string, decimal]",
    "blob: json",
)
ENTITIES = {"Line": ["sku: string", "quantity: int", "price: money", "note: string?"]}


def found(text: str, outputs: list[str] | None = None) -> list[tuple[str, int, int]]:
    """Code, line and column of each finding."""
    checked = check(text, scope_of(INPUTS, outputs, ENTITIES))
    assert (checked.program is None) is any(
        diagnostic.severity is Severity.ERROR for diagnostic in checked.diagnostics
    )
    return [(each.code, each.place.line, each.place.column) for each in checked.diagnostics]


# The rules begin in column 5, so a finding at the rule's first character stands in column 5.
@pytest.mark.parametrize(
    ("rule", "code", "column"),
    [
        ("x", "PRD201", 6),
        ("x =", "PRD201", 8),
        ("x = 1 2", "PRD201", 11),
        ("x = (1", "PRD201", 11),
        ("x = 1 +", "PRD201", 12),
        ('x = "abc', "PRD201", 9),
        ("x = /a/", "PRD201", 9),
        ("x = matches(s, /a", "PRD201", 20),
        ("x = 1 if b", "PRD201", 15),
        ("if b: x = 1 else: y = 2", "PRD201", 23),
        ("if b: x = 1 else if d > 1: x = 2", "PRD201", 22),
        ("reject i > 1", "PRD201", 12),
        ("reject when i > 1", "PRD201", 22),
        ("reject when i > 1: too much", "PRD201", 24),
        ("for line in lines: line.x = 1", "PRD201", 9),
        ("x = #", "PRD201", 9),
        ("x = a?b", "PRD201", 10),
        ("x = " + "1" * 100, "PRD202", 9),
        ("x = " + "(" * 100 + "1" + ")" * 100, "PRD202", 49),
        ("x = " + "- " * 100 + "1", "PRD202", 89),
        ("x = " + "1 + " * 100 + "1", "PRD202", 267),
        ("x = " + "i" * 5000, "PRD202", 5),
        ("x = 2 ** 3", "PRD203", 11),
        ("x = 7 // 2", "PRD203", 11),
        ("x = i % 2", "PRD203", 11),
        ("x = 7 % i", "PRD203", 11),
        ("x = b && b", "PRD203", 11),
        ("x = !b", "PRD203", 9),
        ("x = 1; y = 2", "PRD203", 10),
        ("x = nothing", "PRD204", 9),
        ("x = i + nothing", "PRD204", 13),
        ("x = [y for z in ints]", "PRD204", 10),
        ("x = now()", "PRD205", 9),
        ("x = mean(ints)", "PRD205", 9),
        ("x = len()", "PRD206", 9),
        ("x = len(ints, ints)", "PRD206", 9),
        ("x = round(d, places=2)", "PRD206", 18),
        ("x = s + s", "PRD207", 9),
        ("x = i + b", "PRD207", 13),
        ("x = day + 1", "PRD207", 9),
        ("x = i and b", "PRD207", 9),
        ("x = not i", "PRD207", 13),
        ("x = 1 if i else 2", "PRD207", 14),
        ("x = 1 if b else s", "PRD207", 21),
        ("x = [1, s]", "PRD207", 13),
        ("x = []", "PRD207", 9),
        ("x = none", "PRD207", 9),
        ("x = i = s", "PRD207", 9),
        ("x = b < b", "PRD207", 9),
        ("x = line_item < line_item", "PRD207", 9),
        ("x = day < at", "PRD207", 9),
        ('x = day < "2024-13-01"', "PRD207", 9),
        ("x = i in i", "PRD207", 14),
        ("x = s in ints", "PRD207", 9),
        ("x = 1 < i in ints", "PRD207", 9),
        ("x = none < i", "PRD207", 9),
        ("x = i.x", "PRD207", 11),
        ("x = i[0]", "PRD207", 9),
        ("x = ints[d]", "PRD207", 14),
        ("x = rates[1]", "PRD207", 15),
        ("x = -s", "PRD207", 10),
        ("x = [y for y in s]", "PRD207", 21),
        ("x = sum(s)", "PRD207", 13),
        ("x = sum([s])", "PRD207", 13),
        ("x = any(ints)", "PRD207", 13),
        ("x = sorted(lines)", "PRD207", 16),
        ("x = sorted(lines by line)", "PRD207", 25),
        ("x = join(ints, s)", "PRD207", 14),
        ("x = lower(i)", "PRD207", 15),
        ("x = year(s)", "PRD207", 14),
        ("x = days_between(day, at)", "PRD207", 27),
        ("x = add_days(day, d)", "PRD207", 23),
        ("x = matches(s, s)", "PRD207", 20),
        ("x = round(d, s)", "PRD207", 18),
        ("x = max(s, i)", "PRD207", 9),
        ('reject when i: "no"', "PRD207", 17),
        ("x = line_item.prize", "PRD208", 19),
        ("x = sum(l.amount for l in lines)", "PRD208", 15),
        ("x = maybe + 1", "PRD209", 9),
        ("x = maybe > 1", "PRD209", 9),
        ("x = maybe = 1", "PRD209", 9),
        ("x = maybe = none and maybe > 1", "PRD209", 26),
        ("x = maybe != none or maybe > 1", "PRD209", 26),
        ("x = flag and b", "PRD209", 9),
        ("x = sum(opts)", "PRD209", 13),
        ("x = max(opts)", "PRD209", 13),
        ("x = abs(maybe)", "PRD209", 13),
        ("x = x + 1", "PRD210", 5),
        ("if b: x = x + 1 else: x = 2", "PRD210", 11),
        ("if b: x = 1", "PRD212", 11),
        ("x = matches(s, /a(?=b)/)", "PRD214", 20),
        (r"x = matches(s, /(a)\1/)", "PRD214", 20),
        ("for each x in ints: x.y = 1", "PRD215", 19),
        ("for each x in nothing: x.y = 1", "PRD215", 19),
        ("for each x in [1]: x.y = 1", "PRD201", 19),
        ("for each x in lines[0]: x.y = 1", "PRD215", 24),
        ("for each x in lines: y = 1", "PRD215", 26),
        ("for each x in lines: z.y = 1", "PRD215", 26),
        ('for each x in lines: reject when b: "no"', "PRD215", 26),
        ("for each x in lines: for each y in lines: y.z = 1", "PRD215", 26),
        ("line.x = 1", "PRD215", 5),
        ("x = m * n", "PRD219", 9),
        ("x = i / m", "PRD219", 9),
        ("x = d / m", "PRD219", 9),
        ("x = f + d", "PRD219", 9),
        ("x = f * m", "PRD219", 9),
        ("x = f < d", "PRD219", 9),
        ("x = min(f, d)", "PRD219", 9),
        ("x = mod(i, m)", "PRD219", 9),
    ],
)
def test_a_mistake_is_found_where_it_stands(rule: str, code: str, column: int) -> None:
    assert (code, 10, column) in found(rule)


@pytest.mark.parametrize(
    ("rules", "outputs", "expected"),
    [
        ("x = 1\nx = 2", None, ("PRD211", 11, 5)),
        ("if b: x = 1 else: x = 3\nx = 2", None, ("PRD211", 11, 5)),
        ("x = y\ny = z\nz = x", None, ("PRD210", 10, 5)),
        (
            "for each l in lines: l.a = total\ntotal = sum(l.a for l in lines)",
            None,
            ("PRD210", 10, 26),
        ),
        ("x = 1", ["x: int", "y: int"], ("PRD213", 1, 1)),
        ("x = 1", ["x: int", "s: int"], ("PRD213", 1, 1)),
        ("i = 3\nx = i", ["x: int"], ("PRD216", 10, 5)),
        ('warnings = 1\nwarn when b: "w"', None, ("PRD216", 10, 5)),
        ("x = d", ["x: int"], ("PRD207", 10, 9)),
        ("x = maybe", ["x: int"], ("PRD209", 10, 9)),
        ('x = "blue"', ["x: enum(red, green)"], ("PRD207", 10, 9)),
        ("x = s", ["x: enum(red, green)"], ("PRD207", 10, 9)),
        ("if b: x = 1", ["x: int"], ("PRD212", 10, 11)),
        ("x = 1\nif b: x = s", None, ("PRD207", 11, 15)),
        ('warn when 1 > 2: "never"', None, ("PRD217", 10, 15)),
        ('warn when e = "blue": "never"', None, ("PRD217", 10, 15)),
        ('warn when i = none: "never"', None, ("PRD217", 10, 15)),
        ('warn when true: "always"', None, ("PRD217", 10, 15)),
    ],
)
def test_what_several_rules_and_the_output_do_wrong(
    rules: str, outputs: list[str] | None, expected: tuple[str, int, int]
) -> None:
    assert expected in found(rules, outputs)


def test_items_that_lack_a_declared_field() -> None:
    entities = {**ENTITIES, "Priced": ["sku: string", "amount: money"]}
    scope = scope_of(["lines: list[Line]"], ["lines: list[Priced]"], entities)
    checked = check("for each line in lines: line.other = 1", scope)
    assert [each.code for each in checked.diagnostics] == ["PRD218"]


@pytest.mark.parametrize(
    "rule",
    [
        "x = given + 1",
        "x = maybe + 1 if maybe != none else 0",
        "x = 0 if maybe = none else maybe",
        "x = maybe != none and maybe > 1",
        "x = not (maybe = none) and maybe > 1",
        "x = maybe = none or maybe > 1",
        "x = sum(x for x in opts if x != none)",
        "x = [line.note for line in lines]",
        "x = [lower(line.note) for line in lines if line.note != none]",
        "if maybe != none: x = maybe else: x = 1",
        "x = maybe = none",
        "x = sorted(opts)",
        "x = line_item = line_item",
        "x = blob",
        'x = e = "red"',
        "x = f * 2.5",
        "x = f > 2.5",
        "x = min(f, 2.5)",
        "x = 5% * 2",
        "x = 5%-3",
        "x = [5%, 10%]",
        "x = d if d > 5% else 5%",
        "x = not b = b",
        "Total_Sum = i",
    ],
)
def test_what_is_allowed(rule: str) -> None:
    assert found(rule) == []


def test_a_name_close_to_a_known_one_is_suggested() -> None:
    checked = check("x = quantty", scope_of(["quantity: int"]))
    assert checked.diagnostics[0].fix == "did you mean `quantity`?"


def test_a_field_close_to_a_known_one_is_suggested() -> None:
    checked = check("x = line_item.prise", scope_of(["line_item: Line"], None, ENTITIES))
    assert checked.diagnostics[0].fix == "did you mean `price`?"


def test_a_circle_names_its_members() -> None:
    checked = check("x = y\ny = z\nz = x", scope_of([]))
    assert checked.diagnostics[0].message == "`x` needs `y` needs `z` needs `x`."


def test_every_finding_of_a_document_is_reported_in_order() -> None:
    assert found("x = nothing\ny = s + s\nz = now()") == [
        ("PRD204", 10, 9),
        ("PRD207", 11, 9),
        ("PRD205", 12, 9),
    ]


def test_a_rule_that_depends_on_a_wrong_one_is_not_blamed() -> None:
    assert found("x = nothing\ny = x + 1") == [("PRD204", 10, 9)]


def test_codes_are_unique_and_explained() -> None:
    assert all(code == each.code for code, each in CODES.items())
    assert all(each.title and each.explanation and each.fix for each in CODES.values())


def test_long_chains_of_rules_are_no_problem() -> None:
    rules = "\n".join(f"x{n} = x{n + 1} + 1" for n in range(2000)) + "\nx2000 = i"
    assert found(rules) == []
