"""A rule that cannot be read is reported once; what follows from it is not."""

import pytest

from tests.unit.rules.declarations import check, scope_of

ENTITIES = {"Line": ["sku: string", "quantity: int"], "Sold": ["sku: string", "amount: int"]}
INPUTS = ("i: int", "lines: list[Line]")


def found(rules: str, *outputs: str) -> list[tuple[str, int]]:
    """Code and line of each finding; rules begin in line 10."""
    checked = check(rules, scope_of(INPUTS, outputs, ENTITIES))
    assert checked.program is None
    return [(each.code, each.place.line) for each in checked.diagnostics]


@pytest.mark.parametrize(
    ("rules", "outputs"),
    [
        ("part = 3 +* 4", ("part: int",)),
        ("part = 3 +* 4\nout = part + i", ("out: int",)),
        ("Part = 3 +* 4\nout = Part + i", ("out: int", "part: int")),
        ("part = 3 +* 4\nout = len(part)", ("out: int", "part: list[int]")),
        ("if i > 3: part = 3 +* 4 else: part = 2\nout = part", ("out: int",)),
        ("part = 3 +* 4\nif i > 3: part = 5\nout = part", ("out: int",)),
        ("part = 3 +* 4\nfor each x in part: x.n = 1", ("part: list[Line]",)),
        ("for each x in lines: x.twice = ((1\nout = sum(x.twice for x in lines)", ("out: int",)),
        (
            "for each x in lines: x.amount = ((1\nfor each x in lines: x.n = 1",
            ("lines: list[Sold]",),
        ),
        ('for each x in lines: x.n = ((1\nfor each x in lines: if x.sku == "a": x.n = 1', ()),
    ],
)
def test_only_the_rule_that_cannot_be_read_is_reported(
    rules: str, outputs: tuple[str, ...]
) -> None:
    assert found(rules, *outputs) == [("PRD201", 10)]


@pytest.mark.parametrize(
    ("rules", "code"),
    [
        pytest.param("part = 3 +* 4\nout = port", "PRD204", id="another name"),
        pytest.param('reject when part = (3: "no"\nout = part', "PRD204", id="a comparison"),
        pytest.param("part == 3 +* 4\nout = part", "PRD204", id="no assignment"),
        pytest.param("x.n = 3 +* 4\nout = n", "PRD204", id="a field, and a name"),
        pytest.param("n = 3 +* 4\nout = first(lines).n", "PRD208", id="a name, and a field"),
    ],
)
def test_other_mistakes_are_still_found(rules: str, code: str) -> None:
    assert found(rules, "out: int")[1:] == [(code, 11)]


def test_a_name_that_another_rule_assigns_keeps_its_findings() -> None:
    rules = 'part = 3 +* 4\npart = "a"\nout = part + i'
    assert found(rules, "out: int") == [("PRD201", 10), ("PRD207", 12)]


def test_a_list_made_by_a_rule_may_be_declared_as_what_for_each_makes_of_it() -> None:
    rules = "kept = [x for x in lines]\nfor each x in kept: x.amount = 2 * x.quantity"
    declared = scope_of(INPUTS, ("kept: list[Sold]",), ENTITIES)
    checked = check(rules, declared)

    assert checked.program is not None, checked.diagnostics
    [item] = checked.program.items.values()
    assert [field.name for field in item.answer] == ["sku", "amount"]


def test_such_a_list_needs_every_declared_field() -> None:
    rules = "kept = [x for x in lines]\nfor each x in kept: x.total = 2 * x.quantity"
    assert found(rules, "kept: list[Sold]") == [("PRD218", 1)]
