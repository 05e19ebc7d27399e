"""What statements do: order, definitions, items, rejections, warnings."""

from decimal import Decimal

import pytest
from omnibase_core.models.errors.model_onex_error import ModelOnexError

from tests.unit.generation.logic.execution import case
from tests.unit.rules.declarations import scope_of

D = Decimal
LINE = {"Line": ["sku: string", "quantity: int", "price: money"]}
LINES = [
    {"sku": "A", "quantity": 10, "price": D("1.99")},
    {"sku": "B", "quantity": 1, "price": D("0.34")},
]


def test_rules_run_by_dependency_whatever_their_order() -> None:
    rules = """
        total = subtotal + tax
        tax = subtotal * 10%
        subtotal = i * 2
    """
    assert case(rules, scope_of(["i: int"]))(i=5) == {
        "total": D("11.0"),
        "tax": D("1.0"),
        "subtotal": 10,
    }


def test_without_a_declared_output_the_names_come_in_written_order() -> None:
    rules = """
        late = early + 1
        for each line in lines: line.total = line.price * line.quantity
        early = i
    """
    found = case(rules, scope_of(["i: int", "lines: list[Line]"], None, LINE))(i=1, lines=[])
    assert list(found) == ["late", "lines", "early"]


def test_the_last_definition_whose_condition_holds_wins() -> None:
    rules = """
        rate = 1
        if i > 10: rate = 2
        if i > 100: rate = 3
    """
    run = case(rules, scope_of(["i: int"]))
    assert [run(i=i)["rate"] for i in (1, 11, 101)] == [1, 2, 3]


def test_only_the_winning_definition_is_evaluated() -> None:
    rules = """
        share = 1 / i
        if i = 0: share = 0
    """
    run = case(rules, scope_of(["i: int"]))
    assert run(i=0)["share"] == 0
    assert run(i=4)["share"] == D("0.25")


def test_a_conditional_definition_reads_the_value_so_far() -> None:
    rules = """
        fee = 10
        if i > 1: fee = fee + 5
        if fee > 12: fee = fee * 2
    """
    run = case(rules, scope_of(["i: int"]))
    assert [run(i=i)["fee"] for i in (1, 2)] == [10, 30]


def test_the_value_so_far_is_evaluated_only_where_it_is_read() -> None:
    rules = """
        fee = 1 / i
        if i = 0: fee = 0 else: fee = fee + 1
    """
    run = case(rules, scope_of(["i: int"]))
    assert [run(i=i)["fee"] for i in (0, 2)] == [0, D("1.5")]


def test_many_definitions_of_one_name() -> None:
    rules = "grade = 0\n" + "\n".join(f"if i >= {n}: grade = {n}" for n in range(1, 20))
    run = case(rules, scope_of(["i: int"]))
    assert [run(i=i)["grade"] for i in (0, 3, 12, 50)] == [0, 3, 12, 19]


def test_an_if_without_else_falls_back_to_the_default_or_null() -> None:
    rules = """
        if i > 1: rate = 20%
        if i > 1: note = "many"
    """
    outputs = ["rate: decimal = 0.1", "note: string?"]
    run = case(rules, scope_of(["i: int"], outputs))
    assert run(i=1) == {"rate": D("0.1"), "note": None}
    assert run(i=2) == {"rate": D("0.2"), "note": "many"}


def test_a_conditional_definition_of_an_input_keeps_it_otherwise() -> None:
    run = case("if i > 10: i = 10", scope_of(["i: int"], ["i: int"]))
    assert [run(i=i)["i"] for i in (3, 30)] == [3, 10]


def test_money_is_rounded_when_it_is_assigned_to_a_declared_field() -> None:
    rules = """
        part = m / 3
        double = part * 2
        free = m / 3
        twice = free * 2
    """
    found = case(rules, scope_of(["m: money"], ["part: money", "double: money", "twice: decimal"]))
    assert found(m=D("1.00")) == {
        "part": D("0.33"),
        "double": D("0.66"),
        "twice": D("0.6666666666666666666666666666"),
    }


def test_half_a_cent_goes_away_from_zero() -> None:
    run = case("m = d", scope_of(["d: decimal"], ["m: money"]))
    assert [str(run(d=D(d))["m"]) for d in ("0.005", "-0.005", "0.0049")] == [
        "0.01",
        "-0.01",
        "0.00",
    ]


def test_money_in_declared_lists_and_optional_fields_is_rounded() -> None:
    rules = """
        parts = [m / 3, m]
        if m > 5: bonus = m / 7
    """
    run = case(rules, scope_of(["m: money"], ["parts: list[money]", "bonus: money?"]))
    assert run(m=D(1)) == {"parts": [D("0.33"), D("1.00")], "bonus": None}
    assert run(m=D(10))["bonus"] == D("1.43")


def test_for_each_adds_a_field_and_sets_one() -> None:
    rules = """
        for each line in lines: line.amount = line.quantity * line.price
        for each line in lines: if line.quantity > 5: line.price = line.price * 0.9
        total = sum(line.amount for line in lines)
    """
    found = case(
        rules, scope_of(["lines: list[Line]"], ["lines: list[Line]", "total: money"], LINE)
    )(lines=LINES)
    assert [line["price"] for line in found["lines"]] == [D("1.79"), D("0.34")]
    assert [line["amount"] for line in found["lines"]] == [D("17.90"), D("0.34")]
    assert found["total"] == D("18.24")


def test_an_added_field_stays_unrounded_for_later_rules() -> None:
    rules = """
        for each line in lines: line.third = line.price / 3
        total = sum(line.third for line in lines)
    """
    run = case(rules, scope_of(["lines: list[Line]"], ["total: decimal"], LINE))
    assert run(lines=LINES)["total"] == D("0.7766666666666666666666666666")


def test_items_of_the_output_may_be_declared() -> None:
    entities = {**LINE, "Priced": ["sku: string", "amount: money", "note: string?"]}
    rules = "for each line in lines: line.amount = line.price / 3"
    found = case(rules, scope_of(["lines: list[Line]"], ["lines: list[Priced]"], entities))(
        lines=LINES
    )
    assert found["lines"] == [
        {"sku": "A", "amount": D("0.66"), "note": None},
        {"sku": "B", "amount": D("0.11"), "note": None},
    ]


def test_items_flow_through_other_lists() -> None:
    rules = """
        best = first(sorted(lines by line.amount desc))
        big = [line for line in lines if line.amount > 1]
        for each line in lines: line.amount = line.quantity * line.price
        names = [line.sku for line in big]
    """
    outputs = ["best: Line", "big: list[Line]", "names: list[string]"]
    found = case(rules, scope_of(["lines: list[Line]"], outputs, LINE))(lines=LINES)
    assert found["names"] == ["A"]
    assert found["best"]["amount"] == D("19.90")
    assert [line["sku"] for line in found["big"]] == ["A"]


def test_for_each_over_an_assigned_list_leaves_the_first_list_alone() -> None:
    rules = """
        big = [line for line in lines if line.quantity > 5]
        for each line in big: line.flag = true
        for each line in lines: line.amount = line.quantity * line.price
        flags = [line.flag for line in big]
    """
    found = case(rules, scope_of(["lines: list[Line]"], None, LINE))(lines=LINES)
    assert found["flags"] == [True]
    assert "flag" in found["big"][0]
    assert "amount" in found["big"][0]
    assert "flag" not in found["lines"][0]


def test_a_rejection_runs_before_everything_else_that_is_ready() -> None:
    rules = """
        share = 1 / i
        reject when i = 0: "no division"
        reject when share > 5: "share"
    """
    with pytest.raises(ModelOnexError) as caught:
        case(rules, scope_of(["i: int"]))(i=0)
    assert caught.value.message == "no division"


def test_of_several_rejections_the_first_in_the_document_decides() -> None:
    rules = """
        reject when i > 1: "first"
        reject when i > 0: "second"
    """
    run = case(rules, scope_of(["i: int"]))
    for i, message in ((5, "first"), (1, "second")):
        with pytest.raises(ModelOnexError) as caught:
            run(i=i)
        assert caught.value.message == message


def test_a_rejection_waits_for_its_names_only() -> None:
    rules = """
        a = i
        b = 1 / i
        reject when a = 0: "zero"
    """
    with pytest.raises(ModelOnexError) as caught:
        case(rules, scope_of(["i: int"]))(i=0)
    assert caught.value.message == "zero"


def test_a_rejection_of_a_list_does_not_wait_for_its_items() -> None:
    rules = """
        for each line in lines: line.share = 1 / count(lines)
        reject when i = 0 and len(lines) > 0: "zero"
        for each line in lines: line.part = line.price / i
    """
    with pytest.raises(ModelOnexError) as caught:
        case(rules, scope_of(["i: int", "lines: list[Line]"], None, LINE))(i=0, lines=LINES)
    assert caught.value.message == "zero"


def test_warnings_come_in_document_order() -> None:
    rules = """
        warn when total > 1: "total"
        warn when i > 0: "i"
        total = i * 2
    """
    run = case(rules, scope_of(["i: int"]))
    assert run(i=1)["warnings"] == ["total", "i"]
    assert run(i=0)["warnings"] == []


def test_an_output_with_the_name_of_an_input_is_handed_through() -> None:
    run = case(
        "total = d", scope_of(["d: decimal", "id: string"], ["id: string", "total: decimal"])
    )
    assert run(d=D(1), id="x") == {"id": "x", "total": D(1)}


def test_an_output_with_only_a_default_is_its_default() -> None:
    run = case("a = 1", scope_of([], ["a: int", "currency: string = EUR", "fee: money = 1.5"]))
    assert run() == {"a": 1, "currency": "EUR", "fee": D("1.5")}


def test_enums_are_assigned_by_name() -> None:
    rules = """
        if i > 5: level = "gold" else: level = "silver"
        other = "gold" if level = "gold" else "silver"
        label = level
    """
    outputs = ["level: enum(gold, silver)", "other: enum(gold, silver)", "label: string"]
    found = case(rules, scope_of(["i: int"], outputs))(i=6)
    assert found == {"level": "gold", "other": "gold", "label": "gold"}


def test_names_that_mean_something_in_python_are_only_names() -> None:
    rules = """
        date = sum
        Decimal_ = len(list)
        sorted_sums = [sum for sum in list if sum > min(list)]
        known = given
    """
    inputs = ["sum: int", "list: list[int]", "given: int"]
    found = case(rules, scope_of(inputs))(sum=1, list_=[1, 2], given=3)
    assert list(found.values()) == [1, 2, [2], 3]


def test_declared_and_inferred_types_of_a_choice() -> None:
    rules = """
        x = 1 if b else 2.5
        y = none if b else d
    """
    run = case(rules, scope_of(["b: bool", "d: decimal"]))
    assert run(b=True, d=D(3)) == {"x": D(1), "y": None}
