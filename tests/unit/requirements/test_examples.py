"""Acceptance cases: tables, sentences, gherkin, JSON."""

from decimal import Decimal

import pytest

from omninode_bridge.requirements.acceptance.values import ValueTextError, read_value
from omninode_bridge.requirements.document import Document, Example, Rejection
from omninode_bridge.requirements.parts.type_text import parse_type
from omninode_bridge.requirements.reading import read_prd

FIELDS = (
    "# T\n## Input\n- weight_kg: decimal (> 0)\n- quantity: int\n- express: bool (default false)\n"
    "- country: enum(DE, FR) (default DE)\n- tags: list[string] (default [])\n"
    "## Output\n- fee: money\n- label: string\n- quantity: int\n"
)


def read(body: str) -> Document:
    return read_prd(f"{FIELDS}## Examples\n{body}\n").document


def one(body: str) -> Example:
    document = read(body)
    assert document.unbound_examples == ()
    [example] = document.examples
    return example


def reason(body: str) -> str:
    document = read(body)
    assert document.examples == ()
    [unbound] = document.unbound_examples
    return unbound.reason


@pytest.mark.parametrize(
    ("text", "type_", "value"),
    [
        ("19.90", "money", Decimal("19.90")),
        ("$1,234.5", "money", Decimal("1234.5")),
        ("5 %", "decimal", Decimal("0.05")),
        ("12", "int", 12),
        ("1,000", "int", 1000),
        ("yes", "bool", True),
        ("null", "int?", None),
        ("null", "string", "null"),
        ('"a b"', "string", "a b"),
        ("2024-02-16", "date", "2024-02-16"),
        ("1h", "duration", "PT1H"),
        ("1.5s", "duration", "PT1.5S"),
        ("PT90M", "duration", "PT90M"),
        ("amber", "enum(amber, red)", "amber"),
        ("a, b", "list[string]", ["a", "b"]),
        ("[1.10, 2]", "list[decimal]", [Decimal("1.10"), 2]),
        ('{"a": 1.10}', "map[string, decimal]", {"a": Decimal("1.10")}),
        ('{"sku": "A"}', "Line", {"sku": "A"}),
        ("[null]", "json", [None]),
    ],
)
def test_cells_become_values_of_their_type(text: str, type_: str, value: object) -> None:
    found = read_value(text, parse_type(type_))

    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("text", "type_"),
    [("3.5", "int"), ("abc", "int"), ("maybe", "bool"), ("{}", "list[int]"), ("[", "json"),
     ("NaN", "json"), ("soon", "duration"), ("[" * 100_000, "json"), ("1" * 5000, "json")],
)  # fmt: skip
def test_what_is_no_value(text: str, type_: str) -> None:
    with pytest.raises(ValueTextError):
        read_value(text, parse_type(type_))


def test_a_table_binds_by_name() -> None:
    header = "| case | weight_kg | quantity | expected quantity | fee | requirement |"
    example = one(f"{header}\n|{' --- |' * 6}\n| heavy | 2.50 | 3 | 4 | 19.90 | R1 |")

    assert example.name == "heavy"
    assert example.given == {"weight_kg": Decimal("2.50"), "quantity": 3}
    assert str(example.given["weight_kg"]) == "2.50"
    assert example.expected == {"quantity": 4, "fee": Decimal("19.90")}
    assert (example.requirement_id, example.place.line) == ("R1", 15)


def test_an_empty_output_cell_is_not_compared() -> None:
    assert one("| weight kg | quantity | fee | label |\n|-|-|-|-|\n| 1 | 1 | 2 | |").expected == {
        "fee": Decimal(2)
    }


def test_a_rejection_in_an_output_cell() -> None:
    example = one('| weight_kg | quantity | fee |\n|-|-|-|\n| 1 | 1 | rejected: "no, never" |')

    assert example.rejection == Rejection("no, never")
    assert example.expected == {}


def test_an_invalid_input_may_be_given_to_be_rejected() -> None:
    table = "| weight_kg | quantity | fee |\n|-|-|-|\n| 1 | many | {} |"

    assert one(table.format("rejected: no number")).given["quantity"] == "many"
    assert "does not fit int" in reason(table.format("5"))


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ("| wieght | quantity | fee |\n|-|-|-|\n| 1 | 1 | 2 |", "neither an input nor an output"),
        ("| weight_kg | quantity |\n|-|-|\n| 1 | 1 |", "expects nothing"),
        ("| quantity | fee |\n|-|-|\n| 1 | 2 |", "`weight_kg` is required"),
        ("| weight_kg | quantity | fee |\n|-|-|-|\n| 1 | 1 | lots |", "does not fit money"),
        ("- The fee is right.", "names no input and output"),
        ("- Given 3 boxes, then fee is 4", '"3 boxes" belongs to no field'),
        ("- Given weight_kg is 1 and quantity is 2, then fee is 4 or 5", '"5" belongs to no'),
        ('```json\n{"a": 1}\n```', "without the answer"),
        ("```json\n{,}\n```", "not JSON"),
        ("```gherkin\nScenario: x\n  Given a\n  Wat\n```", "cannot be read"),
    ],
)
def test_what_cannot_be_bound_says_why(body: str, why: str) -> None:
    assert why in reason(body)
    assert "PRD031" in {one.code for one in read_prd(f"{FIELDS}## Examples\n{body}\n").diagnostics}


def test_a_misspelt_column_gets_a_suggestion() -> None:
    text = f"{FIELDS}## Examples\n| quantty | fee |\n|-|-|\n| 1 | 2 |\n"
    [found] = [one for one in read_prd(text).diagnostics if one.code == "PRD030"]

    assert "`quantity`" in found.fix


GIVEN = {"weight_kg": Decimal(2), "quantity": 3}


@pytest.mark.parametrize(
    "body",
    [
        "- Given a parcel of 2 kg and a quantity of 3, when it is sent, then fee is 4",
        "- GIVEN weight_kg = 2 AND quantity: 3 THEN the fee should be 4.",
        "- quantity = 3, weight_kg: 2 -> fee = 4",
        "- weight_kg: 2, quantity = 3, fee = 4",
        "- **Light**\n  - Given weight kg is 2\n  - And quantity is 3\n  - Then fee is 4",
        "Given weight_kg is 2\nand quantity is 3\nWhen sent\nThen fee is 4.00",
        (
            "```gherkin\nFeature: f\n  Scenario: s\n    Given weight_kg is 2\n"
            "    And quantity is 3\n    When sent\n    Then fee is 4\n```"
        ),
        "```gherkin\nGiven weight_kg is 2\nAnd quantity is 3\nThen fee is 4\n```",
        (
            "```gherkin\nScenario Outline: s\n  Given weight_kg is <w>\n  And quantity is 3\n"
            "  Then fee is <f>\n  Examples:\n    | w | f |\n    | 2 | 4 |\n```"
        ),
        (
            "```gherkin\nScenario: s\n  Given a parcel\n    | weight_kg | 2 |\n"
            "    | quantity | 3 |\n  Then fee is 4\n```"
        ),
    ],
)
def test_sentences_bind_by_name_and_unit(body: str) -> None:
    example = one(body)

    assert example.given == GIVEN
    assert example.expected == {"fee": Decimal(4)}


def test_units_bind_inputs_in_given_and_outputs_in_then() -> None:
    text = (
        "# T\n## Input\n- load_kg: int\n## Output\n- rest_kg: int\n## Examples\n"
        "- Given 5 kg, then 2 kg are left\n"
    )
    [example] = read_prd(text).document.examples

    assert (example.given, example.expected) == ({"load_kg": 5}, {"rest_kg": 2})


def test_a_unit_of_two_fields_binds_none() -> None:
    text = (
        "# T\n## Input\n- a_kg: int\n- b_kg: int\n## Output\n- c: int\n## Examples\n"
        "- Given 5 kg, then c = 2\n"
    )

    assert len(read_prd(text).document.unbound_examples) == 1


@pytest.mark.parametrize(
    "then", ['it is rejected with "too heavy"', "rejected: too heavy", "it fails with `too heavy`"]
)
def test_rejections_in_sentences(then: str) -> None:
    assert one(f"- Given weight_kg is 200 and quantity is 1, then {then}").rejection == Rejection(
        "too heavy"
    )


def test_lists_and_quoted_text_in_sentences() -> None:
    example = one('- Given tags = ["a, b", "c"], quantity = 1, weight_kg = 1 then label = "x, 5 y"')

    assert example.given["tags"] == ["a, b", "c"]
    assert example.expected == {"label": "x, 5 y"}


def test_pairs_of_json_fences() -> None:
    document = read(
        '### Heavy\n```json\n{"weight_kg": 2.50}\n```\n```json\n{"fee": "5.00"}\n```\n'
        '```json\n{"weight_kg": 0}\n```\n'
        '```json\n{"error": {"code": "VALIDATION_ERROR", "message": "no"}}\n```\n'
        '```json\n{"request": {"weight_kg": 1}, "answer": {"fee": "1.00"}}\n```'
    )
    heavy, refused, together = document.examples

    assert (heavy.name, heavy.expected) == ("Heavy", {"fee": "5.00"})
    assert str(heavy.given["weight_kg"]) == "2.50"
    assert refused.rejection == Rejection("no")
    assert together.given == {"weight_kg": 1}


def test_a_scenario_of_calls() -> None:
    [scenario] = read(
        '```json\n[{"operation": "add", "request": {"a": 1}, "answer": {"b": 1.0}}]\n```'
    ).scenarios
    [step] = scenario.steps

    assert (step.operation, step.request, step.answer) == ("add", {"a": 1}, {"b": Decimal("1.0")})


def test_without_outputs_the_assigned_names_are_the_output() -> None:
    text = (
        "# T\n## Input\n- a: int\n## Rules\n- `if a > 1: big = true else: big = false`\n"
        "- `twice = a * 2`\n## Examples\n| a | twice | big |\n|-|-|-|\n| 2 | 4 | true |\n"
    )
    [example] = read_prd(text).document.examples

    assert example.expected == {"twice": 4, "big": True}


def test_the_steps_of_a_case_may_be_bullets() -> None:
    document = read(
        "Scenario: small\n- Given weight_kg = 1, quantity = 1\n- When it is sent\n"
        "- **Then** fee = 2\n- And label = x\n\n"
        "R2: large\n- Given weight_kg = 9\n- And quantity = 1\n- Then rejected: too heavy\n"
    )

    assert document.unbound_examples == ()
    small, large = document.examples
    assert (small.name, small.expected) == ("Scenario: small", {"fee": Decimal(2), "label": "x"})
    assert (large.name, large.requirement_id) == ("large", "R2")
    assert large.given == {"weight_kg": Decimal(9), "quantity": 1}
    assert large.rejection == Rejection("too heavy")


def test_a_given_without_a_then_is_no_case() -> None:
    document = read("- Given weight_kg = 1\n- Given weight_kg = 2, quantity = 1, then fee = 4\n")

    [unbound] = document.unbound_examples
    [example] = document.examples
    assert unbound.text == "Given weight_kg = 1"
    assert example.given["weight_kg"] == 2


def test_keywords_in_quoted_values_begin_no_step() -> None:
    example = one('- Given weight_kg = 1, quantity = 1 then label = "given salt and then pepper"')

    assert example.expected == {"label": "given salt and then pepper"}


@pytest.mark.parametrize(
    "case",
    [
        '- Given n = 9, then m = 9 and warnings = ["above 5 and more"]',
        '| n | m | warnings |\n|---|---|---|\n| 9 | 9 | ["above 5 and more"] |',
    ],
)
def test_warnings_can_be_expected(case: str) -> None:
    text = (
        "# T\n## Input\n- n: int\n## Output\n- m: int\n## Rules\n- m = n\n"
        f'- warn when n > 5: "above 5 and more"\n\n## Examples\n{case}\n'
    )
    [example] = read_prd(text).document.examples

    assert example.expected == {"m": 9, "warnings": ["above 5 and more"]}
