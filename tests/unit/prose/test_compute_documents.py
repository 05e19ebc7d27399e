"""How the sentences of a compute document go together."""

from decimal import Decimal

import pytest

from omninode_bridge.node_type import NodeType
from omninode_bridge.prose.parsing import parse_sentence
from omninode_bridge.prose.understanding import Understood, understand
from omninode_bridge.requirements.reading import read_prd


def understood(*sentences: str, before: str = "") -> Understood:
    lines = "\n".join(f"- {one}" for one in sentences)
    return understand(
        read_prd(f"# Orders\n{before}\n## Requirements\n{lines}\n").document, NodeType.COMPUTE
    )


def shown(found: Understood) -> list[str]:
    return [one.shown.removeprefix("pattern ") for one in found.provenance]


def test_steps_on_the_same_records_follow_one_another() -> None:
    found = understood("Filter orders by status.", "Sort orders by date.")
    rules = [one.text.split(":")[0] for one in found.document.rules]
    assert rules == ["if wanted_status != none", "if len(orders) > 1"]
    assert [str(one.type) for one in found.document.outputs or ()] == ["list[Order]"]


def test_two_clauses_have_their_own_fields() -> None:
    found = understood("Sort orders by date, and deduplicate them by number.")
    assert [one.pattern for one in found.provenance] in (
        ["sort_records", "deduplicate_records"],
        [],
    )
    found = understood("Group orders by customer and sort by date.")
    assert shown(found)[0].startswith("group_records: entity = order, keys = customer")
    assert shown(found)[1].startswith("sort_records: entity = order, keys = date")


@pytest.mark.parametrize(
    "sentence",
    [
        "The node must sort orders by date, and the results must be filtered by status",
        "Check that size is at least 3 and weight is at most 5",
        "Calculate the total price of all orders, and an email should be sent",
    ],
)
def test_what_is_understood_by_half_is_not_taken(sentence: str) -> None:
    assert understood(sentence).provenance == ()


def test_a_pattern_whose_rules_cannot_run_is_not_taken() -> None:
    model = "## Data model\n### Order\n| field | type |\n| --- | --- |\n| owner | bool |\n"
    found = understood("Calculate the total owner of all orders.", before=model)
    assert found.provenance == ()
    assert "PRD803" in {one.code for one in found.diagnostics}
    assert found.document.rules == ()


def test_a_field_is_spelled_as_in_the_data_model() -> None:
    model = "## Data model\n### Order\n| field | type |\n| --- | --- |\n| guests | int |\n"
    found = understood("Calculate the total guests of all orders.", before=model)
    assert shown(found) == ["calculate_total: entity = order, measure = guests"]


@pytest.mark.parametrize(
    ("sentence", "limits"),
    [
        ("Ensure the depth is between -40 and 85", [("number", -40), ("number", 85)]),
        ("Verify that the depth is more than -5", [("at least", -5)]),
        ("Read the pages 3 - 5", [("number", 3), ("number", 5)]),
    ],
)
def test_a_minus_that_touches_its_number_is_a_sign(
    sentence: str, limits: list[tuple[str, int]]
) -> None:
    found = [(one.kind, one.value) for one in parse_sentence(sentence).limits]
    assert found == [(kind, Decimal(value)) for kind, value in limits]


@pytest.mark.parametrize(
    ("sentence", "code"),
    [
        ("Convert apples to pears in kilograms.", "PRD803"),
        ("Classify emails as spam or ham.", "PRD803"),
        ("Remove duplicate lines from a text.", "PRD805"),
    ],
)
def test_values_that_a_fragment_has_nothing_for_stay_unbound(sentence: str, code: str) -> None:
    found = understood(sentence)
    assert found.provenance == ()
    # PRD811 tells besides which words no rule is read from.
    assert [one.code for one in found.diagnostics if one.code != "PRD811"] == [code]


_MOVING = """
Inputs are the distance (decimal, 1 to 2000 km), the volume (decimal, 1 to 100 m3) and whether a
piano is moved. Output is the price in euros.
"""


def rules_of(*sentences: str) -> list[str]:
    return [one.text for one in understood(*sentences, before=_MOVING).document.rules]


def test_so_much_for_each_unit_in_which_the_document_counts_an_input() -> None:
    assert rules_of(
        "Base price: the price is 2.10 per km.",
        "Volume: 15.00 per cubic metre is added to the price.",
    ) == ["price_before_change = 2.10 * distance", "price = price_before_change + 15 * volume"]


@pytest.mark.parametrize(
    "sentence",
    [
        "The price is 2.10 per mile.",
        "The price is 2.10 per hour.",
        "The price is 2.10 per square metre.",
        "Volume: the total per zone.",
    ],
)
def test_a_unit_in_which_no_input_is_counted_is_not_read(sentence: str) -> None:
    assert rules_of(sentence) == []


@pytest.mark.parametrize(
    ("said", "rule"),
    [
        ("Members pay a quarter less.", "price = price * (1 - 25%)"),
        ("Members pay a fifth more.", "price = price * (1 + 20%)"),
        ("Members pay double.", "price = price * 2"),
        ("Members pay half.", "price = price * 0.5"),
    ],
)
def test_parts_and_multiples_in_words(said: str, rule: str) -> None:
    fields = "## Input\n- distance_km: decimal\n- member: bool\n\n## Output\n- price: money\n"
    found = understood("The price is 2.10 per km.", said, before=fields)
    assert [one.text for one in found.document.rules] == [
        "price = 2.10 * distance_km",
        f"if member: {rule}",
    ]


_DOSES = "## Input\n- weight: decimal\n- instalments: int\n\n"


@pytest.mark.parametrize(
    ("sentence", "rules"),
    [
        ("The daily dose is the single dose multiplied by the number of doses.", 1),
        ("The daily dose is the single dose multiplied by the number of singles.", 1),
        ("The daily dose is the single dose multiplied by the number of instalments.", 2),
    ],
)
def test_what_counts_something_is_a_whole_number_of_that_name(sentence: str, rules: int) -> None:
    found = understood("The single dose is 15 times the weight.", sentence, before=_DOSES)
    assert len(found.document.rules) == rules


def test_instead_is_no_part_of_a_name() -> None:
    found = understood("The single dose is 10 times the weight instead.", before=_DOSES)
    assert [one.text for one in found.document.rules] == ["single_dose = 10 * weight"]


@pytest.mark.parametrize(
    ("sentence", "rules"),
    [
        (
            "The part is the sum of 1.5 times the weight and 2 times the instalments.",
            ["part = 1.5 * weight + 2 * instalments"],
        ),
        ("The part is the sum of the weight and the weight times the instalments.", []),
    ],
)
def test_a_sum_of_multiples_is_read_in_one_way_only(sentence: str, rules: list[str]) -> None:
    found = understood(sentence, before=_DOSES)
    assert [one.text for one in found.document.rules] == rules
